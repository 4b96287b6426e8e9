"""Shopify: a shop's blog stands in the same sections as its products."""

from wellread.extractors.platform import Platform
from wellread.extractors.vocabulary.traits import Trait

PLATFORM = Platform(
    name="shopify",
    class_names={
        "rte": Trait.BODY,
        "article-template__content": Trait.BODY,
        "article-template__title": Trait.HEADLINE,
        "article-template__social-sharing": Trait.SHARE,
        "article-template__back": Trait.NAVIGATION,
        "shopify-section-group-overlay-group": Trait.POPUP,
        "shopify-pc__banner": Trait.CONSENT,
        "Avada-TableOfContent": Trait.CONTENTS,
    },
)
