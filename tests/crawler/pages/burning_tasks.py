"""Tasks for worker processes that do what pages do at their worst. They are in a module that workers can import."""

from __future__ import annotations

import os
import re
import signal
import time
from pathlib import Path


def busy(_: object) -> None:
    """Burn the processor in Python."""
    while True:
        pass


def busy_for(seconds: float) -> str:
    """Burn so much processor time, and then be done."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
    return "done"


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


def crashed(_: object) -> None:
    """Crash the process, as a fault in a library's C code does."""
    os.kill(os.getpid(), signal.SIGSEGV)


def extract_poisoned(path: Path, url: str | None) -> object:
    """Read a page file, and fail for the page "poison" as nobody has foreseen."""
    from wellread.crawler.commands import page_files  # takes longer to load than the other tasks may take

    if path.stem == "poison":
        endless(None)
    return page_files.extract_record(path, url)


def refused(word: str) -> None:
    """Raise an exception."""
    raise KeyError(word)


def grow(megabytes: int) -> int:
    """Leave so much behind in the worker, as a library does that remembers too much. Gives the worker's number."""
    _HOARD.append(bytes(1 << 20) * megabytes)
    return os.getpid()


def take(megabytes: int) -> int:
    """Take so much, and give it back."""
    return len(bytes(1 << 20) * megabytes) >> 20


def number_of_worker(_: object) -> int:
    """Who does this."""
    return os.getpid()


def fail_unless_new(_: object) -> str:
    """Fail where another task was done before, as if that had left something behind."""
    _HOARD.append(b"")
    if len(_HOARD) > 1:
        raise ValueError("not alone")
    return "done"


def exits(_: object) -> None:
    """End Python, or try to."""
    raise SystemExit(0)


def endless(_: object) -> None:
    """Call itself for ever."""
    endless(None)


def unsendable(_: object) -> object:
    """Give something that cannot be pickled."""
    return lambda: None


def unreadable(_: object) -> object:
    """Give something that can be pickled, and not be unpickled."""
    return _Unreadable()


def speechless(_: object) -> None:
    """Raise an exception that cannot say what it is."""
    raise _SpeechlessError


def surrogate(_: object) -> None:
    """Raise an exception whose message is no text that a file can hold."""
    raise ValueError("\ud800 " + "x" * 1000)


def stopped(_: object) -> None:
    """Be stopped by somebody else, and never go on."""
    os.kill(os.getpid(), signal.SIGSTOP)


def stopped_once(trace: str) -> str:
    """Be stopped by somebody else the first time, and not again."""
    if not Path(trace).exists():
        Path(trace).touch()
        stopped(None)
    return "done"


_HOARD: list[bytes] = []


class _Unreadable:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return int, ("no number",)


class _SpeechlessError(Exception):
    def __str__(self) -> str:
        raise RuntimeError
