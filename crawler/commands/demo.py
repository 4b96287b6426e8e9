"""The work of `wellread demo`: serve the blog, crawl it, show the records."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import click
import msgspec
from rich.console import Console
from rich.table import Table

from wellread.crawler.commands.crawl import crawl_blogs
from wellread.crawler.commands.crawl_options import CrawlOptions
from wellread.crawler.demo import serve_demo_site
from wellread.crawler.logs import escape_unprintable
from wellread.crawler.runs.exit_status import CommandError, ExitCode
from wellread.output.record import ArticleRecord

CONTACT = "demo@example.org"
MAX_TABLE_COLUMNS = 110  # characters
DATE_CHARS = len("2025-01-31")
MAX_ENTRIES_SHOWN = 2  # of a list in the record that is shown
MAX_CHARS_SHOWN = 90  # of a text in it


def run_demo(directory: Path) -> None:
    """Crawl the demo blog into `directory` and show the records on standard output.

    Raises CommandError.
    """
    target = directory / "articles.jsonl"
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CommandError(f"cannot write {target}: {error.strerror}", ExitCode.USAGE) from error
    # The blog is served at another address each time, so the state is of no use to the next run.
    with serve_demo_site() as base, TemporaryDirectory() as state:
        click.echo(f"Crawling the demo blog at {base}/blog", err=True)
        options = CrawlOptions(
            targets=(f"{base}/blog",), contact=CONTACT, output=str(target), state=Path(state), allow_private=True
        )
        crawl_blogs(options)
    records = msgspec.json.Decoder(ArticleRecord).decode_lines(target.read_bytes())
    shortest = min(records, key=lambda record: record.word_count)
    console = Console(highlight=False)
    # The record before the list: what comes last stays in sight.
    console.print("\nOne record, with long lists and texts cut:\n")
    console.print_json(data=_abridge(msgspec.to_builtins(shortest)))
    console.print(f"\nAll {len(records)}, the newest first:\n")
    console.print(_make_overview(records, min(console.width, MAX_TABLE_COLUMNS)))
    console.print(f"\nThe records are in {target}, one JSON object a line.", soft_wrap=True)
    console.print('What was left out of each article, and why, is under "dropped".', soft_wrap=True)


def _abridge(value: object) -> object:
    """A value of JSON with long texts and lists cut, so that it fits on a screen or two."""
    match value:
        case str() if len(value) > MAX_CHARS_SHOWN:
            return value[:MAX_CHARS_SHOWN] + " …"
        case dict():
            return {key: _abridge(entry) for key, entry in value.items()}
        case list() | tuple() if len(value) > MAX_ENTRIES_SHOWN:
            return [*map(_abridge, value[:MAX_ENTRIES_SHOWN]), f"… and {len(value) - MAX_ENTRIES_SHOWN} more"]
        case list() | tuple():
            return [_abridge(entry) for entry in value]
        case _:
            return value


def _make_overview(records: list[ArticleRecord], width: int) -> Table:
    """A row for each article, the newest first.

    Headlines and names are cut where the terminal is narrow.
    """
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", expand=True, width=width)
    table.add_column("published", no_wrap=True)
    table.add_column("headline", no_wrap=True, overflow="ellipsis", style="bold", ratio=3)
    table.add_column("by", no_wrap=True, overflow="ellipsis", ratio=2)
    table.add_column("words", justify="right", no_wrap=True)
    table.add_column("dropped", justify="right", no_wrap=True)
    for record in sorted(records, key=lambda record: record.date_published or "", reverse=True):
        table.add_row(
            (record.date_published or "")[:DATE_CHARS],
            escape_unprintable(record.headline or ""),
            escape_unprintable(", ".join(author.name for author in record.authors)),
            str(record.word_count),
            f"{len(record.dropped)} blocks",
        )
    return table
