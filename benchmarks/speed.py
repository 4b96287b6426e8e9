"""How fast and how large: CPU time a page beside peers and beside lxml's parse alone, and memory over many pages."""

from __future__ import annotations

import multiprocessing
import re
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle, islice, pairwise
from pathlib import Path
from typing import TypeVar

import click
from lxml import etree

from benchmarks import options, runner, tables
from benchmarks.corpora import Page
from benchmarks.systems import OURS
from wellread.extractors.compose import compose
from wellread.extractors.label import label
from wellread.extractors.metadata import describe
from wellread.extractors.page import LabelledPage
from wellread.extractors.parse import PageInput, parse
from wellread.extractors.references import find_references
from wellread.extractors.segment import segment
from wellread.extractors.signals import detect_signals

T = TypeVar("T")
Run = Callable[[bytes, str], object]

SAMPLE_EVERY = 1_000
BASELINE = "lxml parse alone"
PEER = "trafilatura"
COMPARED = (OURS.name, PEER, "readability-lxml", "resiliparse")
PROC_STATUS = Path("/proc/self/status")
RESIDENT = re.compile(r"VmRSS:\s+(\d+) kB")


@dataclass(frozen=True)
class Contestant:
    """What is timed: a name for the table and a function of bytes and URL."""

    name: str
    run: Run


def parse_alone(html: bytes, _url: str) -> object:
    """What any extractor on lxml has to do at least."""
    return etree.fromstring(html, etree.HTMLParser(huge_tree=True))


def contestants() -> list[Contestant]:
    """The parse alone, then whatever is compared and installed: text and metadata where a system has both."""
    entrants = [Contestant(BASELINE, parse_alone)]
    for system in runner.available(COMPARED):
        if system.whole:
            entrants.append(Contestant(f"{runner.label(system)}, text and metadata", system.whole))
        if system is not OURS:
            entrants.append(Contestant(f"{runner.label(system)}, text", system.text))
    return entrants


def cpu_ms(run: Run, html: bytes, url: str) -> float:
    """CPU milliseconds of one run."""
    start = time.process_time_ns()
    run(html, url)
    return (time.process_time_ns() - start) / 1e6


def fit(runs: Sequence[Run], page: Page) -> bool:
    """Whether every run gets through the page. A page that one raises an exception on would compare unlike things."""
    html = page.html()
    try:
        for run in runs:
            run(html, page.gold.url)
    except Exception:  # noqa: BLE001 - peers raise whatever they like
        return False
    return True


def race(runs: Sequence[Run], pages: Sequence[Page], repetitions: int) -> list[list[float]]:
    """For each run, its best CPU milliseconds on each page.

    All take turns on a page, so that drift of the machine hits all alike. A page comes again only after all the others,
    as the caches of some hold what they have just seen.
    """
    rounds = [[_turn(runs, page) for page in pages] for _ in range(repetitions)]
    best = [[min(times) for times in zip(*of_page, strict=True)] for of_page in zip(*rounds, strict=True)]
    return [list(of_run) for of_run in zip(*best, strict=True)]


def _turn(runs: Sequence[Run], page: Page) -> list[float]:
    html = page.html()
    return [cpu_ms(run, html, page.gold.url) for run in runs]


def time_table(names: Sequence[str], times: Sequence[Sequence[float]]) -> tables.Table:
    """Median and 90th percentile over pages, and how the medians compare."""
    medians = [statistics.median(of_one) for of_one in times]
    parse = medians[names.index(BASELINE)]
    peer = next((median for name, median in zip(names, medians, strict=True) if name.startswith(PEER)), None)
    return tables.Table(
        f"CPU time of {len(times[0])} pages",
        ("system", "ms median", "ms p90", "times the parse", f"share of {PEER}"),
        tuple(
            (name, median, statistics.quantiles(of_one, n=10)[-1], median / parse, median / peer if peer else None)
            for name, median, of_one in zip(names, medians, times, strict=True)
        ),
    )


STEPS = ("parse", "segment", "describe", "label", "find_references", "detect_signals", "compose")


def step_times(html: bytes, url: str) -> list[float]:
    """CPU milliseconds of each step of one extraction, in the order of `STEPS`."""
    clock = [time.process_time_ns()]

    def lap(value: T) -> T:
        clock.append(time.process_time_ns())
        return value

    document = lap(parse(PageInput(html, url)))
    layout = lap(segment(document))
    metadata = lap(describe(document, layout))
    page = LabelledPage(document, layout, metadata, lap(label(layout, metadata, document.page.url)).blocks)
    references = lap(find_references(page))
    detections = lap(detect_signals(page, references))
    lap(compose(page, references, detections).article)
    return [(after - before) / 1e6 for before, after in pairwise(clock)]


def step_table(pages: Sequence[Page], repetitions: int) -> tables.Table:
    """The median of each step over pages, best of so many rounds, and its share of all steps' time."""
    rounds = [[step_times(page.html(), page.gold.url) for page in pages] for _ in range(repetitions)]
    best = [[min(times) for times in zip(*of_page, strict=True)] for of_page in zip(*rounds, strict=True)]
    of_steps = list(zip(*best, strict=True))
    total = sum(map(sum, of_steps))
    return tables.Table(
        f"CPU time of the steps, {len(pages)} pages",
        ("step", "ms median", "share of the time"),
        tuple(
            (name, statistics.median(times), sum(times) / total) for name, times in zip(STEPS, of_steps, strict=True)
        ),
    )


def resident_mib() -> float:
    """The resident memory of this process in MiB, as Linux tells it."""
    found = RESIDENT.search(PROC_STATUS.read_text())
    return int(found[1]) / 1024 if found else 0.0


def memory_series(pages: Sequence[Page], count: int, every: int) -> list[tuple[int, float]]:
    """Extracts `count` pages in this process, going round; after each `every`, how many and the resident MiB."""
    series = []
    for number, page in enumerate(islice(cycle(pages), count), start=1):
        OURS.text(page.html(), page.gold.url)
        if number % every == 0:
            series.append((number, resident_mib()))
    return series


def slope(series: Sequence[tuple[int, float]], after: int) -> float | None:
    """MiB gained per 1,000 pages once each page was seen (`after` pages); `None` with fewer than two such samples."""
    settled = [(number, mib) for number, mib in series if number >= after]
    if len(settled) < 2:
        return None
    return statistics.linear_regression(*zip(*settled, strict=True)).slope * 1000


def memory_table(series: Sequence[tuple[int, float]], after: int) -> tables.Table:
    """One line a sample, the slope in the title."""
    growth = slope(series, after)
    said = (
        "too few samples for a slope" if growth is None else f"{growth:+.2f} MiB per 1,000 pages after the first round"
    )
    return tables.Table(f"Resident memory, one process: {said}", ("pages", "MiB"), tuple(series))


@click.command("speed")
@options.root
@options.corpus
@click.option("--limit", type=click.IntRange(2), default=120, show_default=True, help="Pages to time, evenly spread.")
@click.option(
    "--repetitions", type=click.IntRange(1), default=3, show_default=True, help="Best of so many runs a page."
)
@click.option("--memory", type=click.IntRange(0), default=10_000, show_default=True, help="Pages of the memory run.")
@options.markdown
def command(
    root: Path, corpus_names: tuple[str, ...], limit: int, repetitions: int, memory: int, *, markdown: bool
) -> None:
    """Time whole extractions beside the peers', and watch memory over many pages."""
    pages = [page for corpus in runner.chosen_corpora(root, corpus_names) for page in corpus.pages]
    runner.be_quiet()
    entrants = contestants()
    runs = [entrant.run for entrant in entrants]
    timed = [page for page in pages[:: max(1, len(pages) // limit)][:limit] if fit(runs, page)]
    if len(timed) < 2:
        raise click.ClickException("fewer than two pages that every system gets through: nothing to compare")
    tables.show(time_table([entrant.name for entrant in entrants], race(runs, timed, repetitions)), markdown=markdown)
    tables.show(step_table(timed, repetitions), markdown=markdown)
    if memory and PROC_STATUS.exists():
        with multiprocessing.get_context("spawn").Pool(1) as one:
            series = one.apply(memory_series, (pages, memory, SAMPLE_EVERY))
        tables.show(memory_table(series, after=len(pages)), markdown=markdown)


if __name__ == "__main__":
    command()
