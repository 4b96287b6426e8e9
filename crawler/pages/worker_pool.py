"""Work that may take too much time or memory, done in child processes that end before that hurts.

The limits are kept by the kernel and not by us: a child that is busy inside a C library, or whose parent has died, is
ended all the same.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import resource
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from typing import Self, TypeVar

from pebble import ProcessExpired, ProcessPool

TASKS = 1000  # after which a child is replaced by a new one
ATTEMPTS = 2  # for a task whose child was ended by somebody else
AHEAD = 4  # tasks begun for each processor

_OUT_OF_MEMORY = 3  # exit code of a child

Argument = TypeVar("Argument")
Result = TypeVar("Result")
Begun = TypeVar("Begun")


class BeyondLimitsError(Exception):
    """The task took too much time or memory; the message says which, in a few words."""


@dataclass(frozen=True)
class Limits:
    """What one task may take. A page of 100 KB takes 0.05 s, and a child begins with 25 MB."""

    cpu_seconds: float = 4.0
    wall_seconds: float = 60.0  # for a task that waits instead of working
    memory: int = 128 * 1024 * 1024  # bytes of data in one child


_LIMITS = Limits()


class Children:
    """Child processes, as many as there are processors for, that come and go as they are needed.

    `preload` names modules that the children find loaded when they begin.
    """

    def __init__(self, limits: Limits = _LIMITS, preload: Iterable[str] = ()) -> None:
        self._limits = limits
        # A fork of this process would take its threads' locks along, and its open files. The fork server has neither,
        # and has loaded already what a new process would load again.
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(list(preload))
        self._pool: ProcessPool | None = None

    def submit(self, function: Callable[[Argument], Result], argument: Argument) -> Future[Result]:
        """Do `function(argument)` in a child. Both must be picklable, and so must what comes back or is raised.

        The future raises BeyondLimitsError for a task that had to be ended, besides what the function itself raises.
        """
        future: Future[Result] = Future()
        future.set_running_or_notify_cancel()
        self._attempt(future, partial(_limited, self._limits.cpu_seconds, function, argument), ATTEMPTS)
        return future

    def close(self) -> None:
        """End the children, also those that are busy."""
        if self._pool:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()
            self._pool = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _attempt(self, future: Future[Result], task: Callable[[], Result], attempts: int) -> None:
        try:
            attempt = self._running().schedule(task, timeout=self._limits.wall_seconds)
        except (RuntimeError, BrokenProcessPool) as error:
            future.set_exception(error)
            return
        attempt.add_done_callback(partial(self._settle, future, task, attempts - 1))

    def _settle(
        self, future: Future[Result], task: Callable[[], Result], attempts: int, attempt: Future[Result]
    ) -> None:
        error = attempt.exception()
        if error is None:
            future.set_result(attempt.result())
        elif attempts and _is_not_to_blame(error):
            self._attempt(future, task, attempts)
        else:
            future.set_exception(self._in_words(error))

    def _running(self) -> ProcessPool:
        if self._pool is None or not self._pool.active:
            self._pool = ProcessPool(
                processors(), TASKS, initializer=_begin, initargs=(self._limits.memory,), context=self._context
            )
        return self._pool

    def _in_words(self, error: BaseException) -> BaseException:
        match error:
            case ProcessExpired(exitcode=code) if code == -signal.SIGPROF:
                return BeyondLimitsError(f"more than {self._limits.cpu_seconds:g} s of processor time")
            case ProcessExpired(exitcode=code) if code == _OUT_OF_MEMORY:
                return BeyondLimitsError(f"more than {self._limits.memory >> 20} MB of memory")
            case ProcessExpired(exitcode=code):
                return BeyondLimitsError(f"its process ended {ATTEMPTS} times, the last time with code {code}")
            case TimeoutError():
                return BeyondLimitsError(f"no result after {self._limits.wall_seconds:g} s")
            case _:
                return error


def begun_ahead(tasks: Iterable[Begun]) -> Iterator[Begun]:
    """The same in order, taken early: as tasks are begun by being taken, no child waits, and only a few are begun."""
    begun: deque[Begun] = deque()
    for task in tasks:
        begun.append(task)
        if len(begun) > AHEAD * processors():
            yield begun.popleft()
    yield from begun


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _begin(memory: int) -> None:
    """What a child does first: it sets its limits, and keeps to itself what libraries have to say."""
    logging.root.addHandler(logging.NullHandler())  # without any, it would go to standard error, among our own lines
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    signal.signal(signal.SIGPROF, signal.SIG_DFL)


def _limited(cpu_seconds: float, function: Callable[[Argument], Result], argument: Argument) -> Result:
    signal.setitimer(signal.ITIMER_PROF, cpu_seconds)  # then the kernel ends the process
    try:
        return function(argument)
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)  # what is left of the memory is in pieces
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _is_not_to_blame(error: BaseException) -> bool:
    """Whether the child was ended by somebody else: by a signal to the whole group, or by a system out of memory."""
    limits = (-signal.SIGPROF, _OUT_OF_MEMORY)
    return isinstance(error, BrokenProcessPool) or (isinstance(error, ProcessExpired) and error.exitcode not in limits)
