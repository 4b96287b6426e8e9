"""Kadence: theme of WordPress with blocks of its own."""

from wellread.extractors.platform import Platform
from wellread.extractors.vocabulary.traits import Trait

PLATFORM = Platform(
    name="kadence",
    class_names={
        "kb-theme-content-width": Trait.NONE,
        "kb-v-lg-hidden": Trait.HIDDEN,
        "kadence-sticky-header": Trait.HEADER,
        "wp-block-kadence-tabs": Trait.NONE,
        "kt-tabs-wrap": Trait.NONE,
    },
)
