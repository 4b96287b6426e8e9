"""WordPress: core blocks, and the plugins that put their own boxes into a post."""

from wellread.extractors.platform import Platform
from wellread.extractors.vocabulary.traits import Trait

PLATFORM = Platform(
    name="wordpress",
    class_names={
        # Core blocks and themes.
        "entry-content": Trait.BODY,
        "post-content": Trait.BODY,
        "wp-block-post-content": Trait.BODY,
        "wp-caption-text": Trait.CAPTION,
        "wp-element-caption": Trait.CAPTION,
        "wp-caption": Trait.NONE,
        "wp-block-button": Trait.CALL_TO_ACTION,
        "wp-block-buttons": Trait.CALL_TO_ACTION,
        "wp-block-latest-posts": Trait.RELATED,
        "wp-block-query": Trait.RELATED,
        "wp-block-post-template": Trait.RELATED,
        "wp-embedded-content": Trait.RELATED,
        "wp-block-post-author": Trait.AUTHOR_BOX,
        "wp-block-post-author-name": Trait.BYLINE,
        "wp-block-post-terms": Trait.TAGS,
        "wp-block-social-links": Trait.SHARE,
        "wp-block-group": Trait.NONE,
        "wp-block-table": Trait.NONE,
        "wp-block-media-text": Trait.NONE,
        "wp-block-embed": Trait.NONE,
        "wp-block-cover": Trait.NONE,
        "wp-block-gallery": Trait.NONE,
        "wp-lightbox-container": Trait.NONE,
        "post-password-form": Trait.PAYWALL,
        "nocomments": Trait.COMMENTS,
        # Widgets and blocks that stand beside a post or under it.
        "widget_archive": Trait.NAVIGATION,
        "widget_calendar": Trait.NAVIGATION,
        "wp-calendar-table": Trait.NAVIGATION,
        "wp-block-archives": Trait.NAVIGATION,
        "wp-block-calendar": Trait.NAVIGATION,
        "wp-block-page-list": Trait.NAVIGATION,
        "wp-block-latest-comments": Trait.COMMENTS,
        "wp-block-post-navigation-link": Trait.RELATED,
        "wp-block-search": Trait.FORM,
        # Jetpack
        "sharedaddy": Trait.SHARE,
        "sd-sharing": Trait.SHARE,
        "sd-like": Trait.SHARE,
        "sd-block": Trait.SHARE,
        "jp-relatedposts": Trait.RELATED,
        "jetpack-likes-widget": Trait.SHARE,
        "jp-carousel-overlay": Trait.POPUP,
        # Plugins for related posts: YARPP, Contextual Related Posts.
        "yarpp": Trait.RELATED,
        "crp_related": Trait.RELATED,
        # Plugins for author boxes: Starbox, Simple Author Box, Molongui, PublishPress Authors.
        "abh_box": Trait.AUTHOR_BOX,
        "saboxplugin-wrap": Trait.AUTHOR_BOX,
        "molongui-author-box": Trait.AUTHOR_BOX,
        "pp-multiple-authors-boxes-wrapper": Trait.AUTHOR_BOX,
        # Plugins for tables of contents and questions: Easy and LuckyWP Table of Contents, Rank Math, Yoast.
        "ez-toc-container": Trait.CONTENTS,
        "lwptoc": Trait.CONTENTS,
        "rank-math-toc": Trait.CONTENTS,
        "wp-block-rank-math-toc-block": Trait.CONTENTS,
        "wp-block-yoast-seo-table-of-contents": Trait.CONTENTS,
        "schema-faq": Trait.FAQ,
        "schema-faq-section": Trait.FAQ,
        "rank-math-faq-item": Trait.FAQ,
        # Plugins for forms and pop-ups: Contact Form 7, Gravity Forms, Popup Maker.
        "wpcf7": Trait.FORM,
        "wpcf7-response-output": Trait.FORM,
        "gform_wrapper": Trait.FORM,
        "pum-overlay": Trait.POPUP,
        "pum-container": Trait.POPUP,
        # Plugins for sharing: AddToAny, Heateor.
        "addtoany_share_save_container": Trait.SHARE,
        "a2a_kit": Trait.SHARE,
        "heateor_sss_sharing_container": Trait.SHARE,
        # Plugins for recipes: WP Recipe Maker, and the wrapper of Mediavine.
        "wprm-call-to-action": Trait.CALL_TO_ACTION,
        "wprm-recipe-snippet": Trait.NAVIGATION,
        "mv-content-wrapper": Trait.BODY,
    },
)
