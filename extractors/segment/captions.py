"""Captions without the markup of captions: by what stands beside a picture, and how it reads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec
from lxml import etree

from wellread.extractors.segment.layout import NO_BOX, Block, BlockKind, Box
from wellread.extractors.string_value import string_value

_IMAGE, _CAPTION, _PARAGRAPH = BlockKind.IMAGE, BlockKind.CAPTION, BlockKind.PARAGRAPH
# What stands in a <figure> beside one of these is no caption of a picture.
_NO_CAPTIONS = "blockquote pre table ul ol dl h1 h2 h3 h4 h5 h6 article section video iframe form figure".split()
_MAX_FIGURE_CHARS = 500
_MAX_LINE_CHARS = 300
# A credit: at the end in parentheses or after a bar, or as the whole line.
_CREDIT_NOUN = (
    r"(?:images?|pictures?|photos?|photograph(?:s|y)?|credit|courtesy|source|illustration|graphic|fotos?|bild(?:er)?"
    r"|bildquelle|quelle|grafik|archiv|crédits?|imagen|fuente|cortesía|fonte|immagine|beeld|kuva|zdjęcie|zdroj|фото)"
)
_CREDIT = re.compile(
    rf"[(\[][^()\[\]]{{0,80}}\b{_CREDIT_NOUN}\b[^()\[\]]{{0,80}}[)\]]\W*$|^\s*(?:©|\(c\)|{_CREDIT_NOUN}\s*[:：©])"
    r"|[(（](?:图|圖|写真|照片|画像|사진)[^()（）]{0,40}[)）]\s*$|^\s*(?:写真|画像|图|圖|사진)\s*[:：]",
    re.IGNORECASE,
)
_WORDS = re.compile(r"\w+")
_MIN_ALT_WORDS = 3
_MAX_STEPS = 4


def holds_picture_alone(figure: etree._Element) -> bool:
    """Whether a <figure> holds a picture, and no more text than a caption and a credit have."""
    if figure.find(".//img") is None or next(figure.iterdescendants(*_NO_CAPTIONS), None) is not None:
        return False
    return len(string_value(figure).strip()) <= _MAX_FIGURE_CHARS


def find_captions(boxes: Sequence[Box], blocks: Sequence[Block]) -> Sequence[Block]:
    """The same blocks; the line right after a picture is a caption where it shares a box with nothing but the picture.

    It must also read like one: it has a credit, or is the description that the picture has for those who cannot see it.
    """
    found = {
        after.index
        for before, after in pairwise(blocks)
        if before.kind is _IMAGE and after.kind is _PARAGRAPH and _is_caption(boxes, blocks, before, after)
    }
    if not found:
        return blocks
    return [msgspec.structs.replace(block, kind=_CAPTION) if block.index in found else block for block in blocks]


def _is_caption(boxes: Sequence[Box], blocks: Sequence[Block], picture: Block, line: Block) -> bool:
    if len(line.text) > _MAX_LINE_CHARS or line.link_density > 0.5:
        return False
    if not (_CREDIT.search(line.text) or _is_description(picture, line.text)):
        return False
    shared = line.box
    for _ in range(_MAX_STEPS):
        if _is_in(boxes, picture, shared):
            break
        shared = boxes[shared].parent
        if shared == NO_BOX:
            return False
    else:
        return False
    beside = (place for place in (picture.index - 1, line.index + 1) if 0 <= place < len(blocks))
    return not any(_is_in(boxes, blocks[place], shared) and blocks[place].kind is not _IMAGE for place in beside)


def _is_in(boxes: Sequence[Box], block: Block, box: int) -> bool:
    at = block.box
    while at > box:
        at = boxes[at].parent
    return at == box


def _is_description(picture: Block, line: str) -> bool:
    alt = _WORDS.findall((picture.element.get("alt") or "").lower())
    return len(alt) >= _MIN_ALT_WORDS and alt == _WORDS.findall(line.lower())
