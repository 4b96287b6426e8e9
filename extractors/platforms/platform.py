"""What there is to say about a publishing platform."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec


class Platform(msgspec.Struct, frozen=True):
    """A publishing platform.

    `signals` are strings of which one in the page's source shows that it made the page. `names` says what the
    platform's own class names mean; they must be so peculiar to it that they need no proof of where they come from. A
    name with `Trait.NONE` means nothing, whatever words it is made of.
    """

    name: str
    signals: tuple[str, ...]
    names: Mapping[str, int]
