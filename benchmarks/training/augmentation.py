"""Augmentation of the training data: a page without half of its names.

So looks a site whose class names and ids mean nothing. More and more pages have names that a build has made up
(`css-1x2y3z`). A classifier that has seen pages with fewer names leans less on them.
"""

from __future__ import annotations

import re
import zlib

_NAME = re.compile(rb"""\s(?:class|id)\s*=\s*(?:"[^"]*"|'[^']*')""")


def remove_half_of_names(html: bytes) -> bytes:
    """The page without about every second of its different classes and ids, always the same ones."""
    salt = zlib.crc32(html)
    return _NAME.sub(lambda name: b"" if zlib.crc32(name[0], salt) % 2 else name[0], html)
