"""How well headline, authors and date are found: exactly and in part, per corpus and system.

Truth made by people and programs is wrong at times. Every disagreement of ours was read next to its page, and the
verdicts are in gold/disputed-fields.jsonl.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import click
import msgspec

from benchmarks import metrics, options, runner, tables
from benchmarks.answers import FIELDS, Fields
from benchmarks.corpora import Corpus, Page
from benchmarks.systems import OURS, SYSTEMS, System

ISO_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])\b")
HOW = ("exact", "partial")
GOLD = Path(__file__).with_name("gold") / "disputed-fields.jsonl"
Verdict = Literal["ours wrong", "truth doubtful", "not on the page"]
VERDICTS: tuple[Verdict, ...] = ("ours wrong", "truth doubtful", "not on the page")
CEILING = ("corpus", "field", "pages", "exact", *VERDICTS, "unread", "exact without doubtful truths")
DISPUTED = ("corpus", "id", "field", "verdict", "truth", "ours", "reason")
LONGEST_SHOWN = 60
COLUMNS = ("corpus", "system", "pages", *(f"{field} {how}" for field in FIELDS for how in HOW), "failed")


class Row(msgspec.Struct, frozen=True):
    """One field of one page as one system says it, and the truth. `partial` holds wherever `exact` does.

    `disputed`: the true date of publication is what the page, by this system's reading, calls its date of change.
    """

    corpus: str
    system: str
    id: str
    url: str
    scripts: bool
    field: str
    exact: bool
    partial: bool
    disputed: bool
    found: str
    true: str
    error: str | None


class Dispute(msgspec.Struct, frozen=True):
    """One field of one page on which we and the truth disagreed, and who of both the page itself bears out."""

    corpus: str
    id: str
    field: str
    truth: str
    ours: str
    verdict: Verdict
    reason: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is about."""
        return self.corpus, self.id, self.field


def disputes() -> list[Dispute]:
    """The disagreements that were read."""
    return msgspec.json.Decoder(Dispute).decode_lines(GOLD.read_bytes())


def measure(system: System, corpus: Corpus, pages: Sequence[Page]) -> list[Row]:
    """Compares the fields of one system on these pages wherever the truth has a value."""
    answers = runner.ask(system, "fields", corpus, pages)
    return [
        Row(
            corpus=page.corpus,
            system=system.name,
            id=page.gold.id,
            url=page.gold.url,
            scripts=page.gold.scripts,
            field=field,
            exact=exact,
            partial=exact or partial,
            disputed=field == "date" and not exact and metrics.same_day(answers[page.gold.id].fields.modified, true),
            found=found,
            true=true,
            error=answers[page.gold.id].error,
        )
        for page in pages
        for field, exact, partial, found, true in compare(page, answers[page.gold.id].fields)
        if field in system.reads
    ]


def compare(page: Page, fields: Fields) -> Iterator[tuple[str, bool, bool, str, str]]:
    """Field, exact, partial, what was found, what is true: for each field that the truth has a value for."""
    title, people, date = page.gold.title, page.gold.people, page.gold.date
    if title:
        found = fields.headline
        yield "headline", metrics.same_text(found, title), metrics.shares_text(found, title), found or "", title
    if people:
        ours, theirs = metrics.names(fields.authors), metrics.names(people)
        yield "authors", ours == theirs, not ours.isdisjoint(theirs), "; ".join(fields.authors), "; ".join(people)
    if date and ISO_DATE.match(date):
        day = fields.date
        yield "date", metrics.same_day(day, date), metrics.nearly_same_day(day, date), day or "", date


def accuracy(rows: Sequence[Row], field: str) -> tuple[float | None, float | None]:
    """The shares of rows of this field that are right exactly, and at least in part."""
    mine = [row for row in rows if row.field == field]
    if not mine:
        return None, None
    return statistics.fmean(row.exact for row in mine), statistics.fmean(row.partial for row in mine)


def groups(corpus: str, rows: Sequence[Row]) -> Iterator[tuple[str, Sequence[Row]]]:
    """The corpus, and before it the pages that were stored with their scripts where others were not."""
    whole = [row for row in rows if row.scripts]
    if 0 < len(whole) < len(rows):
        yield f"{corpus}, with scripts", whole
    yield corpus, rows


def _table(rows: Sequence[Row]) -> tables.Table:
    by_run: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        by_run.setdefault((row.corpus, row.system), []).append(row)
    lines = [
        _line(group, system, its_rows)
        for (corpus, system), run in by_run.items()
        for group, its_rows in groups(corpus, run)
    ]
    return tables.Table("Fields", COLUMNS, tuple(sorted(lines, key=lambda line: str(line[0]))))


def _line(group: str, system: str, rows: Sequence[Row]) -> tuple[tables.Cell, ...]:
    shares = (share for field in FIELDS for share in accuracy(rows, field))
    failed = {row.id for row in rows if row.error}
    return group, runner.label(SYSTEMS[system]), len({row.id for row in rows}), *shares, len(failed)


def _report_changes(rows: Sequence[Row]) -> None:
    """Says on how many pages truth and page disagree about what a date is."""
    for corpus, number in Counter(row.corpus for row in rows if row.disputed).items():
        click.echo(f"{corpus}: on {number} pages the true date is what the page calls its date of change")


def ceiling(rows: Sequence[Row], read: Sequence[Dispute]) -> Iterator[tuple[tables.Cell, ...]]:
    """For each corpus and field how often we are right, whom the disagreements speak for, and what we reach where
    the page bears the truth out.

    Only our own disagreements were read: a doubtful truth that we agree with stays counted.
    """
    known = {dispute.key: dispute.verdict for dispute in read}
    for corpus in dict.fromkeys(row.corpus for row in rows):
        for group, its_rows in groups(corpus, [row for row in rows if row.corpus == corpus]):
            for field in FIELDS:
                mine = [row for row in its_rows if row.field == field]
                wrong = Counter(known.get((row.corpus, row.id, field), "unread") for row in mine if not row.exact)
                right = sum(row.exact for row in mine)
                borne_out = right + wrong["ours wrong"] + wrong["unread"]
                counts = (wrong[verdict] for verdict in (*VERDICTS, "unread"))
                if mine:
                    yield group, field, len(mine), right / len(mine), *counts, right / max(1, borne_out)


def _report_disputes(rows: Sequence[Row]) -> Iterator[tables.Table]:
    """What was read, as tables: where the ceiling is, and every verdict on the corpora that were measured."""
    read = disputes()
    yield tables.Table("Ours, where the page bears the truth out", CEILING, tuple(ceiling(rows, read)))
    measured = {row.corpus for row in rows}
    lines = [dispute for dispute in read if dispute.corpus in measured]
    yield tables.Table("Disagreements that were read", DISPUTED, tuple(map(_shown, lines)))


def _shown(dispute: Dispute) -> tuple[tables.Cell, ...]:
    cells = (getattr(dispute, column) for column in DISPUTED[:-1])
    return *(str(cell)[:LONGEST_SHOWN] for cell in cells), dispute.reason


@click.command("fields")
@options.selection
@options.rows
@click.option("--disputed", is_flag=True, help="Also show which of our disagreements the pages bear out, one by one.")
@options.markdown
def command(selection: options.Selection, rows: Path | None, *, disputed: bool, markdown: bool) -> None:
    """Score headline, authors and date; --rows writes the disagreements."""
    measured = [
        row
        for corpus, pages in selection.pages
        for system in selection.systems
        if system.fields
        for row in measure(system, corpus, pages)
    ]
    tables.show(_table(measured), markdown=markdown)
    _report_changes(measured)
    for table in _report_disputes([row for row in measured if row.system == OURS.name]) if disputed else ():
        tables.show(table, markdown=markdown)
    runner.report_errors((row.system, row.id, row.error) for row in measured)
    if rows:
        tables.write_rows(rows, [msgspec.structs.asdict(row) for row in measured if not row.exact])


if __name__ == "__main__":
    command()
