"""A run as a person sees it: live lines while it goes on, a table when it has ended; in a log, one line an event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console, RenderableType
from rich.live import Live
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from wellread.crawler.logs import escape_unprintable, log
from wellread.crawler.runs.record import RunRecord, SiteRecord
from wellread.crawler.runs.report import Report

SITES_SHOWN = 12  # at once, while they are crawled
FAILURES_SHOWN = 5  # of one site; all of them are in run.json
# What to do, for each exit code that asks for something.
ADVICE = {
    1: "Run it again: it goes on where it stopped. If it says the same, report it.",
    3: "Look at the site before the next run: that is compared with this one, and will not say it again.",
    4: "The next run tries again; after a 403 or 404, look at the address first.",
    130: "The next run goes on where this one stopped.",
    143: "The next run goes on where this one stopped.",
}
_COUNTS = ("found", "fetched", "unchanged", "new", "changed", "gone", "replaced", "blocked", "failed")
_ALWAYS = {"found", "fetched", "new"}
_STYLES = {
    "new": "bold green",
    "changed": "green",
    "gone": "yellow",
    "replaced": "yellow",
    "blocked": "red",
    "failed": "red",
}


@contextmanager
def live(reports: Sequence[Report], console: Console) -> Iterator[None]:
    """Keep one line a site up to date on the terminal for as long as the block runs."""
    spinner = Spinner("dots")

    def lines() -> RenderableType:
        grid = Table.grid(padding=(0, 1))
        grid.add_column()
        grid.add_column(no_wrap=True, overflow="ellipsis", max_width=30, style="bold")
        grid.add_column(no_wrap=True)
        grid.add_column(no_wrap=True, overflow="ellipsis", style="dim")
        under_way = [report for report in reports if report.fetched and report.waiting]
        shown = (under_way or reports)[:SITES_SHOWN]
        for report in shown:
            grid.add_row(spinner, escape_unprintable(report.name), _state(report), escape_unprintable(report.current))
        if rest := len(reports) - len(shown):
            grid.add_row("", "", Text(f"and {rest} that are done, or wait for their turn", style="dim"))
        return grid

    with Live(get_renderable=lines, console=console, refresh_per_second=8, transient=True):
        yield


def show_run(run: RunRecord, path: Path, output: str, console: Console) -> None:
    """What the run did, on a terminal. What went wrong stands last: that is what is on the screen."""
    console.print(_table(run.sites))
    console.print(_sources(run.sites))
    for site in run.sites:
        for line in _troubles(site):
            console.print(line, soft_wrap=True)
    if run.exit_code == 0 or run.written:
        style = "bold green" if run.written else "bold"
        console.print(Text.assemble((f"{run.written}", style), " articles written to ", output))
    console.print(Text(f"all that was counted: {path}", "dim"), soft_wrap=True)
    if run.exit_code in ADVICE:
        console.print(Text(ADVICE[run.exit_code], "yellow"), soft_wrap=True)


def log_run(run: RunRecord, path: Path) -> None:
    """The same for a log, one line a site and one for all of them."""
    for site in run.sites:
        counts = {name: getattr(site, name) for name in (*_COUNTS, "waiting", "rendered", "bytes", "seconds")}
        named = {f"found_in_{source.replace(' ', '_')}": count for source, count in site.discovered.items()}
        log.info("site finished", site=site.site, status=site.status, reason=site.reason, **counts, **named)
        for finding in site.findings:
            log.error("unhealthy", site=site.site, check=finding.check, problem=finding.message)
    totals = {name: sum(getattr(site, name) for site in run.sites) for name in ("fetched", "new", "changed", "failed")}
    log.info(
        "finished",
        run=run.run_id,
        exit_code=run.exit_code,
        sites=len(run.sites),
        **totals,
        written=run.written,
        record=str(path),
    )


def _state(report: Report) -> Text:
    text = Text.assemble((f"{report.articles}", "bold green"), " articles")
    text.append(f"  {report.fetched} pages  {report.waiting} waiting")
    if report.failed:
        text.append(f"  {len(report.failed)} failed", "red")
    return text.append(f"  {report.seconds:.0f} s")


def _table(sites: Sequence[SiteRecord]) -> Table:
    """One line a site. Counts that are nowhere are left out, and names give way before figures do."""
    counts = [name for name in _COUNTS if name in _ALWAYS or any(getattr(site, name) for site in sites)]
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="dim")
    table.add_column("site", min_width=6, max_width=36)
    for name in (*counts, "received", "time"):
        table.add_column(name, justify="right", no_wrap=True)
    for site in sites:
        table.add_row(*_row(site, counts))
    return table


def _sources(sites: Sequence[SiteRecord]) -> Table:
    """Where the URLs that were found are named; one may be named by several."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True, overflow="ellipsis", max_width=36)
    grid.add_column(style="dim")
    for site in sites:
        if site.discovered:
            grid.add_row(f"  {escape_unprintable(site.site)}", f"found in: {_listed(site.discovered)}")
    return grid


def _row(site: SiteRecord, counts: Sequence[str]) -> Iterator[Text]:
    mark = ("✓ ", "green") if site.status == "done" and not site.findings else ("✗ ", "bold red")
    yield Text.assemble(mark, (escape_unprintable(site.site), "bold"), no_wrap=True, overflow="ellipsis")
    for name in counts:
        count: int = getattr(site, name)
        yield Text(str(count), _STYLES.get(name, "")) if count else Text("·", "dim")
    yield Text(_size(site.bytes))
    yield Text(_time(site.seconds))


def _troubles(site: SiteRecord) -> Iterator[Text]:
    name = escape_unprintable(site.site)
    if site.status == "failed":
        yield Text(
            f"✗ {name}: {escape_unprintable(site.reason or 'failed')}  {escape_unprintable(site.url)}", "bold red"
        )
    for finding in site.findings:
        yield Text(f"✗ {name}: {escape_unprintable(finding.message)}", "bold red")
    if site.waiting:
        yield Text(f"  {name}: {site.waiting} pages are left for the next run", "yellow")
    if site.failures:
        reasons = dict(Counter(escape_unprintable(failure.reason) for failure in site.failures).most_common())
        yield Text(f"  {name}: {len(site.failures)} pages could not be had: {_listed(reasons)}", "red")
        for failure in site.failures[:FAILURES_SHOWN]:
            yield Text(f"    {escape_unprintable(failure.url)}  {escape_unprintable(failure.reason)}", "red")


def _listed(counts: dict[str, int]) -> str:
    return ", ".join(f"{what} {count}" for what, count in counts.items())


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1e5 else f"{count / 1e3:.1f} kB"


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}m {rest:02}s" if minutes else f"{seconds:.1f} s"
