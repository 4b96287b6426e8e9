"""Headings that nothing marks up as such, and what is marked up as a heading and is none.

Lines in bold type between the paragraphs, or short ones that alone have their class, are headings where no other stands
between them. So is the label of a list of key points. The standfirst above the text is none, although many pages mark
it up as the heading below the title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import msgspec

from wellread.extractors.label.labelled_block import Label, LabelledBlock
from wellread.extractors.label.regions import QUESTION_MARKS, ends_sentence
from wellread.extractors.segment import MAX_TEXT_LINK_DENSITY, Block, BlockIndex, BlockKind, Layout
from wellread.extractors.segment.inline import is_bold_style
from wellread.extractors.segment.text import collapse_white_space
from wellread.extractors.string_value import string_value
from wellread.extractors.vocabulary import Trait
from wellread.extractors.vocabulary.section_names import FAQ_NAME, TAKEAWAYS_NAME, names_pattern
from wellread.extractors.vocabulary.source_names import REFERENCE_LIST_NAME

_MAX_HEADING_CHARS = 80
_SOURCES_NAME = names_pattern(REFERENCE_LIST_NAME)
_COLONS = (":", "：")
# A name or a shortened word in capitals heads nothing.
_MIN_CAPITAL_WORDS = 2
_NUMBERED = re.compile(r"(\d{1,2})\s?[).:、．]\s?[^\W\d]")
_LARGE_SIZE = re.compile(r"\s*(?:[4-7]|\+[1-4])\s*")
_LARGE_TYPE = re.compile(
    r"font-size\s*:\s*(?:1[2-9]\d%|[2-9]\d\d%|1\.[2-9]\d*r?em|[2-3](?:\.\d+)?r?em|2\d(?:\.\d+)?px|3\dpx|1[6-9]pt|2\dpt|x?x?-?large)",
    re.IGNORECASE,
)
# Neither does a label with its value.
_SAYS_VALUE = re.compile(r":\s*\S|\d{3}")
# A single bold line stresses what it says; several divide the text.
_MIN_INFERRED_HEADINGS = 2
_MIN_STANDFIRST_CHARS = 60
# Elements that set type, and say nothing of what stands in them as <em>, <small> and <cite> do.
_TAGS_OF_TYPE = frozenset(("span", "font", "b", "strong", "u"))
# Behind all blocks.
_NONE: Final = BlockIndex(1 << 62)


def demote_standfirst_heading(layout: Layout, labelled: Sequence[LabelledBlock]) -> tuple[LabelledBlock, ...]:
    """The same blocks; the first text is a paragraph where it is a heading by its tag and a standfirst otherwise."""
    texts = [item for item in labelled if item.label.is_kept and item.block.chars]
    if len(texts) < 2 or not _is_standfirst(layout, texts[0].block) or texts[1].block.kind is BlockKind.HEADING:
        return tuple(labelled)
    first = texts[0]
    return tuple(_with_kind(item, BlockKind.PARAGRAPH) if item is first else item for item in labelled)


def _is_standfirst(layout: Layout, block: Block) -> bool:
    """Whether a heading is a standfirst, by its name or because it is a text of sentences."""
    if block.kind is not BlockKind.HEADING:
        return False
    is_sentence = block.chars > _MIN_STANDFIRST_CHARS and block.text.rstrip('"”’»').endswith((".", "。"))
    return is_sentence or layout.boxes[block.box].traits & Trait.SUMMARY != 0


def infer_headings(layout: Layout, labelled: Sequence[LabelledBlock]) -> tuple[LabelledBlock, ...]:
    """The same blocks; bold lines between other text are headings, or lines of a class of their own.

    Not where something that is kept is a heading by its markup, unless it stands behind the last of these lines.
    """
    kept = [item.block for item in labelled if item.label.is_kept and item.block.chars]
    texts = [
        block
        for block in kept
        if block.kind is not BlockKind.CAPTION and not layout.boxes[block.box].around & Trait.NOTE
    ]
    quoted = frozenset(block.index for block in texts if layout.boxes[block.box].around & Trait.QUOTE)
    first = next((block.index for block in texts if block.kind is BlockKind.HEADING), _NONE)
    inferred = _find_bold_lines(layout, texts) or _find_lines_of_own_class(layout, texts) or _find_numbered_lines(texts)
    inferred = frozenset() if inferred and max(inferred) > first else inferred - quoted
    inferred |= _find_section_labels(layout, labelled)
    return tuple(
        _as_heading(item) if item.block.index in inferred and item.block.kind is not BlockKind.HEADING else item
        for item in labelled
    )


def _find_bold_lines(layout: Layout, texts: Sequence[Block]) -> frozenset[BlockIndex]:
    def is_bold(block: Block) -> bool:
        return _is_bold(block) or is_bold_style(layout.boxes[block.box].attributes.get("style"))

    found = frozenset(
        block.index
        for before, block, after in zip(texts, texts[1:], texts[2:], strict=False)
        if _is_short_line(block, may_end_in_colon=True)
        and is_bold(block)
        and not is_bold(before)
        and not is_bold(after)
    )
    found -= _find_speakers([block for block in texts if block.index in found])
    return found if len(found) >= _MIN_INFERRED_HEADINGS else frozenset()


def _find_speakers(lines: Sequence[Block]) -> frozenset[BlockIndex]:
    """The lines that end in a colon, where one of them comes again: they say who speaks in what follows."""
    labels = [line for line in lines if line.text.endswith(_COLONS)]
    is_dialogue = len({label.text for label in labels}) < len(labels)
    return frozenset(label.index for label in labels) if is_dialogue else frozenset()


def _find_lines_of_own_class(layout: Layout, texts: Sequence[Block]) -> frozenset[BlockIndex]:
    """Lines of one tag and class, or style, several of them, all of them short before running text of another."""
    by_signature: dict[tuple[str, str], list[int]] = {}
    for place, block in enumerate(texts):
        by_signature.setdefault(_signature(layout, block), []).append(place)
    found: set[BlockIndex] = set()
    for (_, names), places in by_signature.items():
        lines = [texts[place] for place in places]
        if (
            names
            and len(lines) >= _MIN_INFERRED_HEADINGS
            and len({line.text for line in lines}) == len(lines)
            and all(_is_short_line(line) for line in lines)
            and all(_heads_text(texts, place) for place in places)
        ):
            found.update(line.index for line in lines)
    return frozenset(found)


def _signature(layout: Layout, block: Block) -> tuple[str, str]:
    """The tag of a line and its class or style; where its box has none, those of the one element that it stands in."""
    box = layout.boxes[block.box]
    names = box.attributes.get("class") or box.attributes.get("style")
    if names or len(block.element) != 1 or block.element.text or block.element[0].tail:
        return box.tag, names or ""
    inner = block.element[0]
    if inner.tag not in _TAGS_OF_TYPE:
        return box.tag, ""
    return str(inner.tag), inner.get("class") or inner.get("style") or ""


def _find_numbered_lines(texts: Sequence[Block]) -> frozenset[BlockIndex]:
    """Short lines with the numbers from one on, each between running texts: "1) How long it keeps"."""
    found = [
        (int(number[1]), block.index)
        for place, block in enumerate(texts)
        if _is_short_line(block) and (number := _NUMBERED.match(block.text)) and _heads_text(texts, place)
    ]
    is_counted = [number for number, _ in found] == list(range(1, len(found) + 1))
    return (
        frozenset(index for _, index in found) if is_counted and len(found) >= _MIN_INFERRED_HEADINGS else frozenset()
    )


def _heads_text(texts: Sequence[Block], place: int) -> bool:
    """Whether a line stands between running texts."""
    return 0 < place < len(texts) - 1 and all(_is_running_text(texts[at]) for at in (place - 1, place + 1))


def _is_running_text(block: Block) -> bool:
    return block.chars > _MAX_HEADING_CHARS or (block.kind is not BlockKind.PARAGRAPH and ends_sentence(block.text))


def _find_section_labels(layout: Layout, labelled: Sequence[LabelledBlock]) -> frozenset[BlockIndex]:
    """Lines that name key points or sources right before a kept list, or questions before the first of these.

    The classifier may have dropped the label of a list.
    """
    texts = [item for item in labelled if item.block.chars]
    return frozenset(
        item.block.index
        for item, after in pairwise(texts)
        if after.label.is_kept
        and item.block.kind is BlockKind.PARAGRAPH
        and (item.label.is_kept or item.label.rule == "model")
        and item.block.chars <= _MAX_HEADING_CHARS
        and _names_section(item, after.block)
        and layout.boxes[item.block.box].tag not in ("li", "td", "th")
    )


def _names_section(item: LabelledBlock, below: Block) -> bool:
    """Whether a line is what a section is called that begins like the block below.

    With a colon, the name of sources only leads to them.
    """
    line = item.block.text
    if below.kind is BlockKind.ITEM:
        names_sources = not line.endswith(_COLONS) and _SOURCES_NAME.fullmatch(line) is not None
        return names_sources or TAKEAWAYS_NAME.fullmatch(line) is not None
    return item.label.is_kept and below.text.endswith(QUESTION_MARKS) and FAQ_NAME.fullmatch(line) is not None


def _as_heading(item: LabelledBlock) -> LabelledBlock:
    label = item.label if item.label.is_kept else Label(None, "label-of-list", item.label.score)
    return msgspec.structs.replace(_with_kind(item, BlockKind.HEADING), label=label)


def _is_short_line(block: Block, *, may_end_in_colon: bool = False) -> bool:
    is_label = may_end_in_colon and block.text.endswith(_COLONS)
    return (
        block.kind is BlockKind.PARAGRAPH
        and block.chars <= _MAX_HEADING_CHARS
        and block.link_density <= MAX_TEXT_LINK_DENSITY
        and (is_label or not ends_sentence(block.text))
    )


def _is_bold(block: Block) -> bool:
    """Whether a text is in a type that sets lines apart: bold, large, underlined or in capitals as a whole."""
    return (
        block.strong_chars >= block.chars or _is_in_capitals(block) or _is_underlined(block) or _is_in_large_type(block)
    )


def _is_in_capitals(block: Block) -> bool:
    is_line = block.kind is BlockKind.PARAGRAPH and block.text.isupper() and _SAYS_VALUE.search(block.text) is None
    return is_line and len(block.text.split()) >= _MIN_CAPITAL_WORDS


def _is_underlined(block: Block) -> bool:
    if block.kind is not BlockKind.PARAGRAPH or block.link_chars:
        return False
    lines = [string_value(line) for line in block.element.iterdescendants("u", "ins")]
    return bool(lines) and collapse_white_space("".join(lines)) == block.text


def _is_in_large_type(block: Block) -> bool:
    """Whether a text as a whole stands in an element that sets larger type."""
    if block.kind is not BlockKind.PARAGRAPH or not len(block.element):
        return False
    return any(
        (
            _LARGE_SIZE.fullmatch(inner.get("size") or "")
            if inner.tag == "font"
            else _LARGE_TYPE.search(inner.get("style") or "")
        )
        and collapse_white_space(string_value(inner)) == block.text
        for inner in block.element.iterdescendants("font", "span")
        if inner.tag == "font" or inner.get("style")
    )


def _with_kind(item: LabelledBlock, kind: BlockKind) -> LabelledBlock:
    return msgspec.structs.replace(item, block=msgspec.structs.replace(item.block, kind=kind))
