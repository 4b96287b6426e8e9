"""Tasks for worker processes that do what pages do at their worst. They are in a module that workers can import."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path


def busy(_: object) -> None:
    """Burn the processor in Python."""
    while True:
        pass


def stuck(_: object) -> None:
    """Burn the processor inside a C library that lets no signal handler run."""
    re.fullmatch(r"(a|aa)+", "a" * 100 + "b")


def greedy(_: object) -> None:
    """Take all memory there is."""
    hoard = []
    while True:
        hoard.append(bytes(1 << 20))


def busy_in(folder: str) -> None:
    """Burn the processor, and leave the process's number in a folder."""
    (Path(folder) / str(os.getpid())).touch()
    busy(None)


def killed_once(trace: str) -> str:
    """Be killed by somebody else the first time, and not again."""
    if not Path(trace).exists():
        Path(trace).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


def killed(_: object) -> None:
    """Be killed by somebody else each time."""
    os.kill(os.getpid(), signal.SIGKILL)


def refused(word: str) -> None:
    """Raise an exception."""
    raise KeyError(word)
