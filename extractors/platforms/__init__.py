"""Publishing platforms: one file each, found by looking into this folder.

A platform says what its own class names mean. Its file defines `PLATFORM`; putting a file into this folder is all that
it takes.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from wellread.extractors.platform import Platform

PLATFORMS: tuple[Platform, ...] = tuple(
    import_module(f"{__name__}.{module.name}").PLATFORM
    for module in sorted(iter_modules(__path__), key=lambda module: module.name)
)
