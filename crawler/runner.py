"""Runs one spider to its end in this process, and stops it cleanly when the system asks."""

from __future__ import annotations

import asyncio
import logging
import signal
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from crawler.archive import ArchiveWriter
from crawler.logs import set_up_logging
from crawler.spiders.polite import PoliteSpider

SpiderT = TypeVar("SpiderT", bound=PoliteSpider)


@dataclass(frozen=True)
class Run(Generic[SpiderT]):
    """A finished run: its spider, the signal that cut it short, and how many errors of our own code it met."""

    spider: SpiderT
    interrupted_by: signal.Signals | None
    errors: int


def run(
    spider_class: type[SpiderT],
    *,
    contact: str,
    allow_private: bool,
    log_level: int,
    archive: ArchiveWriter | None = None,
    **arguments: object,
) -> Run[SpiderT]:
    """Run a spider with its `arguments` until it has nothing left to do, or SIGINT or SIGTERM asks it to stop.

    `archive` takes every response. Once in a process: Twisted's reactor does not start twice. A second signal ends the
    process at once.
    """
    process = AsyncCrawlerProcess(_settings(contact, archive, allow_private=allow_private))
    set_up_logging(level=log_level, scrapy_level=logging.DEBUG if log_level <= logging.DEBUG else logging.WARNING)
    crawler = process.create_crawler(spider_class)
    task = process.crawl(crawler, **arguments)
    signals = _stop_on_signals(process)
    process.start(install_signal_handlers=False)
    task.result()
    spider = cast("SpiderT", crawler.spider)
    errors = crawler.stats.get_value("spider_exceptions/count", 0)
    return Run(spider, signals[0] if signals else None, errors)


def _settings(contact: str, archive: ArchiveWriter | None, *, allow_private: bool) -> Settings:
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    ours: dict[str, object] = {"CONTACT": contact, "ALLOW_PRIVATE": allow_private, "ARCHIVE": archive}
    ours["LOG_INSTALL_ROOT_HANDLER"] = False
    settings.setdict(ours, priority="cmdline")
    return settings


def _stop_on_signals(process: AsyncCrawlerProcess) -> list[signal.Signals]:
    """The list to which signals are added that arrive from now on; the first of them stops the crawl in good order."""
    loop = asyncio.get_event_loop()
    received: list[signal.Signals] = []
    stopping: list[asyncio.Task[None]] = []

    def stop(number: signal.Signals) -> None:
        received.append(number)
        for handled in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(handled)
            signal.signal(handled, signal.SIG_DFL)
        stopping.append(loop.create_task(process.stop()))

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop, number)
    return received
