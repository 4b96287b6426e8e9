"""The work of `wellread status`: what a state folder knows. It fetches and writes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from wellread.crawler.commands.ledger_errors import ledger_errors
from wellread.crawler.ledger import SiteSummary
from wellread.crawler.logs import escape_unprintable
from wellread.crawler.runs.lock import LockHolder, find_lock_holder
from wellread.crawler.runs.record import RunRecord, SiteRecord, find_last_runs
from wellread.crawler.runs.state_folder import StateFolder

_NUMBERS = ("articles", "pages", "due")
_MIN_NAME_WIDTH, _MAX_NAME_WIDTH = 12, 50


@dataclass(frozen=True)
class SiteStatus:
    """A site as the ledger knows it, and the last run over it that has ended, if any has."""

    known: SiteSummary
    last: SiteRecord | None = None

    @property
    def name(self) -> str:
        """What reports call it; a site that has no other name by its address."""
        return escape_unprintable((self.last.site if self.last else self.known.start_url).removeprefix("https://"))

    @property
    def is_due(self) -> bool:
        """Whether a worker that had nothing else to do would crawl it."""
        return self.known.is_due and (self.known.holder is None or self.known.holder.seems_dead)

    @property
    def has_run_after_last(self) -> bool:
        """Whether a run was begun that has not ended, and of which `last` says nothing."""
        return self.known.is_unfinished and (self.last is None or self.last.status == "done")


def show_status(state: Path) -> None:
    """Print a line for each site, and what is wrong below them. Raises CommandError if the state cannot be read."""
    folder = StateFolder(state)
    with ledger_errors(), folder.open_ledger(read_only=True) as ledger:
        sites = _find_last_runs(folder, ledger.list_sites())
    holder = find_lock_holder(folder.lock_file)
    console = Console()
    console.print(_describe_lock(folder, holder, sites), soft_wrap=True)
    if sites:
        console.print()
        console.print(_make_table(sites, is_running=holder is not None))
    if problems := [line for site in sites for line in _describe_problems(site)]:
        console.print()
        for line in problems:
            console.print(line, soft_wrap=True)


def _find_last_runs(folder: StateFolder, known: Sequence[SiteSummary]) -> list[SiteStatus]:
    now = datetime.now(UTC)
    ended = {
        site.start_url: datetime.fromtimestamp(site.last_ended, UTC) if site.last_ended else now
        for site in known
        if site.last_begun
    }
    found = find_last_runs(folder.runs, ended)
    return [_make_status(site, found.get(site.start_url)) for site in known]


def _make_status(site: SiteSummary, last: tuple[RunRecord, SiteRecord] | None) -> SiteStatus:
    return SiteStatus(site, last[1] if last else None)


def _describe_lock(folder: StateFolder, holder: LockHolder | None, sites: Sequence[SiteStatus]) -> Text:
    text = Text.assemble((escape_unprintable(str(folder.path)), "bold"), ": ")
    due = f", {count} of {len(sites)} sites are due" if (count := sum(site.is_due for site in sites)) else ""
    if taken := sum(site.known.holder is not None for site in sites):
        return text.append(f"{taken} of {len(sites)} sites are being crawled{due}", "bold yellow")
    if holder is None:
        return text.append(f"no run is under way{due}")
    since = f"{holder.started:%Y-%m-%d %H:%M:%S} UTC"
    return text.append(f"a run is under way: process {holder.pid}, since {since}", "bold yellow")


def _make_table(sites: Sequence[SiteStatus], *, is_running: bool) -> Table:
    """One row a site; where the line is too short, names are cut and nothing else is."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    table.add_column("site", min_width=_MIN_NAME_WIDTH, max_width=_MAX_NAME_WIDTH)
    for name in _NUMBERS:
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("last run (UTC)", no_wrap=True)
    table.add_column("how it ended", no_wrap=True)
    for site in sites:
        numbers = (site.known.articles, site.known.known_urls, site.known.due_urls)
        mark, ending = _describe_end(site, is_running=is_running or site.known.holder is not None)
        marked = Text.assemble(mark, (site.name, "bold"), no_wrap=True, overflow="ellipsis")
        table.add_row(marked, *map(str, numbers), _format_time(site.known.last_begun), ending)
    return table


def _describe_end(site: SiteStatus, *, is_running: bool) -> tuple[tuple[str, str], Text]:
    """A mark and a few words: how the last run has ended."""
    if site.known.last_begun is None:
        return ("· ", "dim"), Text("never run", "dim")
    if site.last is None or site.has_run_after_last:
        return ("· ", "yellow"), Text("under way" if is_running else "cut short", "yellow")
    if site.last.status != "done":
        return ("✗ ", "bold red"), Text(site.last.status, "red")
    if site.last.findings:
        return ("✗ ", "bold red"), Text("unhealthy", "red")
    counts = {name: getattr(site.last, name) for name in ("new", "changed", "gone", "reserved")}
    return ("✓ ", "green"), Text(", ".join(f"{count} {name}" for name, count in counts.items() if count) or "no news")


def _describe_problems(site: SiteStatus) -> Iterator[Text]:
    last, holder = site.last, site.known.holder
    if holder and holder.seems_dead:
        silent = f"{escape_unprintable(holder.name)} has it, and was silent for {holder.silent_for:.0f} s"
        yield Text(f"  {site.name}: {silent}; the next crawl takes it over", "yellow")
    elif holder:
        yield Text(f"  {site.name}: {escape_unprintable(holder.name)} has it", "dim")
    if last and last.status != "done" and not site.has_run_after_last:
        yield Text(f"✗ {site.name}: {escape_unprintable(last.reason or 'the next run continues')}", "bold red")
    for finding in last.findings if last else ():
        yield Text(f"✗ {site.name}: {escape_unprintable(finding.message)}", "bold red")
    if site.known.unconfirmed and not (last and last.findings):
        message = f"{site.known.unconfirmed} articles were not on their pages at the last visit, and still count"
        yield Text(f"  {site.name}: {message}", "yellow")
    if site.known.pending_urls:
        yield Text(f"  {site.name}: {site.known.pending_urls} pages are waiting since the last run", "yellow")
    if last and last.missing_archive_files:
        yield Text(f"  {site.name}: {len(last.missing_archive_files)} of its archive files are gone", "yellow")


def _format_time(seconds: float | None) -> str:
    return "" if seconds is None else f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M}"
