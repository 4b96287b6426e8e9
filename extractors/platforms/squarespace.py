"""Squarespace: every piece of a page is a `sqs-block`, the article's text as well as what stands around it."""

from wellread.extractors.platform import Platform
from wellread.extractors.vocabulary.traits import Trait

PLATFORM = Platform(
    name="squarespace",
    class_names={
        "blog-item-content": Trait.BODY,
        "BlogItem": Trait.ARTICLE,
        "blog-item-wrapper": Trait.ARTICLE,
        "blog-item-title": Trait.HEADLINE,
        "BlogItem-title": Trait.HEADLINE,
        "blog-meta-item--categories": Trait.TAGS,
        "blog-meta-item--tags": Trait.TAGS,
        "BlogItem-pagination": Trait.RELATED,
        "item-pagination": Trait.RELATED,
        "sqs-block-summary-v2": Trait.RELATED,
        "summary-v2-block": Trait.RELATED,
        "summary-block-wrapper": Trait.RELATED,
        "summary-item-list-container": Trait.RELATED,
        "summary-item-list": Trait.RELATED,
        "summary-item-record-type-text": Trait.RELATED,
        "sqs-block-socialaccountlinks-v2": Trait.SHARE,
        "sqs-block-archive": Trait.NAVIGATION,
        "sqs-block-instagram": Trait.WIDGET,
        # Pictures of the article stand in these too.
        "sqs-gallery-meta-container": Trait.NONE,
        "sqs-gallery-block-show-meta": Trait.NONE,
        "layout-caption-below": Trait.NONE,
    },
)
