"""Exchanges to be archived, and how the tests look at what was written."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

from warcio.checker import Checker

from wellread.crawler.archive import ArchivedResponse, Defect, HttpExchange, RawHeaders, read_responses

NOON = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
REQUEST_HEADERS = b"GET /tea HTTP/1.1\r\nHost: example.org\r\n\r\n"
RESPONSE_HEADERS = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"


def exchange(
    payload: bytes = b"<p>Tea</p>",
    *,
    url: str = "https://example.org/tea",
    response_headers: bytes = RESPONSE_HEADERS,
    **changes: object,
) -> HttpExchange:
    """An exchange in which the server sent `payload`; `changes` are further fields."""
    fields: dict[str, object] = {
        "url": url, "fetched_at": NOON, "status": 200, "payload": payload,
        "raw_headers": RawHeaders(REQUEST_HEADERS, response_headers),
    }  # fmt: skip
    return HttpExchange(**(fields | changes))  # type: ignore[arg-type]


def not_modified(url: str = "https://example.org/tea") -> HttpExchange:
    return exchange(b"", url=url, status=304, response_headers=b"HTTP/1.1 304 Not Modified\r\n\r\n")


def read_all(source: Path) -> list[ArchivedResponse]:
    """The responses in an archive that has no defect."""
    found = list(read_responses(source))
    assert [each for each in found if isinstance(each, Defect)] == []
    return [each for each in found if isinstance(each, ArchivedResponse)]


def decompressed(directory: Path, name: str) -> bytes:
    return gzip.decompress((directory / name).read_bytes())


def assert_sound(path: Path) -> None:
    """As `warcio check` and `gzip -t` say it."""
    assert Checker(SimpleNamespace(inputs=[str(path)], verbose=False)).process_all() == 0, path
    with gzip.open(path) as stream:
        while stream.read(1 << 20):
            pass
