"""TYPO3: content elements (`ce-`, `csc-`, `frame-`) and the news extension."""

from wellread.extractors.platform import Platform
from wellread.extractors.vocabulary.traits import Trait

PLATFORM = Platform(
    name="typo3",
    class_names={
        "news-single": Trait.ARTICLE,
        "news-backlink-wrap": Trait.NAVIGATION,
        "frame-type-menu_sitemap": Trait.NAVIGATION,
        "frame-type-menu_subpages": Trait.NAVIGATION,
        "csc-menu": Trait.NAVIGATION,
        "news-list-date": Trait.DATE,
    },
)
