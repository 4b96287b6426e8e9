"""What may be said of a task: its limits, why it has failed, and how a worker answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

MAX_REASON_CHARS = 200


class TaskError(Exception):
    """The task has no result; the message says why, in a few words. `traceback` is that of what it raised, if it did.

    It took too much time or memory, its worker ended again and again, or it raised an exception.
    """

    def __init__(self, reason: str, traceback: str | None = None) -> None:
        super().__init__(reason)
        self.traceback = traceback


class WorkersLostError(Exception):
    """No worker can be had: a fault of this machine or of ours, and not of any task."""


@dataclass(frozen=True)
class TaskLimits:
    """What one task may take. A page of 100 KB takes 0.05 s of processor time and adds 10 MB to its worker."""

    cpu_seconds: float = 4.0
    wall_seconds: float = 60.0  # in which a task does not work at all, but waits
    memory_bytes: int = 128 * 1024 * 1024  # of data, beyond what a new worker has (RLIMIT_DATA)


class AnswerKind(IntEnum):
    """The first byte of an answer: what follows it."""

    RESULT = 0  # the pickled result
    FAILED = 1  # pickled: reason and traceback
    OUT_OF_MEMORY = 2  # nothing


@dataclass(frozen=True)
class WorkerConfig:
    """What a server of workers is started with. `preload` names modules that workers find loaded when they begin."""

    cpu_seconds: float
    memory_bytes: int
    preload: tuple[str, ...]


def describe_error(error: BaseException) -> str:
    """The type and the message of an exception, in one short line."""
    try:
        message = str(error)
    except Exception:  # noqa: BLE001  (whoever wrote that exception did not try it)
        message = ""
    line = make_printable(" ".join(f"{type(error).__name__}: {message}".split())).removesuffix(":")
    return line if len(line) <= MAX_REASON_CHARS else f"{line[:MAX_REASON_CHARS]} ..."


def make_printable(text: str) -> str:
    """The text without lone surrogates, which a page may hold and no file can."""
    return text.encode("utf-8", "backslashreplace").decode()
