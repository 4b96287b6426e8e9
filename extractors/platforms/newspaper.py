"""Newspaper: theme of WordPress, whose names begin with `td`."""

from wellread.extractors.platform import Platform
from wellread.extractors.vocabulary.traits import Trait

PLATFORM = Platform(
    name="newspaper",
    class_names={
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
    },
)
