"""Page builders and large themes of WordPress: they wrap anything, so most of their names mean nothing."""

from wellread.extractors.platforms.platform import Platform
from wellread.extractors.vocabulary.traits import Trait

PLATFORM = Platform(
    name="builders",
    signals=("/plugins/elementor", "/themes/Divi", "/plugins/js_composer", "/themes/Avada", "/plugins/bb-plugin"),
    names={
        # Elementor
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
        "jet-listing": Trait.NONE,
        # Divi
        "et_pb_posts": Trait.RELATED,
        "et_pb_menu": Trait.NAVIGATION,
        # WPBakery
        "vc_btn3": Trait.CALL_TO_ACTION,
        "vc_basic_grid": Trait.RELATED,
        "vc_grid-item": Trait.RELATED,
        "vc_hidden-lg": Trait.HIDDEN,
        # Avada
        "fusion-content-tb": Trait.BODY,
        "fusion-no-large-visibility": Trait.HIDDEN,
        "fusion-header-wrapper": Trait.HEADER,
        "fusion-button": Trait.CALL_TO_ACTION,
        # Beaver Builder
        "fl-module-rich-text": Trait.NONE,
        "fl-rich-text": Trait.NONE,
        "fl-page-content": Trait.MAIN,
        "fl-visible-mobile": Trait.HIDDEN,
        "fl-button-wrap": Trait.CALL_TO_ACTION,
        # Bricks
        "brxe-posts": Trait.RELATED,
        # Oxygen
        "ct-inner-content": Trait.BODY,
        "ct-headline": Trait.NONE,
        "oxy-dynamic-list": Trait.RELATED,
        "oxy-rich-text": Trait.NONE,
        # GeneratePress, Kadence, Astra
        "gb-headline": Trait.NONE,
        "gb-headline-text": Trait.NONE,
        "kb-theme-content-width": Trait.NONE,
        "kb-v-lg-hidden": Trait.HIDDEN,
        "kadence-sticky-header": Trait.HEADER,
        "wp-block-kadence-tabs": Trait.NONE,
        "kt-tabs-wrap": Trait.NONE,
        # Newspaper
        "td-main-content-wrap": Trait.MAIN,
        "td-main-content": Trait.MAIN,
        "td-ss-main-content": Trait.MAIN,
        "td-main-sidebar": Trait.SIDEBAR,
        "td-ss-main-sidebar": Trait.SIDEBAR,
        "td-pb-span4": Trait.SIDEBAR,
        "td_block_inner": Trait.RELATED,
        "td_module_wrap": Trait.RELATED,
        "td-module-title": Trait.RELATED,
        "td-post-next-prev": Trait.RELATED,
        "td-a-rec": Trait.ADVERTISEMENT,
        "td-login-wrap": Trait.FORM,
        "td-display-none": Trait.HIDDEN,
        "td-mobile-container": Trait.NAVIGATION,
        # Themes whose page says on every box that it has a sidebar
        "cs-sidebar-right": Trait.NONE,
        "cs-entry__content": Trait.NONE,
        "gridlove-sidebar-right": Trait.NONE,
        "penci_sidebar": Trait.NONE,
        "penci-enable-lightbox": Trait.NONE,
        "jeg_postblock": Trait.RELATED,
    },
)
