"""Ends the visits of a site, those that end at about the same time in one transaction."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from wellread.crawler.ledger import FinishedVisit, Lease, LedgerError, VisitResult
from wellread.crawler.ledger.visit_writer import VisitWriter

# How long a visit waits for others. Scrapy asks for further requests when one has ended.
MAX_WAIT_SECONDS = 0.02
MAX_VISITS = 32  # of one transaction


@dataclass(frozen=True)
class _EndingVisit:
    lease: Lease
    result: VisitResult
    finished: asyncio.Future[FinishedVisit]


class VisitBatch:
    """The visits that are about to end."""

    def __init__(self, visits: VisitWriter) -> None:
        self._visits = visits
        self._ending: list[_EndingVisit] = []

    async def finish(self, lease: Lease, result: VisitResult) -> FinishedVisit:
        """Do what `VisitWriter.finish` does. What it gives is durable."""
        loop = asyncio.get_running_loop()
        ending = _EndingVisit(lease, result, loop.create_future())
        self._ending.append(ending)
        if len(self._ending) >= MAX_VISITS:
            self.flush()
        elif len(self._ending) == 1:
            loop.call_later(MAX_WAIT_SECONDS, self.flush)
        return await ending.finished

    def flush(self) -> None:
        """End now what has been waiting."""
        ending, self._ending = self._ending, []
        try:
            finished = self._visits.finish_all([(visit.lease, visit.result) for visit in ending])
        except LedgerError as error:
            _fail(ending, error)
        except Exception:  # noqa: BLE001  (one of them is to blame: the others end all the same)
            for visit in ending:
                self._finish_alone(visit)
        else:
            for visit, result in zip(ending, finished, strict=True):
                if not visit.finished.done():
                    visit.finished.set_result(result)

    def _finish_alone(self, visit: _EndingVisit) -> None:
        try:
            result = self._visits.finish(visit.lease, visit.result)
        except Exception as error:  # noqa: BLE001  (raised where it is waited for)
            _fail([visit], error)
        else:
            visit.finished.set_result(result)


def _fail(visits: list[_EndingVisit], error: Exception) -> None:
    for visit in visits:
        if not visit.finished.done():
            visit.finished.set_exception(error)
