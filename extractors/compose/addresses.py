"""Addresses in a page, made absolute as browsers do it."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

_NOWHERE = ("#", "javascript:", "data:", "about:")


def absolute(href: str, base_url: str | None) -> str | None:
    """The address that a link or a source leads to, or None where it leads nowhere."""
    href = href.strip()
    if not href or href.startswith(_NOWHERE):
        return None
    try:
        address = urljoin(base_url or "", href)
        urlsplit(address)
    except ValueError:
        return None
    return address
