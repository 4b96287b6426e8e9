"""Runs spiders to their end in this process, several at a time, and stops them cleanly when the system asks.

Each site has a Scrapy crawler of its own in one reactor: its own queue, its own speed, its own
failures. What one site does to its crawler, the others do not notice; and while one waits out of
politeness, the others work.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

from wellread.crawler.fetching.proxies import WHY_PROXIES_ARE_IGNORED, find_ignored_proxies
from wellread.crawler.logs import log, set_up_logging
from wellread.crawler.settings import MAX_SHUTDOWN_SECONDS
from wellread.crawler.spiders.base import BaseSpider

if TYPE_CHECKING:
    from twisted.internet.base import ReactorBase

SpiderT = TypeVar("SpiderT", bound=BaseSpider)

MAX_CONCURRENT_CRAWLS = 8
_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@dataclass(frozen=True)
class CrawlJob(Generic[SpiderT]):
    """A spider to run: its class, its arguments, and settings for it alone."""

    spider: type[SpiderT]
    arguments: Mapping[str, object] = field(default_factory=dict)
    settings: Mapping[str, object] = field(default_factory=dict)


@dataclass
class JobResult(Generic[SpiderT]):
    """What became of a job. `error` is what kept it from running; `is_finished`: it had nothing left to do."""

    spider: SpiderT | None = None
    error: Exception | None = None
    is_finished: bool = False
    seconds: float = 0.0
    stats: Mapping[str, object] = field(default_factory=dict)

    @property
    def spider_error_count(self) -> int:
        """How many exceptions the spider has raised: errors of our own code."""
        return self.count("spider_exceptions/count")

    def count(self, name: str) -> int:
        """One of Scrapy's counters; 0 if nothing was counted."""
        return cast("int", self.stats.get(name, 0))


@dataclass(frozen=True)
class FinishedJobs(Generic[SpiderT]):
    """What became of each job, in the order of the jobs, and the signal that cut them short, if one did."""

    results: tuple[JobResult[SpiderT], ...]
    interrupted_by: signal.Signals | None


def run_crawls(
    jobs: Sequence[CrawlJob[SpiderT]],
    *,
    settings: Mapping[str, object],
    log_level: int,
    log_as_json: bool = False,
    max_concurrent: int = MAX_CONCURRENT_CRAWLS,
) -> FinishedJobs[SpiderT]:
    """Run all jobs until they have nothing left to do, or SIGINT or SIGTERM asks them to stop.

    Once in a process: Twisted's reactor does not start twice. A second signal ends the process at
    once.
    """
    scrapy_settings = _make_settings(settings)
    process = AsyncCrawlerProcess(scrapy_settings)
    scrapy_level = logging.DEBUG if log_level <= logging.DEBUG else logging.WARNING
    set_up_logging(level=log_level, scrapy_level=scrapy_level, as_json=log_as_json)
    for variable in find_ignored_proxies(os.environ):
        log.warning("proxy ignored", variable=variable, reason=WHY_PROXIES_ARE_IGNORED)
    runner: _CrawlRunner[SpiderT] = _CrawlRunner(process, scrapy_settings, [JobResult() for _ in jobs])
    runner.start(jobs, max_concurrent)
    process.start(stop_after_crawl=False, install_signal_handlers=False)
    return FinishedJobs(tuple(runner.results), runner.signals[0] if runner.signals else None)


def _make_settings(own: Mapping[str, object]) -> Settings:
    settings = Settings()
    settings.setmodule("wellread.crawler.settings", priority="project")
    settings.setdict({"LOG_INSTALL_ROOT_HANDLER": False, **own}, priority="cmdline")
    return settings


class _CrawlRunner(Generic[SpiderT]):
    """All crawlers of a process, from the first to the end of the reactor."""

    def __init__(self, process: AsyncCrawlerProcess, settings: Settings, results: list[JobResult[SpiderT]]) -> None:
        self._process = process
        self._settings = settings
        self._loop = asyncio.get_event_loop()
        self._stopping: asyncio.Task[None] | None = None
        self.results = results
        self.signals: list[signal.Signals] = []  # that have been received

    def start(self, jobs: Sequence[CrawlJob[SpiderT]], max_concurrent: int) -> None:
        """Begin, and stop the reactor when all is done."""
        slots = asyncio.Semaphore(max_concurrent)
        tasks = [self._crawl(job, result, slots) for job, result in zip(jobs, self.results, strict=True)]
        self._crawls = asyncio.gather(*(self._loop.create_task(task) for task in tasks))
        self._crawls.add_done_callback(lambda _: _stop_reactor())
        for number in _STOP_SIGNALS:
            self._loop.add_signal_handler(number, self._on_signal, number)

    async def _crawl(self, job: CrawlJob[SpiderT], result: JobResult[SpiderT], slots: asyncio.Semaphore) -> None:
        async with slots:
            if self.signals:
                return
            started = time.monotonic()
            crawler: Crawler | None = None
            try:
                crawler = Crawler(job.spider, self._settings_of(job))
                await self._process.crawl(crawler, **job.arguments)
                result.is_finished = not self.signals
            except Exception as error:  # noqa: BLE001  (whatever it is, it must not reach the other sites)
                result.error = error
            finally:
                result.seconds = time.monotonic() - started
                if crawler is not None:
                    result.spider = cast("SpiderT | None", crawler.spider)
                    result.stats = _stats_of(crawler)

    def _settings_of(self, job: CrawlJob[SpiderT]) -> Settings:
        settings = self._settings.copy()
        settings.setdict(job.settings, priority="cmdline")
        return settings

    def _on_signal(self, number: signal.Signals) -> None:
        self.signals.append(number)
        log.info("stopping", signal=number.name, within=f"{MAX_SHUTDOWN_SECONDS:.0f} s")
        for handled in _STOP_SIGNALS:
            self._loop.remove_signal_handler(handled)
            signal.signal(handled, signal.SIG_DFL)
        self._stopping = self._loop.create_task(self._process.stop())
        # A crawl that does not end in time is left behind: the next run finds everything as after a
        # power cut.
        self._loop.call_later(MAX_SHUTDOWN_SECONDS, self._crawls.cancel)


def _stats_of(crawler: Crawler) -> Mapping[str, object]:
    try:
        return dict(crawler.stats.get_stats())
    except RuntimeError:  # it did not come so far as to count
        return {}


def _stop_reactor() -> None:
    from twisted.internet import reactor

    cast("ReactorBase", reactor).stop()
