"""How well reviewers are found, against a list of pages that were read by hand: gold/reviewers.jsonl."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
import msgspec

from benchmarks import corpora, metrics, options, runner, tables

GOLD = Path(__file__).with_name("gold") / "reviewers.jsonl"
# The invented blog lies beside the corpora.
BLOG = "aura"
COLUMNS = ("corpus", "pages", "reviewers", "found", "missed", "false", "precision", "recall")


class Truth(msgspec.Struct, frozen=True):
    """Who reviewed the article of one page, or checked its facts: names without titles and degrees."""

    corpus: str
    id: str
    reviewers: tuple[str, ...]


class Row(msgspec.Struct, frozen=True):
    """What was found on one page: names as `metrics.normal` writes them."""

    corpus: str
    id: str
    wellness: bool
    found: tuple[str, ...]
    missed: tuple[str, ...]
    false: tuple[str, ...]


class Work(msgspec.Struct, frozen=True):
    """One page of the list, with its place."""

    truth: Truth
    url: str
    path: Path
    wellness: bool


def truths() -> list[Truth]:
    """The list that was made by hand."""
    return msgspec.json.Decoder(Truth).decode_lines(GOLD.read_bytes())


def pages(root: Path) -> list[Work]:
    """The pages of the list that are there, below the folder of corpora or beside it."""
    known = {
        (page.corpus, page.gold.id): (page.gold.url, page.path, page.gold.wellness)
        for name in corpora.names(root)
        for page in corpora.read(name, root).pages
    }
    blog = root.parent / "sites" / BLOG / "site" / "blog"
    known |= {
        (BLOG, path.stem): (f"https://{BLOG}.example/blog/{path.stem}", path, True) for path in blog.glob("*.html")
    }
    return [Work(truth, *known[key]) for truth in truths() if (key := (truth.corpus, truth.id)) in known]


def measure(work: Sequence[Work]) -> list[Row]:
    """Compares page by page, in child processes."""
    return runner.in_children(compare, work)


def compare(work: Work) -> Row:
    """Compares the reviewers that `extract` finds on one page with the truth."""
    from wellread.extractors import extract

    article = extract(corpora.read_html(work.path), url=work.url)
    ours = dict.fromkeys(metrics.normal(person.name) for person in article.reviewed_by)
    true = dict.fromkeys(map(metrics.normal, work.truth.reviewers))
    return Row(
        corpus=work.truth.corpus,
        id=work.truth.id,
        wellness=work.wellness,
        found=tuple(name for name in ours if name in true),
        missed=tuple(name for name in true if name not in ours),
        false=tuple(name for name in ours if name not in true),
    )


def _line(group: str, rows: Sequence[Row]) -> tuple[tables.Cell, ...]:
    found, missed, false = (sum(len(getattr(row, part)) for row in rows) for part in ("found", "missed", "false"))
    precision = found / (found + false) if found + false else None
    recall = found / (found + missed) if found + missed else None
    return group, len(rows), found + missed, found, missed, false, precision, recall


@click.command("reviewers")
@options.root
@options.markdown
def command(root: Path, *, markdown: bool) -> None:
    """Score reviewers on the pages that were read for them, and name the pages that come out wrong."""
    rows = measure(pages(root))
    if not rows:
        raise click.ClickException(f"none of the pages of {GOLD.name} is in {root}")
    names = dict.fromkeys(row.corpus for row in rows)
    lines = [_line(name, [row for row in rows if row.corpus == name]) for name in names]
    lines.append(_line("on wellness", [row for row in rows if row.wellness]))
    tables.show(tables.Table("Reviewers", COLUMNS, tuple(lines)), markdown=markdown)
    for row in rows:
        if row.missed or row.false:
            click.echo(
                f"{row.corpus} {row.id}: missed {', '.join(row.missed) or '-'}; false {', '.join(row.false) or '-'}"
            )


if __name__ == "__main__":
    command()
