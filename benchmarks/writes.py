"""How many visits a second the ledger takes: on SQLite, or on a server with several crawls at once."""

from __future__ import annotations

import multiprocessing
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Barrier
from pathlib import Path

import click
import msgspec
from sqlalchemy import make_url

from benchmarks import options, tables
from benchmarks.blog import Blog
from benchmarks.processes import PROC, read_processor_seconds
from wellread import extract
from wellread.crawler.ledger import (
    ArticleCandidate,
    DiscoveredLinks,
    FetchedResponse,
    Ledger,
    Outcome,
    VisitResult,
)
from wellread.crawler.spiders.visit_batch import MAX_VISITS
from wellread.output.record import publish
from wellread.output.record_json import encode_record

BATCHES = (1, 8, MAX_VISITS)  # visits in one transaction
_SPAWN = multiprocessing.get_context("spawn")


def make_results(base: str, count: int) -> list[VisitResult]:
    """What visits to so many articles come to: one that was read, with another text each time."""
    html = Blog(1, base).article(0)
    article = extract(html, url=f"{base}/blog/article-0")
    results = []
    for number in range(count):
        url = f"{base}/blog/article-{number}"
        changed = msgspec.structs.replace(article, url=url, content_hash=f"{number:064x}")
        candidate = ArticleCandidate(url, publish(changed, html))
        response = FetchedResponse(200, len(html), f"{number:064x}")
        results.append(VisitResult(Outcome.ARTICLE, candidate=candidate, response=response))
    return results


def write(url: str, crawl: int, pages: int, barrier: Barrier, used: SimpleQueue[float]) -> None:
    """Be a crawl that ends visits as fast as the ledger takes them: for each of BATCHES on a site of its own.

    Puts the seconds of processor time that it has used into `used`.
    """
    for batch in BATCHES:
        base = f"https://site-{crawl}-{batch}-{time.time_ns()}.example"
        results = make_results(base, pages)
        with Ledger(url) as ledger:
            run = ledger.begin_run(f"{base}/blog")
            names = tuple(f"{base}/blog/article-{each}" for each in range(pages))
            run.frontier.discover(DiscoveredLinks(names, "sitemaps"))
            leases = run.queue.lease(pages)
            barrier.wait()
            begun = time.process_time()
            for at in range(0, pages, batch):
                run.visits.finish_all(list(zip(leases[at : at + batch], results[at : at + batch], strict=True)))
            used.put(time.process_time() - begun)
            barrier.wait()
            barrier.wait()


def measure(url: str, crawls: int, pages: int) -> Iterator[tuple[float, float, float]]:
    """For each of BATCHES: visits a second of all crawls, and ms of processor time a visit, theirs and the server's."""
    barrier, used = _SPAWN.Barrier(crawls + 1), _SPAWN.SimpleQueue()
    processes = [
        _SPAWN.Process(target=write, args=(url, each, pages, barrier, used), daemon=True) for each in range(crawls)
    ]
    for process in processes:
        process.start()
    for _ in BATCHES:
        barrier.wait()
        begun, server = time.monotonic(), read_server_time(url)
        barrier.wait()
        seconds, server = time.monotonic() - begun, read_server_time(url) - server
        barrier.wait()
        visits = crawls * pages
        yield visits / seconds, 1000 * sum(used.get() for _ in processes) / visits, 1000 * server / visits
    for process in processes:
        process.join()


def read_server_time(url: str) -> float:
    """Seconds that the processes of a Postgres server on this machine have computed for a database; 0 without one."""
    name, total = make_url(url).database or "", 0.0
    for folder in PROC.glob("[0-9]*"):
        with suppress(OSError):
            words = (folder / "cmdline").read_text().split()
            if words[:1] == ["postgres:"] and name in words:
                total += read_processor_seconds(int(folder.name))
    return total


@click.command("writes")
@click.option(
    "--database", metavar="URL", help="An empty database: postgresql://...  [default: SQLite in a new folder]"
)
@click.option(
    "--pages", type=click.IntRange(1), default=500, show_default=True, help="How many visits each crawl ends."
)
@options.markdown
def command(database: str | None, pages: int, *, markdown: bool) -> None:
    """End visits that have found a new article, in transactions of one and of more; on a server, in several crawls."""
    with tempfile.TemporaryDirectory(prefix="wellread-writes-") as name:
        url = database or f"sqlite:///{Path(name) / 'state.sqlite3'}"
        Ledger(url).close()
        size = len(encode_record(make_results("https://site.example", 1)[0].candidate.record))  # type: ignore[union-attr]
        rows = [
            (crawls, batch, round(speed), round(ours, 1), round(server, 1))
            for crawls in ((1, 2, 4) if database else (1,))
            for batch, (speed, ours, server) in zip(BATCHES, measure(url, crawls, pages), strict=True)
        ]
    title = f"New articles a second, records of {size / 1000:.0f} KB"
    columns = ("crawls", "visits in a transaction", "visits/s", "processor ms a visit", "of the server")
    tables.show(tables.Table(title, columns, tuple(rows)), markdown=markdown)
