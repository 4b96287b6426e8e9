"""Divi: theme and page builder of WordPress."""

from wellread.extractors.platform import Platform
from wellread.extractors.vocabulary.traits import Trait

PLATFORM = Platform(
    name="divi",
    class_names={
        "et_pb_posts": Trait.RELATED,
        "et_pb_menu": Trait.NAVIGATION,
    },
)
