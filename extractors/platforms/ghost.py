"""Ghost: `gh-` are the boxes of its themes, `kg-` the cards that an editor puts between paragraphs."""

from wellread.extractors.platform import Platform
from wellread.extractors.vocabulary.traits import Trait

PLATFORM = Platform(
    name="ghost",
    class_names={
        "gh-content": Trait.BODY,
        "post-full-content": Trait.BODY,
        "post-full": Trait.ARTICLE,
        "gh-head": Trait.HEADER,
        "gh-post-upgrade-cta": Trait.PAYWALL,
        "footer-cta": Trait.CALL_TO_ACTION,
        # Cards of the article's own text and pictures.
        "kg-card": Trait.NONE,
        "kg-image-card": Trait.NONE,
        "kg-gallery-card": Trait.NONE,
        "kg-embed-card": Trait.NONE,
        "kg-callout-card": Trait.NONE,
        "kg-code-card": Trait.NONE,
        "kg-toggle-card": Trait.COLLAPSED,
        # A link to another page, drawn as a card.
        "kg-bookmark-card": Trait.RELATED,
        "kg-bookmark-container": Trait.RELATED,
        "kg-bookmark-content": Trait.RELATED,
        "kg-bookmark-title": Trait.RELATED,
        "kg-bookmark-description": Trait.RELATED,
        "kg-bookmark-metadata": Trait.RELATED,
        "kg-button-card": Trait.CALL_TO_ACTION,
        "kg-cta-card": Trait.PROMOTION,
        "kg-signup-card": Trait.NEWSLETTER,
    },
)
