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
    counts: dict[str, int | float] = {
        f"found_in_{source.name.lower()}": len(urls) for source, urls in report.discovered.items()
    }
    return counts | {
        "fetched": report.fetched,
        "articles": report.articles,
        "not_articles": report.not_articles.total(),
        "failed": len(report.failed),
        "beyond_limit": report.beyond_limit,
        "seconds": round(report.seconds, 1),
    }


def _counts(report: Report) -> Text:
    text = Text.assemble((f"{report.articles}", "bold green"), " articles")
    text.append(f"  {report.fetched} pages  {report.waiting} waiting")
    if report.failed:
        text.append(f"  {len(report.failed)} failed", "red")
    return text.append(f"  {report.seconds:.0f} s")


def _rows(report: Report, output: str) -> Iterator[tuple[str, Text]]:
    sources = ", ".join(f"{source} {len(urls)}" for source, urls in report.discovered.items() if urls)
    yield "discovered", Text(f"{report.found} different pages" + (f", named in: {sources}" if sources else ""))
    yield "fetched", Text(f"{report.fetched} pages in {report.seconds:.1f} s")
    yield "articles", Text(str(report.articles), "bold green" if report.articles else "bold red")
    if report.not_articles:
        yield "not articles", Text(_tally(report.not_articles))
    if report.beyond_limit:
        yield "not read", Text(f"{report.beyond_limit} pages beyond --max-pages", "yellow")
    if report.failed:
        yield "failed", Text(_tally(Counter(report.failed.values())), "red")
        for url, reason in list(report.failed.items())[:FAILURES_SHOWN]:
            yield "", Text(f"{printable(url)}  {printable(reason)}", "red")
    if report.articles:
        yield "written to", Text(output, "bold")


def _tally(counts: Counter[str]) -> str:
    return f"{counts.total()} ({', '.join(f'{printable(what)} {count}' for what, count in counts.most_common())})"
