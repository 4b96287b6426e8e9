"""WPBakery: page builder of WordPress, once Visual Composer."""

from wellread.extractors.platform import Platform
from wellread.extractors.vocabulary.traits import Trait

PLATFORM = Platform(
    name="wpbakery",
    class_names={
        "vc_btn3": Trait.CALL_TO_ACTION,
        "vc_basic_grid": Trait.RELATED,
        "vc_grid-item": Trait.RELATED,
        "vc_hidden-lg": Trait.HIDDEN,
    },
)
