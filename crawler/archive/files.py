"""The files of an archive: how they are named and found, and the one that is being written."""

from __future__ import annotations

import fcntl
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from wellread.crawler.archive.model import ArchiveError
from wellread.crawler.object_storage import find_objects, is_address
from wellread.output.atomic import sync_directory

ARCHIVE_SUFFIX = ".warc.gz"
UNCOMPRESSED_SUFFIX = ".warc"  # other programs write such files
_OWN_NAME = re.compile(r"wellread-\d{20}-(?:(?P<token>\d+)-)?[0-9a-f]{8}\.warc", re.ASCII)
OPEN_SUFFIX = ".open"  # after the name of a file whose writer is alive or was killed


def find_archive_files(source: Path) -> list[Path]:
    """The complete WARC files of one argument, sorted: our own by the time in their names, others by their paths.

    These are the file itself, or those in a directory and below it; of an address in object storage, the objects there.
    Raises StorageError for an address.
    """
    if is_address(source):
        return sorted((path for path in find_objects(source) if has_archive_suffix(path)), key=sort_key)
    if not source.is_dir():
        return [source]
    found = (path for path in source.rglob("*") if has_archive_suffix(path) and is_file_or_broken_link(path))
    return sorted(found, key=sort_key)


def sort_key(path: Path) -> tuple[str, tuple[str, ...]]:
    """Puts files in the order in which they were begun, in whatever folders our own lie."""
    return (path.name if _OWN_NAME.match(path.name) else "", path.parts)


def is_of_one_site(path: Path) -> bool:
    """Whether the name of a file says that it holds responses for one site only: it has the token of a crawl."""
    return find_token(path) is not None


def find_token(path: Path) -> str | None:
    """The token of the crawl that has written a file; None if its name has none, as those of other programs."""
    found = _OWN_NAME.match(path.name)
    return found["token"] if found else None


def find_open_files(directory: Path) -> list[Path]:
    """The files that are being written, or were left open by a process that was killed."""
    return sorted(directory.glob(f"*{ARCHIVE_SUFFIX}{OPEN_SUFFIX}"))


def is_file_or_broken_link(path: Path) -> bool:
    """Whether an entry of a directory is to be read.

    A link that leads nowhere is: reading it fails, and that is reported.
    """
    return path.is_file() or (path.is_symlink() and not path.exists())


def has_archive_suffix(path: Path) -> bool:
    """Whether the name of a file says that it is a WARC, compressed or not."""
    return path.name.lower().endswith((ARCHIVE_SUFFIX, UNCOMPRESSED_SUFFIX))


def locate_archive_file(directory: Path, name: str) -> Path:
    """Where the file that is or will be called `name` is now: it may still be open.

    It lies in `directory`, the folder of a site; or beside that, where all files lay before each site had a folder.
    """
    places = [folder / f"{name}{suffix}" for folder in (directory, directory.parent) for suffix in ("", OPEN_SUFFIX)]
    return next((place for place in places if place.exists()), places[1])


def find_folders(directory: Path) -> dict[str, Path]:
    """The folder of each file in `directory` and below it, complete or still open, by the name that it has or will."""
    found = (path for path in directory.rglob(f"*{ARCHIVE_SUFFIX}*") if path.is_file())
    return {path.name.removesuffix(OPEN_SUFFIX): path.parent for path in found}


class OpenArchiveFile:
    """A new file in `directory` that is being written.

    Every method raises ArchiveError if the disk refuses. `name` is what the file will be called
    once it is complete, `size_bytes` how much it holds. `token` is that of the crawl which has the site.
    """

    def __init__(self, directory: Path, token: int) -> None:
        self.name = f"wellread-{datetime.now(UTC):%Y%m%d%H%M%S%f}-{token}-{secrets.token_hex(4)}{ARCHIVE_SUFFIX}"
        self.size_bytes = 0
        self._path = directory / f"{self.name}{OPEN_SUFFIX}"
        with self._raising_archive_error():
            directory.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("xb", buffering=0)
            try_lock(self._file.fileno())
            sync_directory(directory)

    def append(self, data: bytes) -> int:
        """Write `data` at the end, all of it or nothing. Returns its offset in bytes."""
        offset, rest = self.size_bytes, memoryview(data)
        try:
            with self._raising_archive_error():
                while rest:
                    rest = rest[self._file.write(rest) :]
        except ArchiveError:
            with suppress(OSError):
                self._file.truncate(offset)
                self._file.seek(offset)
            raise
        self.size_bytes += len(data)
        return offset

    def sync(self) -> None:
        """Return when everything that was written is on the disk."""
        with self._raising_archive_error():
            os.fsync(self._file.fileno())

    def finish(self) -> None:
        """Close the file, which has been synced, and give it its final name."""
        with self._raising_archive_error():
            self._path.rename(self._path.with_name(self.name))
            sync_directory(self._path.parent)
            self._file.close()

    def discard(self) -> None:
        """Close the file and remove it."""
        self._file.close()
        self._path.unlink(missing_ok=True)

    @contextmanager
    def _raising_archive_error(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise ArchiveError(f"cannot write {self._path}: {error.strerror or error}") from error


def try_lock(descriptor: int) -> bool:
    """Lock a file for as long as it is open. False if another process holds the lock.

    The lock ends with its process.
    """
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
