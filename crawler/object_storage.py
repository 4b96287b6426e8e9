"""Files in object storage such as S3, wherever fsspec leads, beside those of this machine.

What is called a place here is a path, or an address such as `s3://bucket/archive`. An object is read from its start or
copied to this machine whole, and put there whole: nobody sees half of one. Credentials and endpoints are those that the
libraries of the storage find, as in the environment.

Each function that takes the address of an object raises StorageError.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from wellread.output.atomic import OutputError, write_atomically

if TYPE_CHECKING:
    from upath import UPath

_ADDRESS = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]+://", re.ASCII)
_READ_AHEAD_BYTES = 2**20  # of an object of which the start is read
_PART_BYTES = 2**24  # an object that is larger is put in parts, which become visible together
# Errors that last until somebody mends something, by the names of their classes: each storage has classes of its own.
_LASTING = frozenset(
    "FileNotFoundError NoCredentialsError ParamValidationError PermissionError ProfileNotFound ValueError".split()
)


class StorageError(Exception):
    """Something in object storage cannot be read or written; the message names it and says why, in one line.

    `is_lasting`: it is of no use to try again.
    """

    def __init__(self, message: str, *, is_lasting: bool = False) -> None:
        super().__init__(message)
        self.is_lasting = is_lasting


def is_address(place: str | Path) -> bool:
    """Whether this is an address in object storage, and no path of this machine."""
    return bool(_ADDRESS.match(str(place)))


def to_path(place: str | Path) -> Path:
    """The path of a place; that of an address has all of `Path` but opening. Raises StorageError."""
    if not is_address(place) or not isinstance(place, str):
        return Path(place) if isinstance(place, str) else place
    with reporting(place):
        from upath import UPath

        return cast("Path", UPath(place, use_listings_cache=False))  # others write there as well


def find_objects(place: Path) -> list[Path]:
    """All objects below an address, or the one that is there, sorted. Raises StorageError, also if there is none."""
    with reporting(place):
        storage = _of(place).fs
        found = storage.find(_of(place).path)
        if not found:
            raise FileNotFoundError("nothing is there")
        return [to_path(storage.unstrip_protocol(name)) for name in sorted(found)]


def open_to_read(place: Path) -> BinaryIO:
    """Open a file, or an object of which the start is read. Raises OSError, and for an object what its storage has."""
    if not is_address(place):
        return place.open("rb")
    return io.BufferedReader(_of(place).fs.open(_of(place).path, "rb", block_size=_READ_AHEAD_BYTES))


def fetch_object(place: Path, target: Path) -> None:
    """Copy an object into a file. Raises StorageError."""
    with reporting(place):
        _of(place).fs.get_file(_of(place).path, str(target))


def put_object(source: Path, place: Path) -> None:
    """Put a file in the place of an object, as a whole. Raises StorageError.

    Parts that others have left there, who were killed while they put theirs, are removed.
    """
    with reporting(place), source.open("rb") as content:
        storage, name = _of(place).fs, _of(place).path
        target = storage.open(name, "wb", block_size=_PART_BYTES, autocommit=False)
        try:
            shutil.copyfileobj(content, target, _PART_BYTES)
            target.close()
        except BaseException:
            target.discard()
            raise
        target.commit()
        if hasattr(storage, "list_multipart_uploads"):
            bucket, key, _ = storage.split_path(name)
            for upload in storage.list_multipart_uploads(bucket):
                if upload["Key"] == key:
                    storage.abort_mpu(bucket, key, upload["UploadId"])


@contextmanager
def staged(place: Path) -> Iterator[Path]:
    """The file to be written for a place: of an object one of this machine, which is put there after the block.

    Raises StorageError, and OutputError where that file cannot be written.
    """
    if not is_address(place):
        yield place
        return
    folder = scratch_folder(place)
    try:
        yield folder / place.name
        put_object(folder / place.name, place)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def scratch_folder(place: Path) -> Path:
    """The folder in which this user prepares an object: always the same, so that the next run finds what one has left.

    Raises OutputError.
    """
    digest = hashlib.sha256(f"{os.getuid()} {place}".encode()).hexdigest()[:16]
    folder = Path(tempfile.gettempdir(), f"wellread-{digest}")
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        if folder.lstat().st_uid != os.getuid():
            raise PermissionError(None, "it belongs to somebody else")
    except OSError as error:
        raise OutputError(f"cannot write {folder}: {error.strerror or error}") from error
    return folder


def check_target(place: Path) -> None:
    """Raise StorageError if nothing can be put at an address: it is asked what lies there."""
    with reporting(place):
        _of(place).fs.ls(_of(place).path.partition("/")[0], refresh=True)


def write_whole(place: Path, content: bytes) -> None:
    """Write a small file whole or not at all. Raises StorageError or OSError."""
    if not is_address(place):
        write_atomically(place, content)
        return
    with reporting(place):
        _of(place).fs.pipe_file(_of(place).path, content)


def digest_file(place: Path) -> str:
    """Of the content; of an object, of what its storage says of it. Nothing of a file that cannot be read.

    Raises StorageError for an object that may be there.
    """
    if is_address(place):
        with reporting(place):
            return f"{_of(place).fs.checksum(_of(place).path):x}"
    try:
        with place.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


@contextmanager
def reporting(place: str | Path) -> Iterator[None]:
    """Raises StorageError for whatever the libraries of a storage raise."""
    try:
        yield
    except StorageError:
        raise
    except ImportError as error:
        raise StorageError(f"{place}: it needs pip install 'wellread[s3]' ({error})", is_lasting=True) from error
    except Exception as error:
        reason = " ".join((getattr(error, "strerror", None) or str(error)).split()) or type(error).__name__
        is_lasting = any(kind.__name__ in _LASTING for kind in type(error).__mro__)
        raise StorageError(f"{place}: {reason}", is_lasting=is_lasting) from error


def _of(place: Path) -> UPath:
    return cast("UPath", place)
