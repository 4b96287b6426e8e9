"""A crawl as a person sees it: one live line while it runs, a small table when it has ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console, RenderableType
from rich.live import Live
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from crawler.ledger import Outcome
from crawler.logs import printable
from crawler.report import Report

FAILURES_SHOWN = 10


@contextmanager
def live(report: Report, console: Console) -> Iterator[None]:
    """Keep one line up to date on the terminal for as long as the block runs."""
    spinner = Spinner("dots")

    def line() -> RenderableType:
        grid = Table.grid(padding=(0, 1))
        grid.add_column()
        grid.add_column(no_wrap=True)
        grid.add_column(no_wrap=True, overflow="ellipsis", style="dim")
        grid.add_row(spinner, _counts(report), printable(report.current))
        return grid

    with Live(get_renderable=line, console=console, refresh_per_second=8, transient=True):
        yield


def table(report: Report, output: str) -> RenderableType:
    """What the crawl found, read and wrote."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", justify="right", no_wrap=True)
    grid.add_column()
    for name, value in _rows(report, output):
        grid.add_row(name, value)
    return grid


def summary(report: Report) -> dict[str, int | float]:
    """The same for a log, in one line."""
    discovered = report.summary.discovered if report.summary else {}
    counts: dict[str, int | float] = {
        f"found_in_{source.replace(' ', '_')}": count for source, count in discovered.items()
    }
    return counts | {
        "fetched": report.fetched,
        "new": report.new,
        "changed": report.changed,
        "unchanged": report.outcomes[Outcome.UNCHANGED],
        "gone": report.outcomes[Outcome.GONE],
        "not_articles": report.not_articles.total(),
        "failed": len(report.failed),
        "waiting": report.waiting,
        "seconds": round(report.seconds, 1),
    }


def _counts(report: Report) -> Text:
    text = Text.assemble((f"{report.articles}", "bold green"), " articles")
    text.append(f"  {report.fetched} pages  {report.waiting} waiting")
    if report.failed:
        text.append(f"  {len(report.failed)} failed", "red")
    return text.append(f"  {report.seconds:.0f} s")


def _rows(report: Report, output: str) -> Iterator[tuple[str, Text]]:
    if report.summary:
        named = ", ".join(f"{source} {count}" for source, count in sorted(report.summary.discovered.items()))
        yield "discovered", Text(f"{report.summary.known} different URLs, named in: {named}")
    yield "fetched", Text(f"{report.fetched} pages in {report.seconds:.1f} s")
    yield "articles", Text(f"{report.new} new, {report.changed} changed", "bold green" if report.articles else "")
    for outcome in (Outcome.UNCHANGED, Outcome.GONE):
        if count := report.outcomes[outcome]:
            yield outcome, Text(f"{count} pages")
    yield from _shortfalls(report)
    yield "written to", Text(output, "bold")


def _shortfalls(report: Report) -> Iterator[tuple[str, Text]]:
    """What was not read, or was no article."""
    if report.not_articles:
        yield "not articles", Text(_tally(report.not_articles))
    if report.waiting > 0:
        yield "not read", Text(f"{report.waiting} pages, left for the next run", "yellow")
    if report.failed:
        yield "failed", Text(_tally(Counter(report.failed.values())), "red")
        for url, reason in list(report.failed.items())[:FAILURES_SHOWN]:
            yield "", Text(f"{printable(url)}  {printable(reason)}", "red")


def _tally(counts: Counter[str]) -> str:
    return f"{counts.total()} ({', '.join(f'{printable(what)} {count}' for what, count in counts.most_common())})"
