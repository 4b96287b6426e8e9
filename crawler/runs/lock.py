"""One run at a time on one state directory."""

from __future__ import annotations

import fcntl
import os
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec


class Holder(msgspec.Struct, frozen=True):
    """Who holds a lock: a process, and when it began."""

    pid: int
    started: datetime


class LockedError(Exception):
    """Another run holds the state directory; `holder` is None where the file does not say who."""

    def __init__(self, path: Path, holder: Holder | None) -> None:
        who = f"process {holder.pid}, since {holder.started:%Y-%m-%d %H:%M:%S} UTC" if holder else "another process"
        super().__init__(f"a run is under way on {path.parent} ({who}); wait for its end, or name another --state")
        self.holder = holder


class StateLock:
    """A context that holds the file `path`, or raises LockedError at once. OSError where the file cannot be written.

    The lock is a POSIX record lock: the system takes it back when its process ends, however that happens, and child
    processes do not inherit it as they would inherit a `flock`. The file stays and says who was the last.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def __enter__(self) -> Self:
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _write(descriptor, Holder(os.getpid(), datetime.now(UTC).replace(microsecond=0)))
        except (BlockingIOError, PermissionError) as error:
            holder = _holder(descriptor)
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


def _write(descriptor: int, holder: Holder) -> None:
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, msgspec.json.encode(holder) + b"\n", 0)


def _holder(descriptor: int) -> Holder | None:
    try:
        return msgspec.json.decode(os.pread(descriptor, 4096, 0), type=Holder)
    except msgspec.DecodeError:
        return None
