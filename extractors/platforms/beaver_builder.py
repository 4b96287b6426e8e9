"""Beaver Builder: page builder of WordPress, whose rich text may stand anywhere in a page."""

from wellread.extractors.platform import Platform
from wellread.extractors.vocabulary.traits import Trait

PLATFORM = Platform(
    name="beaver-builder",
    class_names={
        "fl-module-rich-text": Trait.NONE,
        "fl-rich-text": Trait.NONE,
        "fl-page-content": Trait.MAIN,
        "fl-visible-mobile": Trait.HIDDEN,
        "fl-button-wrap": Trait.CALL_TO_ACTION,
    },
)
