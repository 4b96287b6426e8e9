"""Blogger: posts in boxes named after their date, and gadgets beside them."""

from wellread.extractors.platform import Platform
from wellread.extractors.vocabulary.traits import Trait

PLATFORM = Platform(
    name="blogger",
    class_names={
        # The posts of one day.
        "date-outer": Trait.NONE,
        "date-posts": Trait.NONE,
        "post-labels": Trait.TAGS,
        "list-label-widget-content": Trait.TAGS,
        "cloud-label-widget-content": Trait.TAGS,
        "BlogArchive": Trait.NAVIGATION,
        "FeaturedPost": Trait.RELATED,
        "FollowByEmail": Trait.NEWSLETTER,
        "post-feeds": Trait.NAVIGATION,
        "post-share-buttons": Trait.SHARE,
    },
)
