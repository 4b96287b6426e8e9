"""A task that burns its process is ended, and nothing else is; no process outlives its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.command import ROOT, environment
from tests.crawler.pages import burning_tasks
from wellread.crawler.pages.worker_pool import TaskLimitError, TaskLimits, WorkerPool, count_processors, start_ahead


@pytest.fixture(scope="module")
def workers() -> Iterator[WorkerPool]:
    with WorkerPool(TaskLimits(cpu_seconds=0.3, wall_seconds=30, memory_bytes=80 << 20)) as running:
        yield running


@pytest.mark.parametrize(
    ("burn", "limit"),
    [
        (burning_tasks.busy, "more than 0.3 s of processor time"),
        (burning_tasks.stuck, "more than 0.3 s of processor time"),
        (burning_tasks.greedy, "more than 80 MB of memory"),
        (burning_tasks.killed, "its process ended 2 times, the last time with code -9"),
    ],
    ids=["busy-in-python", "busy-in-c", "greedy", "killed-by-others"],
)
def test_a_task_beyond_its_limits_is_ended_and_the_others_are_done(
    workers: WorkerPool, burn: Callable[[object], None], limit: str
) -> None:
    burnt = workers.submit(burn, None)
    others = [workers.submit(abs, -number) for number in range(20)]
    with pytest.raises(TaskLimitError) as told:
        burnt.result(30)
    assert str(told.value) == limit
    assert [future.result(30) for future in others] == list(range(20))


def test_a_task_whose_process_somebody_else_has_killed_is_done_again(workers: WorkerPool, tmp_path: Path) -> None:
    assert workers.submit(burning_tasks.killed_once, str(tmp_path / "trace")).result(30) == "done"


def test_what_a_task_raises_comes_back(workers: WorkerPool) -> None:
    with pytest.raises(KeyError, match="tea"):
        workers.submit(burning_tasks.refused, "tea").result(30)


def test_few_tasks_are_begun_ahead_and_they_come_in_order() -> None:
    begun: list[int] = []

    def begin() -> Iterator[int]:
        for number in range(60):
            begun.append(number)
            yield number

    tasks = start_ahead(begin())
    assert next(tasks) == 0
    assert len(begun) == 4 * count_processors() + 1
    assert list(tasks) == list(range(1, 60))


def test_workers_that_were_closed_come_back_when_they_are_needed() -> None:
    with WorkerPool() as workers:
        assert workers.submit(abs, -1).result(30) == 1
        workers.close()
        assert workers.submit(abs, -2).result(30) == 2


PARENT = """
import sys, time
from wellread.crawler.pages.worker_pool import TaskLimits, WorkerPool
from tests.crawler.pages.burning_tasks import busy_in
if __name__ == "__main__":
    workers = WorkerPool(TaskLimits(cpu_seconds=1))
    for _ in range(2):
        workers.submit(busy_in, sys.argv[1])
    time.sleep(60)
"""


def is_running(pid: int) -> bool:
    """Whether there is such a process. One that has ended and waits for the system to take note is none."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state[0] not in "ZX"


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc to look into")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
def test_no_worker_outlives_its_parent(tmp_path: Path, number: signal.Signals) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    (tmp_path / "pids").mkdir()
    command = [sys.executable, str(script), str(tmp_path / "pids")]
    with subprocess.Popen(command, cwd=ROOT, env=environment(), stderr=subprocess.DEVNULL) as parent:
        wait_until(lambda: len(list((tmp_path / "pids").iterdir())) >= min(2, count_processors()))
        os.kill(parent.pid, number)
    pids = [int(path.name) for path in (tmp_path / "pids").iterdir()]
    wait_until(lambda: not any(map(is_running, pids)))
