"""Files that are packed as their name says: `.gz` by gzip, `.zst` by Zstandard."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable
from typing import Protocol

from wellread.output.atomic import AtomicFile

_GZIP = 31  # the window of zlib, plus 16 for the container of gzip
_ZSTD_LEVEL = 3


class _Compressor(Protocol):
    def compress(self, data: bytes, /) -> bytes: ...
    def flush(self) -> bytes: ...


class PackedFile(AtomicFile):
    """An `AtomicFile` whose content is packed on the way. The same content gives the same bytes."""

    def __init__(self, target: str, compressor: _Compressor, *, keeps_same: bool = False) -> None:
        self._compressor = compressor
        super().__init__(target, keeps_same=keeps_same)

    def write(self, content: bytes) -> None:
        """Append `content`."""
        packed = self._compressor.compress(content)
        if packed:
            super().write(packed)

    def commit(self) -> None:
        """Give the file its final name."""
        super().write(self._compressor.flush())
        super().commit()


def open_file(target: str, *, keeps_same: bool = False) -> AtomicFile:
    """The `AtomicFile` at `target`, packed if its name asks for it. Raises OutputError if it cannot be written."""
    make_compressor = next((make for suffix, make in _COMPRESSORS.items() if target.endswith(suffix)), None)
    if make_compressor is None:
        return AtomicFile(target, keeps_same=keeps_same)
    return PackedFile(target, make_compressor(), keeps_same=keeps_same)


def _gzip() -> _Compressor:
    return zlib.compressobj(wbits=_GZIP)


def _zstd() -> _Compressor:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return zstd.ZstdCompressor(level=_ZSTD_LEVEL)


_COMPRESSORS: dict[str, Callable[[], _Compressor]] = {".gz": _gzip, ".zst": _zstd}
