"""What a run shows: on a terminal, live lines while it runs and a table when it has ended; in a
log, a line a site.
"""

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
from wellread.crawler.runs.record import VISIT_COUNTS, RunRecord, SiteRecord
from wellread.crawler.runs.site_progress import SiteProgress

MAX_SITES_SHOWN = 12  # at once, while they are crawled
MAX_FAILED_PAGES_SHOWN = 5  # of one site; run.json lists more
# What to do next, for each exit code that calls for something.
ADVICE = {
    1: "Run it again: it continues where it stopped. If it fails in the same way, please report it.",
    3: "Look at the site before the next run, which is compared with this one. Vanished articles are still exported.",
    4: "The next run tries again. After a 403 or 404, check the address first.",
    130: "The next run continues where this one stopped.",
    143: "The next run continues where this one stopped.",
}
_COUNTS = ("found", *VISIT_COUNTS)
_OTHER_COUNTS = ("waiting", "rendered", "articles", "unconfirmed", "suspended", "bytes", "seconds")  # of the log
_ALWAYS_SHOWN = {"found", "fetched", "new"}
_STYLES = {
    "new": "bold green",
    "changed": "green",
    "gone": "yellow",
    "replaced": "yellow",
    "not_found": "yellow",
    "blocked": "red",
    "reserved": "yellow",
    "failed": "red",
}


@contextmanager
def show_progress(sites: Sequence[SiteProgress], console: Console) -> Iterator[None]:
    """Keep a line for each site up to date on the terminal for as long as the block runs."""
    spinner = Spinner("dots")

    def lines() -> RenderableType:
        grid = Table.grid(padding=(0, 1))
        grid.add_column()
        grid.add_column(no_wrap=True, overflow="ellipsis", max_width=30, style="bold")
        grid.add_column(no_wrap=True)
        grid.add_column(no_wrap=True, overflow="ellipsis", style="dim")
        under_way = [site for site in sites if site.fetched and site.waiting]
        shown = (under_way or sites)[:MAX_SITES_SHOWN]
        for site in shown:
            grid.add_row(
                spinner, escape_unprintable(site.name), _describe_progress(site), escape_unprintable(site.current_url)
            )
        if rest := len(sites) - len(shown):
            grid.add_row("", "", Text(f"and {rest} more that are done or waiting for their turn", style="dim"))
        return grid

    with Live(get_renderable=lines, console=console, refresh_per_second=8, transient=True):
        yield


def print_run(run: RunRecord, path: Path, output: str, console: Console, *, metrics: Path | None = None) -> None:
    """Print what the run did. Problems come last, where they stay in sight."""
    console.print(_make_table(run.sites))
    console.print(_make_source_lines(run.sites))
    for site in run.sites:
        for line in _describe_problems(site):
            console.print(line, soft_wrap=True)
    if run.written:
        console.print(Text.assemble((f"{run.written}", "bold green"), " articles written to ", output))
    elif run.exit_code == 0:
        console.print(Text(f"nothing has changed: {output} stays as it is"))
    console.print(Text(f"the record of this run: {path}", "dim"), soft_wrap=True)
    if metrics:
        console.print(Text(f"its metrics: {metrics}", "dim"), soft_wrap=True)
    if run.exit_code in ADVICE:
        console.print(Text(ADVICE[run.exit_code], "yellow"), soft_wrap=True)


def log_run(run: RunRecord, path: Path, *, metrics: Path | None = None) -> None:
    """Log what the run did: a line for each site, and one for all of them."""
    for site in run.sites:
        counts = {name: getattr(site, name) for name in (*_COUNTS, *_OTHER_COUNTS)}
        named = {f"found_in_{source.replace(' ', '_')}": count for source, count in site.discovered.items()}
        log.info("site finished", site=site.site, status=site.status, reason=site.reason, **counts, **named)
        for finding in site.findings:
            log.error("unhealthy", site=site.site, check=finding.check, problem=finding.message)
    names_of_files = {"record": str(path)} | ({"metrics": str(metrics)} if metrics else {})
    totals = {name: sum(getattr(site, name) for site in run.sites) for name in ("fetched", "new", "changed", "failed")}
    log.info(
        "finished",
        run=run.run_id,
        exit_code=run.exit_code,
        sites=len(run.sites),
        **totals,
        written=run.written,
        **({"error": run.error} if run.error else {}),
        **names_of_files,
    )


def _describe_progress(site: SiteProgress) -> Text:
    text = Text.assemble((f"{site.articles_written}", "bold green"), " articles")
    text.append(f"  {site.fetched} pages  {site.waiting} waiting")
    if site.failed_pages:
        text.append(f"  {len(site.failed_pages)} failed", "red")
    return text.append(f"  {site.seconds:.0f} s")


def _make_table(sites: Sequence[SiteRecord]) -> Table:
    """One row a site. Counts that are zero everywhere are left out; names are cut before numbers."""
    counts = [name for name in _COUNTS if name in _ALWAYS_SHOWN or any(getattr(site, name) for site in sites)]
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="dim")
    table.add_column("site", min_width=6, max_width=36)
    for name in (*counts, "received", "time"):
        table.add_column(name.replace("_", " "), justify="right", no_wrap=True)
    for site in sites:
        table.add_row(*_make_row(site, counts))
    return table


def _make_source_lines(sites: Sequence[SiteRecord]) -> Table:
    """A line for each site: how many URLs each source named. A URL may be named by several."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True, overflow="ellipsis", max_width=36)
    grid.add_column(style="dim")
    for site in sites:
        if site.discovered:
            grid.add_row(f"  {escape_unprintable(site.site)}", f"found in: {_join_counts(site.discovered)}")
    return grid


def _make_row(site: SiteRecord, counts: Sequence[str]) -> Iterator[Text]:
    mark = ("✓ ", "green") if site.status == "done" and not site.findings else ("✗ ", "bold red")
    yield Text.assemble(mark, (escape_unprintable(site.site), "bold"), no_wrap=True, overflow="ellipsis")
    for name in counts:
        count: int = getattr(site, name)
        yield Text(str(count), _STYLES.get(name, "")) if count else Text("·", "dim")
    yield Text(_format_size(site.bytes))
    yield Text(_format_duration(site.seconds))


def _describe_problems(site: SiteRecord) -> Iterator[Text]:
    name = escape_unprintable(site.site)
    if site.is_of_another_run:
        yield Text(f"✗ {name}: {escape_unprintable(site.reason or site.status)}", "yellow")
    if site.status == "failed":
        yield Text(
            f"✗ {name}: {escape_unprintable(site.reason or 'failed')}  {escape_unprintable(site.url)}", "bold red"
        )
    for finding in site.findings:
        yield Text(f"✗ {name}: {escape_unprintable(finding.message)}", "bold red")
    if site.waiting:
        yield Text(f"  {name}: {site.waiting} pages are left for the next run", "yellow")
    if site.reserved:
        yield Text(f"  {name}: {site.reserved} pages were left alone, as their site reserves the rights", "yellow")
    if site.failures:
        reasons = dict(Counter(escape_unprintable(failure.reason) for failure in site.failures).most_common())
        count = site.replaced + site.not_found + site.blocked + site.failed
        which = "" if count == len(site.failures) else f" (the first {len(site.failures)})"
        yield Text(f"  {name}: {count} pages could not be had: {_join_counts(reasons)}{which}", "red")
        for failure in site.failures[:MAX_FAILED_PAGES_SHOWN]:
            yield Text(f"    {escape_unprintable(failure.url)}  {escape_unprintable(failure.reason)}", "red")


def _join_counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{what} {count}" for what, count in counts.items())


def _format_size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1e5 else f"{count / 1e3:.1f} kB"


def _format_duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}m {rest:02}s" if minutes else f"{seconds:.1f} s"
