"""Units of archives, each extracted in this process or in one of several, of which any may be killed."""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from wellread.crawler.commands.child_processes import fork_server, watch_parent
from wellread.crawler.commands.extraction_progress import ExtractionProgress
from wellread.crawler.runs.exit_status import CommandError, ExitCode

if TYPE_CHECKING:
    from rich.progress import Progress

    from wellread.crawler.commands.extraction_units import Unit, UnitCounts

_UNIT_MODULE = "wellread.crawler.commands.extraction_units"
MAX_ATTEMPTS = 3  # a unit whose process is killed so often is set aside


@dataclass(frozen=True)
class UnitPlan:
    """How units are shared out: the folder for their records, among how many processes, and how many each takes to
    read pages, None for one a processor.
    """

    folder: Path
    all_pages: bool
    processes: int
    page_processes: int | None

    def target(self, unit: Unit) -> Path:
        """The file for the records of a unit."""
        return self.folder / f"{unit.name}.jsonl"

    def extract(self, unit: Unit, bar: Progress | None = None) -> UnitCounts | str:
        """What became of a unit; the message if it cannot be read or written at all."""
        # Loads Scrapy and the ledger, which take longer than a page does.
        from wellread.crawler.commands.extraction_units import extract_unit
        from wellread.crawler.ledger import LedgerError
        from wellread.crawler.object_storage import StorageError
        from wellread.crawler.pages.worker_pool import WorkersLostError
        from wellread.output.atomic import OutputError

        try:
            return extract_unit(
                unit, self.target(unit), all_pages=self.all_pages, processes=self.page_processes, bar=bar
            )
        except (LedgerError, OutputError, StorageError, WorkersLostError) as error:
            return str(error)


def extract_units(units: Sequence[Unit], plan: UnitPlan, progress: ExtractionProgress) -> Iterator[Path]:
    """The files of records of the units, in their order; what became of the pages is added to `progress`.

    Raises CommandError if a unit cannot be read or written.
    """
    with _sharing_out(units, plan, progress.bar) as results:
        for unit, result in progress.bar.track(zip(units, results, strict=True), len(units), description="extracting"):
            if isinstance(result, str):
                raise CommandError(result, ExitCode.UNEXPECTED)
            if result is None:
                progress.report_failure(unit.name, f"its process was killed {MAX_ATTEMPTS} times")
                continue
            progress.pages += result.pages
            for failure in result.failures:
                progress.report_failure(*failure.split(": ", 1))
            yield plan.target(unit)


@contextmanager
def _sharing_out(units: Sequence[Unit], plan: UnitPlan, bar: Progress) -> Iterator[Iterator[UnitCounts | str | None]]:
    """What becomes of each unit, for as long as the block runs."""
    if plan.processes == 1:
        yield (plan.extract(unit, bar) for unit in units)
        return
    pool = _ProcessPool(plan.processes)
    try:
        yield pool.threads.map(partial(pool.extract, plan), units)
    finally:
        pool.close()


class _ProcessPool:
    """One thread and one process for each unit that is under way."""

    def __init__(self, processes: int) -> None:
        self.threads = ThreadPoolExecutor(processes)
        self._local = threading.local()
        self._lock = threading.Lock()  # of the two below: none is started after the last was ended
        self._running: set[_UnitProcess] = set()
        self._is_closed = False

    def extract(self, plan: UnitPlan, unit: Unit) -> UnitCounts | str | None:
        """What became of a unit; the message if that cannot be written, None if its process was killed each time."""
        for _ in range(MAX_ATTEMPTS):
            process: _UnitProcess | None = getattr(self._local, "process", None)
            if process is None and (process := self._start()) is None:
                return None
            try:
                return process.extract(unit, plan)
            except (EOFError, OSError):
                with self._lock:
                    self._running.discard(process)
                self._local.process = None
                process.kill()
        return None

    def _start(self) -> _UnitProcess | None:
        """A process for this thread; None once the pool is closed."""
        with self._lock:
            if self._is_closed:
                return None
            process = self._local.process = _UnitProcess()
            self._running.add(process)
            return process

    def close(self) -> None:
        """End the processes, also those that are busy; no unit is begun any more."""
        self.threads.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            self._is_closed = True
            running = tuple(self._running)
        for process in running:
            process.kill()
        self.threads.shutdown()


class _UnitProcess:
    """A process that extracts one unit after the other."""

    def __init__(self) -> None:
        processes = fork_server(_UNIT_MODULE)
        self._connection, theirs = processes.Pipe()
        self._process = processes.Process(target=_serve, args=(theirs,))
        self._process.start()
        theirs.close()

    def extract(self, unit: Unit, plan: UnitPlan) -> UnitCounts | str:
        """Raises EOFError or OSError if the process ends before it has answered."""
        self._connection.send((unit, plan))
        answer: UnitCounts | str = self._connection.recv()
        return answer

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.join()


def _serve(connection: Connection) -> None:
    """Extract what comes over the connection until it closes, or until the parent has died."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whether to stop is decided by the parent
    watch_parent(lambda: os._exit(1))  # its own children notice
    logging.getLogger("scrapy").setLevel(logging.ERROR)  # what it would log is among the failures
    while True:
        try:
            unit, plan = connection.recv()
        except EOFError:
            return
        connection.send(plan.extract(unit))
