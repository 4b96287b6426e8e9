"""The direction in which the text is written: from left to right, or from right to left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from wellread.extractors.article import Direction
from wellread.extractors.metadata.candidates import Candidate
from wellread.extractors.metadata.evidence import Evidence
from wellread.extractors.metadata.sources import Source
from wellread.extractors.segment import Block, BlockKind

# Hebrew, Arabic, Syriac, Thaana and N'Ko, with the presentation forms of the first two.
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_LETTER = re.compile(r"[^\W\d_]")
# So many paragraphs show in what script a text is.
MAX_PARAGRAPHS = 10
_DIRECTIONS: dict[str, Direction] = {"ltr": "ltr", "rtl": "rtl"}


def _read_attribute(page: Evidence) -> Iterator[Candidate[Direction]]:
    """The `dir` nearest to the headline or the first paragraph (HTML Standard, 3.2.6.4)."""
    blocks = page.layout.blocks
    first = page.headline.block or next(_list_paragraphs(page), blocks[0] if blocks else None)
    around = (first.element, *first.element.iterancestors()) if first else (page.document.root,)
    for element in around:
        value = element.get("dir", "").lower()
        direction = _DIRECTIONS.get(value)
        if direction:
            yield Candidate(direction, "html", element, value)
        if value:
            return


def _read_letters(page: Evidence) -> Iterator[Candidate[Direction]]:
    """The script that most letters of the first paragraphs are of."""
    paragraphs = list(islice(_list_paragraphs(page), MAX_PARAGRAPHS))
    text = " ".join(block.text for block in paragraphs)
    letters = len(_LETTER.findall(text))
    if letters:
        is_rtl = 2 * len(_RIGHT_TO_LEFT.findall(text)) > letters
        yield Candidate("rtl" if is_rtl else "ltr", "text", paragraphs[0].element, None)


def _list_paragraphs(page: Evidence) -> Iterator[Block]:
    """The paragraphs from the headline on."""
    following = page.layout.blocks[page.surroundings.headline_index :]
    return (block for block in following if block.kind is BlockKind.PARAGRAPH and block.chars)


FROM_ATTRIBUTE = Source("dir", _read_attribute)
FROM_LETTERS = Source("letters", _read_letters)
