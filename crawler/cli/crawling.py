"""What `crawl` and `demo` share: one run with its lock, its progress, its output, its record and its exit code."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from rich.console import Console

from crawler.agent import user_agent
from crawler.archive import ArchiveError, ArchiveWriter
from crawler.archive.state import open_archive
from crawler.cli.exit_codes import ExitCode, Stop
from crawler.cli.state import open_ledger
from crawler.cli.verdict import verdict
from crawler.ledger import Ledger, LedgerError, UnusableLedgerError
from crawler.progress import live, log_run, show_run
from crawler.report import Report, recorded
from crawler.runner import Crawl, Job, Run, run
from crawler.runs.health import check
from crawler.runs.lock import LockedError, StateLock
from crawler.runs.metrics import write_metrics
from crawler.runs.record import RunRecord, SiteRecord, Status, history, new_run_id, write_run
from crawler.sites import Site
from crawler.spiders.blog import BlogSpider
from extractors.version import VERSION
from output.identity import normalise_url
from output.jsonl import JsonLines, OutputError


@dataclass(frozen=True)
class Order:
    """A run as the user orders it."""

    sites: tuple[Site, ...]
    output: str
    state: Path
    since: datetime | None = None
    metrics: Path | None = None
    allow_private: bool = False
    verbose: bool = False

    @property
    def runs(self) -> Path:
        """The folder of the records of all runs."""
        return self.state / "runs"


def crawl_sites(order: Order) -> None:
    """Crawl; write the records of articles, `run.json` and metrics; say on standard error how it went.

    Raises Stop if it did not go well.
    """
    console = Console(stderr=True)
    with _reported(order), _locked(order.state):
        lines = JsonLines(order.output)
        record = RunRecord(
            run_id=new_run_id(started := datetime.now(UTC)), wellread_version=VERSION, pid=os.getpid(), started=started
        )
        write_run(order.runs, record)
        sites, stop = _crawl(order, lines, console)
        record = msgspec.structs.replace(
            record, ended=datetime.now(UTC), exit_code=stop.code if stop else 0, error=stop and str(stop), sites=sites
        )
        path = write_run(order.runs, record)
        if order.metrics:
            write_metrics(order.metrics, record)
    if _is_watched(order, console):
        show_run(record, path, order.output, console)
    else:
        log_run(record, path)
    if stop:
        raise stop


@contextmanager
def _reported(order: Order) -> Iterator[None]:
    """Say what the disk refuses: before the crawl it is wrong usage, afterwards nobody could have known."""
    try:
        yield
    except LockedError as error:
        raise Stop(str(error), ExitCode.LOCKED) from error
    except OutputError as error:
        raise Stop(str(error), ExitCode.USAGE) from error
    except OSError as error:
        raise Stop(
            f"cannot write {error.filename or order.state}: {error.strerror or error}", ExitCode.USAGE
        ) from error


@contextmanager
def _locked(state: Path) -> Iterator[None]:
    state.mkdir(parents=True, exist_ok=True)
    with StateLock(state / "lock"):
        yield


def _crawl(order: Order, lines: JsonLines, console: Console) -> tuple[tuple[SiteRecord, ...], Stop | None]:
    """Crawl all sites and write their records. What became of each, and what stands in the way of exit code 0."""
    sites: tuple[SiteRecord, ...] = ()
    try:
        with lines, open_ledger(order.state) as ledger, _archive(order) as archive:
            finished, sites = _run(order, ledger, archive, console)
            unexpected = [problem for crawl in finished.crawls if (problem := _unexpected(crawl))]
            stop = verdict(sites, finished.interrupted_by, unexpected)
            if stop and not any(site.new or site.changed for site in sites):
                raise stop  # out of the block with an error: the file of the run before stays in its place
            runs = [crawl.spider.run.id for crawl in finished.crawls if crawl.spider]
            for line in ledger.written_by(runs):
                lines.write_line(line.encode() + b"\n")
    except UnusableLedgerError as error:
        return sites, Stop(str(error), ExitCode.USAGE)
    except (ArchiveError, LedgerError, OutputError) as error:
        return sites, Stop(str(error), ExitCode.UNEXPECTED)
    except Stop as nothing_new:
        return sites, nothing_new
    return sites, stop


def _archive(order: Order) -> ArchiveWriter:
    """The archive of the state folder; the contact of the first site stands for all of them in its files."""
    return open_archive(order.state, user_agent(order.sites[0].contact))


def _run(
    order: Order, ledger: Ledger, archive: ArchiveWriter, console: Console
) -> tuple[Run[BlogSpider], tuple[SiteRecord, ...]]:
    watched = _is_watched(order, console)
    reports = [Report(normalise_url(site.url) or site.url, site.name) for site in order.sites]
    with live(reports, console) if watched else nullcontext():
        finished = run(
            [_job(order, site, report, ledger) for site, report in zip(order.sites, reports, strict=True)],
            settings={"ALLOW_PRIVATE": order.allow_private, "ARCHIVE": archive},
            log_level=logging.ERROR if watched else logging.DEBUG if order.verbose else logging.INFO,
        )
    done = zip(reports, finished.crawls, strict=True)
    return finished, tuple(_judged(order, report, crawl, finished) for report, crawl in done)


def _job(order: Order, site: Site, report: Report, ledger: Ledger) -> Job[BlogSpider]:
    settings: dict[str, object] = {"CONTACT": site.contact, "RENDER": site.render}
    if site.delay is not None:
        settings["DOWNLOAD_DELAY"] = site.delay
    if site.concurrency is not None:
        settings["CONCURRENT_REQUESTS_PER_DOMAIN"] = site.concurrency
    arguments: dict[str, object] = {
        "url": site.url, "ledger": ledger, "report": report, "max_pages": site.max_pages,
        "include": ",".join(site.include), "exclude": ",".join(site.exclude),
    }  # fmt: skip
    if order.since is not None:
        arguments["since"] = order.since.isoformat()
    if site.recheck is not None:
        arguments["recheck"] = site.recheck.total_seconds()
    return Job(BlogSpider, arguments, settings)


def _unexpected(crawl: Crawl[BlogSpider]) -> str | None:
    """What went wrong that is not the site's fault."""
    if crawl.spider and crawl.spider.report.aborted:
        return crawl.spider.report.aborted
    if isinstance(crawl.error, LedgerError):
        return str(crawl.error)
    if crawl.error:
        return f"unexpected {type(crawl.error).__name__}: {crawl.error}"
    return f"{crawl.errors} pages met an error of wellread itself; the log names them" if crawl.errors else None


def _judged(order: Order, report: Report, crawl: Crawl[BlogSpider], finished: Run[BlogSpider]) -> SiteRecord:
    """The site in the record of the run, with what is wrong with it."""
    reason = _unexpected(crawl) or report.failure
    cut_short = finished.interrupted_by is not None and not crawl.finished
    status: Status = "interrupted" if cut_short else "failed" if reason else "done"
    site = recorded(report, status, reason)
    site = msgspec.structs.replace(
        site,
        complete=site.complete and order.since is None,
        bytes=crawl.count("downloader/response_bytes"),
        rendered=crawl.count("rendered"),
        seconds=round(crawl.seconds, 1),
    )
    return msgspec.structs.replace(site, findings=check(site, history(order.runs, site.url)))


def _is_watched(order: Order, console: Console) -> bool:
    return console.is_terminal and not order.verbose
