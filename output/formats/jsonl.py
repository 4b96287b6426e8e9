"""Records as UTF-8 JSON Lines, in a file that is either complete or not there.

A file is written under a temporary name beside its final one, synced, and renamed when all is well: a reader never sees
half of it, and a failed run leaves the file of the run before.
"""

from __future__ import annotations

import fcntl
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Self

import msgspec

from wellread.output.record import ArticleRecord

STDOUT = "-"

_ENCODER = msgspec.json.Encoder()
# What UTF-8 cannot carry, and what no database stores.
_UNSTORABLE = re.compile("[\ud800-\udfff\x00]")


class OutputError(Exception):
    """The output cannot be written; the message names the path and says why."""


def json_line(record: ArticleRecord) -> bytes:
    """One record as one line of UTF-8 JSON; a lone surrogate or a NUL in its text becomes U+FFFD."""
    try:
        line = _ENCODER.encode(record)
    except UnicodeEncodeError:
        line = b"\\u0000"
    if b"\\u0000" in line:
        line = _ENCODER.encode(storable(msgspec.to_builtins(record)))
    return line + b"\n"


class JsonLines:
    """A context that writes records to `target`: a path, or "-" for standard output.

    The target is tried at once, so that no run begins that cannot end. The file is published by `publish`, or at the
    end of the block; if the block raises before, nothing is.
    Every method raises OutputError when the target cannot be written, or when another process is writing it.
    """

    def __init__(self, target: str) -> None:
        self._target = target
        self._path = None if target == STDOUT or _is_special(Path(target)) else Path(os.path.realpath(target))
        self._published = False
        with self._reported():
            self._stream = self._open()

    def write(self, record: ArticleRecord) -> None:
        """Append one record."""
        self.write_line(json_line(record))

    def write_line(self, line: bytes) -> None:
        """Append a record that is a line already."""
        with self._reported():
            self._stream.write(line)
            if self._path is None:  # somebody may be reading along
                self._stream.flush()

    def publish(self) -> None:
        """Show the records to the world; there is nothing to be written afterwards."""
        with self._reported():
            self._stream.flush()
            if self._path:
                os.fsync(self._stream.fileno())
                _temporary(self._path).replace(self._path)
                sync_directory(self._path.parent)
        self._published = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None and not self._published:
                self.publish()
        finally:
            with self._reported():
                self._close()

    def _open(self) -> BinaryIO:
        if self._path is None:
            return sys.stdout.buffer if self._target == STDOUT else Path(self._target).open("wb")
        if self._path.is_dir():
            raise IsADirectoryError(None, "it is a directory")
        return _opened_alone(_temporary(self._path))

    def _close(self) -> None:
        if self._path and not self._published:
            _temporary(self._path).unlink(missing_ok=True)  # before the lock is given back
        if self._stream is not sys.stdout.buffer:
            self._stream.close()

    @contextmanager
    def _reported(self) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError:  # the reader has seen enough: no error of ours
            raise
        except OSError as error:
            raise OutputError(f"cannot write {self._target}: {error.strerror or error}") from error


def _temporary(path: Path) -> Path:
    """Always the same: what a killed process has left is taken over by the next."""
    return path.with_name(f".{path.name}.tmp")


def _opened_alone(path: Path) -> BinaryIO:
    """The file, empty, for this process alone.

    The lock is a POSIX record lock: the system takes it back however the process ends, and no child inherits it.
    """
    while True:
        stream = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o666), "wb")
        try:
            fcntl.lockf(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if path.exists() and path.stat().st_ino == os.fstat(stream.fileno()).st_ino:
                stream.truncate(0)
                return stream
        except (BlockingIOError, PermissionError) as error:
            stream.close()
            raise BlockingIOError(error.errno, "another process is writing it") from error
        stream.close()  # the process that had it has published it in the meantime


def _is_special(path: Path) -> bool:
    """A device or a pipe: renaming a file over it would destroy it."""
    return path.exists() and not path.is_file() and not path.is_dir()


def sync_directory(directory: Path) -> None:
    """Make new names in a directory survive a power cut."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def storable(value: object) -> object:
    """The value with U+FFFD in its texts for every lone surrogate and NUL."""
    match value:
        case str():
            return _UNSTORABLE.sub("\ufffd", value)
        case dict():
            return {storable(key): storable(entry) for key, entry in value.items()}
        case list() | tuple():
            return [storable(entry) for entry in value]
        case _:
            return value
