"""HubSpot: pages of modules, all of which are called widgets."""

from wellread.extractors.platform import Platform
from wellread.extractors.vocabulary.traits import Trait

PLATFORM = Platform(
    name="hubspot",
    class_names={
        "hs_cos_wrapper_widget": Trait.NONE,
        "hs_cos_wrapper_type_rich_text": Trait.NONE,
        "hs_cos_wrapper_type_inline_rich_text": Trait.NONE,
        "widget-type-cell": Trait.NONE,
        "widget-type-custom_widget": Trait.NONE,
        "widget-type-rich_text": Trait.NONE,
        "widget-type-raw_html": Trait.NONE,
        "widget-type-text": Trait.NONE,
        "widget-type-global_group": Trait.NONE,
        "widget-type-blog_content": Trait.BODY,
        "hs-menu-wrapper": Trait.NAVIGATION,
        "hs-menu-depth-1": Trait.NAVIGATION,
        "hs-search-field": Trait.FORM,
        "hs-search-field__suggestions": Trait.FORM,
        "hs-cta-embed": Trait.CALL_TO_ACTION,
        # A language, not a skip link.
        "hs-skip-lang-url-rewrite": Trait.NONE,
    },
)
