"""The content coding of a body is undone, whatever the headers say of it; what is cut off or damaged is refused."""

from __future__ import annotations

import gzip
import zlib
from types import SimpleNamespace
from typing import cast

import brotli
import pytest
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse, Response
from scrapy.settings import Settings
from scrapy.signalmanager import SignalManager
from scrapy.utils._compression import zstd  # type: ignore[attr-defined]  # where it is depends on the Python

from wellread.crawler.fetching.content_coding import (
    FLAG_CODING_CONTRADICTED,
    BodyDecodingMiddleware,
    decode_body,
)

PAGE = "<!DOCTYPE html><title>Kräutertee</title><p>Eine Tasse am Abend, und kein Blick auf die Uhr.</p>".encode()
UTF_16 = PAGE.decode().encode("utf-16")
RAW_DEFLATE = zlib.compress(PAGE, wbits=-15)
LIMIT = 1 << 20


@pytest.mark.parametrize(
    ("codings", "body"),
    [
        ("gzip", gzip.compress(PAGE)),
        ("x-gzip", gzip.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", RAW_DEFLATE),
        ("br", brotli.compress(PAGE)),
        ("zstd", zstd.compress(PAGE)),
        ("gzip, br", brotli.compress(gzip.compress(PAGE))),
        ("gzip, gzip", gzip.compress(gzip.compress(PAGE))),
        ("", PAGE),
        ("identity", PAGE),
        ("gzip, identity", gzip.compress(PAGE)),
    ],
)
def test_a_body_that_is_as_declared(codings: str, body: bytes) -> None:
    decoded = decode_body(body, [coding.encode() for coding in codings.split(", ")], LIMIT)
    assert (decoded.body, decoded.is_as_declared) == (PAGE, True)


@pytest.mark.parametrize(
    ("codings", "body"),
    [
        *((coding, PAGE) for coding in ("gzip", "x-gzip", "deflate", "br", "zstd", "gzip, gzip", "br, gzip")),
        *((coding, PAGE) for coding in ("utf-8", "none", "binary", "aws-chunked", "gzip, utf-8")),
        ("br", gzip.compress(PAGE)),
        ("deflate", gzip.compress(PAGE)),
        ("gzip", brotli.compress(PAGE)),
        ("gzip", zlib.compress(PAGE)),
        ("gzip", zstd.compress(PAGE)),
        ("zstd", gzip.compress(PAGE)),
        ("gzip", gzip.compress(gzip.compress(PAGE))),
        ("gzip", gzip.compress(gzip.compress(gzip.compress(PAGE)))),
        ("utf-8", gzip.compress(PAGE)),
        ("gzip, utf-8", gzip.compress(PAGE)),
        ("", gzip.compress(PAGE)),
        ("", zstd.compress(PAGE)),
    ],
)
def test_a_body_that_is_not_as_declared(codings: str, body: bytes) -> None:
    decoded = decode_body(body, [coding.encode() for coding in codings.split(", ")], LIMIT)
    assert (decoded.body, decoded.is_as_declared) == (PAGE, False)


@pytest.mark.parametrize("coding", [b"gzip", b"deflate", b"br", b"zstd"])
def test_text_in_two_bytes_a_character_is_taken_as_it_is(coding: bytes) -> None:
    assert decode_body(UTF_16, [coding], LIMIT).body == UTF_16


@pytest.mark.parametrize("coding", [b"gzip", b"deflate", b"br", b"zstd"])
def test_an_empty_body_stays_empty(coding: bytes) -> None:
    assert decode_body(b"", [coding], LIMIT).body == b""


LONG = b"".join(b"<p>Paragraph %d</p>" % (number * 7919) for number in range(2_000))


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        (b"gzip", gzip.compress(LONG)[:-100]),
        (b"deflate", zlib.compress(LONG)[:-100]),
        (b"deflate", zlib.compress(LONG, wbits=-15)[:-100]),
        (b"br", brotli.compress(LONG)[:-100]),
        (b"zstd", zstd.compress(LONG)[:-100]),
        (b"br", gzip.compress(LONG)[:-100]),
        (b"gzip", b"\x1f\x8b\x08garbage"),
        (b"gzip", gzip.compress(gzip.compress(LONG)[:-100])),
    ],
)
def test_half_a_body_is_refused(coding: bytes, body: bytes) -> None:
    with pytest.raises((EOFError, OSError, zlib.error, brotli.error, zstd.ZstdError)):
        decode_body(body, [coding], LIMIT)


def process(body: bytes, **headers: str) -> Response:
    settings = Settings({"DOWNLOAD_MAXSIZE": LIMIT})
    crawler = SimpleNamespace(settings=settings, stats=None, signals=SignalManager())
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    response = Response("https://example.org/tea", headers=fields, body=body)
    return BodyDecodingMiddleware(crawler=cast("Crawler", crawler)).process_response(Request(response.url), response)


def test_a_response_says_whether_its_body_was_as_declared() -> None:
    as_declared = process(gzip.compress(PAGE), Content_Type="text/html", Content_Encoding="gzip")
    assert isinstance(as_declared, HtmlResponse)
    assert (as_declared.body, as_declared.flags, "Content-Encoding" in as_declared.headers) == (PAGE, [], False)
    lied = process(PAGE, Content_Type="text/html", Content_Encoding="gzip")
    assert (lied.body, lied.flags, "Content-Encoding" in lied.headers) == (PAGE, [FLAG_CODING_CONTRADICTED], False)
    silent = process(gzip.compress(PAGE), Content_Type="text/html")
    assert (silent.body, silent.flags) == (PAGE, [FLAG_CODING_CONTRADICTED])


def test_a_compressed_file_stays_what_it_is() -> None:
    packed = gzip.compress(PAGE)
    assert process(packed, Content_Type="application/gzip").body == packed
    assert process(gzip.compress(packed), Content_Type="application/gzip", Content_Encoding="gzip").body == packed


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate", "zstd"])
def test_no_body_grows_beyond_the_limit(coding: str) -> None:
    compress = {"gzip": gzip.compress, "br": brotli.compress, "deflate": zlib.compress, "zstd": zstd.compress}[coding]
    with pytest.raises(IgnoreRequest, match="during decompression"):
        process(compress(bytes(3 * LIMIT)), Content_Type="text/html", Content_Encoding=coding)
