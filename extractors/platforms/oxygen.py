"""Oxygen: page builder of WordPress, whose rich text may stand anywhere in a page."""

from wellread.extractors.platform import Platform
from wellread.extractors.vocabulary.traits import Trait

PLATFORM = Platform(
    name="oxygen",
    class_names={
        "ct-inner-content": Trait.BODY,
        "ct-headline": Trait.NONE,
        "oxy-dynamic-list": Trait.RELATED,
        "oxy-rich-text": Trait.NONE,
    },
)
