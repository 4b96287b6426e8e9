"""Undoes the content coding of a response (RFC 9110, 8.4), whatever its headers say of it.

Servers declare codings that the body does not have, and compress what they declare nothing of, or twice. So the body
decides: it is decompressed as long as it begins as one of the codings does, and taken as it is where it is text. A body
that ends too soon is refused: half of an article would look like a change of it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import TextResponse
from scrapy.responsetypes import responsetypes
from scrapy.utils._compression import (  # type: ignore[attr-defined]  # where two of them are depends on the Python
    _DecompressionMaxSizeExceeded,
    brotli,
    zstd,
)

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.http import Response

# In the flags of a response whose body is not what its headers say.
FLAG_CODING_CONTRADICTED = "content coding contradicted"

_GZIP_WBITS, _ZLIB_WBITS, _RAW_DEFLATE_WBITS = 31, 15, -15
_WRONG_CHECKSUM = re.compile("incorrect (?:data|length) check")  # all has come, and a byte of it may be another
_CODINGS = frozenset((b"gzip", b"x-gzip", b"deflate", b"br", b"zstd"))
_NO_CODINGS = frozenset((b"", b"identity"))
_MAGIC = {b"\x1f\x8b\x08": b"gzip", b"\x28\xb5\x2f\xfd": b"zstd"}
_MAX_LAYERS = 4
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_CONTROL_CHAR = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MAX_SNIFFED_BYTES = 1024  # in which text is told from data
# Of these a browser shows nothing compressed. Sitemaps and feeds are files as well, and read as such.
_PAGE_TYPE = re.compile(rb"text/(?:html|plain)|application/xhtml", re.IGNORECASE)


@dataclass(frozen=True)
class DecodedBody:
    """A body without content coding, and whether it had the codings that were declared."""

    body: bytes
    is_as_declared: bool = True


class BodyDecodingMiddleware(HttpCompressionMiddleware):
    """Scrapy's middleware, which raises EOFError for a body that is not complete, and minds what a body is.

    The response has the flag FLAG_CODING_CONTRADICTED if that is not what its headers say.
    """

    def process_response(
        self,
        request: Request,
        response: Response,
        spider: Spider | None = None,  # noqa: ARG002  (as Scrapy's)
    ) -> Response:
        declared = response.headers.getlist("Content-Encoding")
        codings = [coding.strip().lower() for entry in declared for coding in entry.split(b",")]
        max_bytes = request.meta.get("download_maxsize", self._max_size)
        is_page = bool(_PAGE_TYPE.match(response.headers.get("Content-Type") or b"text/html"))
        if not declared and not is_page:
            return response
        try:
            decoded = decode_body(
                response.body, codings, max_bytes, max_layers=_MAX_LAYERS if is_page else len(codings)
            )
        except _DecompressionMaxSizeExceeded as error:
            raise IgnoreRequest(f"more than {max_bytes} bytes during decompression") from error
        if not declared and decoded.body is response.body:
            return response
        headers = response.headers.copy()
        headers.pop("Content-Encoding", None)
        kind = responsetypes.from_args(headers=headers, url=response.url, body=decoded.body)
        again = {"encoding": None} if issubclass(kind, TextResponse) else {}  # it is found out anew
        flags = [*response.flags, *([] if decoded.is_as_declared else [FLAG_CODING_CONTRADICTED])]
        return response.replace(cls=kind, headers=headers, body=decoded.body, flags=flags, **again)


def decode_body(body: bytes, codings: Sequence[bytes], max_bytes: int, *, max_layers: int = _MAX_LAYERS) -> DecodedBody:
    """A body without the `codings` that its headers declare, in the order in which they were applied.

    No more than `max_layers` are undone, declared or not.
    Raises EOFError for a body that ends too soon, Scrapy's error for one that decompresses to more than `max_bytes`,
    and errors of the decompressors for one that is damaged.
    """
    left = [coding for coding in codings if coding not in _NO_CODINGS]
    is_as_declared = _CODINGS.issuperset(left)
    left = [coding for coding in left if coding in _CODINGS]
    for _ in range(max_layers):
        declared = left.pop() if left else None
        coding = find_coding(body, declared, max_bytes)
        if not _is_same(coding, declared):
            is_as_declared = False
        if coding is None and not left:
            break
        if coding is not None:
            body = _decompress(body, coding, max_bytes)
    return DecodedBody(body, is_as_declared)


def find_coding(body: bytes, declared: bytes | None, max_bytes: int) -> bytes | None:
    """The content coding that a body has, by how it begins; None for a body that has none."""
    if not body:
        return declared
    by_magic = next((coding for magic, coding in _MAGIC.items() if body.startswith(magic)), None)
    if declared in (b"br", b"deflate"):  # these have no mark of their own
        is_doubtful = by_magic is not None or _is_text(body)
        return by_magic if is_doubtful and not _is_complete(body, declared, max_bytes) else declared
    if by_magic or declared is None or _is_text(body):
        return by_magic
    return next((coding for coding in (b"br", b"deflate") if _is_complete(body, coding, max_bytes)), declared)


def _is_same(coding: bytes | None, declared: bytes | None) -> bool:
    return coding == declared or (coding, declared) == (b"gzip", b"x-gzip")


def _is_text(body: bytes) -> bool:
    start = body[:_MAX_SNIFFED_BYTES]
    return start.startswith(_UTF_16_MARKS) or not _CONTROL_CHAR.search(start)


def _decompress(body: bytes, coding: bytes, max_bytes: int) -> bytes:
    decompressed = HttpCompressionMiddleware._decode(body, coding, max_bytes) if body else body  # noqa: SLF001
    if body and not _is_complete(body, coding, max_bytes):
        raise EOFError("the body is cut off")
    return decompressed


def _is_complete(body: bytes, coding: bytes, max_bytes: int) -> bool:
    """Whether a body ends where its coding says, read no further than to `max_bytes`. Never raises."""
    if coding == b"br":
        return _is_complete_brotli_stream(body, max_bytes)
    if coding == b"zstd":
        stream = zstd.ZstdDecompressor()
        stream.decompress(body, max_bytes)
        return bool(stream.eof)
    # Servers call both forms "deflate": the one with zlib's header, and the raw one without.
    window_bits = (_ZLIB_WBITS, _RAW_DEFLATE_WBITS) if coding == b"deflate" else (_GZIP_WBITS,)
    return any(_is_complete_zlib_stream(body, wbits, max_bytes) for wbits in window_bits)


def _is_complete_brotli_stream(body: bytes, max_bytes: int) -> bool:
    stream = brotli.Decompressor()
    try:
        size = len(stream.process(body, output_buffer_limit=max_bytes))
        while size <= max_bytes and not stream.is_finished():
            part = stream.process(b"", output_buffer_limit=max_bytes)
            if not part:
                return False
            size += len(part)
    except brotli.error:
        return False
    return True


def _is_complete_zlib_stream(body: bytes, wbits: int, max_bytes: int) -> bool:
    stream = zlib.decompressobj(wbits)
    try:
        size = len(stream.decompress(body, max_bytes))
    except zlib.error as error:
        return _WRONG_CHECKSUM.search(str(error)) is not None
    return stream.eof or size >= max_bytes
