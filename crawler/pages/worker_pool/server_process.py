"""The server of workers as the parent sees it; what it does is in `worker_server`."""

from __future__ import annotations

import socket
import subprocess
import sys

from wellread.crawler.pages.worker_pool.tasks import WorkerConfig
from wellread.crawler.pages.worker_pool.worker_server import EXIT_REPORT


class ServerProcess:
    """The server that forks workers: its process, and the socket that leads there."""

    def __init__(self, config: WorkerConfig) -> None:
        self._control, theirs = socket.socketpair()
        # With the modules of this process, wherever they lie, and whatever lies in the working directory.
        program = (
            f"import sys; sys.path[:] = {sys.path!r}; "
            "from wellread.crawler.pages.worker_pool.tasks import WorkerConfig; "
            "from wellread.crawler.pages.worker_pool.worker_server import main; "
            f"main({theirs.fileno()}, {config!r})"
        )
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-c", program],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
            )
        self._control.settimeout(0)
        self._incoming = bytearray()

    def fileno(self) -> int:
        return self._control.fileno()

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    def request_worker(self, connection: socket.socket) -> None:
        """Have a worker forked that listens on `connection`. Raises OSError if the server has ended, or is stuck."""
        socket.send_fds(self._control, [b"\0"], [connection.fileno()])

    def receive(self) -> bool:
        """Take the reports that have come. False if the server has ended."""
        while True:
            try:
                chunk = self._control.recv(4096)
            except BlockingIOError:
                return True
            except OSError:
                return False
            if not chunk:
                return False
            self._incoming += chunk

    def take_reports(self) -> list[tuple[int, int]]:
        """The process ids and exit codes that have come whole."""
        whole = len(self._incoming) // EXIT_REPORT.size * EXIT_REPORT.size
        reports = list(EXIT_REPORT.iter_unpack(self._incoming[:whole]))
        del self._incoming[:whole]
        return reports

    def end(self) -> None:
        """Kill it; its workers end when their channels close."""
        self._control.close()
        self._process.kill()
        self._process.wait()
