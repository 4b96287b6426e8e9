"""URLs in a page, resolved as RFC 3986 (5.2) says and browsers do."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

# Most links are complete, and so plain that joining them to a base changes nothing.
_COMPLETE_URL = re.compile(
    r"https?://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?:/[A-Za-z0-9/_.~%+-]*)?(?:\?[A-Za-z0-9=&_.~%+-]+)?"
)
MAX_URL_CHARS = 2048  # longer ones carry a form or an image, or are traps
# The schemes of pages and pictures, with the port that goes without saying (RFC 9110, 4.2).
_DEFAULT_PORTS = {"http": 80, "https": 443}
_LEADS_NOWHERE = ("#", "javascript:", "data:", "about:")


def join_url(href: str, base_url: str | None) -> str | None:
    """The URL that a reference in a page means: fragments and all schemes too.

    None where it is malformed. Without a base, a relative reference stays as it is.
    """
    if _COMPLETE_URL.fullmatch(href):
        return href
    try:
        url = urljoin(base_url or "", href)
        urlsplit(url)
    except ValueError:
        return None
    return url


def absolute_url(href: str, base_url: str | None) -> str | None:
    """The URL that a link or the source of a picture leads to.

    None where it is malformed or leads to nothing else than this page: fragments, scripts, data.
    """
    href = href.strip()
    if not href or href.startswith(_LEADS_NOWHERE):
        return None
    return join_url(href, base_url)


def absolute_http_url(url: str, base_url: str | None) -> str | None:
    """The URL of a page or a picture as data declares it, without the default port of its scheme.

    None where it is malformed or too long, or has another scheme than http and https, or a host
    without a letter or digit.
    """
    if not url.strip() or len(url) > MAX_URL_CHARS or "\0" in url:
        return None
    try:
        absolute = urljoin(base_url or "", url.strip())
        parts = urlsplit(absolute)
        scheme, host, port = parts.scheme, parts.hostname or "", parts.port
    except ValueError:
        return None
    if scheme not in _DEFAULT_PORTS or not any(map(str.isalnum, host)):
        return None
    return absolute.replace(f":{port}", "", 1) if port == _DEFAULT_PORTS[scheme] else absolute


@lru_cache(maxsize=1024)
def host_of(url: str) -> str:
    """The host of a URL in lower case, without `www.`; empty where there is none."""
    try:
        return without_www(urlsplit(url).hostname)
    except ValueError:
        return ""


def is_same_site(one: str, other: str) -> bool:
    """Whether one of two hosts is the other or a part of it: "blog.example.org" and "example.org"."""
    one, other = without_www(one), without_www(other)
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def leads_to_other_page(href: str, url: str | None) -> bool:
    """Whether a link on the page with an address leads to another page of its site."""
    target, page = absolute_url(href, url), url or ""
    if target is None or target.partition("#")[0] == page.partition("#")[0]:
        return False
    host, own = host_of(target), host_of(page)
    return not host or not own or is_same_site(host, own)


def without_www(host: str | None) -> str:
    """A host in lower case, without `www.`; empty where there is none."""
    return (host or "").lower().removeprefix("www.")
