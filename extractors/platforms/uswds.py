"""The design system of the US government."""

from wellread.extractors.platform import Platform
from wellread.extractors.vocabulary.traits import Trait

PLATFORM = Platform(
    name="uswds",
    class_names={
        # Says that the site is the government's.
        "usa-banner": Trait.HEADER,
        "usa-in-page-nav": Trait.CONTENTS,
    },
)
