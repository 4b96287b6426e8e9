"""Theia Sticky Sidebar: a script that puts a box of this name into the sidebar and into the main column alike."""

from wellread.extractors.platform import Platform
from wellread.extractors.vocabulary.traits import Trait

PLATFORM = Platform(
    name="theia-sticky-sidebar",
    class_names={
        "theiaStickySidebar": Trait.NONE,
    },
)
