"""The thread that gives tasks to workers and notices whatever becomes of them.

It waits in one place only, for at most as long as the first deadline allows: nothing that it reads
or writes can block it. A worker that ends, hangs or was killed is replaced, and so is the server
that forks them; what was under way is done again.
"""

from __future__ import annotations

import os
import pickle
import selectors
import signal
import socket
import time
from collections import deque
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from wellread.crawler.pages.worker_pool.frames import Channel
from wellread.crawler.pages.worker_pool.server_process import ServerProcess
from wellread.crawler.pages.worker_pool.tasks import (
    AnswerKind,
    TaskError,
    TaskLimits,
    WorkerConfig,
    WorkersLostError,
    describe_error,
)
from wellread.crawler.pages.worker_pool.worker_server import ANSWER, HELLO

MAX_CRASHES_PER_TASK = 3  # of workers that did it
MAX_KILLS_PER_TASK = 10  # of workers that did it, by others: by an operator, or by the kernel where memory is short
MAX_FAILED_STARTS = 5  # of workers, in succession
MAX_START_SECONDS = 60.0  # of a worker, with its server
MAX_TASKS_AT_WORKER = 2  # one that it does and one that it finds waiting when it has done that
_REPORT_SECONDS = 2.0  # between the end of a worker and the report how it has ended


@dataclass(eq=False)
class Task:
    """A pickled function and its argument, and who waits for the result."""

    request: bytes
    future: Future[Any]
    lost_workers: int = 0
    needs_new_worker: bool = False


@dataclass(eq=False)
class _Worker:
    """A worker as the parent sees it. The first of `tasks` is the one that it does."""

    channel: Channel
    deadline: float
    pid: int | None = None  # known once it has started
    processor_seconds: float = 0.0  # that its process, or the server that starts it, had used when it was last due
    has_answered: bool = False
    tasks: deque[Task] = field(default_factory=deque)

    @property
    def is_new(self) -> bool:
        return not self.has_answered and not self.tasks


class Supervisor:
    """Does tasks in at most `max_workers` workers, until it is closed or no worker can be had."""

    def __init__(self, limits: TaskLimits, preload: tuple[str, ...], max_workers: int) -> None:
        self._limits = limits
        self._max_workers = max_workers
        self._config = WorkerConfig(limits.cpu_seconds, limits.memory_bytes, preload)
        self._lock = Lock()
        self._is_closing = False
        self._unfinished: set[Task] = set()  # wherever they are
        self._queue: deque[Task] = deque()
        self._selector = selectors.DefaultSelector()
        self._wake_receiver, self._wake_sender = socket.socketpair()
        self._wake_receiver.settimeout(0)
        self._wake_sender.settimeout(0)
        self._selector.register(self._wake_receiver, selectors.EVENT_READ, self._on_wake)
        self._server: ServerProcess | None = None
        self._workers: list[_Worker] = []
        self._ended: dict[int, tuple[_Worker, float]] = {}  # by process id, until it is reported how
        self._failed_starts = 0
        self._thread = Thread(target=self._run, name="worker pool", daemon=True)
        self._thread.start()

    def add(self, task: Task) -> bool:
        """Take a task; False if it is too late for that."""
        with self._lock:
            if self._is_closing:
                return False
            self._unfinished.add(task)
            self._queue.append(task)
            self._wake()
        return True

    def close(self) -> None:
        """End all workers. What is not done is never done."""
        with self._lock:
            if not self._is_closing:
                self._is_closing = True
                self._wake()
        self._thread.join()

    def _wake(self) -> None:
        with suppress(BlockingIOError):  # it is being woken already
            self._wake_sender.send(b"\0")

    def _on_wake(self) -> None:
        with suppress(BlockingIOError):
            while self._wake_receiver.recv(4096):
                pass

    def _run(self) -> None:
        reason: WorkersLostError = WorkersLostError("the worker pool was closed")
        try:
            while not self._is_closing:
                self._assign_tasks()
                self._await_events()
                self._check_deadlines()
        except WorkersLostError as error:
            reason = error
        except Exception as error:  # noqa: BLE001  (whatever it is, nobody may wait for ever)
            reason = WorkersLostError(f"the worker pool has failed: {describe_error(error)}")
        finally:
            self._end(reason)

    def _end(self, reason: WorkersLostError) -> None:
        with self._lock:
            self._is_closing = True
        for worker in self._workers:
            _kill(worker)
            worker.channel.close()
        if self._server:
            self._server.end()
        self._selector.close()
        self._wake_receiver.close()
        self._wake_sender.close()
        for task in self._unfinished:
            task.future.set_exception(reason)

    # Which worker gets which task.

    def _assign_tasks(self) -> None:
        while self._queue and (worker := self._find_worker(needs_new=self._queue[0].needs_new_worker)):
            self._give(worker, self._queue.popleft())

    def _find_worker(self, *, needs_new: bool) -> _Worker | None:
        """The worker for the next task; None if all have enough to do."""
        idle = [worker for worker in self._workers if not worker.tasks]
        suitable = [worker for worker in idle if worker.is_new or not needs_new]
        if suitable:
            return suitable[0]
        if idle and len(self._workers) >= self._max_workers:
            self._dismiss(idle[0])
        if len(self._workers) < self._max_workers:
            return self._start_worker()
        if needs_new:
            return None
        ready = [worker for worker in self._workers if _has_room(worker)]
        return min(ready, key=lambda worker: len(worker.tasks), default=None)

    def _give(self, worker: _Worker, task: Task) -> None:
        worker.tasks.append(task)
        if len(worker.tasks) == 1 and worker.pid is not None:
            worker.deadline = time.monotonic() + self._limits.wall_seconds
        with suppress(OSError):  # it has ended: that is noticed when its end of the channel is read
            worker.channel.send(task.request)
        self._watch(worker)

    def _start_worker(self) -> _Worker:
        ours, theirs = socket.socketpair()
        with theirs:
            if self._server is None:
                self._server = ServerProcess(self._config)
                self._selector.register(self._server, selectors.EVENT_READ, self._on_report)
            with suppress(OSError):  # the server has ended: then the channel closes, as it does if it ends later
                self._server.request_worker(theirs)
        worker = _Worker(Channel(ours), time.monotonic() + MAX_START_SECONDS)
        worker.processor_seconds = _read_processor_seconds(self._server.pid)
        self._workers.append(worker)
        self._selector.register(worker.channel, selectors.EVENT_READ, worker)
        return worker

    def _watch(self, worker: _Worker) -> None:
        events = selectors.EVENT_READ | (selectors.EVENT_WRITE if worker.channel.has_unsent else 0)
        self._selector.modify(worker.channel, events, worker)

    def _dismiss(self, worker: _Worker) -> None:
        """Let a worker go: it ends when its channel closes."""
        self._selector.unregister(worker.channel)
        worker.channel.close()
        self._workers.remove(worker)
        self._queue.extendleft(reversed(worker.tasks))

    # What comes from workers and from the server.

    def _await_events(self) -> None:
        deadlines = [worker.deadline for worker in self._workers if worker.tasks or worker.pid is None]
        deadlines += [deadline for _, deadline in self._ended.values()]
        timeout = max(min(deadlines) - time.monotonic(), 0) if deadlines else None
        for key, events in self._selector.select(timeout):
            if not isinstance(key.data, _Worker):
                key.data()
            elif key.data in self._workers:  # and was not lost in the meantime
                self._on_channel(key.data, events)

    def _on_channel(self, worker: _Worker, events: int) -> None:
        if events & selectors.EVENT_WRITE:
            with suppress(OSError):
                worker.channel.flush()
            self._watch(worker)
        if events & selectors.EVENT_READ:
            self._read_channel(worker)

    def _read_channel(self, worker: _Worker) -> None:
        is_open = worker.channel.receive()
        while worker in self._workers and (message := worker.channel.next_message()) is not None:
            self._on_message(worker, message)
        if not is_open and worker in self._workers:
            self._on_end(worker)

    def _on_message(self, worker: _Worker, message: bytes) -> None:
        worker.deadline = time.monotonic() + self._limits.wall_seconds
        if worker.pid is None:
            (worker.pid,) = HELLO.unpack(message)
            self._failed_starts = 0
            return
        number, is_last = ANSWER.unpack_from(message)
        self._on_answer(worker, AnswerKind(number), message[ANSWER.size :])
        worker.has_answered = True
        if is_last:
            self._dismiss(worker)

    def _on_answer(self, worker: _Worker, kind: AnswerKind, payload: bytes) -> None:
        task = worker.tasks.popleft()
        if kind is AnswerKind.RESULT:
            self._set_result(task, payload)
        elif worker.has_answered:
            # The tasks before it may be to blame, with what they have left in the worker.
            task.needs_new_worker = True
            self._queue.appendleft(task)
        elif kind is AnswerKind.OUT_OF_MEMORY:
            self._fail(task, TaskError(f"more than {self._limits.memory_bytes >> 20} MB of memory"))
        else:
            self._fail(task, TaskError(*pickle.loads(payload)))  # noqa: S301  (from our own child)

    def _set_result(self, task: Task, payload: bytes) -> None:
        try:
            result = pickle.loads(payload)  # noqa: S301  (from our own child)
        except Exception as error:  # noqa: BLE001  (whatever was made of a page, it is the page's failure)
            self._fail(task, TaskError(describe_error(error)))
        else:
            self._unfinished.discard(task)
            task.future.set_result(result)

    def _fail(self, task: Task, error: TaskError) -> None:
        self._unfinished.discard(task)
        task.future.set_exception(error)

    def _on_report(self) -> None:
        server = self._server
        if server is None:
            return
        is_open = server.receive()
        for pid, exit_code in server.take_reports():
            if pid in self._ended:
                self._on_lost(self._ended.pop(pid)[0], exit_code)
            elif worker := next((worker for worker in self._workers if worker.pid == pid), None):
                self._read_channel(worker)  # up to its end
                if pid in self._ended:
                    self._on_lost(self._ended.pop(pid)[0], exit_code)
        if not is_open:
            self._end_server()

    def _end_server(self) -> None:
        """Give up the server that has ended or hangs. Its workers go on: their channels lead here."""
        if self._server:
            self._selector.unregister(self._server)
            self._server.end()
            self._server = None

    def _on_end(self, worker: _Worker) -> None:
        """Note that a worker has ended: how, is said by the server."""
        self._selector.unregister(worker.channel)
        worker.channel.close()
        self._workers.remove(worker)
        if worker.pid is None:
            self._note_failed_start(worker)
        elif self._server is None:
            self._on_lost(worker, None)
        else:
            self._ended[worker.pid] = worker, time.monotonic() + _REPORT_SECONDS

    def _on_lost(self, worker: _Worker, exit_code: int | None) -> None:
        """Do again what a worker had under way when it ended, unless it was that which has ended it."""
        if worker.tasks:
            task = worker.tasks.popleft()
            if exit_code == -signal.SIGPROF:
                self._fail(task, TaskError(f"more than {self._limits.cpu_seconds:g} s of processor time"))
            elif exit_code in (None, -signal.SIGKILL):
                self._retry(task, MAX_KILLS_PER_TASK, f"its process was killed {MAX_KILLS_PER_TASK} times")
            else:
                reason = f"its process ended {MAX_CRASHES_PER_TASK} times, the last time with code {exit_code}"
                self._retry(task, MAX_CRASHES_PER_TASK, reason)
        self._queue.extendleft(reversed(worker.tasks))

    def _retry(self, task: Task, max_lost_workers: int, reason: str) -> None:
        """Do a task again after all that wait: who kills workers one after another would meet it at once again."""
        task.lost_workers += 1
        task.needs_new_worker = True
        if task.lost_workers >= max_lost_workers:
            self._fail(task, TaskError(reason))
        else:
            self._queue.append(task)

    def _note_failed_start(self, worker: _Worker) -> None:
        self._failed_starts += 1
        if self._failed_starts == MAX_FAILED_STARTS:
            raise WorkersLostError(f"no worker could be started, {MAX_FAILED_STARTS} times in succession")
        self._queue.extendleft(reversed(worker.tasks))

    # What does not come.

    def _check_deadlines(self) -> None:
        now = time.monotonic()
        for worker in [worker for worker in self._workers if worker.deadline < now]:
            if self._has_worked(worker):
                worker.deadline = now + (MAX_START_SECONDS if worker.pid is None else self._limits.wall_seconds)
            elif worker.pid is None:
                self._end_server()  # it was to start it
                self._on_end(worker)
            elif worker.tasks:
                reason = f"no progress within {self._limits.wall_seconds:g} s"
                self._retry(worker.tasks.popleft(), MAX_CRASHES_PER_TASK, reason)
                self._dismiss(worker)
                _kill(worker)
        for pid in [pid for pid, (_, deadline) in self._ended.items() if deadline < now]:
            self._on_lost(self._ended.pop(pid)[0], None)

    def _has_worked(self, worker: _Worker) -> bool:
        """Whether a worker that is due has used the processor since it was last: on a busy machine, it only is slow.

        How much it may use is limited by the kernel.
        """
        pid = worker.pid or (self._server.pid if self._server else None)
        before, worker.processor_seconds = worker.processor_seconds, _read_processor_seconds(pid)
        return worker.processor_seconds > before


def _read_processor_seconds(pid: int | None) -> float:
    """The processor time that a process has used; 0 where that cannot be found out."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _has_room(worker: _Worker) -> bool:
    """Whether a worker that is busy may have one more task waiting."""
    return len(worker.tasks) < MAX_TASKS_AT_WORKER and not worker.tasks[0].needs_new_worker


def _kill(worker: _Worker) -> None:
    """Kill a worker, which is alive as long as its channel was not seen to end."""
    if worker.pid is not None:
        with suppress(ProcessLookupError):
            os.kill(worker.pid, signal.SIGKILL)
