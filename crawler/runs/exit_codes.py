"""What the exit code of the command says. Scheduled jobs rely on it, and `wellread --help` explains it."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Every code that `wellread` ends with."""

    DONE = 0
    UNEXPECTED = 1
    USAGE = 2
    UNHEALTHY = 3
    SOME_FAILED = 4
    LOCKED = 75  # EX_TEMPFAIL of sysexits.h
    INTERRUPTED = 130
    TERMINATED = 143


class Stop(Exception):  # noqa: N818  (not always an error)
    """Ends the command: one line for standard error, and a code."""

    def __init__(self, message: str, code: ExitCode) -> None:
        super().__init__(message)
        self.code = code
