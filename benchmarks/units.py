"""Re-extraction of the archives of several sites with `wellread extract --jobs 1` and more, on the same archives."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from benchmarks import options, tables
from benchmarks.blog import Blog
from wellread.crawler.archive import ArchiveWriter, FetchContext, HttpExchange, RawHeaders

_HEADERS = RawHeaders(b"GET / HTTP/1.1\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n")
_BEGAN = datetime(2026, 3, 1, tzinfo=UTC)
_TICKS = os.sysconf("SC_CLK_TCK")


def archive_site(folder: Path, number: int, pages: int) -> None:
    """The archive of a crawl over a site of so many articles."""
    blog = Blog(pages, f"https://site-{number}.example")
    context = FetchContext("page", _BEGAN.isoformat(timespec="microseconds"), f"{blog.base}/blog")
    with ArchiveWriter(folder / f"site-{number}", token=1) as writer:
        for page in range(pages):
            at, url = _BEGAN + timedelta(seconds=page), f"{blog.base}/blog/article-{page}"
            writer.write_exchange(HttpExchange(url, at, 200, _HEADERS, blog.article(page), fetch_context=context))


@dataclass
class Usage:
    """What the processes of a session have used: processor time by process, and the most memory of all together."""

    seconds: dict[int, float] = field(default_factory=dict)
    peak_bytes: int = 0

    def look(self, session: int) -> None:
        """Look at all of them now."""
        total = 0
        for path in Path("/proc").iterdir():
            try:
                fields = (path / "stat").read_text().rpartition(")")[2].split() if path.name.isdecimal() else []
            except OSError:
                continue
            if fields and int(fields[3]) == session:
                self.seconds[int(path.name)] = (int(fields[11]) + int(fields[12])) / _TICKS
                total += int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
        self.peak_bytes = max(self.peak_bytes, total)


def extract(archive: Path, output: Path, jobs: int) -> tuple[float, Usage]:
    """Seconds that the command has taken, and what it has used."""
    command = [sys.executable, "-m", "wellread", "extract", str(archive), "-o", str(output), "--jobs", str(jobs)]
    usage, begun = Usage(), time.monotonic()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)  # noqa: S603
    while process.poll() is None:
        usage.look(process.pid)
        time.sleep(0.05)
    if process.returncode:
        raise click.ClickException(f"extract --jobs {jobs} ended with exit code {process.returncode}")
    return time.monotonic() - begun, usage


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
        start_up, _ = extract(folder / "one", folder / "one.jsonl", 1)
        rows: list[tuple[tables.Cell, ...]] = []
        speeds, costs, outputs = [], [], []
        for count in (1, jobs):
            output = folder / f"{count}.jsonl"
            seconds, usage = extract(folder / "all", output, count)
            speeds.append(sites * pages / seconds)
            costs.append(sum(usage.seconds.values()) / sites / pages)
            outputs.append(output.read_bytes())
            memory = round(usage.peak_bytes / 2**20)
            rows.append((f"--jobs {count}", round(speeds[-1], 1), round(costs[-1] * 1000, 1), memory))
        rows.append(("efficiency", round(speeds[1] / speeds[0] / jobs, 2), round(costs[0] / costs[1], 2), None))
        rows.append((f"start-up: {start_up:.1f} s", None, None, None))
    columns = ("", "pages/s", "processor ms a page", "memory of all processes, MB")
    tables.show(
        tables.Table(f"Archives of {sites} sites with {pages} pages each", columns, tuple(rows)), markdown=markdown
    )
    if outputs[0] != outputs[1]:
        raise click.ClickException("the records are not the same")
