"""One URL as a sitemap or a feed names it, before it is resolved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum


class ListFormat(StrEnum):
    """The format of a list of URLs."""

    SITEMAP = "sitemap"
    SITEMAP_INDEX = "sitemap index"
    TEXT_SITEMAP = "text sitemap"
    RSS = "RSS feed"
    ATOM = "Atom feed"
    JSON_FEED = "JSON feed"


@dataclass(frozen=True)
class SitemapEntry:
    """`href` as written, `base` what it is relative to if the list says so, `modified` a date as
    written.

    `is_list`: it leads to a further sitemap or to the next page of a feed, not to a page.
    """

    format: ListFormat
    href: str
    modified: str = ""
    base: str = ""
    is_list: bool = False


def parse_modified(text: str) -> datetime | None:
    """A date of a sitemap (W3C), of Atom (RFC 3339) or of RSS (RFC 822) in UTC; a day alone is its
    first moment.

    None where it cannot be read.
    """
    text = text.strip()
    if not text:
        return None
    for parse in (datetime.fromisoformat, _parse_month, parsedate_to_datetime):
        try:
            modified = parse(text)
            return (modified if modified.tzinfo else modified.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):
            continue
    return None


def _parse_month(text: str) -> datetime:
    """The W3C forms without a day, `2024-05` and `2024`: https://www.w3.org/TR/NOTE-datetime."""
    year, _, month = text.partition("-")
    return datetime(int(year), int(month or 1), 1, tzinfo=UTC)
