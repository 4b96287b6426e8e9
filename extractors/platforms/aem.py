"""Adobe Experience Manager: core components, which an author may use for the article as for what stands around it."""

from wellread.extractors.platform import Platform
from wellread.extractors.vocabulary.traits import Trait

PLATFORM = Platform(
    name="aem",
    class_names={
        # A picture with a title and a text: often a paragraph of the article.
        "cmp-teaser": Trait.NONE,
        "cmp-teaser__content": Trait.NONE,
        "cmp-teaser__title": Trait.NONE,
        "cmp-teaser__description": Trait.NONE,
        "cmp-experiencefragment--header": Trait.HEADER,
    },
)
