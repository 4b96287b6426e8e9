"""JNews: theme of WordPress, whose names begin with `jeg`."""

from wellread.extractors.platform import Platform
from wellread.extractors.vocabulary.traits import Trait

PLATFORM = Platform(
    name="jnews",
    class_names={
        "jeg_postblock": Trait.RELATED,
    },
)
