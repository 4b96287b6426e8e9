"""Elementor: page builder of WordPress. It wraps anything, so most of its names mean nothing."""

from wellread.extractors.platform import Platform
from wellread.extractors.vocabulary.traits import Trait

PLATFORM = Platform(
    name="elementor",
    class_names={
        "elementor-button": Trait.CALL_TO_ACTION,
        "elementor-widget-button": Trait.CALL_TO_ACTION,
        "elementor-inline-items": Trait.BYLINE,
        "elementor-widget-table-of-contents": Trait.CONTENTS,
        "elementor-widget-posts": Trait.RELATED,
        "elementor-posts-container": Trait.RELATED,
        "elementor-posts": Trait.RELATED,
        "elementor-post__text": Trait.RELATED,
        "elementor-widget-loop-grid": Trait.RELATED,
        "elementor-widget-loop-carousel": Trait.RELATED,
        "elementor-loop-container": Trait.RELATED,
        "e-loop-item": Trait.RELATED,
        "elementor-location-header": Trait.HEADER,
        "elementor-hidden-desktop": Trait.HIDDEN,
        "elementor-screen-only": Trait.HIDDEN,
        "elementor-tab-title": Trait.TOGGLE,
        "elementor-nav-menu--main": Trait.NAVIGATION,
        # JetEngine, which fills templates of Elementor.
        "jet-listing": Trait.NONE,
    },
)
