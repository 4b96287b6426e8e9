"""Frameworks of styles that the themes of many platforms are built with: their boxes around the whole page."""

from wellread.extractors.platforms.platform import Platform
from wellread.extractors.vocabulary.traits import Trait

PLATFORM = Platform(
    name="frameworks",
    signals=("bootstrap.min", "foundation.min", "uikit.min"),
    names={
        # The page itself, which a menu can push aside.
        "off-canvas-wrap": Trait.NONE,
        "off-canvas-wrapper": Trait.NONE,
        "row-offcanvas": Trait.NONE,
        "row-offcanvas-left": Trait.NONE,
        "row-offcanvas-right": Trait.NONE,
        "uk-offcanvas-content": Trait.NONE,
        "theiaStickySidebar": Trait.NONE,
        # Says that the site is the government's.
        "usa-banner": Trait.HEADER,
        "usa-in-page-nav": Trait.CONTENTS,
    },
)
