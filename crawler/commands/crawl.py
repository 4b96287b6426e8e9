"""The work of `wellread crawl`: one run, with its lock, progress, output, record and exit code."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

import msgspec
from click.exceptions import Exit
from rich.console import Console
from rich.text import Text

from wellread.crawler.commands.crawl_options import CrawlOptions
from wellread.crawler.commands.deliveries import find_unloaded, read_start, write_changes, write_snapshot
from wellread.crawler.commands.site_crawl import describe_local_failure, make_job, make_site_record
from wellread.crawler.commands.standard_output import discard_standard_output
from wellread.crawler.commands.targets import CrawlPlan, check_plan
from wellread.crawler.engine.runner import run_crawls
from wellread.crawler.fetching.proxies import WHY_PROXIES_ARE_IGNORED, find_ignored_proxies
from wellread.crawler.ledger import BusyLedgerError, Ledger, LedgerError, UnusableLedgerError
from wellread.crawler.logs import log
from wellread.crawler.runs.display import log_run, print_run, show_progress
from wellread.crawler.runs.exit_status import CommandError, ExitCode, ExitStatus, determine_exit_status
from wellread.crawler.runs.lock import LockedError
from wellread.crawler.runs.metrics import METRICS_SUFFIX, check_metrics_writable, write_metrics
from wellread.crawler.runs.record import RunRecord, SiteRecord, new_run_id, run_record_path, write_run
from wellread.crawler.runs.site_progress import SiteProgress
from wellread.extractors.version import VERSION
from wellread.output.atomic import STDOUT, AtomicFile, OutputError
from wellread.output.compression import open_file
from wellread.output.formats.jsonl import JsonLinesWriter

_READER_LEFT = "standard output was closed before all articles were written"


def crawl_blogs(options: CrawlOptions) -> None:
    """Crawl; write the records of articles, `run.json` and metrics; report on standard error.

    Raises CommandError if the run cannot begin, or ends with another exit code than 0.
    """
    record = run_crawl(check_plan(options))
    if record.error is None:
        return
    code = ExitCode(record.exit_code or 0)
    if options.log_format == "json":  # which says it already, and holds nothing else
        raise Exit(code)
    raise CommandError(record.error, code)


def run_crawl(plan: CrawlPlan) -> RunRecord:
    """Do what `crawl_blogs` does, and give the record of the run. Raises CommandError if the run cannot begin."""
    console, options = Console(stderr=True), plan.options
    with ExitStack() as held:
        with _errors_at_start(plan):
            _check_outputs(plan)
            held.enter_context(plan.state.lock())
            if options.metrics:
                check_metrics_writable(options.metrics)
                _check_metrics_name(options.metrics)
            feed = held.enter_context(open_file(options.changes)) if options.changes else None
            if feed:
                feed.discard()  # unless `write_changes` commits it
            if options.changes and options.repeat_unloaded:
                find_unloaded(Path(options.changes))
            writer = JsonLinesWriter(options.output, keeps_same=True)
            record = _begin_record(plan)
        result = _crawl(plan, _Outputs(writer, feed), console)
        record = _end_record(plan, record, result)
    path = run_record_path(plan.state.runs, record.run_id)
    if _is_interactive(plan, console):
        print_run(record, path, options.output, console, metrics=options.metrics)
    else:
        log_run(record, path, metrics=options.metrics)
    return record


@contextmanager
def _errors_at_start(plan: CrawlPlan) -> Iterator[None]:
    """Turn what keeps a run from beginning into a CommandError."""
    try:
        yield
    except LockedError as error:
        raise CommandError(str(error), ExitCode.LOCKED) from error
    except OutputError as error:
        raise CommandError(str(error), ExitCode.USAGE) from error
    except OSError as error:
        path = error.filename or plan.state.path
        raise CommandError(f"cannot write {path}: {error.strerror or error}", ExitCode.USAGE) from error


def _check_outputs(plan: CrawlPlan) -> None:
    """What a run writes must not overwrite what it reads and keeps."""
    options = plan.options
    named = {"-o": options.output, "--changes": options.changes, "--metrics": options.metrics}
    targets = [(option, Path(target)) for option, target in named.items() if target]
    needed = (*plan.state.contents, *plan.files_of_sites)
    if options.repeat_unloaded and not options.changes:
        raise CommandError("--repeat-unloaded is for the file of --changes; name one", ExitCode.USAGE)
    if options.changes == STDOUT:
        problem = "--changes moves a cursor when a file is in its place, and standard output is none; name a file"
        raise CommandError(problem, ExitCode.USAGE)
    for option, target in targets:
        if any(_is_in(target, path) for path in needed):
            problem = f"{option} {target} would overwrite what the run needs; name another file"
            raise CommandError(problem, ExitCode.USAGE)
    for (option, target), (other, same) in combinations(targets, 2):
        if _is_in(same, target):
            raise CommandError(f"{option} and {other} name the same file, {target}; name two", ExitCode.USAGE)


def _check_metrics_name(metrics: Path) -> None:
    if metrics.suffix != METRICS_SUFFIX:
        problem = f"--metrics {metrics}: the collector reads only files that end in {METRICS_SUFFIX}; name such a file"
        raise CommandError(problem, ExitCode.USAGE)


def _is_in(target: Path, path: Path) -> bool:
    """Whether a file is `path`, or lies in the folder `path`."""
    return Path(os.path.realpath(target)).is_relative_to(os.path.realpath(path))


def _begin_record(plan: CrawlPlan) -> RunRecord:
    started = datetime.now(UTC)
    record = RunRecord(run_id=new_run_id(started), wellread_version=VERSION, pid=os.getpid(), started=started)
    write_run(run_record_path(plan.state.runs, record.run_id), record)
    return record


@dataclass(frozen=True)
class _CrawlResult:
    """What became of the sites, how the command is to end, and how many articles were written."""

    sites: tuple[SiteRecord, ...] = ()
    status: ExitStatus = field(default_factory=ExitStatus)
    written: int = 0


def _end_record(plan: CrawlPlan, record: RunRecord, result: _CrawlResult) -> RunRecord:
    """The record of the run, complete, after it and the metrics were written.

    A file that cannot be written is an error in the record, as the run itself is over.
    """
    record = msgspec.structs.replace(
        record,
        ended=datetime.now(UTC),
        exit_code=result.status.code,
        error=result.status.message,
        written=result.written,
        sites=result.sites,
    )
    path = run_record_path(plan.state.runs, record.run_id)
    for target, write in ((plan.options.metrics, write_metrics), (path, write_run)):
        try:
            if target:
                write(target, record)
        except OSError as error:
            problem = f"cannot write {target}: {error.strerror or error}"
            log.error("not written", problem=problem)
            if not record.exit_code:
                record = msgspec.structs.replace(record, exit_code=ExitCode.UNEXPECTED, error=problem)
    return record


@dataclass(frozen=True)
class _Outputs:
    """Where the snapshot goes, and the change feed if one is asked for."""

    snapshot: JsonLinesWriter
    feed: AtomicFile | None


def _crawl(plan: CrawlPlan, outputs: _Outputs, console: Console) -> _CrawlResult:
    """Crawl all sites, and write their articles and changes."""
    result = _CrawlResult()
    try:
        with outputs.snapshot, plan.state.open_ledger() as ledger:
            ledger.lock_schema()
            result = _crawl_sites(plan, ledger, console)
            result = replace(result, written=_write_outputs(plan, result.status, ledger, outputs))
    except BrokenPipeError:
        discard_standard_output()
        status = ExitStatus(ExitCode.DONE, _READER_LEFT) if result.status.code == ExitCode.DONE else result.status
        return replace(result, status=status)
    except BusyLedgerError as error:
        return replace(result, status=ExitStatus(ExitCode.LOCKED, str(error)))
    except UnusableLedgerError as error:
        code = ExitCode.UNEXPECTED if result.sites else ExitCode.USAGE
        return replace(result, status=ExitStatus(code, str(error)))
    except (LedgerError, OutputError, CommandError) as error:  # the last of a file of changes that is none any more
        return replace(result, status=ExitStatus(ExitCode.UNEXPECTED, str(error)))
    return result


def _write_outputs(plan: CrawlPlan, status: ExitStatus, ledger: Ledger, outputs: _Outputs) -> int:
    """Publish what there is after a run that can be trusted; after any other, the files stay as they are.

    Gives how many articles were written, which are none where the snapshot has not changed.
    """
    ledger.check_in_place()
    if not status.is_trusted:
        outputs.snapshot.discard()
        return 0
    written = 0
    if plan.options.output == os.devnull:
        outputs.snapshot.discard()  # it would be read from the ledger for nobody
    else:
        # A run that has failed makes no file of nothing.
        written = write_snapshot(ledger, plan.start_urls, outputs.snapshot, needs_articles=bool(status.code))
    if outputs.feed:
        options = plan.options
        unloaded = Path(options.changes) if options.changes and options.repeat_unloaded else None
        begin = read_start(ledger, options.consumer, unloaded)
        write_changes(ledger, outputs.feed, since=begin, consumer=options.consumer)
    return written


def _crawl_sites(plan: CrawlPlan, ledger: Ledger, console: Console) -> _CrawlResult:
    is_interactive = _is_interactive(plan, console)
    if is_interactive and (proxies := find_ignored_proxies(os.environ)):
        console.print(Text(f"{', '.join(proxies)}: ignored, as {WHY_PROXIES_ARE_IGNORED}", "yellow"), soft_wrap=True)
    progress = [SiteProgress(url, site.name) for url, site in zip(plan.start_urls, plan.sites, strict=True)]
    with show_progress(progress, console) if is_interactive else nullcontext():
        finished = run_crawls(
            [
                make_job(plan, site, site_progress, ledger)
                for site, site_progress in zip(plan.sites, progress, strict=True)
            ],
            settings={
                "ALLOW_PRIVATE": plan.options.allow_private,
                "SKIP_RESERVED": plan.options.skip_reserved,
                "ITEM_PIPELINES": {},  # what is written comes from the ledger
            },
            log_as_json=plan.options.log_format == "json",
            log_level=logging.ERROR if is_interactive else logging.DEBUG if plan.options.verbose else logging.INFO,
        )
    was_interrupted = finished.interrupted_by is not None
    sites = tuple(
        make_site_record(plan, ledger, site_progress, job_result, was_interrupted=was_interrupted)
        for site_progress, job_result in zip(progress, finished.results, strict=True)
    )
    own_errors = [error for job_result in finished.results if (error := describe_local_failure(job_result))]
    return _CrawlResult(sites, determine_exit_status(sites, finished.interrupted_by, own_errors))


def _is_interactive(plan: CrawlPlan, console: Console) -> bool:
    """Whether progress is shown on a terminal, in place of a log."""
    return console.is_terminal and not plan.options.verbose and plan.options.log_format == "text"
