"""Archives as two runs over a site leave them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.crawler.loopback import StubResponse, article
from wellread.crawler.archive import ArchiveWriter, HttpExchange, RawHeaders, VisitContext
from wellread.crawler.record_location import RecordLocation

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HEADERS = RawHeaders(b"GET / HTTP/1.1\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
PAGES = 4


def exchange(url: str, page: StubResponse, context: VisitContext | None, at: datetime) -> HttpExchange:
    return HttpExchange(url, at, 200, HEADERS, page.body, fetch_context=context)


def crawl_twice(folder: Path, host: str, *, pages: int = PAGES) -> list[Path]:
    """The archives of two runs over a site: in the second one article has changed, the others are revisit records."""
    locations: list[RecordLocation] = []
    first = VisitContext("page", "2026-03-01T11:59:00.000000+00:00", f"https://{host}/blog")
    second = replace(first, run_began="2026-03-02T11:59:00.000000+00:00")
    for token, context in enumerate((first, second), start=1):
        at = NOON + timedelta(days=token)
        with ArchiveWriter(folder, token=token) as writer:
            for number in range(pages):
                changed = " again" if token == 2 and not number else ""
                page = article(f"Tea {number} of {host}{changed}")
                earlier = locations[number] if token == 2 else None
                url = f"https://{host}/blog/{number}"
                location = writer.write_exchange(exchange(url, page, context, at), earlier=earlier)
                locations.append(location)
    return sorted(folder.iterdir())
