"""Features of a block itself: how long it is, how it is written, what it is marked up as."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from wellread.extractors.label.features.group import Numbers, feature_group
from wellread.extractors.label.features.lexicon import LEXICON, find_lists
from wellread.extractors.label.features.page import FeaturePage
from wellread.extractors.segment import Block
from wellread.extractors.urls import host_of

_TAGS = {
    tag: float(number)
    for number, tag in enumerate("p div li h1 h2 h3 h4 h5 h6 td section blockquote dd dt figcaption span a".split(), 1)
}
# So many first characters must be those of the page's own description.
_MIN_DESCRIPTION_CHARS = 40
# Capitals are counted in so many first characters.
_MAX_COUNTED_CHARS = 200
# The characters of Latin-1 that are not counted.
_NO_CAPITALS = bytes(code for code in range(256) if not chr(code).isupper())
# The lexicon is looked up for the words in so many first characters.
_LEXICON_CHARS = 300
_LEXICON_BITS = tuple(1 << place for place in range(len(LEXICON)))


@feature_group(
    """
    chars words links strong anchors sentence capitals commas kind tag repeated same_page external described italic
    """.split()
)
def text_features(page: FeaturePage) -> Sequence[Numbers]:
    """The block alone: its length, type, links and punctuation."""
    boxes = page.layout.boxes
    repeats = _count_repeats(page.blocks)
    description = page.metadata.description or ""
    host = host_of(page.url or "") or "//"
    rows = []
    for place, block in enumerate(page.blocks):
        text = block.text
        chars, links, kind, is_sentence = page.outlines[place]
        same_page, external = _count_links(block, host)
        head = text[:_MAX_COUNTED_CHARS]
        capitals = head.encode("latin-1", "ignore").translate(None, _NO_CAPITALS)
        is_description = block.chars >= _MIN_DESCRIPTION_CHARS and description.startswith(text[:_MIN_DESCRIPTION_CHARS])
        rows.append((
            chars,
            text.count(" ") + 1.0,
            links,
            block.strong_chars / block.chars,
            float(len(block.anchors)),
            is_sentence,
            len(capitals) / len(head),
            text.count(",") / len(text),
            kind,
            _TAGS.get(boxes[block.box].tag, 0.0),
            repeats[place],
            float(same_page),
            float(external),
            float(is_description),
            block.italic_chars / block.chars,
        ))  # fmt: skip
    return rows


@feature_group(f"says_{name}" for name in LEXICON)
def lexicon_features(page: FeaturePage) -> Sequence[Numbers]:
    """Whether the first words of a block are among those that tell a kind of text."""
    return [lexicon_flags(block) for block in page.blocks]


def lexicon_flags(block: Block) -> tuple[float, ...]:
    """For each list of the lexicon 1.0 where one of its words is among the first of the block, else 0.0."""
    return _lexicon_flags_of(find_lists(block.text[:_LEXICON_CHARS].lower().split()))


@lru_cache(maxsize=4096)
def _lexicon_flags_of(lists: int) -> tuple[float, ...]:
    return tuple(1.0 if lists & bit else 0.0 for bit in _LEXICON_BITS)


def _count_repeats(blocks: Sequence[Block]) -> list[float]:
    """For each block how many before it have the same text."""
    seen: dict[str, float] = {}
    repeats = []
    for block in blocks:
        count = seen.get(block.text, 0.0)
        repeats.append(count)
        seen[block.text] = count + 1.0
    return repeats


def _count_links(block: Block, host: str) -> tuple[int, int]:
    """How many links lead to a place in the page, and how many to another host."""
    same_page = external = 0
    for anchor in block.anchors:
        href = anchor.href
        if href.startswith("#"):
            same_page += 1
        elif href.startswith("http") and host not in href:
            external += 1
    return same_page, external
