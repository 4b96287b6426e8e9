"""How fast a state delivers its snapshot and its change feed, and in how much memory."""

from __future__ import annotations

import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import click
from sqlalchemy import create_engine, insert, text

from benchmarks import options, tables
from benchmarks.formats import make_records
from wellread.crawler.commands.deliveries import write_changes, write_snapshot
from wellread.crawler.ledger import DATABASE_FILE, Ledger
from wellread.crawler.ledger.schema import articles, changes, fetches, revisions, urls
from wellread.output.atomic import AtomicFile
from wellread.output.formats.jsonl import JsonLinesWriter

START = "https://demo.example/blog"
_ROWS_PER_INSERT = 1000
Row = dict[str, object]


def fill(folder: Path, count: int) -> None:
    """Write a state of so many articles, as one crawl would leave it."""
    with Ledger.in_folder(folder) as ledger:
        ledger.begin_run(START).end()
    engine = create_engine(f"sqlite:///{folder / DATABASE_FILE}")
    with engine.begin() as connection:
        page = {
            "id": 1, "site": 1, "url": START, "kind": "page", "source": "listing", "depth": 0, "found_at": 0.0,
            "found_in": 1, "state": "done", "rank": 2, "attempts": 0, "not_before": 0.0, "reason": "", "failures": 0,
            "visits": 0.0, "changes": 0.0, "span": 0.0, "interval": 0.0,
        }  # fmt: skip
        fetch = {"id": 1, "run": 1, "url": 1, "at": 0.0, "outcome": "article", "reason": "", "size": 0}
        connection.execute(insert(urls).values(page))
        connection.execute(insert(fetches).values(fetch))
        rows: list[tuple[Row, Row, Row]] = []
        for number, (record, encoded) in enumerate(make_records(count), 1):
            name = record.article_id
            article: Row = {
                "id": name, "site": 1, "url": 1, "first_seen": name, "canonical": name, "revision": number,
                "content_hash": name, "paywalled": False, "found_at": 0.0,
            }  # fmt: skip
            common: Row = {"article": name, "change": "new", "at": 0.0}
            revision = common | {"id": number, "revision_id": name, "run": 1, "fetch": 1, "record": encoded}
            rows.append((article, revision, common | {"revision": number}))
            if len(rows) == _ROWS_PER_INSERT or number == count:
                for table, values in zip((articles, revisions, changes), zip(*rows, strict=True), strict=True):
                    connection.execute(insert(table), list(values))
                rows = []
    engine.dispose()


def change_some(folder: Path) -> None:
    """Give every hundredth article another headline."""
    engine = create_engine(f"sqlite:///{folder / DATABASE_FILE}")
    with engine.begin() as connection:
        replaced = 'replace(record, \'"headline":"\', \'"headline":"New: \')'
        connection.execute(text(f"UPDATE revisions SET record = {replaced} WHERE id % 100 = 50"))  # noqa: S608
    engine.dispose()


def deliver_snapshot(ledger: Ledger, folder: Path) -> None:
    """Write the snapshot, beside one that may be there."""
    with JsonLinesWriter(str(folder / "articles.jsonl"), keeps_same=True) as writer:
        write_snapshot(ledger, [START], writer)


def deliver_changes(ledger: Ledger, folder: Path) -> None:
    """Write the change feed."""
    with AtomicFile(str(folder / "changes.jsonl")) as file:
        write_changes(ledger, file)


DELIVERIES: dict[str, Callable[[Ledger, Path], None]] = {
    "snapshot, new": deliver_snapshot,
    "snapshot, the same": deliver_snapshot,
    "snapshot, 1 % changed": deliver_snapshot,
    "change feed, from the start": deliver_changes,
}


def measure(delivery: str, folder: Path) -> tuple[float, float]:
    """Seconds of processor time, and the peak memory of a process that does nothing else, in MB."""
    with Ledger.in_folder(folder) as ledger:
        begun = time.process_time()
        DELIVERIES[delivery](ledger, folder)
        seconds = time.process_time() - begun
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _measure_all(count: int) -> dict[str, tuple[float, float]]:
    found = {}
    with tempfile.TemporaryDirectory(prefix="wellread-deliveries-") as name:
        folder = Path(name)
        fill(folder, count)
        for delivery in DELIVERIES:
            if "changed" in delivery:
                change_some(folder)
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                found[delivery] = pool.apply(measure, (delivery, folder))
    return found


@click.command("deliveries")
@click.option(
    "--articles", "count", type=click.IntRange(1000), default=100_000, show_default=True, help="In the state."
)
@options.markdown
def command(count: int, *, markdown: bool) -> None:
    """Deliver the snapshot and the change feed: articles a second of processor time, and peak memory.

    The memory is measured for a tenth of the articles as well: it must not grow with their number.
    """
    small, whole = _measure_all(count // 10), _measure_all(count)
    rows = tuple(
        (delivery, round(count / seconds), round(small[delivery][1]), round(peak))
        for delivery, (seconds, peak) in whole.items()
    )
    columns = ("delivery", "articles/s", f"peak MB at {count // 10}", f"peak MB at {count}")
    tables.show(tables.Table(f"Deliveries of {count} articles", columns, rows), markdown=markdown)
