"""GenerateBlocks: blocks of the makers of the WordPress theme GeneratePress. Any text may be one of its headlines."""

from wellread.extractors.platform import Platform
from wellread.extractors.vocabulary.traits import Trait

PLATFORM = Platform(
    name="generateblocks",
    class_names={
        "gb-headline": Trait.NONE,
        "gb-headline-text": Trait.NONE,
    },
)
