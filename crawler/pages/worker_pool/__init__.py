"""Work that may take too much time or memory, done in worker processes that end before that hurts.

`WorkerPool` takes tasks and gives futures. Behind it is one thread, the `Supervisor`: it hands the
tasks to long-lived workers, each over a socket of its own, and does again what a lost worker had
under way. Workers are forks of a server, a process without threads that has loaded what tasks need
(`worker_server`). Tasks and answers are whole frames (`frames`), so that half an answer is none.

The limits are kept by the kernel and not by us: a worker that is busy inside a C library, or whose
parent has died, is ended all the same.
"""

from __future__ import annotations

from wellread.crawler.pages.worker_pool.pool import WorkerPool, count_processors, start_ahead
from wellread.crawler.pages.worker_pool.tasks import TaskError, TaskLimits, WorkersLostError, describe_error

__all__ = [
    "TaskError",
    "TaskLimits",
    "WorkerPool",
    "WorkersLostError",
    "count_processors",
    "describe_error",
    "start_ahead",
]
