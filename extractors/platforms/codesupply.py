"""Themes of WordPress by Code Supply: the box around the article says that there is a sidebar."""

from wellread.extractors.platform import Platform
from wellread.extractors.vocabulary.traits import Trait

PLATFORM = Platform(
    name="codesupply",
    class_names={
        "cs-sidebar-right": Trait.NONE,
        "cs-entry__content": Trait.NONE,
    },
)
