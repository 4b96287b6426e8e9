"""One address as a sitemap or a feed names it, before it is resolved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum


class Kind(StrEnum):
    """What a list of addresses is."""

    SITEMAP = "sitemap"
    SITEMAP_INDEX = "sitemap index"
    TEXT_SITEMAP = "text sitemap"
    RSS = "RSS feed"
    ATOM = "Atom feed"
    JSON_FEED = "JSON feed"


@dataclass(frozen=True)
class Mention:
    """`href` as written, `base` what it is relative to if the list says so, `modified` a date as written.

    `is_list`: it leads to a further sitemap or to the next page of a feed, not to a page.
    """

    kind: Kind
    href: str
    modified: str = ""
    base: str = ""
    is_list: bool = False


def moment(text: str) -> datetime | None:
    """A date of a sitemap (W3C), of Atom (RFC 3339) or of RSS (RFC 822) in UTC; a day alone is its first moment."""
    text = text.strip()
    if not text:
        return None
    for read in (datetime.fromisoformat, _month, parsedate_to_datetime):
        try:
            found = read(text)
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):
            continue
    return None


def _month(text: str) -> datetime:
    """The W3C forms without a day: `2024-05` and `2024`."""
    year, _, month = text.partition("-")
    return datetime(int(year), int(month or 1), 1, tzinfo=UTC)
