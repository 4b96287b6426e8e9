"""A task that burns its process is ended, and nothing else is; no process outlives its parent."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.command import ROOT, environment
from tests.crawler.loopback import MAX_WAIT_SECONDS
from tests.crawler.pages import burning_tasks
from wellread.crawler.pages.worker_pool import (
    TaskError,
    TaskLimits,
    WorkerPool,
    WorkersLostError,
    count_processors,
    start_ahead,
    supervisor,
)


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
        (burning_tasks.killed, "its process was killed 10 times"),
        (burning_tasks.crashed, "its process ended 3 times, the last time with code -11"),
    ],
    ids=["busy-in-python", "busy-in-c", "greedy", "killed-by-others", "crashed"],
)
def test_a_task_beyond_its_limits_is_ended_and_the_others_are_done(
    workers: WorkerPool, burn: Callable[[object], None], limit: str
) -> None:
    burnt = workers.submit(burn, None)
    others = [workers.submit(abs, -number) for number in range(20)]
    with pytest.raises(TaskError) as told:
        burnt.result(MAX_WAIT_SECONDS)
    assert str(told.value) == limit
    assert [future.result(MAX_WAIT_SECONDS) for future in others] == list(range(20))


def test_a_task_whose_process_somebody_else_has_killed_is_done_again(workers: WorkerPool, tmp_path: Path) -> None:
    assert workers.submit(burning_tasks.killed_once, str(tmp_path / "trace")).result(MAX_WAIT_SECONDS) == "done"


@pytest.mark.parametrize(
    ("fail", "reason"),
    [
        (burning_tasks.refused, "KeyError: 'tea'"),
        (burning_tasks.exits, "SystemExit: 0"),
        (burning_tasks.endless, "RecursionError: maximum recursion depth exceeded"),
        (burning_tasks.unsendable, "Can't pickle"),
        (burning_tasks.unreadable, "ValueError: invalid literal for int() with base 10: 'no number'"),
        (burning_tasks.speechless, "_SpeechlessError"),
        (burning_tasks.surrogate, "ValueError: \\ud800 xxx"),
    ],
    ids=lambda value: value.__name__ if callable(value) else None,
)
def test_what_a_task_raises_is_its_failure_alone(
    workers: WorkerPool, fail: Callable[[object], object], reason: str
) -> None:
    failed = workers.submit(fail, "tea")
    other = workers.submit(abs, -1)
    with pytest.raises(TaskError) as told:
        failed.result(MAX_WAIT_SECONDS)
    assert reason in str(told.value)
    assert len(str(told.value)) < 220
    assert other.result(MAX_WAIT_SECONDS) == 1


def test_what_a_task_raises_has_its_traceback(workers: WorkerPool) -> None:
    with pytest.raises(TaskError) as told:
        workers.submit(burning_tasks.refused, "tea").result(MAX_WAIT_SECONDS)
    assert told.value.traceback is not None
    assert "in refused" in told.value.traceback


def test_a_task_that_suffers_from_those_before_it_is_done_in_a_new_worker() -> None:
    with WorkerPool() as workers:
        results = [workers.submit(burning_tasks.fail_unless_new, None) for _ in range(6)]
        assert [future.result(MAX_WAIT_SECONDS) for future in results] == ["done"] * 6


def test_memory_is_counted_from_what_a_new_worker_has() -> None:
    with WorkerPool(TaskLimits(memory_bytes=100 << 20)) as workers:
        for _ in range(6):
            workers.submit(burning_tasks.grow, 40).result(MAX_WAIT_SECONDS)
            assert workers.submit(burning_tasks.take, 80).result(MAX_WAIT_SECONDS) == 80


def test_a_worker_that_has_grown_is_replaced() -> None:
    with WorkerPool() as workers:
        assert len({workers.submit(burning_tasks.grow, 60).result(MAX_WAIT_SECONDS) for _ in range(5)}) == 5


def test_a_task_that_waits_too_long_is_done_again(tmp_path: Path) -> None:
    with WorkerPool(TaskLimits(wall_seconds=2)) as workers:
        assert workers.submit(burning_tasks.stopped_once, str(tmp_path / "trace")).result(MAX_WAIT_SECONDS) == "done"


def test_a_task_that_always_waits_is_given_up() -> None:
    with WorkerPool(TaskLimits(wall_seconds=0.5)) as workers:
        with pytest.raises(TaskError, match=re.escape("no progress within 0.5 s")):
            workers.submit(burning_tasks.stopped, None).result(MAX_WAIT_SECONDS)
        assert workers.submit(abs, -1).result(MAX_WAIT_SECONDS) == 1


def test_a_task_that_works_however_slowly_is_not_given_up() -> None:
    # Long enough for a busy machine to let it work at all within the limit.
    with WorkerPool(TaskLimits(cpu_seconds=30, wall_seconds=1)) as workers:
        assert workers.submit(burning_tasks.busy_for, 1.5).result(MAX_WAIT_SECONDS) == "done"


def test_idle_workers_that_are_killed_are_replaced() -> None:
    with WorkerPool() as workers:
        for _ in range(5):
            os.kill(workers.submit(burning_tasks.number_of_worker, None).result(MAX_WAIT_SECONDS), signal.SIGKILL)
        assert workers.submit(abs, -1).result(MAX_WAIT_SECONDS) == 1


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc to look into")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP], ids=lambda number: number.name)
def test_work_goes_on_when_the_server_of_the_workers_is_lost(
    number: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "MAX_START_SECONDS", 2.0)
    with WorkerPool() as workers:
        worker = workers.submit(burning_tasks.number_of_worker, None).result(MAX_WAIT_SECONDS)
        os.kill(parent_of(worker), number)
        os.kill(worker, signal.SIGKILL)
        results = [workers.submit(abs, -number) for number in range(8)]
        assert [future.result(MAX_WAIT_SECONDS) for future in results] == list(range(8))


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def test_without_any_worker_every_task_fails_and_none_waits() -> None:
    with WorkerPool(preload=("tests.no_such_module",)) as workers:
        results = [workers.submit(abs, -number) for number in range(3)]
        for future in results:
            with pytest.raises(WorkersLostError, match="no worker could be started"):
                future.result(60)


def test_what_is_not_done_when_the_workers_are_closed_is_never_done() -> None:
    workers = WorkerPool()
    waiting = [workers.submit(burning_tasks.busy, None) for _ in range(9)]
    workers.close()
    for future in waiting:
        with pytest.raises(WorkersLostError, match="closed"):
            future.result(MAX_WAIT_SECONDS)


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
        assert workers.submit(abs, -1).result(MAX_WAIT_SECONDS) == 1
        workers.close()
        assert workers.submit(abs, -2).result(MAX_WAIT_SECONDS) == 2


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
