"""What differs between the states of an article, as it is shown: block by block, fields, links and references."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import msgspec

from wellread.extractors.article import ListBlock, Paragraph, Section, walk_items
from wellread.output.article_diff import (
    ArticleBlock,
    BlockChange,
    FieldChange,
    WordChange,
    compare_articles,
    list_blocks,
)
from wellread.output.changes import ArticleRevision
from wellread.output.record import ArticleRecord
from wellread.output.review.field_values import show_values

MAX_COMPARISONS = 40  # on a page; those of the latest states
_ATTRIBUTES = {field.encode_name: field.name for field in msgspec.structs.fields(ArticleRecord)}


@dataclass(frozen=True)
class BlockRow:
    """A block that is other than before: what each side says, and both in one; or a run of blocks that are the same."""

    change: str
    before: tuple[WordChange, ...] = ()
    after: tuple[WordChange, ...] = ()
    inline: tuple[WordChange, ...] = ()
    same_blocks: int = 0


@dataclass(frozen=True)
class FieldRow:
    """A field that is other than before, with its values in words."""

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class ListComparison:
    """Entries of a list of links or references: those that only one state has, and how many both have."""

    name: str
    removed: tuple[str, ...]
    added: tuple[str, ...]
    same: int


@dataclass(frozen=True)
class RevisionComparison:
    """Two states of an article and what differs between them. `number` is unique among those of an article."""

    number: int
    before: ArticleRevision
    after: ArticleRevision
    fields: tuple[FieldRow, ...]
    blocks: tuple[BlockRow, ...]
    lists: tuple[ListComparison, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the two say the same."""
        same_lists = not any(each.removed or each.added for each in self.lists)
        return same_lists and not self.fields and all(row.same_blocks for row in self.blocks)


def compare_revisions(revisions: Sequence[ArticleRevision]) -> tuple[RevisionComparison, ...]:
    """Each state beside the one before, the latest first; then the last beside the first.

    `revisions` are all states of an article, the oldest first. At most `MAX_COMPARISONS` are made.
    """
    pairs = list(pairwise(revisions))[::-1][:MAX_COMPARISONS]
    if len(revisions) > 2:
        pairs.append((revisions[0], revisions[-1]))
    return tuple(_compare(number, before, after) for number, (before, after) in enumerate(pairs))


def _compare(number: int, before: ArticleRevision, after: ArticleRevision) -> RevisionComparison:
    old, new = before.article, after.article
    diff = compare_articles(old, new)
    return RevisionComparison(
        number=number,
        before=before,
        after=after,
        fields=tuple(_show_field(change, old, new) for change in diff.fields if change.field != "references"),
        blocks=tuple(_list_rows(diff.blocks, sum(1 for _ in list_blocks(new.sections)))),
        lists=(_compare_lists("links", list_links, old, new), _compare_lists("references", _list_references, old, new)),
    )


def _show_field(change: FieldChange, old: ArticleRecord, new: ArticleRecord) -> FieldRow:
    attribute = _ATTRIBUTES[change.field]
    return FieldRow(change.field, *(tuple(show_values(getattr(state, attribute))) for state in (old, new)))


def _list_rows(changes: Sequence[BlockChange], count: int) -> Iterator[BlockRow]:
    """The changes in the order of the later text, with the runs of blocks between them that are the same."""
    position = 0
    for change in changes:
        after = change.after.number if change.after else None
        # What was removed stands where it stood before, as far as there is such a place.
        until = min(count, (after or (change.before.number if change.before else 1)) - 1)
        if until > position:
            yield BlockRow("same", same_blocks=until - position)
        position = max(position, until, after or 0)
        yield _show_change(change)
    if count > position:
        yield BlockRow("same", same_blocks=count - position)


def _show_change(change: BlockChange) -> BlockRow:
    words = change.words
    if words:
        before = tuple(word for word in words if word.op != "added")
        return BlockRow(change.change, before, tuple(word for word in words if word.op != "removed"), words)
    old = _whole(change.before, "removed" if change.change == "removed" else "same")
    new = _whole(change.after, "added" if change.change == "added" else "same")
    return BlockRow(change.change, old, new, new or old)


def _whole(block: ArticleBlock | None, op: Literal["same", "removed", "added"]) -> tuple[WordChange, ...]:
    return (WordChange(op=op, text=block.text),) if block else ()


# -- lists


def _compare_lists(
    name: str, entries: Callable[[ArticleRecord], Iterator[str]], before: ArticleRecord, after: ArticleRecord
) -> ListComparison:
    old, new = Counter(entries(before)), Counter(entries(after))
    return ListComparison(name, tuple(old - new), tuple(new - old), (old & new).total())


def list_links(article: ArticleRecord) -> Iterator[str]:
    """The targets of the links in the text of an article, in its order."""
    for section in article.sections:
        yield from _links_of(section)


def _links_of(section: Section) -> Iterator[str]:
    for block in section.blocks:
        if isinstance(block, Paragraph):
            yield from (link.href for link in block.links)
        elif isinstance(block, ListBlock):
            yield from (link.href for item in walk_items(block.items) for link in item.links)
    for inner in section.sections:
        yield from _links_of(inner)


def _list_references(article: ArticleRecord) -> Iterator[str]:
    for reference in article.references:
        known = reference.doi or reference.pmid or reference.pmcid or reference.nct
        yield f"{reference.text} ({known})" if known else reference.text
