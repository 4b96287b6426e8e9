"""What differs between two states of an article: by field, by block and by word. Pure.

Only what the article says counts: a new template around the same text, other bytes or another place in the archive are
no difference.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

import msgspec

from wellread.extractors.article import (
    Code,
    ContentBlock,
    Figure,
    ListBlock,
    Paragraph,
    Quote,
    Reference,
    Section,
    Table,
    Video,
    walk_items,
)
from wellread.output.record import ArticleRecord

# What is compared as a value. The text is compared block by block; signals, counts and evidence follow from it.
_FIELDS = (
    "url", "canonical_url", "page_type", "headline", "description", "in_language", "direction", "main_image", "images",
    "keywords", "article_section", "breadcrumbs", "authors", "reviewed_by", "publisher", "date_published",
    "date_modified", "last_reviewed", "references", "is_accessible_for_free",
)  # fmt: skip
_KEYS = {field.name: field.encode_name for field in msgspec.structs.fields(ArticleRecord)}
_MIN_SHARED_WORDS = 0.5  # of two blocks that are one in two states: the share of their words that both have
_TOKEN = re.compile(r"\w+(?:[.,]\d+)*|[^\w\s]")
_Likeness = Callable[["ArticleBlock", "ArticleBlock"], float]
BlockChangeKind = Literal["added", "removed", "changed", "moved"]


class _Value(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Base of what a difference consists of: camelCase in JSON."""


class FieldChange(_Value, frozen=True):
    """A key of the record with its two values, as JSON has them."""

    field: str
    before: object
    after: object


class ArticleBlock(_Value, frozen=True):
    """A heading, paragraph, list item, row or the like: its number in the article, from 1, its type and its text."""

    number: int
    type: str
    text: str


class WordChange(_Value, frozen=True):
    """Words that stand in both states, or in one of them."""

    op: Literal["same", "removed", "added"]
    text: str


class BlockChange(_Value, frozen=True):
    """A block that is other than before. `words` are those of a changed one, in the order of the text."""

    change: BlockChangeKind
    before: ArticleBlock | None = None
    after: ArticleBlock | None = None
    words: tuple[WordChange, ...] = ()


class ArticleDiff(_Value, frozen=True):
    """All that differs, in the order of the record and of the later text."""

    fields: tuple[FieldChange, ...]
    blocks: tuple[BlockChange, ...]

    def __bool__(self) -> bool:
        return bool(self.fields or self.blocks)


def compare_articles(before: ArticleRecord, after: ArticleRecord) -> ArticleDiff:
    """What differs between two states of an article."""
    old, new = list(list_blocks(before.sections)), list(list_blocks(after.sections))
    return ArticleDiff(fields=tuple(_compare_fields(before, after)), blocks=tuple(_compare_blocks(old, new)))


def _compare_fields(before: ArticleRecord, after: ArticleRecord) -> Iterator[FieldChange]:
    for name in _FIELDS:
        old, new = (_without_places(getattr(record, name)) for record in (before, after))
        if old != new:
            yield FieldChange(field=_KEYS[name], before=msgspec.to_builtins(old), after=msgspec.to_builtins(new))


def _without_places(value: object) -> object:
    """References without the places in the text that cite them: these follow from the text."""
    if isinstance(value, tuple) and value and isinstance(value[0], Reference):
        return tuple(msgspec.structs.replace(each, block_id=None, cited_by=()) for each in value)
    return value


# -- blocks


def list_blocks(sections: Sequence[Section]) -> Iterator[ArticleBlock]:
    """The blocks of an article in the order of the page, each heading before what stands under it."""
    for number, (kind, text) in enumerate(_walk(sections), 1):
        yield ArticleBlock(number=number, type=kind, text=text)


def _walk(sections: Sequence[Section]) -> Iterator[tuple[str, str]]:
    for section in sections:
        if section.heading is not None:
            yield "heading", section.heading
        for block in section.blocks:
            yield from _texts_of(block)
        yield from _walk(section.sections)


def _texts_of(block: ContentBlock) -> Iterator[tuple[str, str]]:
    match block:
        case Paragraph(text=text):
            yield "paragraph", text
        case Quote(text=text):
            yield "quote", text
        case Code(text=text):
            yield "code", text
        case ListBlock(items=items):
            yield from (("item", item.text) for item in walk_items(items))
        case Table(caption=caption, header=header, rows=rows):
            lines = ([caption], header, *rows)
            yield from (("row", " | ".join(filter(None, line))) for line in lines if any(line))
        case Figure(src=src, alt=alt, caption=caption):
            yield "figure", caption or alt or src or ""
        case Video(title=title, src=src):
            yield "video", title or src or ""


def _compare_blocks(old: Sequence[ArticleBlock], new: Sequence[ArticleBlock]) -> list[BlockChange]:
    removed, added = _strike_out_same(old, new)
    changes = _match(removed, added, _is_same)
    changes += _match(removed, added, _is_revised)
    changes += [BlockChange(change="removed", before=block) for block in removed]
    changes += [BlockChange(change="added", after=block) for block in added]
    return sorted(changes, key=_place)


def _strike_out_same(
    old: Sequence[ArticleBlock], new: Sequence[ArticleBlock]
) -> tuple[list[ArticleBlock], list[ArticleBlock]]:
    """The blocks of both states that are not the same in the same order."""
    before, after = ([(block.type, block.text) for block in blocks] for blocks in (old, new))
    same = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    kept_old = {match.a + at for match in same for at in range(match.size)}
    kept_new = {match.b + at for match in same for at in range(match.size)}
    return (
        [block for at, block in enumerate(old) if at not in kept_old],
        [block for at, block in enumerate(new) if at not in kept_new],
    )


def _is_same(old: ArticleBlock, new: ArticleBlock) -> float:
    """Whether two blocks have the same text; better still if they are of the same type."""
    return 0.0 if old.text != new.text else 1.0 if old.type == new.type else 0.9


def _is_revised(old: ArticleBlock, new: ArticleBlock) -> float:
    """How much of two blocks of one type is the same, as far as it is enough to call them one."""
    if old.type != new.type:
        return 0.0
    words, others = _count_words(old.text), _count_words(new.text)
    shared = 2 * (words & others).total() / max(1, words.total() + others.total())
    return shared if shared >= _MIN_SHARED_WORDS else 0.0


@lru_cache(maxsize=4096)
def _count_words(text: str) -> Counter[str]:
    return Counter(_TOKEN.findall(text))


def _match(removed: list[ArticleBlock], added: list[ArticleBlock], likeness: _Likeness) -> list[BlockChange]:
    """Take pairs of one block out of what was removed and added, the most alike first."""
    scores = [(likeness(old, new), old, new) for old in removed for new in added]
    pairs = sorted((pair for pair in scores if pair[0]), key=lambda pair: (-pair[0], pair[1].number, pair[2].number))
    changes = []
    for _, old, new in pairs:
        if old in removed and new in added:
            removed.remove(old)
            added.remove(new)
            words = tuple(compare_words(old.text, new.text)) if old.text != new.text else ()
            kind: BlockChangeKind = "changed" if words or old.type != new.type else "moved"
            changes.append(BlockChange(change=kind, before=old, after=new, words=words))
    return changes


def _place(change: BlockChange) -> tuple[int, int]:
    """Where a change is told: at the block of the later state, what was removed where it stood before."""
    block = change.after or change.before
    return (block.number if block else 0, change.after is not None)


# -- words


def compare_words(before: str, after: str) -> Iterator[WordChange]:
    """The words of two texts, with the blanks around them: numbers are words, and "12 mg" is not "21 mg"."""
    old, new = _split(before), _split(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            yield WordChange(op="same", text="".join(old[old_from:old_to]))
            continue
        if old_to > old_from:
            yield WordChange(op="removed", text="".join(old[old_from:old_to]))
        if new_to > new_from:
            yield WordChange(op="added", text="".join(new[new_from:new_to]))


def _split(text: str) -> list[str]:
    """Words, marks and blanks, one after the other."""
    return re.findall(rf"{_TOKEN.pattern}|\s+", text)
