"""The pool: tasks in, futures out."""

from __future__ import annotations

import os
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from threading import Lock
from typing import Self, TypeVar

from wellread.crawler.pages.worker_pool.supervisor import Supervisor, Task
from wellread.crawler.pages.worker_pool.tasks import TaskLimits

TASKS_AHEAD_PER_PROCESSOR = 4

Argument = TypeVar("Argument")
Result = TypeVar("Result")
Item = TypeVar("Item")

_DEFAULT_LIMITS = TaskLimits()


class WorkerPool:
    """Worker processes, as many as there are processors for, that start when they are needed. A context manager.

    `preload` names modules that the workers find loaded when they begin. Methods may be called from
    any thread.
    """

    def __init__(self, limits: TaskLimits = _DEFAULT_LIMITS, preload: Iterable[str] = ()) -> None:
        self._limits = limits
        self._preload = tuple(preload)
        self._lock = Lock()
        self._supervisor: Supervisor | None = None
        self.size: int | None = None  # how many processes are to be started; None for one a processor

    def submit(self, function: Callable[[Argument], Result], argument: Argument) -> Future[Result]:
        """Do `function(argument)` in a worker. Both must be picklable.

        A task that was not done is done once more in a new worker: what went wrong may have come
        from the tasks before it, or from outside. Then the future raises TaskError, whatever the
        reason; and WorkersLostError if there are no workers to be had, or the pool was closed.
        """
        future: Future[Result] = Future()
        future.set_running_or_notify_cancel()
        task = Task(pickle.dumps((function, argument), pickle.HIGHEST_PROTOCOL), future)
        with self._lock:
            if self._supervisor is None or not self._supervisor.add(task):
                self._supervisor = Supervisor(self._limits, self._preload, self.size or count_processors())
                self._supervisor.add(task)
        return future

    def close(self) -> None:
        """End the workers, also those that are busy. The next task starts new ones."""
        with self._lock:
            supervisor, self._supervisor = self._supervisor, None
        if supervisor:
            supervisor.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def start_ahead(tasks: Iterable[Item]) -> Iterator[Item]:
    """The same tasks in order, taken from the iterable early.

    Where a task starts by being taken, no worker waits for the next one, and only a few are started
    before their turn.
    """
    started: deque[Item] = deque()
    for task in tasks:
        started.append(task)
        if len(started) > TASKS_AHEAD_PER_PROCESSOR * count_processors():
            yield started.popleft()
    yield from started


def count_processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
