"""What there is to say about a publishing platform."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec


class Platform(msgspec.Struct, frozen=True):
    """A publishing platform, or a theme, page builder or framework that many sites are made with.

    `class_names` gives the traits that the platform's own class names mean. They must be so peculiar to it that they
    need no proof of where they come from. A name with `Trait.NONE` means nothing, whatever words it is made of.
    """

    name: str
    class_names: Mapping[str, int]
