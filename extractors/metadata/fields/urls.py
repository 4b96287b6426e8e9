"""URLs as the data of a page gives them."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from wellread.extractors.metadata.page_data import PageData
from wellread.extractors.metadata.structured.json_ld import Json

MAX_URL_CHARS = 2048
# The schemes of pages and pictures, with the port that goes without saying (RFC 9110, 4.2).
_DEFAULT_PORTS = {"http": 80, "https": 443}


def to_http_url(value: Json, base_url: str | None) -> str | None:
    """The http or https URL that a value of a page's data is, absolute and without the default port of its scheme.

    Of a list it is the first. None for anything else, and for hosts without a letter or digit.
    """
    if isinstance(value, list):
        value = next(iter(value), None)
    if not isinstance(value, str) or not value.strip() or len(value) > MAX_URL_CHARS or "\0" in value:
        return None
    try:
        url = urljoin(base_url or "", value.strip())
        parts = urlsplit(url)
        scheme, host, port = parts.scheme, parts.hostname or "", parts.port
    except ValueError:
        return None
    if scheme not in _DEFAULT_PORTS or not any(map(str.isalnum, host)):
        return None
    return url.replace(f":{port}", "", 1) if port == _DEFAULT_PORTS[scheme] else url


def to_page_url(page: PageData, value: str) -> str | None:
    """`to_http_url`, on the base URL of a page."""
    return to_http_url(value, page.document.base_url)
