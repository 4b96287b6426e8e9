"""Re-extraction of the archives of several sites with `wellread extract --jobs 1` and more, on the same archives."""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from benchmarks import options, tables
from benchmarks.blog import Blog
from benchmarks.processes import Watched, watch
from wellread.crawler.archive import ArchiveWriter, HttpExchange, RawHeaders, VisitContext

_HEADERS = RawHeaders(b"GET / HTTP/1.1\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n")
_BEGAN = datetime(2026, 3, 1, tzinfo=UTC)


def archive_site(folder: Path, number: int, pages: int) -> None:
    """The archive of a crawl over a site of so many articles."""
    blog = Blog(pages, f"https://site-{number}.example")
    context = VisitContext("page", _BEGAN.isoformat(timespec="microseconds"), f"{blog.base}/blog")
    with ArchiveWriter(folder / f"site-{number}", token=1) as writer:
        for page in range(pages):
            at, url = _BEGAN + timedelta(seconds=page), f"{blog.base}/blog/article-{page}"
            writer.write_exchange(HttpExchange(url, at, 200, _HEADERS, blog.article(page), fetch_context=context))


def extract(archive: Path, output: Path, jobs: int) -> Watched:
    """What the command takes."""
    command = [sys.executable, "-m", "wellread", "extract", str(archive), "-o", str(output), "--jobs", str(jobs)]
    return watch(command, every=0.1)


@click.command("units")
@click.option("--sites", type=click.IntRange(1), default=4, show_default=True, help="How many sites there are.")
@click.option("--pages", type=click.IntRange(1), default=250, show_default=True, help="How many articles each has.")
@click.option("--jobs", type=click.IntRange(2), default=2, show_default=True, help="What is measured beside one.")
@options.markdown
def command(sites: int, pages: int, jobs: int, *, markdown: bool) -> None:
    """Extract the archives of sites with one job and with several; the records must be the same.

    The efficiency is 1 if N jobs read N times as many pages in the same time as one, or, by processor time, if they use
    no more of it. Start-up is the same command over a single page.
    """
    with tempfile.TemporaryDirectory(prefix="wellread-units-") as name:
        folder = Path(name)
        archive_site(folder / "one", 0, 1)
        for number in range(sites):
            archive_site(folder / "all", number, pages)
        start_up = extract(folder / "one", folder / "one.jsonl", 1).seconds
        rows: list[tuple[tables.Cell, ...]] = []
        speeds, costs, outputs = [], [], []
        for count in (1, jobs):
            output = folder / f"{count}.jsonl"
            took = extract(folder / "all", output, count)
            speeds.append(sites * pages / took.seconds)
            costs.append(took.cpu / sites / pages)
            outputs.append(output.read_bytes())
            rows.append((f"--jobs {count}", round(speeds[-1], 1), round(costs[-1] * 1000, 1), round(took.peak)))
        rows.append(("efficiency", round(speeds[1] / speeds[0] / jobs, 2), round(costs[0] / costs[1], 2), None))
        rows.append((f"start-up: {start_up:.1f} s", None, None, None))
    columns = ("", "pages/s", "processor ms a page", "peak MiB of all processes")
    tables.show(
        tables.Table(f"Archives of {sites} sites with {pages} pages each", columns, tuple(rows)), markdown=markdown
    )
    if outputs[0] != outputs[1]:
        raise click.ClickException("the records are not the same")
