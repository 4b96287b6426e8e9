"""Runs a module as `python -m` does, in a fork of one process that has loaded everything.

To load it takes longer than most crawls of the tests do. `run_module` is what tests call; the rest is that process: it
forks a child for each run, which has an environment, a directory and standard streams of its own, and ends as every
interpreter ends. How a command starts is for the tests that start it by itself.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import runpy
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
STREAMS = 3


def run_module(
    module: str,
    *arguments: str,
    cwd: Path,
    env: Mapping[str, str],
    max_seconds: float,
    standard_input: str = "",
) -> subprocess.CompletedProcess[str]:
    """What `python -m MODULE ARGUMENTS` does in the directory `cwd`, with its output as text.

    Raises TimeoutExpired after `max_seconds`, when the process has been killed.
    """
    command = ["python", "-m", module, *arguments]
    ours, theirs = socket.socketpair()
    with ours, tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        given.write(standard_input.encode())
        given.seek(0)
        with theirs:
            files = [theirs.fileno(), given.fileno(), out.fileno(), err.fileno()]
            socket.send_fds(_loaded_process()[0], [b"\0"], files)
        order = {"module": module, "arguments": arguments, "cwd": str(cwd), "env": dict(env)}
        ours.sendall(json.dumps(order).encode() + b"\n")
        with ours.makefile("rb") as answers:
            pid = int(answers.readline())  # the first takes as long as it takes to load everything
            ours.settimeout(max_seconds)
            try:
                code = int(answers.readline())
            except TimeoutError:
                os.kill(pid, signal.SIGKILL)
                raise subprocess.TimeoutExpired(command, max_seconds) from None
        texts = [os.pread(file.fileno(), os.fstat(file.fileno()).st_size, 0).decode() for file in (out, err)]
    return subprocess.CompletedProcess(command, code, *texts)


@cache
def _loaded_process() -> tuple[socket.socket, subprocess.Popen[bytes]]:
    """The process that forks, and the socket that leads there; it ends when this process does."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.loaded_process", str(theirs.fileno())],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
        )
    return ours, process


def _load() -> None:
    """Import what crawls and exports import, and start nothing: what a fork inherits must not have begun."""
    from scrapy.settings import Settings

    import wellread.crawler

    for module in pkgutil.walk_packages(wellread.crawler.__path__, "wellread.crawler."):
        importlib.import_module(module.name)
    settings = Settings()
    for name in ("EXTENSIONS_BASE", "DOWNLOADER_MIDDLEWARES_BASE", "SPIDER_MIDDLEWARES_BASE"):
        for component in settings.getdict(name):
            importlib.import_module(component.rpartition(".")[0])
    del sys.modules["wellread.crawler.settings"]  # it reads the environment, which each fork has of its own
    assert "twisted.internet.reactor" not in sys.modules
    assert threading.active_count() == 1
    gc.freeze()


def _receive_orders(control: socket.socket) -> Iterator[list[int]]:
    """The connection of each run, and its standard streams."""
    while True:
        message, files, _, _ = socket.recv_fds(control, 1, STREAMS + 1)
        if not message:
            return
        yield files


def main() -> None:
    """Fork until the tests have ended. Only the children that run a module come out of the loop in another way."""
    control = socket.socket(fileno=int(sys.argv[1]))
    # Whoever ends the tests from the keyboard closes the socket.
    on_interrupt = signal.signal(signal.SIGINT, signal.SIG_IGN)
    _load()
    for files in _receive_orders(control):
        if not os.fork():
            control.close()
            _run(files, on_interrupt)
            return
        for file in files:
            os.close(file)
        _reap()


def _reap() -> None:
    while True:
        try:
            if os.waitpid(-1, os.WNOHANG) == (0, 0):
                return
        except ChildProcessError:
            return


def _run(files: list[int], on_interrupt: Any) -> None:
    """Run what the connection orders in a child, and tell its process id and how it has ended."""
    connection = socket.socket(fileno=files[0])
    with connection.makefile("rb") as orders:
        order = json.loads(orders.readline())
    child = os.fork()
    if child:
        connection.sendall(b"%d\n" % child)
        _, status = os.waitpid(child, 0)
        connection.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))
        os._exit(0)
    connection.close()
    signal.signal(signal.SIGINT, on_interrupt)
    for number, file in enumerate(files[1:]):
        os.dup2(file, number)
        os.close(file)
    os.chdir(order["cwd"])
    os.environ.clear()
    os.environ.update(order["env"])
    sys.path[0] = order["cwd"]
    sys.argv = [order["module"], *order["arguments"]]
    runpy.run_module(order["module"], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
