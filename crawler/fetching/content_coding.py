"""Undoes the content coding of a response (RFC 9110, 8.4), and refuses one that ends too soon.

Scrapy takes what it can get out of such a body. Half of an article would then look like a change of
it.
"""

from __future__ import annotations

import zlib

from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.utils._compression import brotli, zstd  # type: ignore[attr-defined]  # where they are depends on the Python

_GZIP_WBITS, _ZLIB_WBITS, _RAW_DEFLATE_WBITS = 31, 15, -15
_WRONG_CHECKSUM = "incorrect"  # "data check" or "length check": all has come, and a byte of it may be another


class StrictDecompressionMiddleware(HttpCompressionMiddleware):
    """Scrapy's middleware, which raises EOFError for a body that is not complete."""

    @staticmethod
    def _decode(body: bytes, encoding: bytes, max_size: int) -> bytes:
        decoded = HttpCompressionMiddleware._decode(body, encoding, max_size)  # noqa: SLF001
        if not _is_complete(body, encoding, max_size):
            raise EOFError("the body is cut off")
        return decoded


def _is_complete(body: bytes, encoding: bytes, max_size: int) -> bool:
    """Whether a body that decompresses to no more than `max_size` bytes ends where its coding says."""
    if encoding == b"br":
        decompressor = brotli.Decompressor()
        decompressor.process(body)
        return bool(decompressor.is_finished())
    if encoding == b"zstd":
        stream = zstd.ZstdDecompressor()
        stream.decompress(body)
        return stream.eof
    # Servers call both forms "deflate": the one with zlib's header, and the raw one without.
    window_bits = (_ZLIB_WBITS, _RAW_DEFLATE_WBITS) if encoding == b"deflate" else (_GZIP_WBITS,)
    return any(_is_complete_zlib_stream(body, wbits, max_size) for wbits in window_bits)


def _is_complete_zlib_stream(body: bytes, wbits: int, max_size: int) -> bool:
    stream = zlib.decompressobj(wbits)
    try:
        stream.decompress(body, max_size)
    except zlib.error as error:
        return _WRONG_CHECKSUM in str(error)
    return stream.eof
