"""Substack: newsletters on the web, with buttons and forms to subscribe between the paragraphs."""

from wellread.extractors.platform import Platform
from wellread.extractors.vocabulary.traits import Trait

PLATFORM = Platform(
    name="substack",
    class_names={
        "available-content": Trait.BODY,
        "button-wrapper": Trait.CALL_TO_ACTION,
        "captioned-button-wrap": Trait.CALL_TO_ACTION,
        "post-ufi": Trait.SHARE,
        "post-ufi-button": Trait.SHARE,
        "post-contributor-footer": Trait.AUTHOR_BOX,
        "embedded-post-wrap": Trait.RELATED,
        "digest-post-embed": Trait.RELATED,
        "embedded-publication-wrap": Trait.NEWSLETTER,
        "community-chat": Trait.CALL_TO_ACTION,
        "install-substack-app-embed": Trait.CALL_TO_ACTION,
        "poll-embed": Trait.WIDGET,
        # The article of a podcast has a player, and is no player.
        "single-post": Trait.ARTICLE,
    },
)
