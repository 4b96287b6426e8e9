"""The work of `wellread demo`: serve the blog, crawl it, show what came of it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import click
import msgspec
from rich.console import Console
from rich.table import Table

from wellread.crawler.commands.crawl import Order, crawl_sites
from wellread.crawler.demo import serve_demo_site
from wellread.crawler.logs import escape_unprintable
from wellread.crawler.runs.exit_codes import ExitCode, Stop
from wellread.crawler.sites import site_from_url
from wellread.output.record import ArticleRecord

CONTACT = "demo@example.org"
WIDEST = 110
DAY = len("2025-01-31")
SHOWN = 2  # of a list
LONGEST = 90  # of a text


def demonstrate(directory: Path) -> None:
    """Crawl the demo blog into `directory` and show the records on standard output."""
    target = directory / "articles.jsonl"
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Stop(f"cannot write {target}: {error.strerror}", ExitCode.USAGE) from error
    # The blog is served at another address each time: what is remembered of it is of no use to the next run.
    with serve_demo_site() as base, TemporaryDirectory() as state:
        click.echo(f"Crawling the demo blog at {base}/blog", err=True)
        site = site_from_url(f"{base}/blog", CONTACT)
        crawl_sites(Order((site,), str(target), Path(state), allow_private=True))
    records = msgspec.json.Decoder(ArticleRecord).decode_lines(target.read_bytes())
    shortest = min(records, key=lambda record: record.word_count)
    console = Console(highlight=False)
    # The long one first: what stands last is what is on the screen.
    console.print("\nOne record, its long lists and texts cut:\n")
    console.print_json(data=_glimpse(msgspec.to_builtins(shortest)))
    console.print(f"\nAll {len(records)}, the newest first:\n")
    console.print(_overview(records, min(console.width, WIDEST)))
    console.print(f"\nThe records are in {target}, one JSON object a line.", soft_wrap=True)
    console.print('What was left out of each article, and why, is under "dropped".', soft_wrap=True)


def _glimpse(value: object) -> object:
    """The value in the size of a screen or two."""
    match value:
        case str() if len(value) > LONGEST:
            return value[:LONGEST] + " …"
        case dict():
            return {key: _glimpse(entry) for key, entry in value.items()}
        case list() | tuple() if len(value) > SHOWN:
            return [*map(_glimpse, value[:SHOWN]), f"… and {len(value) - SHOWN} more"]
        case list() | tuple():
            return [_glimpse(entry) for entry in value]
        case _:
            return value


def _overview(records: list[ArticleRecord], width: int) -> Table:
    """One line for each article, the newest first. Titles and names give way where the terminal is narrow."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", expand=True, width=width)
    table.add_column("published", no_wrap=True)
    table.add_column("headline", no_wrap=True, overflow="ellipsis", style="bold", ratio=3)
    table.add_column("by", no_wrap=True, overflow="ellipsis", ratio=2)
    table.add_column("words", justify="right", no_wrap=True)
    table.add_column("dropped", justify="right", no_wrap=True)
    for record in sorted(records, key=lambda record: record.date_published or "", reverse=True):
        table.add_row(
            (record.date_published or "")[:DAY],
            escape_unprintable(record.headline or ""),
            escape_unprintable(", ".join(author.name for author in record.authors)),
            str(record.word_count),
            f"{len(record.dropped)} blocks",
        )
    return table
