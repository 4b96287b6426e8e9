"""Avada: theme of WordPress with a builder, whose names begin with `fusion-`."""

from wellread.extractors.platform import Platform
from wellread.extractors.vocabulary.traits import Trait

PLATFORM = Platform(
    name="avada",
    class_names={
        "fusion-content-tb": Trait.BODY,
        "fusion-no-large-visibility": Trait.HIDDEN,
        "fusion-header-wrapper": Trait.HEADER,
        "fusion-button": Trait.CALL_TO_ACTION,
    },
)
