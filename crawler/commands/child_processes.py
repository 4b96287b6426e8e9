"""Processes that this one starts for its work, and that end when it ends, however that happens."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable

SPAWN = multiprocessing.get_context("spawn")  # a fork would take over threads and locks in any state


def watch_parent(on_end: Callable[[], None]) -> None:
    """In a child: call `on_end`, in a thread of its own, once the parent has ended."""
    threading.Thread(target=_await_end, args=(on_end,), daemon=True).start()


def _await_end(on_end: Callable[[], None]) -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        on_end()
