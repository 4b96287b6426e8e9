"""Files that are packed as their name says: `.gz` by gzip, `.zst` by Zstandard."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import IO, Protocol, cast

from wellread.output.atomic import AtomicFile

MAX_RECORD_BYTES = 256 << 20  # of a line that holds a record
_GZIP = 31  # the window of zlib, plus 16 for the container of gzip
_ZSTD_LEVEL = 3


class DamagedFileError(Exception):
    """What is packed in a file cannot be unpacked; the message says why."""


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


def read_lines(source: Path, max_bytes: int) -> Iterator[bytes]:
    """The lines of the file at `source`, unpacked if its name says that it is packed; longer ones in pieces.

    Raises OSError, and DamagedFileError where it cannot be unpacked any further.
    """
    damage: tuple[type[Exception], ...] = (EOFError, zlib.error, gzip.BadGzipFile)
    stream: IO[bytes]
    if source.name.endswith(".gz"):
        stream = cast("IO[bytes]", gzip.open(source))  # noqa: SIM115  (closed below)
    elif source.name.endswith(".zst"):
        zstd = _load_zstd()
        stream, damage = zstd.open(source), (*damage, zstd.ZstdError)
    else:
        stream = source.open("rb")
    try:
        with stream:
            while line := stream.readline(max_bytes):
                yield line
    except damage as error:
        raise DamagedFileError(str(error)) from error


def _gzip() -> _Compressor:
    return zlib.compressobj(wbits=_GZIP)


def _zstd() -> _Compressor:
    return cast("_Compressor", _load_zstd().ZstdCompressor(level=_ZSTD_LEVEL))


def _load_zstd() -> ModuleType:
    return import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")


_COMPRESSORS: dict[str, Callable[[], _Compressor]] = {".gz": _gzip, ".zst": _zstd}
