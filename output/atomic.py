"""Files and folders that are either complete or not there.

They are written under a temporary name beside their final one, synced to the disk, and renamed when
all is well: a reader never sees half of them, and a failed run leaves those of the run before.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import shutil
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Self

STDOUT = "-"
_COPIED_BYTES = 2**20  # at once
MANIFEST = "datapackage.json"  # the name that https://datapackage.org gives it


class OutputError(Exception):
    """The output cannot be written; the message names the path and says why."""


class AtomicOutput(ABC):
    """A context. What was written in its block is there after `commit`, or after the block.

    If the block raises before, or calls `discard`, what was there before stays.
    """

    is_committed = False
    _is_discarded = False

    @abstractmethod
    def commit(self) -> None:
        """Put what was written into its final place; nothing may be written afterwards."""

    @abstractmethod
    def close(self) -> None:
        """Close the output. What is not committed is removed."""

    def discard(self) -> None:
        """Commit nothing at the end of the block."""
        self._is_discarded = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None and not self.is_committed and not self._is_discarded:
                self.commit()
        finally:
            self.close()


class AtomicFile(AtomicOutput):
    """A file to be written at `target`: a path, or "-" for standard output.

    The target is tried at once, so that no run begins that cannot end. Where it is a symbolic link,
    the file that it points to is replaced; a device or a pipe is written to directly, as is
    standard output. Every method raises OutputError when the target cannot be written, or when
    another process is writing it; only a BrokenPipeError passes, as a reader that has seen enough
    is no error.

    With `keeps_same` a file that has the same content already is left untouched, and `is_same` is then true. As long as
    what is written is what stands there, it is compared and not written.
    """

    is_same = False
    _same_bytes = 0

    def __init__(self, target: str, *, keeps_same: bool = False) -> None:
        self._target = target
        self._path = None if target == STDOUT or _is_special(Path(target)) else Path(os.path.realpath(target))
        self._old: BinaryIO | None = None
        with _reporting(target):
            self._stream = self._open()
            if keeps_same and self._path and self._path.is_file():
                self._old = self._path.open("rb")

    def write(self, content: bytes) -> None:
        """Append `content`."""
        with _reporting(self._target):
            if self._old:
                if self._old.read(len(content)) == content:
                    self._same_bytes += len(content)
                    return
                self._take_over()
            self._stream.write(content)
            if self._path is None:  # somebody may be reading along
                self._stream.flush()

    def commit(self) -> None:
        """Give the file its final name."""
        with _reporting(self._target):
            if self._old and not self._old.read(1) and self._is_in_place(self._old):
                self.is_committed = self.is_same = True
                return
            if self._old:
                self._take_over()
            self._stream.flush()
            if self._path:
                os.fsync(self._stream.fileno())
                _temporary(self._path).replace(self._path)
                sync_directory(self._path.parent)
        self.is_committed = True

    def close(self) -> None:
        """Close the file, and remove it if it is not committed."""
        with _reporting(self._target):
            if self._old:
                self._old.close()
            if self._path and (self.is_same or not self.is_committed):
                _temporary(self._path).unlink(missing_ok=True)  # before the lock is given back
            if self._stream is not sys.stdout.buffer:
                self._stream.close()

    def _take_over(self) -> None:
        """Write what is the same in the file that is there: from here on it is another one."""
        if self._old:
            self._old.seek(0)
            while self._same_bytes and (part := self._old.read(min(self._same_bytes, _COPIED_BYTES))):
                self._stream.write(part)
                self._same_bytes -= len(part)
            self._old.close()
            self._old = None

    def _is_in_place(self, opened: BinaryIO) -> bool:
        """Whether an opened file is still the one at the target."""
        try:
            return self._path is not None and os.path.samestat(self._path.stat(), os.fstat(opened.fileno()))
        except FileNotFoundError:
            return False

    def _open(self) -> BinaryIO:
        if self._path is None:
            return sys.stdout.buffer if self._target == STDOUT else Path(self._target).open("wb")
        if self._path.is_dir():
            raise IsADirectoryError(None, "it is a directory")
        # The lock is a POSIX record lock: the system takes it back however the process ends, and no child inherits it.
        descriptor = _open_locked(_temporary(self._path), os.O_WRONLY | os.O_CREAT, fcntl.lockf)
        os.ftruncate(descriptor, 0)
        return os.fdopen(descriptor, "wb")


class AtomicFolder(AtomicOutput):
    """A folder to be filled for `target`, a path where nothing is yet, or an empty folder.

    Its files are to be written into the folder `path`, and closed before `commit`. A folder that
    holds something is refused: what lies there may be all that somebody has. The constructor,
    `commit` and `close` raise OutputError when the target cannot be written, or when another
    process is writing it.
    """

    path: Path

    def __init__(self, target: str) -> None:
        self._target = target
        self._final = Path(os.path.realpath(target))
        with _reporting(target):
            if self._final.exists() and any(self._final.iterdir()):  # which raises for what is no folder
                self._check_content(self._final)
            self.path = _temporary(self._final)
            self.path.mkdir(exist_ok=True)
            self._descriptor = _open_locked(self.path, os.O_RDONLY | os.O_DIRECTORY, fcntl.flock)
            for left in self.path.iterdir():
                _remove(left)

    def commit(self) -> None:
        """Give the folder its final name."""
        with _reporting(self._target):
            for folder, _, files in os.walk(self.path):
                for name in files:
                    _sync(Path(folder, name))
                _sync(Path(folder))
            self._publish()
            sync_directory(self._final.parent)
        self.is_committed = True

    def _check_content(self, _: Path) -> None:
        raise OSError(errno.ENOTEMPTY, "the folder is not empty; name a new one")

    def _publish(self) -> None:
        self.path.rename(self._final)

    def close(self) -> None:
        """Remove the folder if it is not committed."""
        with _reporting(self._target):
            try:
                if not self.is_committed:
                    shutil.rmtree(self.path)
            finally:
                os.close(self._descriptor)


class SnapshotFolder(AtomicFolder):
    """A folder of snapshots and a manifest that names the current one. Each is a folder `snapshot-N` of its own.

    The files of the new one are to be written into `snapshot`, and the manifest to `manifest`. `commit` moves the
    snapshot beside those that are there and replaces the manifest last, so that whoever reads the manifest first finds
    all that it names. The snapshot before it is kept for those who are reading it, older ones are removed.
    """

    def __init__(self, target: str) -> None:
        super().__init__(target)
        with _reporting(target):
            self._number = max(map(_snapshot_number, _list_folder(self._final)), default=0) + 1
            self.snapshot = self.path / f"snapshot-{self._number}"
            self.snapshot.mkdir()
        self.manifest = self.path / MANIFEST

    def _check_content(self, folder: Path) -> None:
        if not (folder / MANIFEST).is_file():
            raise OSError(errno.ENOTEMPTY, f"the folder is not empty and has no {MANIFEST}; name a new one")

    def _publish(self) -> None:
        if not _list_folder(self._final):
            super()._publish()
            return
        self.snapshot.rename(self._final / self.snapshot.name)
        sync_directory(self._final)
        self.manifest.rename(self._final / MANIFEST)
        sync_directory(self._final)
        self.path.rmdir()
        for old in _list_folder(self._final):
            if 0 < _snapshot_number(old) < self._number - 1:
                _remove(old)


def _list_folder(path: Path) -> list[Path]:
    return list(path.iterdir()) if path.exists() else []


def _snapshot_number(path: Path) -> int:
    """The number of a snapshot; 0 for anything else."""
    found = re.fullmatch(r"snapshot-(\d+)", path.name, re.ASCII)
    return int(found[1]) if found else 0


def write_atomically(path: Path, content: bytes, *, mode: int | None = None) -> None:
    """Write a small file whole or not at all.

    Its permissions are `mode`, or what the umask grants. Raises OSError.

    Processes that write the same file at once do not mix: the last one wins.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if mode is not None:
            temporary.chmod(mode)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def sync_directory(directory: Path) -> None:
    """Make new names in a directory survive a power cut. Raises OSError."""
    _sync(directory)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def _temporary(path: Path) -> Path:
    """Always the same: what a killed process has left is taken over by the next."""
    return path.with_name(f".{path.name}.tmp")


def _open_locked(path: Path, flags: int, lock: Callable[[int, int], object]) -> int:
    """Open `path` for this process alone; gives the descriptor.

    Raises BlockingIOError if another process has it.
    """
    while True:
        descriptor = os.open(path, flags | os.O_CLOEXEC, 0o666)
        try:
            lock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if path.exists() and path.stat().st_ino == os.fstat(descriptor).st_ino:
                return descriptor
        except (BlockingIOError, PermissionError) as error:
            os.close(descriptor)
            raise BlockingIOError(error.errno, "another process is writing it") from error
        os.close(descriptor)  # the process that had it has committed it in the meantime


@contextmanager
def _reporting(target: str) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"cannot write {target}: {error.strerror or error}") from error


def _is_special(path: Path) -> bool:
    """A device or a pipe: renaming a file over it would destroy it."""
    return path.exists() and not path.is_file() and not path.is_dir()
