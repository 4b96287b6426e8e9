"""Short blocks that say what they are: the title, a name, a phrase, a credit line, a label without its value."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise

from wellread.extractors.article import Reason
from wellread.extractors.label.comparison import comparable_text, comparable_titles
from wellread.extractors.label.labelled_block import Label
from wellread.extractors.label.regions import ends_sentence
from wellread.extractors.label.rules.phrases import first_phrase_rule
from wellread.extractors.label.state import LabelState
from wellread.extractors.metadata import CreditLine
from wellread.extractors.metadata.dates.parsing import count_letters_beside_dates
from wellread.extractors.segment import Block, BlockIndex, BlockKind, Box, Layout, is_hidden
from wellread.extractors.trait_reader import read_traits
from wellread.extractors.vocabulary import Trait
from wellread.extractors.vocabulary.page_tags import WHOLE_PAGE_TAGS
from wellread.extractors.vocabulary.tag_labels import TAGS_LABEL

_ITEM, _PARAGRAPH = BlockKind.ITEM, BlockKind.PARAGRAPH
# Texts of these kinds are never phrases of the site.
_NO_PHRASES = frozenset((BlockKind.ITEM, BlockKind.TABLE, BlockKind.CODE))
_SECTION_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
# A shorter paragraph may be a byline, a date or a label.
_MIN_LONG_PARAGRAPH_CHARS = 60
_MAX_LABEL_CHARS = 40
# What may stand around a name: "Words by", "Dietitian".
_MAX_ROLE_CHARS = 12
_MAX_DATE_LINE_CHARS, _YEAR = 70, re.compile(r"\d{4}|\d\d?\W{1,2}\d\d")
# A line about the article has parts, among them the date or the reading time, and links to its topics.
_MAX_META_CHARS, _MAX_KICKER_WORDS, _MAX_FACTS = 120, 3, 6
_META_SEPARATOR = re.compile(r"\s{0,9}[·|•/–—\n]\s+|\s{1,9}(?:in|on|by)\s+")
_MAX_TAGS_CHARS = 300
_BARS, _MIN_LINKS_IN_ROW = re.compile(r"[\s|·•/\[\]]+"), 2
_TOPIC_PATH = re.compile(
    r"/(?:categor(?:y|ies|ie|ia)|tags?|topics?|kategorie|rubrique|tema|thema|themen|etiquetas?|label)s?/"
)
_FACTS = frozenset((Reason.DATE, Reason.READING_TIME, Reason.COMMENTS, Reason.BYLINE))
_MAX_KICKER_BOXES = 3


def drop_by_phrase(state: LabelState) -> LabelState:
    """Drop the undecided blocks that say what they are, and the printed title."""
    boxes, metadata = state.layout.boxes, state.metadata
    long_paragraphs = _count_long_paragraphs_by_box(state.layout)
    titles = comparable_titles(metadata)
    titles |= {title + title for title in titles}
    max_title = max(map(len, titles), default=0)
    people = [comparable_text(person.name) for person in (*metadata.authors, *metadata.reviewed_by)]
    undecided = state.undecided_blocks()
    first_paragraph = next((b.index for b in undecided if _is_long_paragraph(b)), len(state.labels))
    last_paragraph = next((b.index for b in reversed(undecided) if _is_long_paragraph(b)), 0)
    has_leaks = any(box.tag == "xml" for box in boxes)
    labels: dict[BlockIndex, Label] = {}
    for block in undecided:
        box = boxes[block.box]
        label = (
            _label_headline(block, metadata.headline_blocks, titles)
            or _label_title(block, titles, max_title, box, long_paragraphs)
            or (_label_leak(block) if has_leaks else None)
            or (_label_name(block, people) if block.index < first_paragraph else None)
            or _label_phrase(block, box.around)
            or _label_credit_line(block, metadata.credit_lines)
            or _label_meta_line(block)
            or _label_tags(block)
            or (_label_date_line(block) if block.index < first_paragraph else None)
            or (None if first_paragraph < block.index < last_paragraph else _label_row_of_links(block))
            or _label_empty_value(block)
        )
        if label:
            labels[block.index] = label
    labels.update(_label_kicker(state.layout, undecided, labels, metadata.brands))
    labels.update(_label_lists_of_phrases(state.layout, undecided))
    return state.with_labels(labels)


def _is_long_paragraph(block: Block) -> bool:
    return block.kind is _PARAGRAPH and block.chars >= _MIN_LONG_PARAGRAPH_CHARS


def _count_long_paragraphs_by_box(layout: Layout) -> Counter[int]:
    """How many long paragraphs stand directly in each box."""
    boxes = layout.boxes
    return Counter(
        boxes[block.box].parent for block in layout.blocks if _is_long_paragraph(block) and boxes[block.box].tag == "p"
    )


def _label_headline(block: Block, headline_blocks: frozenset[int], titles: set[str]) -> Label | None:
    """The heading that the headline was read from, or a part of it."""
    text = comparable_text(block.text) if block.index in headline_blocks else ""
    return Label(Reason.HEADLINE, "printed-title") if text and any(text in title for title in titles) else None


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


def _label_date_line(block: Block) -> Label | None:
    """Above the text, a day with its label and hardly anything else: "Ultimo aggiornamento: 14 marzo 2024"."""
    if block.kind is not _PARAGRAPH or block.chars > _MAX_DATE_LINE_CHARS or not _YEAR.search(block.text):
        return None
    letters = count_letters_beside_dates(block.text)
    return None if letters is None or letters > _MAX_ROLE_CHARS else Label(Reason.DATE, "day-and-label")


def _label_phrase(block: Block, around: int) -> Label | None:
    if block.kind in _NO_PHRASES:
        return None
    rule = first_phrase_rule(block.text, in_body=bool(around & (Trait.BODY | Trait.QUOTE)))
    return Label(rule.reason, rule.id) if rule else None


def _label_credit_line(block: Block, credit_lines: Mapping[int, CreditLine]) -> Label | None:
    """A line that says nothing but who wrote or reviewed the article, and when."""
    return Label(Reason(credit_lines[block.index]), "who-and-when") if block.index in credit_lines else None


def _label_leak(block: Block) -> Label | None:
    """Settings that a word processor has left in the page as elements of its own: `<xml><w:View>Normal`."""
    is_leak = block.element.tag == "xml" or next(block.element.iterancestors("xml"), None) is not None
    return Label(Reason.CODE_LEAK, "settings-of-word-processor") if is_leak else None


def _label_meta_line(block: Block) -> Label | None:
    """A line of a date or reading time and links to topics: "May 19, 2025 · 3 · bathing"."""
    if block.kind is not _PARAGRAPH or block.chars > _MAX_META_CHARS or not block.anchors:
        return None
    topics = {anchor.text for anchor in block.anchors if _TOPIC_PATH.search(anchor.href)}
    parts = [part for part in _META_SEPARATOR.split(block.text) if part.strip()]
    others = [part for part in parts if part.strip() not in topics]
    if len(others) == len(parts) or not others:
        return None
    rules = [first_phrase_rule(part.strip()) for part in others]
    return Label(Reason.DATE, "date-and-topics") if all(rule and rule.reason in _FACTS for rule in rules) else None


def _label_tags(block: Block) -> Label | None:
    """A line of a label and links to tags: "Tags: mint, tea"."""
    label = TAGS_LABEL.match(block.text) if block.anchors and block.kind is _PARAGRAPH else None
    if label is None or block.chars > _MAX_TAGS_CHARS:
        return None
    rest = sum(map(str.isalnum, block.text[label.end() :])) - block.link_chars
    return Label(Reason.TAGS, "tags-line") if rest <= len(block.anchors) else None


def _label_row_of_links(block: Block) -> Label | None:
    """A line of nothing but links with a bar or a dot between them: the menu of a page without boxes for one."""
    if block.kind is not _PARAGRAPH or block.chars > _MAX_META_CHARS or len(block.anchors) < _MIN_LINKS_IN_ROW:
        return None
    rest = block.text
    for anchor in block.anchors:
        rest = rest.replace(anchor.text, "", 1)
    is_row = _BARS.fullmatch(rest) is not None and len(rest.split()) >= len(block.anchors) - 1
    return Label(Reason.NAVIGATION, "row-of-links") if is_row else None


def _label_kicker(
    layout: Layout, undecided: Sequence[Block], labels: Mapping[BlockIndex, Label], brands: Sequence[str]
) -> dict[BlockIndex, Label]:
    """A word or three right above the printed title, in one box with it: the topic, or the kind of article."""
    for above, block in pairwise(undecided):
        if block.kind is not BlockKind.HEADING or block.index not in labels:
            continue
        if labels[block.index].reason is not Reason.HEADLINE:
            continue
        words = above.text.split()
        if (
            above.index not in labels
            and above.kind is _PARAGRAPH
            and len(words) <= _MAX_KICKER_WORDS
            and not ends_sentence(above.text)
            and above.text not in brands
            and _is_close(layout, above, block)
        ):
            return {above.index: Label(Reason.LABEL, "kicker")}
        break
    return {}


def _is_close(layout: Layout, block: Block, other: Block) -> bool:
    """Whether one of the innermost boxes around a block holds another one, and is not the whole page."""
    around = {box.index for box in layout.ancestors(other.box) if box.tag not in WHOLE_PAGE_TAGS}
    return any(box.index in around for box in layout.ancestors(block.box, _MAX_KICKER_BOXES))


def _label_lists_of_phrases(layout: Layout, undecided: Sequence[Block]) -> dict[BlockIndex, Label]:
    """Lists all of whose items say what they are, one of them when or how long: "May 19, 2025", "7 min", "Share"."""
    labels: dict[BlockIndex, Label] = {}
    items = (block for block in undecided if block.kind is _ITEM)
    for _, group in groupby(items, key=lambda block: layout.list_around(block.box)):
        of_list = list(group)
        if len(of_list) > _MAX_FACTS:
            continue
        rules = [first_phrase_rule(block.text) for block in of_list]
        if any(rule and rule.reason in _FACTS for rule in rules):
            found = {
                block.index: Label(rule.reason, rule.id) for block, rule in zip(of_list, rules, strict=True) if rule
            }
            if len(found) == len(of_list):
                labels.update(found)
    return labels


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
