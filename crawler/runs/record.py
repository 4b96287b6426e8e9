"""The record of a run: `runs/RUN_ID/run.json` in the state folder, explained key by key in
docs/running.md.

It is written when the run begins and again when it has ended; a run that was killed is one that
never ended.
"""

from __future__ import annotations

import os
import secrets
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from wellread.output.atomic import write_atomically

RUN_RECORD_VERSION = 1
MAX_RUNS_READ = 400  # more than a year of nights
MAX_RUNS_LOOKED_AT = 50  # for the last one over a site

# busy: another run has the site; lost: it has taken the site over from this one
SiteStatus = Literal["done", "failed", "interrupted", "busy", "lost"]


class _CamelCase(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """JSON uses camelCase, as the records of articles do."""


class FailedPage(_CamelCase, frozen=True, kw_only=True):
    """A page that could not be fetched or read, or was left alone, and why."""

    url: str
    reason: str


class HealthFinding(_CamelCase, frozen=True, kw_only=True):
    """Something that a health check found wrong; `check` is its name in docs/running.md."""

    check: str
    message: str


# Names of fields of `SiteRecord`: responses, and what became of pages.
VISIT_COUNTS = (
    "fetched",
    "unchanged",
    "new",
    "changed",
    "gone",
    "replaced",
    "not_found",
    "blocked",
    "reserved",
    "failed",
)


class SiteRecord(_CamelCase, frozen=True, kw_only=True):
    """What a run did on one site. Pages are counted once each, unless another unit is named."""

    site: str
    url: str
    status: SiteStatus
    reason: str | None = None  # why it failed
    complete: bool = False  # every page that was due was visited
    discovered: dict[str, int] = {}  # URLs known, by the sources that have named them; one may be named by several
    found: int = 0  # by all sources together
    fetched: int = 0  # responses of any kind, except to sitemaps and feeds
    unchanged: int = 0
    new: int = 0
    changed: int = 0
    gone: int = 0  # articles that no longer count, from this run on
    replaced: int = 0
    not_found: int = 0
    blocked: int = 0
    reserved: int = 0  # left alone, as their site reserves the rights
    reserved_articles: int = 0  # of the gone ones
    failed: int = 0
    waiting: int = 0  # left for the next run: by a limit of pages, or an interruption
    rendered: int = 0
    bytes: int = 0  # received, before decompression
    seconds: float = 0
    articles: int = 0  # that the site has after the run
    unconfirmed: int = 0  # of them, those that their pages did not show at the last visit
    suspended: int = 0  # of these, those that a sick run has found missing
    read: int = 0  # articles that were extracted in this run
    coverage: dict[str, float] = {}  # field -> share of the articles read that have it, 0 to 1
    characters: dict[str, int] = {}  # visible ones of these articles' pages: kept, and dropped by reason
    listed: int | None = None  # pages that the start page named; None if it was not read, or has not changed
    missing_archive_files: tuple[str, ...] = ()  # that hold the pages of current articles
    not_articles: dict[str, int] = {}
    failures: tuple[FailedPage, ...] = ()
    reserved_pages: tuple[FailedPage, ...] = ()
    findings: tuple[HealthFinding, ...] = ()

    @property
    def is_of_another_run(self) -> bool:
        """Whether another run has the site: what became of it is in the record of that one."""
        return self.status in {"busy", "lost"}


class RunRecord(_CamelCase, frozen=True, kw_only=True):
    """One run over one or several sites.

    `ended` and `exit_code` are null while it runs, and stay so if it is killed.

    Times are UTC.
    """

    schema_version: int = RUN_RECORD_VERSION
    run_id: str
    wellread_version: str
    pid: int
    started: datetime
    ended: datetime | None = None
    exit_code: int | None = None
    error: str | None = None
    written: int = 0  # articles, to the output
    sites: tuple[SiteRecord, ...] = ()


def new_run_id(now: datetime) -> str:
    """A name that sorts by time, and is a folder on every file system: `20260131T023000Z-4711-5f3a`.

    Runs on several machines, in containers with the same process ids, may share a state folder.
    """
    return f"{_format_time(now)}-{os.getpid()}-{secrets.token_hex(2)}"


def _format_time(time: datetime) -> str:
    return f"{time.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def run_record_path(runs: Path, run_id: str) -> Path:
    """Where the record of a run is, in the folder `runs` of the state."""
    return runs / run_id / "run.json"


def write_run(target: Path, run: RunRecord) -> None:
    """Write `run.json` whole or not at all. Raises OSError."""
    target.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(target, msgspec.json.format(msgspec.json.encode(run), indent=2) + b"\n")


def read_run(path: Path) -> RunRecord | None:
    """The run in a `run.json`; None where the file is missing, or was not written by this version."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=RunRecord)
    except (OSError, msgspec.MsgspecError):
        return None


def iter_complete_runs(runs: Path, url: str) -> Iterator[SiteRecord]:
    """What complete runs over the site at `url` found, the newest first.

    Only runs that `iter_runs` gives are looked at.
    """
    for run in iter_runs(runs):
        yield from (site for site in run.sites if site.url == url and site.complete)


def iter_last_runs(runs: Iterable[RunRecord]) -> Iterator[tuple[RunRecord, SiteRecord]]:
    """The last run over each site, with what it found there. `runs` are the newest first, as `iter_runs` gives them."""
    seen: set[str] = set()
    for run in runs:
        for site in run.sites:
            if site.url not in seen and not site.is_of_another_run:
                seen.add(site.url)
                yield run, site


def find_last_runs(runs: Path, ended: Mapping[str, datetime]) -> dict[str, tuple[RunRecord, SiteRecord]]:
    """The last run over each site, by its start page, with what it found there.

    `ended` says when that has ended: among the runs over many sites, whose files may be large, those are looked at that
    were begun before, the newest first. Of the runs of a site that was crawled alone, the last is read.
    """
    names = sorted(path.name for path in _list_folder(runs))
    shared = [name for name in names if run_record_path(runs, name).exists()]
    found = dict(last for name in sorted({*names} - {*shared}) for last in _find_last_alone(runs / name).items())
    sites_of = cache(lambda name: _sites_of(read_run(run_record_path(runs, name))))
    for url, until in ended.items():
        newest = bisect_right(shared, f"{_format_time(until)}~")  # after the ids that begin with it
        for name in reversed(shared[max(newest - MAX_RUNS_LOOKED_AT, 0) : newest]):
            if url in found and name < found[url][0].run_id:
                break
            if url in sites_of(name):
                found[url] = sites_of(name)[url]
                break
    return found


def _find_last_alone(folder: Path) -> dict[str, tuple[RunRecord, SiteRecord]]:
    """The last run in the folder of a site that was crawled alone, by the start page."""
    newest_first = sorted((path.name for path in _list_folder(folder)), reverse=True)[:MAX_RUNS_READ]
    return next(filter(None, (_sites_of(read_run(run_record_path(folder, name))) for name in newest_first)), {})


def _sites_of(run: RunRecord | None) -> dict[str, tuple[RunRecord, SiteRecord]]:
    return {site.url: (run, site) for site in run.sites if not site.is_of_another_run} if run else {}


def _list_folder(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:  # there was no run yet, or it is a file
        return []


def find_run_records(runs: Path) -> Iterator[Path]:
    """The files of all runs: also of those that lie in a folder of their site, which was crawled alone."""
    yield from runs.glob("*/run.json")
    yield from runs.glob("*/*/run.json")


def find_run(runs: Path, run_id: str) -> RunRecord | None:
    """The run of this id, wherever its record lies; None if there is none. In an id there are no `/` and no `*`."""
    paths = (run_record_path(runs, run_id), *runs.glob(f"*/{run_id}/run.json"))
    return next(filter(None, map(read_run, paths)), None)


def iter_runs(runs: Path) -> Iterator[RunRecord]:
    """The latest `MAX_RUNS_READ` runs of all sites and of each that was crawled alone, the newest first."""
    newest_first = sorted(find_run_records(runs), key=lambda path: path.parent.name, reverse=True)
    counts: Counter[Path] = Counter()
    for path in newest_first:
        folder = path.parent.parent
        counts[folder] += 1
        if counts[folder] <= MAX_RUNS_READ and (run := read_run(path)):
            yield run
