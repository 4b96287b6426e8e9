"""The files of an archive: their names, and the one that is being written."""

from __future__ import annotations

import asyncio
import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from wellread.crawler.archive.model import ArchiveError
from wellread.output.formats.jsonl import sync_directory

SUFFIX = ".warc.gz"
OPEN_SUFFIX = ".open"  # of a file that is being written, or whose writer was killed
_FOREIGN_SUFFIX = ".warc"


def archive_files(source: Path) -> list[Path]:
    """The complete WARC files of one argument: the file itself, or those in a directory and below it, by name."""
    if not source.is_dir():
        return [source]
    return sorted(path for path in source.rglob("*") if is_archive(path) and is_to_read(path))


def is_to_read(path: Path) -> bool:
    """Whether something in a folder is a file, or should be one: a link that leads nowhere is to be told of."""
    return path.is_file() or (path.is_symlink() and not path.exists())


def is_archive(path: Path) -> bool:
    """Whether the name of a file says that it is a WARC."""
    return path.name.lower().endswith((SUFFIX, _FOREIGN_SUFFIX))


def stored_file(directory: Path, name: str) -> Path:
    """Where the file called `name` is now: it may still be open."""
    complete = directory / name
    return complete if complete.exists() else directory / f"{name}{OPEN_SUFFIX}"


def open_files(directory: Path) -> list[Path]:
    """The files in a directory that are being written, or were left behind by a process that was killed."""
    return sorted(directory.glob(f"*{SUFFIX}{OPEN_SUFFIX}"))


class OpenFile:
    """A new file in `directory` that is being written. Every method raises ArchiveError if the disk refuses."""

    def __init__(self, directory: Path) -> None:
        self.name = f"wellread-{datetime.now(UTC):%Y%m%d%H%M%S%f}-{secrets.token_hex(4)}{SUFFIX}"
        self.size = 0
        self._path = directory / f"{self.name}{OPEN_SUFFIX}"
        with self._reported():
            directory.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("xb", buffering=0)
            lock(self._file.fileno())
            sync_directory(directory)

    def append(self, data: bytes) -> int:
        """Write `data` at the end, all of it or nothing. The result is its offset."""
        offset, rest = self.size, memoryview(data)
        try:
            with self._reported():
                while rest:
                    rest = rest[self._file.write(rest) :]
        except ArchiveError:
            with suppress(OSError):
                self._file.truncate(offset)
                self._file.seek(offset)
            raise
        self.size += len(data)
        return offset

    def sync(self) -> None:
        """Return when everything that was written is on the disk."""
        with self._reported():
            os.fsync(self._file.fileno())

    async def synced(self) -> None:
        """The same in a thread; the file may be finished meanwhile."""
        with self._reported():
            duplicate = os.dup(self._file.fileno())
            try:
                await asyncio.to_thread(os.fsync, duplicate)
            finally:
                os.close(duplicate)

    def finish(self) -> None:
        """Close the file, which has been synced, and give it its final name."""
        with self._reported():
            self._path.rename(self._path.with_name(self.name))
            sync_directory(self._path.parent)
            self._file.close()

    def discard(self) -> None:
        """Close the file and remove it."""
        self._file.close()
        self._path.unlink(missing_ok=True)

    @contextmanager
    def _reported(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise ArchiveError(f"cannot write {self._path}: {error.strerror or error}") from error


def lock(descriptor: int) -> bool:
    """Lock a file for as long as it is open; False if another process has. The lock ends with its process."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
