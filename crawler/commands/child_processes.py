"""Processes that this one starts for its work, and that end when it ends, however that happens."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable
from multiprocessing.context import ForkServerContext


def fork_server(preload: str) -> ForkServerContext:
    """Processes that find a module loaded, which takes longer than many a task.

    They are forks of a server that starts with the first of them: one of this process would take over threads and
    locks in any state.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([preload])
    return context


def watch_parent(on_end: Callable[[], None]) -> None:
    """In a child: call `on_end`, in a thread of its own, once the parent has ended."""
    threading.Thread(target=_await_end, args=(on_end,), daemon=True).start()


def _await_end(on_end: Callable[[], None]) -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        on_end()
