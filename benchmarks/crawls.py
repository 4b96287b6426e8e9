"""How fast a crawl is, and how large: a generated blog on loopback, beside Scrapy alone and the crawls of peers.

With `--extraction free` the workers answer at once (`free_extraction.py`): what is left is the cost of crawling.
"""

from __future__ import annotations

import importlib.util
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from benchmarks import options, tables
from benchmarks.blog import ROOT, Running, Sent, running
from benchmarks.processes import Watched, watch
from wellread.crawler.ledger import Ledger

PEERS = {"trafilatura": "trafilatura", "news-please": "newsplease"}  # name -> module
BARE = "Scrapy alone, fetches only"
OURS = "ours, first run"
OURS_WITHOUT_EXTRACTION = "ours, extraction free"
# No waiting, and as many connections as Scrapy opens by itself: on loopback there is nobody to be polite to.
IN_HASTE = (
    "AUTOTHROTTLE_ENABLED=0", "CONCURRENT_REQUESTS_PER_DOMAIN=16", "ALLOW_PRIVATE=1", "LOG_LEVEL=ERROR",
    "CONCURRENT_REQUESTS=64",  # those that wait for the disk, a worker and the database count as well
    "ITEM_PIPELINES={}",  # as `wellread crawl`: nobody takes the items
)  # fmt: skip


@dataclass(frozen=True)
class Crawl:
    """A finished crawl, and what the server sent for it."""

    name: str
    took: Watched
    sent: Sent

    @property
    def rate(self) -> float:
        """Articles a second."""
        return self.sent.articles / self.took.seconds

    def row(self, alone: Crawl) -> tuple[tables.Cell, ...]:
        """Its line in the table, beside Scrapy alone."""
        articles = self.sent.articles
        return (
            self.name,
            articles,
            self.took.seconds,
            self.rate,
            self.rate / alone.rate,
            self.took.cpu / articles * 1000 if articles else None,
            self.took.cpu_of_root / articles * 1000 if articles else None,
            self.took.peak,
            self.sent.bytes / 1e6,
            self.sent.bytes / alone.sent.bytes,
        )


COLUMNS = (
    "crawl", "pages", "seconds", "pages/s", "of Scrapy's rate", "CPU ms/page", "of the parent", "peak MiB", "MB sent",
    "of all bytes",
)  # fmt: skip


def crawl(blog: Running, name: str, command: Sequence[str]) -> Crawl:
    """Run a command that crawls."""
    before = blog.sent()
    took = watch(command, {"WELLREAD_CONTACT": "benchmark@example.org", "PYTHONPATH": str(ROOT)})
    return Crawl(name, took, blog.sent_since(before))


def _scrapy(*arguments: str, module: str = "scrapy") -> list[str]:
    return [sys.executable, "-m", module, *arguments]


def bare(blog: Running, size: int) -> Crawl:
    """The same pages, fetched by Scrapy as it comes."""
    spider = str(ROOT / "benchmarks" / "bare.py")
    settings = ("-s", "CONCURRENT_REQUESTS_PER_DOMAIN=16", "-s", "LOG_LEVEL=ERROR", "-s", "DOWNLOAD_DELAY=0")
    # Without a project: the settings of this one would hold.
    command = _scrapy("runspider", spider, "-a", f"base={blog.base}", "-a", f"limit={size}", *settings)
    return crawl(blog, BARE, ["env", "SCRAPY_PROJECT=none", *command])


def ours(blog: Running, name: str, folder: Path, module: str = "scrapy") -> Crawl:
    """A crawl with archive and ledger; `module` is the command line of Scrapy, or of one that differs from it."""
    settings = [word for setting in (*IN_HASTE, f"STATE={folder}") for word in ("-s", setting)]
    spider = ("-a", f"url={blog.base}/blog", "-a", "max_pages=1000000")
    return crawl(blog, name, _scrapy("crawl", "blog", *spider, *settings, module=module))


def peer(blog: Running, name: str, size: int) -> Crawl | None:
    """A peer's way to fetch and extract; None where it is not installed."""
    if importlib.util.find_spec(PEERS[name]) is None:
        click.echo(f"{name} is not installed: skipped", err=True)
        return None
    return crawl(blog, name, [sys.executable, "-m", "benchmarks.bulk", name, blog.base, str(size)])


def memory_table(took: Watched, rows: int = 10) -> tables.Table:
    """Memory over the time of a crawl."""
    step = max(1, len(took.memory) // rows)
    return tables.Table("Memory of our first run, all its processes", ("seconds", "MiB"), tuple(took.memory[::step]))


@click.command("crawl")
@click.option("--size", type=click.IntRange(100), default=10_000, show_default=True, help="Articles of the blog.")
@click.option("--peer-size", type=click.IntRange(10), default=300, show_default=True, help="Pages that peers read.")
@click.option(
    "--extraction",
    type=click.Choice(["full", "free"]),
    default="full",
    show_default=True,
    help="Whether pages are read, or answered for at once.",
)
@options.markdown
def command(size: int, peer_size: int, extraction: str, *, markdown: bool) -> None:
    """Crawl a generated blog on loopback: how fast, how large, and what a second run asks for."""
    with tempfile.TemporaryDirectory() as folder, running(size) as blog:
        alone = bare(blog, size)
        if extraction == "free":
            crawls = [ours(blog, OURS_WITHOUT_EXTRACTION, Path(folder), "benchmarks.free_extraction")]
        else:
            crawls = _crawl_fully(blog, size, peer_size, Path(folder))
    title = f"Crawls of a blog of {size} pages of 50 KB on loopback, {os.cpu_count()} processors"
    tables.show(tables.Table(title, COLUMNS, tuple(one.row(alone) for one in (alone, *crawls))), markdown=markdown)
    tables.show(memory_table(crawls[0].took), markdown=markdown)


def _crawl_fully(blog: Running, size: int, peer_size: int, folder: Path) -> list[Crawl]:
    first = ours(blog, OURS, folder)
    again = ours(blog, "ours, nothing has changed", folder)
    blog.change(max(1, size // 100))
    changed = ours(blog, "ours, 1 % has changed", folder)
    with Ledger.in_folder(folder, read_only=True) as ledger:
        click.echo(f"{sum(1 for _ in ledger.articles.iter_current())} articles in the ledger", err=True)
    others = [found for name in PEERS if (found := peer(blog, name, min(peer_size, size)))]
    return [first, again, changed, *others]
