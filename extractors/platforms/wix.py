"""Wix: class names are hashes or start with `wixui`; its blog says in `data-hook` what a box is."""

from wellread.extractors.platform import Platform
from wellread.extractors.vocabulary.traits import Trait

PLATFORM = Platform(
    name="wix",
    class_names={
        "post-description": Trait.BODY,
        "time-to-read": Trait.READING_TIME,
        "user-name": Trait.BYLINE,
        "profile-link": Trait.BYLINE,
        # Any text of any page.
        "wixui-rich-text": Trait.NONE,
        "wixui-rich-text__text": Trait.NONE,
        "wixui-header": Trait.HEADER,
        "wixui-horizontal-menu": Trait.NAVIGATION,
        "wixui-vertical-menu": Trait.NAVIGATION,
        "wixui-dropdown-menu": Trait.NAVIGATION,
    },
)
