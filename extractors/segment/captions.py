"""Captions without the markup of captions: by what stands beside a picture, and how it reads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec
from lxml import etree

from wellread.extractors.segment.layout import MAX_TEXT_LINK_DENSITY, NO_BOX, Block, BlockKind, Box
from wellread.extractors.string_value import string_value
from wellread.extractors.vocabulary.byline_labels import BY, names_writer

_IMAGE, _CAPTION, _PARAGRAPH = BlockKind.IMAGE, BlockKind.CAPTION, BlockKind.PARAGRAPH
_LINE_KINDS = frozenset((_PARAGRAPH, BlockKind.ITEM))
# Boxes that old editors draw around a picture and its caption, one cell or item for each.
_FRAMES = frozenset(("table", "tbody", "dl"))
# What stands in a <figure> beside one of these is no caption of a picture.
_NO_CAPTIONS = "blockquote pre table ul ol dl h1 h2 h3 h4 h5 h6 article section video iframe form figure".split()
_MAX_FIGURE_CHARS = 500
_MAX_CAPTION_CHARS = 300
_MAX_TIGHT_LINE_CHARS, _MAX_CREDIT_CHARS = 200, 60
_CREDIT_NOUN = (
    r"(?:images?|pictures?|photos?|photograph(?:s|y)?|credit|courtesy|source|illustration|graphic|fot(?:os?|ó|\.)"
    r"|bild(?:er)?|bildquelle|quelle|grafik|archiv|crédits?|imagen|fuente|cortesía|fonte|immagine|imagem|beeld|bron"
    r"|kuva|crédit[oa]s?|credit[io]|zdjęcie|zdj\.|zdroj|źródło|källa|kilde|fotoğraf|kaynak|sursa|sumber|фото|источник|צילום|تصوير|المصدر|ảnh)"
)
_CREDIT_LABEL = (
    r"(?:図|[图圖]片?|写真|照片|摄影|攝影|画像|撮影|提供|出典|사진|출처|제공)(?:来源|來源|源|提供|出典|说明|제공)?"
)
# A credit: at the end, in parentheses or behind a mark of its own, or as the whole line.
_CREDIT = re.compile(
    rf"[(\[][^()\[\]]{{0,80}}(?<!\w){_CREDIT_NOUN}(?!\w)[^()\[\]]{{0,80}}[)\]]\W*$"
    rf"|^\s*(?:©|\(c\)|{_CREDIT_NOUN}\s*[:：©])|[.!?…。»”\"\n]\s*{_CREDIT_NOUN}\s*[:：©][^:]{{1,80}}$"
    rf"|\s[|/•·–—-]\s*{_CREDIT_NOUN}(?:\s*[:：©]|\s)[^:]{{1,80}}$|\s(?:©|\(c\))[^:©]{{1,80}}$"
    r"|(?:^|[.!?…]\s)fot\.\s[^.:]{3,60}$|[＝=][^＝=。]{1,16}(?:撮影|提供|写す)\s*$"
    rf"|\b(?:photo(?:graph)?|picture|image|foto|bild)s? (?:{BY}|de|via) [A-ZÀ-Þ][^.:]{{1,80}}$"
    r"|[(（][^()（）]{1,16}(?:撮影|提供|摄|攝)[)）]\s*$"
    rf"|[(（]{_CREDIT_LABEL}[^()（）]{{0,40}}[)）]\s*$|(?:^|[。.\s/|｜]){_CREDIT_LABEL}\s*[:：=/／][^。:：]{{1,40}}$",
    re.IGNORECASE,
)
_PART_OF_NAME = r"[A-ZÀ-Þ][\w.'’-]{0,20}"
# Who took a picture, and for which agency: "Lena Foss (EFE)", "Lena Foss / AP".
_AGENCY = re.compile(
    rf"(?:^|[.!?…»”\"]\s)\s*{_PART_OF_NAME}(?:\s{_PART_OF_NAME}){{1,3}}\s?(?:\([A-Z][A-Za-z]{{1,9}}\)|[/|]\s?[A-Z]{{2,6}})$"
)
_SAYS_PICTURE = re.compile(
    r"(?:^|[^a-z])(?:img|image[ns]?|immagine|photo|foto|pic|picture|bild(?:text|box|zeile|rahmen|legende)?|afb|afbeelding|zdjecie|figure|fig|thumb|visual"
    r"|legende?|bu|pie|bijschrift|didascalia|podpis|cutline)(?![a-z])|caption",
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
    """The same blocks; the line right after a picture is a caption where it reads like one, or can be nothing else.

    It reads like one if it has a credit, or is the description that the picture has for those who cannot see it. Where
    the two share a box with nothing else, it is enough that the box is called a picture's, or is a table or a list.
    """
    found: set[int] = set()
    for before, after in pairwise(blocks):
        if before.kind is _IMAGE and after.kind in _LINE_KINDS and _is_caption(boxes, blocks, before, after):
            found.add(after.index)
            if (credit := _credit_below(boxes, blocks, before, after)) is not None:
                found.add(credit.index)
    if not found:
        return blocks
    return [msgspec.structs.replace(block, kind=_CAPTION) if block.index in found else block for block in blocks]


def _is_caption(boxes: Sequence[Box], blocks: Sequence[Block], picture: Block, line: Block) -> bool:
    if len(line.text) > _MAX_CAPTION_CHARS or line.link_density > MAX_TEXT_LINK_DENSITY or names_writer(line.text):
        return False
    shared = _shared_box(boxes, picture, line)
    if shared is None:
        return False
    if line.kind is _PARAGRAPH and _reads_like_caption(picture, line.text):
        return True
    credit = _credit_below(boxes, blocks, picture, line)
    if credit is not None and _AGENCY.search(credit.text):
        return True
    last = line if credit is None else credit
    beside = (place for place in (picture.index - 1, last.index + 1) if 0 <= place < len(blocks))
    if any(_is_in(boxes, blocks[place], shared.index) and blocks[place].kind is not _IMAGE for place in beside):
        return False
    return len(line.text) <= _MAX_TIGHT_LINE_CHARS and _holds_picture_by_name(boxes, shared, line)


def _reads_like_caption(picture: Block, line: str) -> bool:
    return bool(_CREDIT.search(line) or _AGENCY.search(line)) or _is_description(picture, line)


def _credit_below(boxes: Sequence[Box], blocks: Sequence[Block], picture: Block, line: Block) -> Block | None:
    """The short text right below a caption in their box, which is named after pictures: who has made this one."""
    shared, below = _shared_box(boxes, picture, line), line.index + 1
    if shared is None or below >= len(blocks) or line.kind is not _PARAGRAPH:
        return None
    block = blocks[below]
    is_short = block.kind is _PARAGRAPH and len(block.text) <= _MAX_CREDIT_CHARS and not block.text.endswith(".")
    if not is_short or not _is_in(boxes, block, shared.index):
        return None
    is_named = _SAYS_PICTURE.search(shared.attributes.get("class", "")) is not None
    return block if is_named or _AGENCY.search(block.text) else None


def _shared_box(boxes: Sequence[Box], picture: Block, line: Block) -> Box | None:
    """The innermost box with a picture and the line after it; None where that is far around the line."""
    shared = line.box
    for _ in range(_MAX_STEPS):
        if _is_in(boxes, picture, shared):
            return boxes[shared]
        shared = boxes[shared].parent
        if shared == NO_BOX:
            break
    return None


def _holds_picture_by_name(boxes: Sequence[Box], shared: Box, line: Block) -> bool:
    """Whether a box with nothing but a picture and a line is a table or list of the two, or named after pictures."""
    if shared.tag in _FRAMES:
        return True
    names = (boxes[line.box].attributes.get("class", ""), shared.attributes.get("class", ""))
    return line.kind is _PARAGRAPH and shared.tag != "li" and any(map(_SAYS_PICTURE.search, names))


def _is_in(boxes: Sequence[Box], block: Block, box: int) -> bool:
    at = block.box
    while at > box:
        at = boxes[at].parent
    return at == box


def _is_description(picture: Block, line: str) -> bool:
    alt = _WORDS.findall((picture.element.get("alt") or "").lower())
    return len(alt) >= _MIN_ALT_WORDS and alt == _WORDS.findall(line.lower())
