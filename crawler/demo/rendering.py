"""What every page of the demo is made with: templates, and identifiers like those of the platform."""

from __future__ import annotations

import hashlib
from functools import cache
from string import Template

from wellread.crawler.demo.source import PACKAGE


def fill(template: str, **values: str) -> str:
    """The template with every placeholder filled. The values are markup."""
    return _template(template).substitute(values)


@cache
def _template(name: str) -> Template:
    text = (PACKAGE / "templates" / name).read_text(encoding="utf-8")
    # The platform publishes every page as one line; robots.txt lives by its lines.
    return Template(text if name.endswith(".txt") else "".join(line.strip() for line in text.splitlines()))


def hex_id(name: str, length: int = 24) -> str:
    """An identifier that is the same on every run."""
    return hashlib.sha256(name.encode()).hexdigest()[:length]


def element_id(name: str) -> str:
    """An identifier in the five groups of a UUID."""
    digits = hex_id(name, 32)
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def asset_path(name: str) -> str:
    """The path of a picture: the platform puts an identifier before its name."""
    return f"/assets/{hex_id('site')}/{hex_id(name)}_{name}.svg"
