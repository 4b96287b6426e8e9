"""Soledad: theme of WordPress by PenciDesign. The box around the article says that there is a sidebar."""

from wellread.extractors.platform import Platform
from wellread.extractors.vocabulary.traits import Trait

PLATFORM = Platform(
    name="soledad",
    class_names={
        "penci_sidebar": Trait.NONE,
        "penci-enable-lightbox": Trait.NONE,
    },
)
