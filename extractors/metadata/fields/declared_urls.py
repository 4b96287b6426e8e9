"""URLs as the data of a page gives them."""

from __future__ import annotations

from wellread.extractors.metadata.page_data import PageData
from wellread.extractors.metadata.structured.json_ld import Json
from wellread.extractors.urls import absolute_http_url


def to_http_url(value: Json, base_url: str | None) -> str | None:
    """The http or https URL that a value of JSON-LD is, absolute; of a list, the first.

    None for anything else.
    """
    if isinstance(value, list):
        value = next(iter(value), None)
    return absolute_http_url(value, base_url) if isinstance(value, str) else None


def to_page_url(page: PageData, url: str) -> str | None:
    """`absolute_http_url`, on the base URL of a page."""
    return absolute_http_url(url, page.document.base_url)
