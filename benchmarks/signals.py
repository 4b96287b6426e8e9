"""How well signals are found, against pages that were marked by reading them; and whether each is where it says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import click
import msgspec

from benchmarks import corpora, options, runner, tables
from benchmarks.systems import our_article
from wellread.extractors.article import Article, Signal
from wellread.extractors.signals.catalog import READABILITY

GOLD = Path(__file__).with_name("gold") / "signals.jsonl"
AURA = Path("sites") / "aura" / "site" / "blog"
UNMARKED = (*READABILITY, "author_data")
"""What no reader can mark: grades, and data that no page shows."""
COLUMNS = ("signal", "pages", "precision", "recall", "pages held out", "precision held out", "recall held out")


class Marked(msgspec.Struct, frozen=True):
    """The signals that somebody found by reading a page. Of those in `unsure`, two readers could differ."""

    corpus: str
    id: str
    held_out: bool
    present: frozenset[str]
    unsure: frozenset[str]


class Row(msgspec.Struct, frozen=True):
    """One signal on one page: what we say and what is so. `quotes` is what we found it in."""

    page: str
    held_out: bool
    signal: str
    found: bool
    true: bool
    quotes: tuple[str, ...]


def read_gold(path: Path = GOLD) -> list[Marked]:
    """The marked pages."""
    return msgspec.json.Decoder(Marked).decode_lines(path.read_bytes())


def html_of(marked: Marked, root: Path) -> tuple[bytes, str]:
    """The bytes and the address of a marked page."""
    if marked.corpus == "aura":
        path = root.parent / AURA / f"{marked.id}.html"
        return path.read_bytes(), f"https://www.aurahealth.example/blog/{marked.id}"
    page = next(page for page in corpora.read(marked.corpus, root).pages if page.gold.id == marked.id)
    return page.html(), page.gold.url


def rows_of(marked: Marked, article: Article) -> Iterable[Row]:
    """One row for each signal that is marked on some page, but those that nobody is sure of."""
    found: dict[str, list[Signal]] = {}
    for signal in article.signals:
        if signal.state == "present":
            found.setdefault(signal.id, []).append(signal)
    for name in sorted((found.keys() | marked.present) - marked.unsure):
        quotes = tuple(signal.quote or "" for signal in found.get(name, ()))
        page = f"{marked.corpus}/{marked.id}"
        yield Row(page, marked.held_out, name, name in found, name in marked.present, quotes[:5])


def scores(rows: Sequence[Row]) -> tuple[int, float | None, float | None]:
    """On how many pages a signal is, precision and recall by page."""
    true = sum(row.true for row in rows)
    hits = sum(row.found and row.true for row in rows)
    found = sum(row.found for row in rows)
    return true, hits / found if found else None, hits / true if true else None


def table(rows: Sequence[Row]) -> tables.Table:
    """One line a signal that we find or a page has, the commonest first: pages tuned on, and pages held out."""
    marked = {row.signal for row in rows if row.signal not in UNMARKED}
    lines = []
    for signal in marked:
        mine = [row for row in rows if row.signal == signal]
        seen, held_out = [row for row in mine if not row.held_out], [row for row in mine if row.held_out]
        lines.append((signal, *scores(seen), *scores(held_out)))
    lines.sort(key=lambda line: (-line[1] - line[4], line[0]))
    return tables.Table(f"Signals on {len({row.page for row in rows})} pages", COLUMNS, tuple(lines))


@click.command("signals")
@options.root
@options.rows
@options.markdown
@click.option("--with-held-out", is_flag=True, help="Also write the disagreements of pages held out to --rows.")
def command(root: Path, rows: Path | None, *, markdown: bool, with_held_out: bool) -> None:
    """Score signals against the marked pages; --rows writes the disagreements."""
    if not corpora.names(root):
        raise click.ClickException(f"no corpora in {root}: nothing to measure")
    measured: list[Row] = []
    runner.be_quiet()
    for marked in read_gold():
        html, url = html_of(marked, root)
        measured += rows_of(marked, our_article(html, url))
    tables.show(table(measured), markdown=markdown)
    if rows:
        readable = (row for row in measured if row.signal not in UNMARKED)
        shown = [row for row in readable if row.found != row.true and (with_held_out or not row.held_out)]
        tables.write_rows(rows, [msgspec.structs.asdict(row) for row in shown])


if __name__ == "__main__":
    command()
