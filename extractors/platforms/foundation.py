"""Foundation: framework of styles. These boxes hold the page itself, which a menu can push aside."""

from wellread.extractors.platform import Platform
from wellread.extractors.vocabulary.traits import Trait

PLATFORM = Platform(
    name="foundation",
    class_names={
        "off-canvas-wrap": Trait.NONE,
        "off-canvas-wrapper": Trait.NONE,
    },
)
