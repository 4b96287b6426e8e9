"""Gridlove: theme of WordPress. The box around the article says that there is a sidebar."""

from wellread.extractors.platform import Platform
from wellread.extractors.vocabulary.traits import Trait

PLATFORM = Platform(
    name="gridlove",
    class_names={
        "gridlove-sidebar-right": Trait.NONE,
    },
)
