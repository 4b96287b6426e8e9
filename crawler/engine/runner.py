"""Runs spiders to their end in this process, several at a time, and stops them cleanly when the system asks.

Each site has a Scrapy crawler of its own in one reactor: its own queue, its own pace, its own failures. What one site
does to its crawler, the others do not notice; and while one waits out of politeness, the others work.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

from wellread.crawler.logs import log, set_up_logging
from wellread.crawler.spiders.base import BaseSpider

if TYPE_CHECKING:
    from twisted.internet.base import ReactorBase

SpiderT = TypeVar("SpiderT", bound=BaseSpider)

AT_ONCE = 8  # sites that are crawled at the same time
# What a service manager grants between SIGTERM and SIGKILL is 30 s at least; what remains after this is for writing.
GRACE_SECONDS = 20.0


@dataclass(frozen=True)
class Job(Generic[SpiderT]):
    """A spider to run: its class, its arguments, and settings for it alone."""

    spider: type[SpiderT]
    arguments: Mapping[str, object] = field(default_factory=dict)
    settings: Mapping[str, object] = field(default_factory=dict)


@dataclass
class Crawl(Generic[SpiderT]):
    """What became of a job. `error` is what kept it from running; `finished`: it had nothing left to do."""

    spider: SpiderT | None = None
    error: Exception | None = None
    finished: bool = False
    seconds: float = 0.0
    stats: Mapping[str, object] = field(default_factory=dict)

    @property
    def errors(self) -> int:
        """How many errors of our own code the spider has met."""
        return self.count("spider_exceptions/count")

    def count(self, name: str) -> int:
        """One of Scrapy's counters."""
        return cast("int", self.stats.get(name, 0))


@dataclass(frozen=True)
class Run(Generic[SpiderT]):
    """A finished run: what became of each job, in their order, and the signal that cut it short."""

    crawls: tuple[Crawl[SpiderT], ...]
    interrupted_by: signal.Signals | None


def run(
    jobs: Sequence[Job[SpiderT]], *, settings: Mapping[str, object], log_level: int, at_once: int = AT_ONCE
) -> Run[SpiderT]:
    """Run all jobs until they have nothing left to do, or SIGINT or SIGTERM asks them to stop.

    Once in a process: Twisted's reactor does not start twice. A second signal ends the process at once.
    """
    ours = _settings(settings)
    process = AsyncCrawlerProcess(ours)
    set_up_logging(level=log_level, scrapy_level=logging.DEBUG if log_level <= logging.DEBUG else logging.WARNING)
    fleet: _Fleet[SpiderT] = _Fleet(process, ours, [Crawl() for _ in jobs])
    fleet.launch(jobs, at_once)
    process.start(stop_after_crawl=False, install_signal_handlers=False)
    return Run(tuple(fleet.crawls), fleet.signals[0] if fleet.signals else None)


def _settings(ours: Mapping[str, object]) -> Settings:
    settings = Settings()
    settings.setmodule("wellread.crawler.settings", priority="project")
    settings.setdict({"LOG_INSTALL_ROOT_HANDLER": False, **ours}, priority="cmdline")
    return settings


class _Fleet(Generic[SpiderT]):
    """All crawlers of a run, from the first to the end of the reactor."""

    def __init__(self, process: AsyncCrawlerProcess, settings: Settings, crawls: list[Crawl[SpiderT]]) -> None:
        self._process = process
        self._settings = settings
        self._loop = asyncio.get_event_loop()
        self._stopping: asyncio.Task[None] | None = None
        self.crawls = crawls
        self.signals: list[signal.Signals] = []

    def launch(self, jobs: Sequence[Job[SpiderT]], at_once: int) -> None:
        """Begin, and stop the reactor when all is done."""
        places = asyncio.Semaphore(at_once)
        tasks = [self._crawl(job, crawl, places) for job, crawl in zip(jobs, self.crawls, strict=True)]
        self._work = asyncio.gather(*(self._loop.create_task(task) for task in tasks))
        self._work.add_done_callback(lambda _: _stop_reactor())
        for number in (signal.SIGINT, signal.SIGTERM):
            self._loop.add_signal_handler(number, self._on_signal, number)

    async def _crawl(self, job: Job[SpiderT], crawl: Crawl[SpiderT], places: asyncio.Semaphore) -> None:
        async with places:
            if self.signals:
                return
            started = time.monotonic()
            crawler: Crawler | None = None
            try:
                crawler = Crawler(job.spider, self._for(job))
                await self._process.crawl(crawler, **job.arguments)
                crawl.finished = not self.signals
            except Exception as error:  # noqa: BLE001  (whatever it is, it must not reach the other sites)
                crawl.error = error
            finally:
                crawl.seconds = time.monotonic() - started
                if crawler is not None:
                    crawl.spider = cast("SpiderT | None", crawler.spider)
                    crawl.stats = _stats(crawler)

    def _for(self, job: Job[SpiderT]) -> Settings:
        settings = self._settings.copy()
        settings.setdict(job.settings, priority="cmdline")
        return settings

    def _on_signal(self, number: signal.Signals) -> None:
        self.signals.append(number)
        log.info("stopping", signal=number.name, within=f"{GRACE_SECONDS:.0f} s")
        for handled in (signal.SIGINT, signal.SIGTERM):
            self._loop.remove_signal_handler(handled)
            signal.signal(handled, signal.SIG_DFL)
        self._stopping = self._loop.create_task(self._process.stop())
        # Whoever does not let go in time is left behind: the next run finds everything as after a power cut.
        self._loop.call_later(GRACE_SECONDS, self._work.cancel)


def _stats(crawler: Crawler) -> Mapping[str, object]:
    try:
        return dict(crawler.stats.get_stats())
    except RuntimeError:  # it did not come so far as to count
        return {}


def _stop_reactor() -> None:
    from twisted.internet import reactor

    cast("ReactorBase", reactor).stop()
