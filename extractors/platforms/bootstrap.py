"""Bootstrap: framework of styles. These boxes hold the page itself, which a menu can push aside."""

from wellread.extractors.platform import Platform
from wellread.extractors.vocabulary.traits import Trait

PLATFORM = Platform(
    name="bootstrap",
    class_names={
        "row-offcanvas": Trait.NONE,
        "row-offcanvas-left": Trait.NONE,
        "row-offcanvas-right": Trait.NONE,
    },
)
