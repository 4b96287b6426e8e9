"""Short blocks that say what they are: the title, a name, a phrase, a credit line, a label without its value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from wellread.extractors.article import Reason
from wellread.extractors.label.comparison import comparable_text
from wellread.extractors.label.labelled_block import Label
from wellread.extractors.label.rules.phrases import first_phrase_rule
from wellread.extractors.label.state import LabelState
from wellread.extractors.metadata import CreditLine
from wellread.extractors.segment import Block, BlockIndex, BlockKind, Box, Layout, is_hidden
from wellread.extractors.vocabulary import Trait
from wellread.extractors.vocabulary.trait_reader import read_traits

_ITEM, _PARAGRAPH = BlockKind.ITEM, BlockKind.PARAGRAPH
# Texts of these kinds are never phrases of the site.
_NO_PHRASES = frozenset((BlockKind.ITEM, BlockKind.TABLE, BlockKind.CODE))
_SECTION_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
# A shorter paragraph may be a byline, a date or a label.
_MIN_LONG_PARAGRAPH_CHARS = 60
_MAX_LABEL_CHARS = 40
# What may stand around a name: "Words by", "Dietitian".
_MAX_ROLE_CHARS = 12


def drop_by_phrase(state: LabelState) -> LabelState:
    """Drop the undecided blocks that say what they are, and the printed title."""
    boxes, metadata = state.layout.boxes, state.metadata
    long_paragraphs = _count_long_paragraphs_by_box(state.layout)
    titles = {comparable_text(title) for title in metadata.headline_variants if title}
    titles |= {title + title for title in titles}
    max_title = max(map(len, titles), default=0)
    people = [comparable_text(person.name) for person in (*metadata.authors, *metadata.reviewed_by)]
    undecided = state.undecided_blocks()
    first_paragraph = next((b.index for b in undecided if _is_long_paragraph(b)), len(state.labels))
    labels: dict[BlockIndex, Label] = {}
    for block in undecided:
        box = boxes[block.box]
        label = (
            _label_title(block, titles, max_title, box, long_paragraphs)
            or (_label_name(block, people) if block.index < first_paragraph else None)
            or _label_phrase(block, box.around)
            or _label_credit_line(block, metadata.credit_lines)
            or _label_empty_value(block)
        )
        if label:
            labels[block.index] = label
    return state.with_labels(labels)


def _is_long_paragraph(block: Block) -> bool:
    return block.kind is _PARAGRAPH and block.chars >= _MIN_LONG_PARAGRAPH_CHARS


def _count_long_paragraphs_by_box(layout: Layout) -> Counter[int]:
    """How many long paragraphs stand directly in each box."""
    boxes = layout.boxes
    return Counter(
        boxes[block.box].parent for block in layout.blocks if _is_long_paragraph(block) and boxes[block.box].tag == "p"
    )


def _label_title(
    block: Block, titles: set[str], max_title: int, box: Box, long_paragraphs: Mapping[int, int]
) -> Label | None:
    """A printed title may have as many marks as letters, but no more.

    A lower heading beside paragraphs is that of a section which the article is named after.
    """
    if block.kind is _ITEM or block.chars > 2 * max_title or comparable_text(block.text) not in titles:
        return None
    if box.tag in _SECTION_HEADINGS and long_paragraphs[box.parent] > 1:
        return None
    return Label(Reason.HEADLINE, "printed-title")


def _label_name(block: Block, people: Sequence[str]) -> Label | None:
    """Above the text, the name of somebody who wrote or reviewed it, with no more than a word or two around it."""
    if block.kind is not _PARAGRAPH or block.chars > _MAX_LABEL_CHARS:
        return None
    text = comparable_text(block.text)
    if any(name and name in text and len(text) - len(name) <= _MAX_ROLE_CHARS for name in people):
        return Label(Reason.BYLINE, "names-an-author")
    return None


def _label_phrase(block: Block, around: int) -> Label | None:
    if block.kind in _NO_PHRASES:
        return None
    rule = first_phrase_rule(block.text, in_body=bool(around & (Trait.BODY | Trait.QUOTE)))
    return Label(rule.reason, rule.id) if rule else None


def _label_credit_line(block: Block, credit_lines: Mapping[int, CreditLine]) -> Label | None:
    """A line that says nothing but who wrote or reviewed the article, and when."""
    return Label(Reason(credit_lines[block.index]), "who-and-when") if block.index in credit_lines else None


def _label_empty_value(block: Block) -> Label | None:
    """A label whose value was left empty: the element beside it is there, and hidden because it holds nothing."""
    if block.kind is not _PARAGRAPH or len(block.text) > _MAX_LABEL_CHARS:
        return None
    value = block.element.getnext()
    if value is None or len(value) or (value.text or "").strip():
        return None
    if not (is_hidden(value.items()) or read_traits(value) & Trait.HIDDEN):
        return None
    return Label(Reason.LABEL, "label-without-value")
