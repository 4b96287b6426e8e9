"""Medium: hashed class names, and a few that begin with `pw-`."""

from wellread.extractors.platform import Platform
from wellread.extractors.vocabulary.traits import Trait

PLATFORM = Platform(
    name="medium",
    class_names={
        "pw-multi-vote-icon": Trait.SHARE,
        "pw-multi-vote-count": Trait.SHARE,
        # What shall not be read aloud: names, dates, buttons.
        "speechify-ignore": Trait.BYLINE,
    },
)
