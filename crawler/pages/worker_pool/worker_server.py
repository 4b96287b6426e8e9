"""The server of workers, and the worker: what runs in the child processes.

The server has no threads and no open files but its control socket. For each byte that comes over
it together with a socket, it forks a worker that has that socket; and it says of each worker how it
has ended. When the control socket closes, since the parent has ended or was killed, it kills all
workers and ends. Workers alone notice that too: their sockets close.
"""

from __future__ import annotations

import gc
import importlib
import logging
import os
import pickle
import resource
import signal
import socket
import struct
import traceback
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from wellread.crawler.pages.worker_pool.frames import receive_frame, send_frame
from wellread.crawler.pages.worker_pool.tasks import AnswerKind, WorkerConfig, describe_error, make_printable

EXIT_REPORT = struct.Struct("!ii")  # process id, exit code; minus the number of the signal that ended it
HELLO = struct.Struct("!i")  # the process id: the first message of a worker
ANSWER = struct.Struct("!B?")  # AnswerKind, and whether the worker ends after this answer
MAX_TASKS_PER_WORKER = 1000
# Beyond it a worker makes room for a new one, which has the whole limit for its next task.
MAX_GROWTH_BYTES = 48 * 1024 * 1024
MAX_TRACEBACK_CHARS = 10_000

_STATM = Path("/proc/self/statm")  # Linux alone; in pages, the sixth number is data and stack
_OUT_OF_MEMORY_ANSWER = ANSWER.pack(AnswerKind.OUT_OF_MEMORY, 1)


def main(control_fd: int, config: WorkerConfig) -> None:
    """Serve until the control socket closes."""
    # Whether to stop is decided by the parent alone, also where a signal goes to the whole group.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    for module in config.preload:
        importlib.import_module(module)
    gc.collect()
    gc.freeze()  # else the first collection in each worker would copy all of it
    with socket.socket(fileno=control_fd) as control:
        _Server(control, config).serve()


class _Server:
    def __init__(self, control: socket.socket, config: WorkerConfig) -> None:
        self._control = control
        self._config = config
        self._workers: set[int] = set()

    def serve(self) -> None:
        signal.signal(signal.SIGCHLD, self._report_exits)
        while (connection := self._next_request()) is not None:
            with connection:
                self._fork(connection)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for worker in self._workers:
            os.kill(worker, signal.SIGKILL)

    def _next_request(self) -> socket.socket | None:
        """The socket for a new worker; None when the parent has gone."""
        try:
            request, descriptors, _, _ = socket.recv_fds(self._control, 1, 1)
        except ConnectionError:
            return None
        return socket.socket(fileno=descriptors[0]) if request else None

    def _fork(self, connection: socket.socket) -> None:
        """Start a worker. Where that is impossible, its socket closes without a word."""
        # So that no worker is reported before it is noted.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
        with suppress(OSError):
            pid = os.fork()
            if not pid:
                self._control.close()
                run_worker(connection, self._config)
            self._workers.add(pid)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})

    def _report_exits(self, *_: object) -> None:
        with suppress(ChildProcessError):
            while True:
                pid, status = os.waitpid(-1, os.WNOHANG)
                if not pid:
                    return
                self._workers.discard(pid)
                with suppress(OSError):  # the parent has gone: the control socket says so as well
                    self._control.sendall(EXIT_REPORT.pack(pid, os.waitstatus_to_exitcode(status)))


def run_worker(connection: socket.socket, config: WorkerConfig) -> NoReturn:
    """Do one task after the other. Ends the process: when there are no more, or after an answer that says so."""
    try:
        _set_up_worker()
        _do_tasks(connection, config)
    except MemoryError:
        send_frame(connection, _OUT_OF_MEMORY_ANSWER)  # what is left of the memory is in pieces
    finally:
        os._exit(0)  # whatever happens, nothing of the server goes on in here; the parent sees the socket close


def _set_up_worker() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
    # What libraries have to say of a page would stand among our own lines.
    logging.root.addHandler(logging.NullHandler())
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def _do_tasks(connection: socket.socket, config: WorkerConfig) -> None:
    base_bytes = _data_bytes()
    if base_bytes:
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        limit = base_bytes + config.memory_bytes
        resource.setrlimit(resource.RLIMIT_DATA, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
    send_frame(connection, HELLO.pack(os.getpid()))
    for number in range(1, MAX_TASKS_PER_WORKER + 1):
        task = receive_frame(connection)
        if task is None:
            return
        signal.setitimer(signal.ITIMER_PROF, config.cpu_seconds)  # then the kernel ends the process
        kind, payload = _do_task(task)
        signal.setitimer(signal.ITIMER_PROF, 0)
        is_last = number == MAX_TASKS_PER_WORKER or _data_bytes() - base_bytes > MAX_GROWTH_BYTES
        send_frame(connection, ANSWER.pack(kind, is_last) + payload)
        if is_last:
            return


def _do_task(task: bytearray) -> tuple[AnswerKind, bytes]:
    """The answer to a task. Raises MemoryError."""
    try:
        function, argument = pickle.loads(task)  # noqa: S301  (from our own parent)
        return AnswerKind.RESULT, pickle.dumps(function(argument), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        raise
    except BaseException as error:  # noqa: BLE001  (whatever it is, it is the failure of this task)
        return AnswerKind.FAILED, pickle.dumps((describe_error(error), _format_traceback(error)))


def _format_traceback(error: BaseException) -> str:
    return make_printable("".join(traceback.format_exception(error))[-MAX_TRACEBACK_CHARS:])


def _data_bytes() -> int:
    """How much data this process has, as RLIMIT_DATA counts it; 0 where that cannot be found out."""
    try:
        return int(_STATM.read_bytes().split()[5]) * resource.getpagesize()
    except FileNotFoundError:
        return 0
