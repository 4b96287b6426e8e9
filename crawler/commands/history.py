"""The work of `wellread history` and `wellread diff`: the states of an article, and what differs between two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from wellread.crawler.commands.diff_text import describe_diff
from wellread.crawler.commands.ledger_errors import ledger_errors
from wellread.crawler.ledger import Ledger
from wellread.crawler.logs import escape_unprintable
from wellread.crawler.runs.exit_status import CommandError, ExitCode
from wellread.crawler.runs.state_folder import StateFolder
from wellread.output.article_diff import compare_articles
from wellread.output.changes import ArticleChange
from wellread.output.record import ArticleRecord
from wellread.output.record_json import decode_record

_SHOWN_ID_CHARS = 12  # of a revision: enough to name it to `diff`


def show_history(state: Path, name: str, *, as_json: bool) -> None:
    """List what has become of the article with this id or URL, on standard output. Raises CommandError."""
    with _open(state) as ledger:
        changes = list(ledger.articles.iter_history(_find_article(ledger, name).article_id))
        rows = [_describe_change(ledger, change) for change in changes]
    if as_json:
        for row in rows:
            click.echo(msgspec.json.encode(row))
        return
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    for title in ("when", "change", "revision", "words", "what"):
        table.add_column(title, no_wrap=title != "what", justify="right" if title == "words" else "left")
    for row in rows:
        what = escape_unprintable(row["reason"] or ", ".join(row["fields"]))
        revision = str(row["revisionId"])[:_SHOWN_ID_CHARS]
        table.add_row(row["changedAt"], row["change"], revision, str(row["wordCount"]), Text(what))
    Console(highlight=False).print(table)


def show_diff(state: Path, names: Sequence[str], *, as_json: bool) -> None:
    """Show what differs between two states of an article, on standard output.

    `names` are two revisions or files of one record, or the id or URL of an article, whose last two states are
    compared. Raises CommandError.
    """
    before, after = _find_states(state, names)
    diff = compare_articles(before, after)
    if as_json:
        named = {"articleId": after.article_id, "before": before.revision_id, "after": after.revision_id}
        click.echo(msgspec.json.encode(named | msgspec.to_builtins(diff)))
        return
    console = Console(highlight=False)
    for line in describe_diff(diff):
        console.print(line, soft_wrap=True)
    if not diff:
        console.print("no difference")


def _describe_change(ledger: Ledger, change: ArticleChange) -> dict[str, Any]:
    encoded = change.article_json or ledger.articles.find_revision(change.revision_id)
    record = decode_record(encoded) if encoded else None
    return {
        "changedAt": change.changed_at,
        "change": change.change,
        "revisionId": change.revision_id,
        "headline": record.headline if record else None,
        "wordCount": record.word_count if record else None,
        "extractorVersion": record.extractor_version if record else None,
        "fields": change.fields,
        "reason": change.reason,
    }


def _find_states(state: Path, names: Sequence[str]) -> tuple[ArticleRecord, ArticleRecord]:
    if len(names) == 2:
        before, after = (_find_state(state, name) for name in names)
        return before, after
    with _open(state) as ledger:
        found = [one.article for one in ledger.articles.iter_revisions(_find_article(ledger, names[0]).article_id)]
    if len(found) < 2:
        raise CommandError(f"{names[0]}: it has one state only, and nothing to compare it with", ExitCode.USAGE)
    return found[-2], found[-1]


def _find_state(state: Path, name: str) -> ArticleRecord:
    """The record of a revision, or the only one in a file."""
    if _is_file(Path(name)):
        return _read_record(Path(name))
    if not re.fullmatch(r"[0-9a-f]{4,32}", name):
        raise CommandError(f"{name}: neither a file nor a revision; 'wellread history' lists those", ExitCode.USAGE)
    with _open(state) as ledger:
        found = ledger.articles.find_revision(name)
    if found is None:
        raise CommandError(f"{name}: no revision has this id, or several have ids that begin so", ExitCode.USAGE)
    return decode_record(found)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # as for a name that is too long
        return False


def _read_record(file: Path) -> ArticleRecord:
    try:
        return decode_record(file.read_text(encoding="utf-8").strip())
    except (OSError, ValueError) as error:  # which those of msgspec and of decoding are
        raise CommandError(f"{file}: it does not hold one record: {error}", ExitCode.USAGE) from error


def _find_article(ledger: Ledger, name: str) -> ArticleRecord:
    found = ledger.articles.find(name)
    if found is None:
        raise CommandError(f"{escape_unprintable(name)}: no article has this URL or id", ExitCode.USAGE)
    return decode_record(found)


@contextmanager
def _open(state: Path) -> Iterator[Ledger]:
    with ledger_errors(), StateFolder(state).open_ledger(read_only=True) as ledger:
        yield ledger
