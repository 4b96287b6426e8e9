"""Addresses in a page, made absolute as browsers do it."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

# Most addresses are complete, and so plain that joining them to a base changes nothing.
_COMPLETE = re.compile(
    r"https?://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?:/[A-Za-z0-9/_.~%+-]*)?(?:\?[A-Za-z0-9=&_.~%+-]+)?"
)
_NOWHERE = ("#", "javascript:", "data:", "about:")


def absolute(href: str, base_url: str | None) -> str | None:
    """The address that a link or a source leads to, or None where it leads nowhere."""
    href = href.strip()
    if not href or href.startswith(_NOWHERE):
        return None
    if _COMPLETE.fullmatch(href):
        return href
    try:
        address = urljoin(base_url or "", href)
        urlsplit(address)
    except ValueError:
        return None
    return address
