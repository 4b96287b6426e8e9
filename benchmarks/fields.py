"""How well headline, authors and date are found: exactly and in part, per corpus and system."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import msgspec

from benchmarks import metrics, options, runner, tables
from benchmarks.answers import FIELDS, Fields
from benchmarks.corpora import Corpus, Page
from benchmarks.systems import SYSTEMS, System

ISO_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])\b")
HOW = ("exact", "partial")
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


def _report_disputed(rows: Sequence[Row], *, in_full: bool) -> None:
    """Says on how many pages truth and page disagree about what a date is, and which these are."""
    for corpus, number in Counter(row.corpus for row in rows).items():
        click.echo(f"{corpus}: on {number} pages the true date is what the page calls its date of change")
        for row in rows if in_full else ():
            if row.corpus == corpus:
                click.echo(f"  {row.id}: true {row.true[:10]}, published {row.found[:10] or 'not said'}, {row.url}")


@click.command("fields")
@options.selection
@options.rows
@click.option("--disputed", is_flag=True, help="Name the pages whose true date is what they call their date of change.")
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
    _report_disputed([row for row in measured if row.disputed], in_full=disputed)
    runner.report_errors((row.system, row.id, row.error) for row in measured)
    if rows:
        tables.write_rows(rows, [msgspec.structs.asdict(row) for row in measured if not row.exact])


if __name__ == "__main__":
    command()
