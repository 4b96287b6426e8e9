"""What `crawl` and `demo` share: one crawl with its progress, its output and its exit code."""

from __future__ import annotations

import logging
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from crawler.agent import user_agent
from crawler.archive import ArchiveError, ArchiveWriter
from crawler.archive.state import open_archive
from crawler.cli.exit_codes import ExitCode, Stop
from crawler.cli.state import open_ledger
from crawler.ledger import Ledger, LedgerError, UnusableLedgerError
from crawler.logs import log
from crawler.progress import live, summary, table
from crawler.report import Report
from crawler.runner import Run, run
from crawler.spiders.blog import BlogSpider
from output.identity import normalise_url
from output.jsonl import JsonLines, OutputError


@dataclass(frozen=True)
class Order:
    """A crawl as the user orders it; `include` names further paths, separated by commas.

    `state` is the folder of what is known from earlier crawls; without it nothing is remembered.
    """

    url: str
    contact: str
    state: Path | None = None
    include: str = ""
    max_pages: int = 10_000
    allow_private: bool = False
    verbose: bool = False


def crawl_blog(order: Order, output: str) -> None:
    """Crawl, write the records to `output`, say on standard error how it went. Raises Stop if it did not go well."""
    start = normalise_url(order.url)
    if start is None:
        raise Stop(f"not a web address: {order.url} (it begins with http:// or https://)", ExitCode.USAGE)
    try:
        lines = JsonLines(output)
    except OutputError as error:
        raise Stop(str(error), ExitCode.USAGE) from error
    report = Report(start)
    try:
        with lines, open_ledger(order.state) as ledger, _archive(order) as archive:
            finished = _run(order, report, ledger, archive, output)
            stop = _judged(report, finished)
            if stop and (report.aborted or not report.articles):
                raise stop  # out of the block with an error: the file of the run before stays in its place
            for line in ledger.written_by([finished.spider.run.id]):
                lines.write_line(line.encode() + b"\n")
    except UnusableLedgerError as error:
        raise Stop(str(error), ExitCode.USAGE) from error
    except (ArchiveError, LedgerError, OutputError) as error:
        raise Stop(str(error), ExitCode.UNEXPECTED) from error
    if stop:
        raise stop


def _archive(order: Order) -> AbstractContextManager[ArchiveWriter | None]:
    return open_archive(order.state, user_agent(order.contact)) if order.state else nullcontext()


def _run(order: Order, report: Report, ledger: Ledger, archive: ArchiveWriter | None, output: str) -> Run[BlogSpider]:
    console = Console(stderr=True)
    watched = console.is_terminal and not order.verbose
    with live(report, console) if watched else nullcontext():
        finished = run(
            BlogSpider,
            contact=order.contact,
            allow_private=order.allow_private,
            log_level=logging.ERROR if watched else logging.DEBUG if order.verbose else logging.INFO,
            url=order.url,
            archive=archive,
            ledger=ledger,
            max_pages=order.max_pages,
            include=order.include,
            report=report,
        )
    if watched:
        console.print(table(report, output))
    else:
        log.info("finished", **summary(report))
    return finished


def _judged(report: Report, finished: Run[BlogSpider]) -> Stop | None:
    """What stands in the way of exit code 0."""
    if report.aborted:
        return Stop(report.aborted, ExitCode.UNEXPECTED)
    if finished.interrupted_by:
        return Stop(f"interrupted; {report.articles} articles written", ExitCode(128 + finished.interrupted_by))
    if finished.errors:
        return Stop(f"{finished.errors} pages met an error of wellread itself; the log names them", ExitCode.UNEXPECTED)
    if report.failure:
        return Stop(report.failure, ExitCode.SOME_FAILED)
    return None
