"""The explanation of a page for a terminal: what came of it first, then block by block in aligned columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from wellread.crawler.logs import escape_unprintable
from wellread.extractors import Article, BlockExplanation
from wellread.extractors.page_review import count_labels, describe_decision
from wellread.output.review.article_page import share_of

_MIN_RUN_BLOCKS = 2
_KEPT = ("✓ kept", "green")
_DROPPED = ("✕ dropped", "red")


def describe_page(article: Article) -> Text:
    """The headline of a page and the facts that tell whether it was read well, in a few lines."""
    authors = ", ".join(author.name for author in article.authors)
    facts = [article.page_type, authors, (article.date_published or "")[:10], f"{article.word_count} words"]
    lines = [
        Text(_one_line(article.headline or "without a headline"), "bold"),
        Text(_one_line(" · ".join(filter(None, facts)))),
    ]
    lines += [Text(f"{warning.code}: {_one_line(warning.message)}", "yellow") for warning in article.warnings]
    return Text("\n").join(lines)


def describe_counts(article: Article, blocks: Sequence[BlockExplanation]) -> Text:
    """How much of the page was kept, and why the rest was not."""
    accounting = article.accounting
    share = share_of(accounting.kept_chars, accounting.visible_chars)
    return Text(f"{share:.0%} of {accounting.visible_chars} characters kept; of the blocks {count_labels(blocks)}")


def tabulate_blocks(blocks: Sequence[BlockExplanation], *, joins_runs: bool) -> RenderableType:
    """A row for each block. With `joins_runs` blocks in a row that were dropped for one reason are one line."""
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(no_wrap=True, width=len(_DROPPED[0]))
    table.add_column(no_wrap=True, width=max((len(block.kind) for block in blocks), default=0))
    table.add_column(ratio=1)
    for run in _find_runs(blocks) if joins_runs else ([block] for block in blocks):
        if len(run) >= _MIN_RUN_BLOCKS:
            table.add_row(Text(*_DROPPED), f"{len(run)} blocks", _summarise_run(run))
        else:
            table.add_row(Text(*(_KEPT if run[0].kept else _DROPPED)), run[0].kind, _describe_block(run[0]))
    return table


def _find_runs(blocks: Sequence[BlockExplanation]) -> Iterator[list[BlockExplanation]]:
    """The blocks in their order, each alone but those that follow one another and were dropped for one reason."""
    for reason, group in groupby(blocks, key=lambda block: block.reason):
        run = list(group)
        yield from [run] if reason else ([block] for block in run)


def _summarise_run(run: Sequence[BlockExplanation]) -> Text:
    """One line, cut at the edge of the terminal."""
    texts = " | ".join(text for block in run if (text := _one_line(block.text)))
    line = Text.assemble((_reason_of(run[0]), "yellow"), "  ", (texts, "dim"))
    line.no_wrap, line.overflow = True, "ellipsis"
    return line


def _describe_block(block: BlockExplanation) -> RenderableType:
    why = Text.assemble(
        (f"{_reason_of(block)}  " if block.reason else "", "yellow"),
        (_one_line("; ".join((describe_decision(block), *block.evidence))), "dim"),
    )
    text = Text(_one_line(block.text), "" if block.kept else "dim")
    return Group(text, why) if text else why


def _reason_of(block: BlockExplanation) -> str:
    return (block.reason or "").replace("_", " ")


def _one_line(text: str) -> str:
    return escape_unprintable(" ".join(text.split()))
