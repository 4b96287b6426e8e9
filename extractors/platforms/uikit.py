"""UIkit: framework of styles."""

from wellread.extractors.platform import Platform
from wellread.extractors.vocabulary.traits import Trait

PLATFORM = Platform(
    name="uikit",
    class_names={
        # The page itself, which a menu can push aside.
        "uk-offcanvas-content": Trait.NONE,
    },
)
