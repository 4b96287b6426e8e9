"""How soon a crawl with a large frontier fetches its first page, and how much memory it takes for it."""

from __future__ import annotations

import os
import re
import signal
import sys
import tempfile
import time
from pathlib import Path

import click

from benchmarks import options, tables
from benchmarks.kills import Blog, serving, started
from benchmarks.processes import read_processor_seconds
from wellread.crawler.ledger import DiscoveredLinks, Ledger, UrlKind

WATCHED = 300  # pages, while the memory is looked at
FIRST_WITHIN = 5.0  # seconds
MEGABYTES = 200
_PEAK = re.compile(r"VmHWM:\s+(\d+) kB")


def fill(blog: Blog, folder: Path) -> None:
    """A ledger in which every article of the blog waits to be visited."""
    with Ledger.in_folder(folder / "state") as ledger:
        run = ledger.begin_run(f"{blog.base}/blog")
        run.set_home_url(f"{blog.base}/blog")
        names = sorted(blog.urls())
        for at in range(0, len(names), 10_000):
            run.frontier.discover(DiscoveredLinks(tuple(names[at : at + 10_000]), "sitemaps", UrlKind.PAGE, 1))


def watched(blog: Blog, folder: Path) -> tuple[float, float, float]:
    """Seconds until the first page was asked for, by the clock and of the crawl's own processor time, and the peak of
    its own memory in MB over WATCHED pages.
    """
    begun = time.monotonic()
    process = started(blog, folder)
    first = busy = 0.0
    while process.poll() is None and blog.asked.total() < WATCHED:
        if not first and blog.asked["/blog"]:
            first, busy = time.monotonic() - begun, read_processor_seconds(process.pid)
        time.sleep(0.01)
    status = Path(f"/proc/{process.pid}/status")
    peak = _PEAK.search(status.read_text(encoding="ascii")) if status.exists() else None
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if peak is None:
        raise click.ClickException((folder / "log.txt").read_text(encoding="utf-8", errors="replace")[-2000:])
    return first, busy, int(peak[1]) / 1024


@click.command("frontier")
@click.option("--pages", type=click.IntRange(1), default=100_000, show_default=True, help="How many URLs are waiting.")
@options.markdown
def command(pages: int, *, markdown: bool) -> None:
    """Start a crawl with many URLs waiting; time to its first page, and memory.

    Ends with exit code 1 if the memory is beyond its limit. The time depends on the machine and is only shown.
    """
    blog = Blog(pages)
    with tempfile.TemporaryDirectory(prefix="wellread-frontier-") as name, serving(blog):
        fill(blog, Path(name))
        first, busy, peak = watched(blog, Path(name))
    rows = (
        ("seconds to the first page", round(first, 1), f"{FIRST_WITHIN}"),
        ("of them computing", round(busy, 1), "-"),
        ("peak MB", round(peak), f"{MEGABYTES}"),
    )
    tables.show(tables.Table(f"{pages} URLs waiting", ("what", "figure", "limit"), rows), markdown=markdown)
    if peak > MEGABYTES:
        sys.exit(1)
