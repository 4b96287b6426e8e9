"""What every page of the demo is made with: templates, and identifiers like those of Webflow."""

from __future__ import annotations

import hashlib
from functools import cache
from string import Template

from wellread.crawler.demo.posts import PACKAGE_FILES


def fill_template(template_name: str, **values: str) -> str:
    """The template with every placeholder filled.

    The values are HTML. Raises KeyError if one is missing.
    """
    return _load_template(template_name).substitute(values)


def make_hex_id(name: str, length: int = 24) -> str:
    """An identifier of `length` hexadecimal digits for a name, the same on every run."""
    return hashlib.sha256(name.encode()).hexdigest()[:length]


def make_element_id(name: str) -> str:
    """An identifier for a name in the five groups of a UUID, the same on every run."""
    digits = make_hex_id(name, 32)
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def picture_path(name: str) -> str:
    """The path of a picture: Webflow puts an identifier before its name."""
    return f"/assets/{make_hex_id('site')}/{make_hex_id(name)}_{name}.svg"


@cache
def _load_template(name: str) -> Template:
    text = (PACKAGE_FILES / "templates" / name).read_text(encoding="utf-8")
    # Webflow publishes every page as one line; in robots.txt the line ends mean something.
    return Template(text if name.endswith(".txt") else "".join(line.strip() for line in text.splitlines()))
