"""One run at a time on one state folder."""

from __future__ import annotations

import fcntl
import os
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec


class LockHolder(msgspec.Struct, frozen=True):
    """The process that holds a lock, and when it took it (UTC)."""

    pid: int
    started: datetime


class LockedError(Exception):
    """Another run holds the state folder; `holder` is None where the lock file does not name it."""

    def __init__(self, path: Path, holder: LockHolder | None) -> None:
        who = f"process {holder.pid}, since {holder.started:%Y-%m-%d %H:%M:%S} UTC" if holder else "another process"
        super().__init__(f"a run is under way on {path.parent} ({who}); wait for its end, or name another --state")
        self.holder = holder


class StateLock:
    """A context that holds the file `path` locked.

    Entering it raises LockedError at once if another process holds the file, and OSError where it
    cannot be written. The lock is a POSIX record lock (fcntl(2)): the system releases it when its
    process ends, however that happens, and child processes do not inherit it as they would inherit
    a flock(2). The file stays and names its last holder.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def __enter__(self) -> Self:
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _write_holder(descriptor, LockHolder(os.getpid(), datetime.now(UTC).replace(microsecond=0)))
        except (BlockingIOError, PermissionError) as error:
            holder = _read_holder(descriptor)
            os.close(descriptor)
            raise LockedError(self._path, holder) from error
        except BaseException:
            os.close(descriptor)
            raise
        self._descriptor = descriptor
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def find_lock_holder(path: Path) -> LockHolder | None:
    """The process that holds the file `path` locked now; None if nobody does.

    It need not be writable. A file that is locked and does not name its holder counts as free: its
    holder has not begun yet.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.lockf(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return _read_holder(descriptor)
    finally:
        os.close(descriptor)  # which releases the lock
    return None


def _write_holder(descriptor: int, holder: LockHolder) -> None:
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, msgspec.json.encode(holder) + b"\n", 0)


def _read_holder(descriptor: int) -> LockHolder | None:
    try:
        return msgspec.json.decode(os.pread(descriptor, 4096, 0), type=LockHolder)
    except msgspec.DecodeError:
        return None
