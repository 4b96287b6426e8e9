"""Undoes the content coding of an answer, and refuses one that ends too soon.

Scrapy takes what it can get out of such a body. Half of an article would then look like a change of it.
"""

from __future__ import annotations

import zlib

from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.utils._compression import brotli, zstd  # type: ignore[attr-defined]  # where they are depends on the Python

_GZIP, _ZLIB, _RAW = 31, 15, -15  # what zlib calls its formats
_WRONG_CHECKSUM = "incorrect"  # "data check" or "length check": all has come, and a byte of it may be another


class Unpacking(HttpCompressionMiddleware):
    """Scrapy's middleware, which raises EOFError for a body that is not whole."""

    @staticmethod
    def _decode(body: bytes, encoding: bytes, max_size: int) -> bytes:
        unpacked = HttpCompressionMiddleware._decode(body, encoding, max_size)  # noqa: SLF001
        if not _is_whole(body, encoding, max_size):
            raise EOFError("the body is cut off")
        return unpacked


def _is_whole(body: bytes, encoding: bytes, max_size: int) -> bool:
    """Whether a body that unpacks to no more than `max_size` bytes ends where its coding says."""
    if encoding == b"br":
        decompressor = brotli.Decompressor()
        decompressor.process(body)
        return bool(decompressor.is_finished())
    if encoding == b"zstd":
        stream = zstd.ZstdDecompressor()
        stream.decompress(body)
        return stream.eof
    formats = (_ZLIB, _RAW) if encoding == b"deflate" else (_GZIP,)
    return any(_ends(body, form, max_size) for form in formats)


def _ends(body: bytes, form: int, max_size: int) -> bool:
    stream = zlib.decompressobj(form)
    try:
        stream.decompress(body, max_size)
    except zlib.error as error:
        return _WRONG_CHECKSUM in str(error)
    return stream.eof
