"""An archived response becomes the page that the crawl saw, whatever its content coding."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Callable
from datetime import UTC, datetime

import brotli
import pytest

from wellread.crawler.archive import ArchivedResponse
from wellread.crawler.record_location import RecordLocation
from wellread.crawler.reextract.replayed_response import UnreadableResponseError, replay_response

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LOCATION = RecordLocation("a.warc.gz", 7, "<urn:uuid:x>")
HTML = "<!DOCTYPE html><title>Tea</title><p>Tée</p>".encode()
COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress, "x-gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress,
    "zstd": zstd.compress, "gzip, br": lambda body: brotli.compress(gzip.compress(body)),
}  # fmt: skip


def archived(payload: bytes, coding: str = "", status: int = 200, content_type: str = "text/html") -> ArchivedResponse:
    headers = ((b"content-TYPE", content_type.encode()), (b"X-Twice", b"1"), (b"x-twice", b"2"))
    content_encoding = ((b"Content-Encoding", coding.encode()),) if coding else ()
    return ArchivedResponse("https://example.org/tea", status, headers + content_encoding, payload, NOON, LOCATION)


@pytest.mark.parametrize("coding", ["", *COMPRESS], ids=["none", *COMPRESS])
def test_the_page_is_as_the_crawl_saw_it(coding: str) -> None:
    page = replay_response(archived(COMPRESS[coding](HTML) if coding else HTML, coding)).page
    assert page
    assert (page.url, page.status, page.body, page.fetched_at) == ("https://example.org/tea", 200, HTML, NOON)
    assert page.location == LOCATION
    assert page.headers == {"Content-Type": "text/html", "X-Twice": "1, 2"}


@pytest.mark.parametrize("coding", COMPRESS)
def test_no_body_is_decompressed_to_more_than_a_page_may_have(coding: str) -> None:
    with pytest.raises(UnreadableResponseError, match="larger than 8 MB"):
        replay_response(archived(COMPRESS[coding](bytes(32 * 1024 * 1024)), coding))


def test_a_large_body_that_was_never_compressed_is_no_page() -> None:
    with pytest.raises(UnreadableResponseError, match="larger than 8 MB"):
        replay_response(archived(HTML * 250_000))


@pytest.mark.parametrize("coding", COMPRESS)
def test_a_body_that_another_program_has_decompressed_is_read(coding: str) -> None:
    page = replay_response(archived(HTML, coding)).page
    assert page
    assert page.body == HTML


@pytest.mark.parametrize(
    ("status", "content_type"),
    [(304, "text/html"), (404, "text/html"), (200, "text/plain")],
    ids=["not modified", "not found", "plain text"],
)
def test_a_response_without_html_is_no_page(status: int, content_type: str) -> None:
    assert replay_response(archived(HTML, status=status, content_type=content_type)).page is None
