"""How well the smaller fields are found, against a list of pages that were read by hand: gold/details.jsonl."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
import msgspec

from benchmarks import corpora, metrics, options, runner, tables
from benchmarks.corpora import Page

GOLD = Path(__file__).with_name("gold") / "details.jsonl"
FIELDS = ("language", "section", "keywords", "breadcrumbs", "canonical", "image", "publisher", "free")
COLUMNS = ("field", "pages", "with a value", "right", "wrong", "missed", "made up", "precision", "recall")
Value = str | bool | tuple[str, ...] | None


class Truth(msgspec.Struct, frozen=True):
    """What one page says. `breadcrumbs` are the names on the way; null and empty: the page does not say."""

    corpus: str
    id: str
    language: str | None
    section: str | None
    keywords: tuple[str, ...]
    breadcrumbs: tuple[str, ...]
    canonical: str | None
    image: str | None
    publisher: str | None
    free: bool | None


class Row(msgspec.Struct, frozen=True):
    """One field of one page, as a reader and as we say it."""

    corpus: str
    id: str
    field: str
    true: Value
    found: Value

    @property
    def right(self) -> bool:
        """Whether both say the same, or both nothing."""
        return comparable(self.true) == comparable(self.found)


def truths() -> list[Truth]:
    """The list that was made by hand."""
    return msgspec.json.Decoder(Truth).decode_lines(GOLD.read_bytes())


def comparable(value: Value) -> Value:
    """Texts by their words, without regard to letters and signs; nothing is null."""
    if isinstance(value, tuple):
        return tuple(map(metrics.normal, value)) or None
    return metrics.normal(value) if isinstance(value, str) else value


def measure(root: Path) -> list[Row]:
    """Compares page by page, in child processes."""
    known = {
        (page.corpus, page.gold.id): page for name in corpora.names(root) for page in corpora.read(name, root).pages
    }
    work = [(truth, known[key]) for truth in truths() if (key := (truth.corpus, truth.id)) in known]
    return [row for rows in runner.in_children(compare, work) for row in rows]


def compare(work: tuple[Truth, Page]) -> list[Row]:
    """Compares what `extract` says of one page with the truth."""
    from wellread.extractors import extract

    truth, page = work
    article = extract(page.html(), url=page.gold.url)
    found: dict[str, Value] = {
        "language": article.in_language,
        "section": article.article_section,
        "keywords": article.keywords,
        "breadcrumbs": tuple(crumb.name for crumb in article.breadcrumbs),
        "canonical": article.canonical_url,
        "image": article.main_image.url,
        "publisher": article.publisher.name,
        "free": article.is_accessible_for_free,
    }
    return [Row(truth.corpus, truth.id, field, getattr(truth, field), found[field]) for field in FIELDS]


def _line(field: str, rows: Sequence[Row]) -> tuple[tables.Cell, ...]:
    asked = [row for row in rows if comparable(row.true) is not None]
    said = [row for row in rows if comparable(row.found) is not None]
    right = sum(row.right for row in asked)
    missed, made_up = sum(row not in said for row in asked), sum(row not in asked for row in said)
    shares = (right / len(of) if of else None for of in (said, asked))
    return field, len(rows), len(asked), right, len(asked) - right - missed, missed, made_up, *shares


@click.command("details")
@options.root
@options.markdown
def command(root: Path, *, markdown: bool) -> None:
    """Score language, section, keywords, breadcrumbs, address, picture, publisher and access; name what is wrong."""
    rows = measure(root)
    if not rows:
        raise click.ClickException(f"none of the pages of {GOLD.name} is in {root}")
    lines = tuple(_line(field, [row for row in rows if row.field == field]) for field in FIELDS)
    tables.show(tables.Table("Details", COLUMNS, lines), markdown=markdown)
    for row in rows:
        if not row.right:
            click.echo(f"{row.corpus} {row.id} {row.field}: true {row.true!r}, found {row.found!r}")


if __name__ == "__main__":
    command()
