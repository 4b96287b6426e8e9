"""The work of `wellread demo`: serve the blog, crawl it, show what there is afterwards, on a screen."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import msgspec
from rich.console import Console
from rich.table import Table

from wellread.crawler.commands.crawl import crawl_blogs
from wellread.crawler.commands.crawl_options import CrawlOptions
from wellread.crawler.commands.report import write_report
from wellread.crawler.commands.report_options import ReportOptions
from wellread.crawler.demo import serve_demo_site
from wellread.crawler.logs import escape_unprintable
from wellread.crawler.runs.exit_status import CommandError, ExitCode
from wellread.output.record import ArticleRecord
from wellread.output.review.report_folder import INDEX
from wellread.output.schemas import render_schema

CONTACT = "demo@example.org"
OUTPUT_COLUMNS = 100  # where the output is no terminal
DATE_CHARS = len("2025-01-31")
MAX_ENTRIES_SHOWN = 1  # of a list in what is shown as JSON
MAX_CHARS_SHOWN = 44  # of a text in it
# The record that the README shows, and its keys.
SHOWN_PAGE = "/light-and-the-body-clock"
SHOWN_KEYS = (
    "url", "pageType", "headline", "authors", "datePublished", "dateModified", "sections", "fieldSources", "references",
    "signals", "dropped", "accounting",
)  # fmt: skip
QUERY = (
    "SELECT authors[1].name AS author, count(*) AS articles, sum(wordCount) AS words",
    "FROM read_articles('{file}') GROUP BY ALL ORDER BY words DESC LIMIT 2",
)


def run_demo(directory: Path) -> None:
    """Crawl the demo blog into `directory` and show what there is on standard output.

    Raises CommandError.
    """
    target, changes = directory / "articles.jsonl", directory / "changes.jsonl"
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CommandError(f"cannot write {target}: {error.strerror}", ExitCode.USAGE) from error
    # The blog is served at another address each time, so the state is of no use to the next run.
    with serve_demo_site() as base, TemporaryDirectory() as state:
        click.echo(f"Crawling the demo blog at {base}/blog", err=True)
        options = CrawlOptions(
            targets=(f"{base}/blog",), contact=CONTACT, output=str(target), changes=str(changes), state=Path(state),
            allow_private=True,
        )  # fmt: skip
        with _without_log():
            crawl_blogs(options)
        write_report(ReportOptions(source=Path(state), output=str(directory / "report"), title="The demo blog"))
    records = msgspec.json.Decoder(ArticleRecord).decode_lines(target.read_bytes())
    shown = next(record for record in records if str(record.url).endswith(SHOWN_PAGE))
    console = Console(highlight=False)
    width = console.width if console.is_terminal else OUTPUT_COLUMNS
    console = Console(highlight=False, width=width)
    for line in (
        f"All {len(records)} articles, the newest first:",
        _make_overview(records, width),
        f"Of the record of one of them, {len(SHOWN_KEYS)} keys with long values cut:",
        *_list_keys(shown, width),
        "The first change and the last line of the change feed:",
        *(_cut(_encode(_abridge(msgspec.json.decode(line))), width) for line in _read_ends(changes)),
        *_ask(target),
        f"All is in {directory}; to look at in a browser: {directory / 'report' / INDEX}",
    ):
        console.print(line, markup=False, soft_wrap=isinstance(line, str))


@contextmanager
def _without_log() -> Iterator[None]:
    """What a crawl logs where there is no terminal would fill the screen."""
    logging.disable(logging.INFO)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def _list_keys(record: ArticleRecord, width: int) -> Iterator[str]:
    """A line for each key that is shown."""
    values = msgspec.to_builtins(record)
    for key in SHOWN_KEYS:
        yield _cut(f'"{key}": {_encode(_abridge(values[key]))}', width)


def _encode(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _cut(text: str, width: int) -> str:
    return escape_unprintable(text if len(text) <= width else f"{text[: width - 1]}…")


def _read_ends(file: Path) -> tuple[bytes, bytes]:
    """The first line of a file and the last."""
    lines = file.read_bytes().splitlines()
    return lines[0], lines[-1]


def _ask(file: Path) -> Iterator[str]:
    """A query over the records, and its answer, if DuckDB is installed."""
    lines = [line.format(file=file.as_posix().replace("'", "''")) for line in QUERY]
    yield "A query over the file, and its answer:"
    yield from lines
    try:
        import duckdb
    except ImportError:
        yield "  not asked: pip install duckdb brings what answers it"
        return
    with duckdb.connect() as database:
        database.execute(render_schema("duckdb"))
        for row in database.execute("\n".join(lines)).fetchall():
            yield "  " + "  ".join(escape_unprintable(str(value)) for value in row)


def _abridge(value: object) -> object:
    """A value of JSON with long texts and lists cut, so that it fits on a line."""
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
    """A row for each article, the newest first. Names are cut before headlines where the terminal is narrow."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", expand=True, width=width)
    table.add_column("published", no_wrap=True)
    longest = max(len(record.headline or "") for record in records)
    table.add_column("headline", no_wrap=True, overflow="ellipsis", style="bold", min_width=min(longest, width // 2))
    table.add_column("by", no_wrap=True, overflow="ellipsis", ratio=1)
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
