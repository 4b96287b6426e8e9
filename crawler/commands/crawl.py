"""What `crawl` and `demo` share: one run with its lock, its progress, its output, its record and its exit code."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from rich.console import Console

from wellread.crawler.archive import ArchiveError, ArchiveWriter
from wellread.crawler.commands.standard_output import leave_standard_output
from wellread.crawler.engine.runner import Crawl, Job, Run, run
from wellread.crawler.fetching.user_agent import format_user_agent
from wellread.crawler.ledger import DATABASE_FILE, BusyLedgerError, Ledger, LedgerError, UnusableLedgerError
from wellread.crawler.logs import log
from wellread.crawler.runs.exit_codes import ExitCode, Stop
from wellread.crawler.runs.exit_status import verdict
from wellread.crawler.runs.health import check
from wellread.crawler.runs.lock import LockedError
from wellread.crawler.runs.metrics import try_metrics, write_metrics
from wellread.crawler.runs.progress import live, log_run, show_run
from wellread.crawler.runs.record import RunRecord, SiteRecord, Status, history, new_run_id, run_file, write_run
from wellread.crawler.runs.report import Report, recorded
from wellread.crawler.runs.state_folder import ARCHIVE, locked, open_archive, open_ledger
from wellread.crawler.sites import SiteConfig
from wellread.crawler.spiders.blog import BlogSpider
from wellread.extractors.version import VERSION
from wellread.output.atomic import OutputError
from wellread.output.formats.jsonl import JsonLinesWriter
from wellread.output.identity import normalise_url

_LEFT = "the reader of the output left before its end; the next run writes the articles again"


@dataclass(frozen=True)
class Order:
    """A run as the user orders it."""

    sites: tuple[SiteConfig, ...]
    output: str
    state: Path
    since: datetime | None = None
    metrics: Path | None = None
    read: tuple[Path, ...] = ()  # files that the order itself was read from
    allow_private: bool = False
    verbose: bool = False

    @property
    def runs(self) -> Path:
        """The folder of the records of all runs."""
        return self.state / "runs"

    @property
    def starts(self) -> tuple[str, ...]:
        """The start page of each site, as the ledger knows it."""
        return tuple(normalise_url(site.url) or site.url for site in self.sites)


def crawl_sites(order: Order) -> None:
    """Crawl; write the records of articles, `run.json` and metrics; say on standard error how it went.

    Raises Stop if it did not go well.
    """
    console = Console(stderr=True)
    with ExitStack() as held:
        with _refusals(order):
            _check_outputs(order)
            held.enter_context(locked(order.state))
            if order.metrics:
                try_metrics(order.metrics)
            lines = JsonLinesWriter(order.output)
            record = _begun(order)
        ended = _crawl(order, lines, console)
        record, path = _recorded(order, record, ended)
    if _is_watched(order, console):
        show_run(record, path, order.output, console)
    else:
        log_run(record, path)
    if record.error is not None:
        raise Stop(record.error, ExitCode(record.exit_code or 0))


@contextmanager
def _refusals(order: Order) -> Iterator[None]:
    """Say what keeps a run from beginning."""
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


def _check_outputs(order: Order) -> None:
    """What a run writes must not take the place of what it lives on."""
    ours = [order.state / name for name in ("lock", DATABASE_FILE, ARCHIVE, "runs")]
    for option, target in (("-o", Path(order.output)), ("--metrics", order.metrics)):
        if target and any(_is_at(target, one) for one in (*ours, *order.read)):
            raise Stop(f"{option} {target} would overwrite what the run needs; name another file", ExitCode.USAGE)
    if order.metrics and _is_at(order.metrics, Path(order.output)):
        raise Stop(f"-o and --metrics name one file, {order.output}", ExitCode.USAGE)


def _is_at(target: Path, place: Path) -> bool:
    return Path(os.path.realpath(target)).is_relative_to(os.path.realpath(place))


def _begun(order: Order) -> RunRecord:
    started = datetime.now(UTC)
    record = RunRecord(run_id=new_run_id(started), wellread_version=VERSION, pid=os.getpid(), started=started)
    write_run(run_file(order.runs, record.run_id), record)
    return record


def _recorded(order: Order, record: RunRecord, ended: _Ended) -> tuple[RunRecord, Path]:
    """The record of the run and where it is. What cannot be written now is told: the run itself is over."""
    path = run_file(order.runs, record.run_id)
    record = msgspec.structs.replace(
        record, ended=datetime.now(UTC), exit_code=0, written=ended.written, sites=ended.sites
    )
    if ended.stop:
        record = msgspec.structs.replace(record, exit_code=ended.stop.code, error=str(ended.stop))
    for target, write in ((order.metrics, write_metrics), (path, write_run)):
        try:
            if target:
                write(target, record)
        except OSError as error:
            problem = f"cannot write {target}: {error.strerror or error}"
            log.error("not written", problem=problem)
            if not record.exit_code:
                record = msgspec.structs.replace(record, exit_code=ExitCode.UNEXPECTED, error=problem)
    return record, path


@dataclass(frozen=True)
class _Ended:
    """What became of the sites, what stands in the way of exit code 0, and how many articles were written."""

    sites: tuple[SiteRecord, ...] = ()
    stop: Stop | None = None
    written: int = 0


def _crawl(order: Order, lines: JsonLinesWriter, console: Console) -> _Ended:
    """Crawl all sites and write their articles."""
    ended = _Ended()
    try:
        with lines, open_ledger(order.state) as ledger, _archive(order) as archive:
            ledger.acquire_crawl_lock()
            finished, sites = _run(order, ledger, archive, console)
            unexpected = [problem for crawl in finished.crawls if (problem := _unexpected(crawl))]
            ended = _Ended(sites, verdict(sites, finished.interrupted_by, unexpected))
            ended = replace(ended, written=_deliver(order, ended.stop, ledger, lines))
    except Stop:
        return ended
    except BrokenPipeError:
        leave_standard_output()
        return replace(ended, stop=ended.stop or Stop(_LEFT, ExitCode.DONE))
    except BusyLedgerError as error:
        return replace(ended, stop=Stop(str(error), ExitCode.LOCKED))
    except UnusableLedgerError as error:
        return replace(ended, stop=Stop(str(error), ExitCode.UNEXPECTED if ended.sites else ExitCode.USAGE))
    except (ArchiveError, LedgerError, OutputError) as error:
        return replace(ended, stop=Stop(str(error), ExitCode.UNEXPECTED))
    return ended


def _deliver(order: Order, stop: Stop | None, ledger: Ledger, lines: JsonLinesWriter) -> int:
    """Publish the articles that no output has had yet. How many they are.

    They count as delivered after exit code 0 alone: a job may load nothing after any other. Then the next has them too.
    """
    written = 0
    for line in ledger.iter_undelivered_records(order.starts):
        lines.write_json(line)
        written += 1
    if stop and not written:
        raise stop  # out of the block of `lines`: the file of the run before stays in its place
    lines.publish()
    if stop is None:
        ledger.mark_delivered(order.starts)
    return written


def _archive(order: Order) -> ArchiveWriter:
    """The archive of the state folder; the contact of the first site stands for all of them in its files."""
    return open_archive(order.state, format_user_agent(order.sites[0].contact))


def _run(
    order: Order, ledger: Ledger, archive: ArchiveWriter, console: Console
) -> tuple[Run[BlogSpider], tuple[SiteRecord, ...]]:
    watched = _is_watched(order, console)
    reports = [Report(start, site.name) for start, site in zip(order.starts, order.sites, strict=True)]
    with live(reports, console) if watched else nullcontext():
        finished = run(
            [_job(order, site, report, ledger) for site, report in zip(order.sites, reports, strict=True)],
            settings={"ALLOW_PRIVATE": order.allow_private, "ARCHIVE": archive},
            log_level=logging.ERROR if watched else logging.DEBUG if order.verbose else logging.INFO,
        )
    done = zip(reports, finished.crawls, strict=True)
    return finished, tuple(_judged(order, report, crawl, finished) for report, crawl in done)


def _job(order: Order, site: SiteConfig, report: Report, ledger: Ledger) -> Job[BlogSpider]:
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
    unexpected = _unexpected(crawl)
    reason = unexpected or report.failure
    cut_short = finished.interrupted_by is not None and not crawl.finished
    status: Status = "interrupted" if cut_short else "failed" if reason else "done"
    site = recorded(report, status, reason if status == "failed" else None)
    site = msgspec.structs.replace(
        site,
        complete=site.complete and order.since is None,
        bytes=crawl.count("downloader/response_bytes"),
        rendered=crawl.count("rendered"),
        seconds=round(crawl.seconds, 1),
    )
    # What an error of ours has cut short says nothing about the site.
    findings = () if unexpected else check(site, history(order.runs, site.url))
    return msgspec.structs.replace(site, findings=findings)


def _is_watched(order: Order, console: Console) -> bool:
    return console.is_terminal and not order.verbose
