"""Bricks: theme and page builder of WordPress."""

from wellread.extractors.platform import Platform
from wellread.extractors.vocabulary.traits import Trait

PLATFORM = Platform(
    name="bricks",
    class_names={
        "brxe-posts": Trait.RELATED,
    },
)
