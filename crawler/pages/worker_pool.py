"""Work that may take too much time or memory, done in worker processes that end before that hurts.

The limits are kept by the kernel and not by us: a worker that is busy inside a C library, or whose
parent has died, is ended all the same.
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

MAX_TASKS_PER_WORKER = 1000  # after which it is replaced by a new one
MAX_ATTEMPTS_PER_TASK = 2  # for a task whose worker was ended by somebody else
TASKS_AHEAD_PER_PROCESSOR = 4

_EXIT_CODE_OUT_OF_MEMORY = 3  # of a worker

Argument = TypeVar("Argument")
Result = TypeVar("Result")
Task = TypeVar("Task")


class TaskLimitError(Exception):
    """The task took too much time or memory; the message says which, in a few words."""


@dataclass(frozen=True)
class TaskLimits:
    """What one task may take. A page of 100 KB takes 0.05 s, and a worker begins with 25 MB."""

    cpu_seconds: float = 4.0
    wall_seconds: float = 60.0  # for a task that waits instead of working
    memory_bytes: int = 128 * 1024 * 1024  # of data in one worker (RLIMIT_DATA)


_DEFAULT_LIMITS = TaskLimits()


class WorkerPool:
    """Worker processes, as many as there are processors for, that come and go as they are needed. A context manager.

    `preload` names modules that the workers find loaded when they begin.
    """

    def __init__(self, limits: TaskLimits = _DEFAULT_LIMITS, preload: Iterable[str] = ()) -> None:
        self._limits = limits
        # A fork of this process would take its threads' locks along, and its open files. The fork
        # server has neither, and has loaded already what a new process would load again.
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(list(preload))
        self._pool: ProcessPool | None = None

    def submit(self, function: Callable[[Argument], Result], argument: Argument) -> Future[Result]:
        """Do `function(argument)` in a worker. Both must be picklable, and so must what comes back or is raised.

        The future raises TaskLimitError when the task had to be ended, besides what the function
        itself raises.
        """
        future: Future[Result] = Future()
        future.set_running_or_notify_cancel()
        task = partial(_run_limited, self._limits.cpu_seconds, function, argument)
        self._attempt(future, task, MAX_ATTEMPTS_PER_TASK)
        return future

    def close(self) -> None:
        """End the workers, also those that are busy. The next task starts new ones."""
        if self._pool:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()
            self._pool = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _attempt(self, future: Future[Result], task: Callable[[], Result], attempts_left: int) -> None:
        try:
            attempt = self._running_pool().schedule(task, timeout=self._limits.wall_seconds)
        except (RuntimeError, BrokenProcessPool) as error:
            future.set_exception(error)
            return
        attempt.add_done_callback(partial(self._complete, future, task, attempts_left - 1))

    def _complete(
        self, future: Future[Result], task: Callable[[], Result], attempts_left: int, attempt: Future[Result]
    ) -> None:
        error = attempt.exception()
        if error is None:
            future.set_result(attempt.result())
        elif attempts_left and _was_ended_by_others(error):
            self._attempt(future, task, attempts_left)
        else:
            future.set_exception(self._explain(error))

    def _running_pool(self) -> ProcessPool:
        if self._pool is None or not self._pool.active:
            self._pool = ProcessPool(
                count_processors(),
                MAX_TASKS_PER_WORKER,
                initializer=_initialise_worker,
                initargs=(self._limits.memory_bytes,),
                context=self._context,
            )
        return self._pool

    def _explain(self, error: BaseException) -> BaseException:
        """TaskLimitError for a worker that was ended; what the task itself has raised as it is."""
        match error:
            case ProcessExpired(exitcode=code) if code == -signal.SIGPROF:
                return TaskLimitError(f"more than {self._limits.cpu_seconds:g} s of processor time")
            case ProcessExpired(exitcode=code) if code == _EXIT_CODE_OUT_OF_MEMORY:
                return TaskLimitError(f"more than {self._limits.memory_bytes >> 20} MB of memory")
            case ProcessExpired(exitcode=code):
                return TaskLimitError(
                    f"its process ended {MAX_ATTEMPTS_PER_TASK} times, the last time with code {code}"
                )
            case TimeoutError():
                return TaskLimitError(f"no result after {self._limits.wall_seconds:g} s")
            case _:
                return error


def start_ahead(tasks: Iterable[Task]) -> Iterator[Task]:
    """The same tasks in order, taken from the iterable early.

    Where a task starts by being taken, no worker waits for the next one, and only a few are started
    before their turn.
    """
    started: deque[Task] = deque()
    for task in tasks:
        started.append(task)
        if len(started) > TASKS_AHEAD_PER_PROCESSOR * count_processors():
            yield started.popleft()
    yield from started


def count_processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _initialise_worker(memory_bytes: int) -> None:
    """What a worker does first: it sets its limits, and keeps to itself what libraries have to say."""
    logging.root.addHandler(logging.NullHandler())  # without any, it would go to standard error, among our own lines
    resource.setrlimit(resource.RLIMIT_DATA, (memory_bytes, memory_bytes))
    signal.signal(signal.SIGPROF, signal.SIG_DFL)


def _run_limited(cpu_seconds: float, function: Callable[[Argument], Result], argument: Argument) -> Result:
    signal.setitimer(signal.ITIMER_PROF, cpu_seconds)  # then the kernel ends the process
    try:
        return function(argument)
    except MemoryError:
        os._exit(_EXIT_CODE_OUT_OF_MEMORY)  # what is left of the memory is in pieces
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _was_ended_by_others(error: BaseException) -> bool:
    """Whether the worker was ended by a signal to the whole group, or by a system out of memory: not by its limits."""
    own_codes = (-signal.SIGPROF, _EXIT_CODE_OUT_OF_MEMORY)
    is_foreign = isinstance(error, ProcessExpired) and error.exitcode not in own_codes
    return isinstance(error, BrokenProcessPool) or is_foreign
