"""How fast records are exported in each format and in how much memory, beside Scrapy's exporter."""

from __future__ import annotations

import multiprocessing
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from benchmarks import options, tables
from wellread.crawler.demo.site import build_site
from wellread.extractors import extract
from wellread.output.formats import format_names, load_format
from wellread.output.record import ArticleRecord, publish
from wellread.output.record_json import encode_record

PAGE = "/blog/light-and-the-body-clock"
ARTICLES_PER_SITE = 1000
# Those that encode records themselves; all others get them as they are stored, as `wellread export` does.
SCRAPY, ENCODING = "Scrapy's JsonLinesItemExporter", "jsonl, from records"


def make_records(count: int) -> Iterator[tuple[ArticleRecord, str]]:
    """Records of a page of the demo under other ids and sites, each with its JSON."""
    base = "https://demo.example"
    page = build_site(base)[PAGE].content
    template = publish(extract(page, url=base + PAGE), page)
    encoded = encode_record(template).decode()
    for number in range(count):
        name, site = f"{number:032x}", f"site-{number // ARTICLES_PER_SITE}.example"
        record = msgspec.structs.replace(template, article_id=name, site_id=site)
        renamed = encoded.replace(template.article_id, name)
        yield record, renamed.replace('"siteId":"demo.example"', f'"siteId":"{site}"')


def write_all(system: str, count: int, target: str) -> float:
    """Export so many records; gives the seconds of processor time that the export itself took."""
    if system == SCRAPY:
        return _write_with_scrapy(count, target)
    writer = load_format(system.partition(",")[0]).open_writer(target)
    busy = 0.0
    with writer:
        for record, encoded in make_records(count):
            begun = time.process_time()
            if system == ENCODING:
                writer.write(record)
            else:
                writer.write_json(encoded)
            busy += time.process_time() - begun
        begun = time.process_time()
        writer.commit()
    return busy + time.process_time() - begun


def _write_with_scrapy(count: int, target: str) -> float:
    from scrapy.exporters import JsonLinesItemExporter

    busy = 0.0
    with Path(target).open("wb") as stream:
        exporter = JsonLinesItemExporter(stream)  # type: ignore[arg-type]  # any binary file will do
        for record, _ in make_records(count):
            item = msgspec.to_builtins(record)  # what a spider of Scrapy yields
            begun = time.process_time()
            exporter.export_item(item)
            busy += time.process_time() - begun
    return busy


def measure(system: str, count: int) -> tuple[float, float]:
    """Records a second of processor time, and the peak memory of a process that does nothing else, in MB."""
    with tempfile.TemporaryDirectory(prefix="wellread-formats-") as folder:
        busy = write_all(system, count, str(Path(folder) / "articles"))
    return count / busy, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _measure_apart(system: str, count: int) -> tuple[float, float]:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(measure, (system, count))


@click.command("formats")
@click.option("--articles", type=click.IntRange(10), default=100_000, show_default=True, help="How many are written.")
@click.option("--format", "names", multiple=True, type=click.Choice(format_names()), help="Only these formats.")
@options.markdown
def command(articles: int, names: tuple[str, ...], *, markdown: bool) -> None:
    """Export records in each format: records a second of processor time, and peak memory.

    The memory is measured for a tenth of the articles as well: it must not grow with their number.
    """
    rows = []
    for system in (SCRAPY, ENCODING, *(names or format_names())):
        _, small = _measure_apart(system, articles // 10)
        rate, peak = _measure_apart(system, articles)
        rows.append((system, round(rate), round(small), round(peak)))
    columns = ("format", "records/s", f"peak MB at {articles // 10}", f"peak MB at {articles}")
    tables.show(tables.Table(f"Export of {articles} articles", columns, tuple(rows)), markdown=markdown)
