"""Joomla: modules around an item, and K2, which many of its blogs are written with."""

from wellread.extractors.platform import Platform
from wellread.extractors.vocabulary.traits import Trait

PLATFORM = Platform(
    name="joomla",
    class_names={
        "item-page": Trait.ARTICLE,
        "moduletable": Trait.SIDEBAR,
        "itemFullText": Trait.BODY,
        "itemNavigation": Trait.RELATED,
    },
)
