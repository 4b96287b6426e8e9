"""Groups of blocks to typed content: paragraphs, lists, quotations, figures, tables, videos, code."""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree

from wellread.extractors.article import Code, ContentBlock, Figure, Item, Link, ListBlock, Paragraph, Quote
from wellread.extractors.compose.block_groups import BlockGroup
from wellread.extractors.compose.media_urls import find_picture_url, read_video
from wellread.extractors.compose.tables import read_table
from wellread.extractors.segment import Block, BlockKind, Box, BoxIndex, Layout
from wellread.extractors.urls import absolute_url

_ITEM_TAGS = frozenset(("li", "dt", "dd"))
_CODE_LANGUAGE = re.compile(r"(?:lang(?:uage)?|brush)[-:]\s*([\w+#-]+)", re.IGNORECASE)
# What highlighters call their boxes, and the languages that stand beside that in the same attribute.
_HIGHLIGHTERS = frozenset("highlight highlighter codehilite sourcecode syntaxhighlighter prettyprint hljs".split())
_LANGUAGES = frozenset(
    "bash c c++ cpp cs csharp css csv dart diff go haskell html ini java javascript js json julia kotlin latex lua"
    " makefile markdown matlab perl php plaintext powershell python r ruby rust scala sh shell sql stata swift text"
    " toml typescript ts xml yaml yml".split()
)
_MAX_BOXES_AROUND_CODE = 6
# Lists that nest deeper are mistakes of the page; what stands there joins the item above.
_MAX_LIST_DEPTH = 20
_DASHES = ("—", "–", "-", "―", "~")
_DASHES_AND_SPACE = "".join(_DASHES) + " "


def build_content(layout: Layout, group: BlockGroup, base_url: str | None) -> ContentBlock | None:
    """The content that a group is; None for a picture without a URL, and a frame that shows no video."""
    first = group.blocks[0]
    if first.kind in (BlockKind.IMAGE, BlockKind.CAPTION):
        return _build_figure(group, base_url)
    if first.kind is BlockKind.TABLE:
        return read_table(first.element)
    if first.kind is BlockKind.CODE:
        return Code(first.text, _find_code_language(first.element))
    if first.kind is BlockKind.VIDEO:
        return read_video(first.element, base_url)
    return _build_text(layout, group, base_url)


def _build_text(layout: Layout, group: BlockGroup, base_url: str | None) -> ContentBlock:
    if group.box is None:
        return Paragraph(group.blocks[0].text, resolve_links(group.blocks[0], base_url))
    return _build_quote(group) if group.box.tag == "blockquote" else _build_list(layout, group, group.box, base_url)


def resolve_links(block: Block, base_url: str | None) -> tuple[Link, ...]:
    """The links of a block, absolute; those that lead nowhere (`#`, `javascript:`) are left out."""
    return tuple(
        Link(anchor.text, href) for anchor in block.anchors if (href := absolute_url(anchor.href, base_url)) is not None
    )


def _build_quote(group: BlockGroup) -> Quote:
    """A quotation; a last line that begins with a dash, or stands in <cite> or <footer>, names who said it."""
    lines = [line for block in group.blocks for line in block.text.split("\n")]
    last = group.blocks[-1]
    cited = len(group.blocks) > 1 and (last.element.tag in ("cite", "footer") or last.kind is BlockKind.CAPTION)
    if len(lines) > 1 and (cited or lines[-1].startswith(_DASHES)):
        return Quote("\n".join(lines[:-1]), lines[-1].lstrip(_DASHES_AND_SPACE))
    return Quote("\n".join(lines), None)


def find_quote_dash(group: BlockGroup) -> str:
    """The dash before the name of who is quoted, which is not part of the name; empty where there is none."""
    if group.box is not None and group.box.tag == "blockquote" and _build_quote(group).cite is not None:
        line = group.blocks[-1].text.split("\n")[-1]
        return line[: len(line) - len(line.lstrip(_DASHES_AND_SPACE))].strip()
    return ""


def _find_code_language(element: etree._Element) -> str | None:
    """The language of a listing: it, a <code> in it or a box right around it is named after one."""
    around = islice(element.iterancestors(), _MAX_BOXES_AROUND_CODE)
    for candidate in (element, *element.iter("code"), *around):
        named = candidate.get("data-lang") or candidate.get("data-language")
        if named:
            return named.lower()
        found = _CODE_LANGUAGE.search(candidate.get("class", ""))
        if found:
            return found.group(1).lower()
        names = candidate.get("class", "").lower().split()
        known = next((name for name in names if name in _LANGUAGES), None)
        if known is not None and not _HIGHLIGHTERS.isdisjoint(names):
            return known
    return None


def _build_figure(group: BlockGroup, base_url: str | None) -> Figure | None:
    images = [block for block in group.blocks if block.kind is BlockKind.IMAGE]
    caption = " ".join(block.text for block in group.blocks if block.kind is BlockKind.CAPTION) or None
    source = next((src for block in images if (src := find_picture_url(block.element, base_url))), None)
    if source is None and caption is None:
        return None
    alts = (block.element.get("alt") or block.element.get("aria-label") or "" for block in images)
    alt = next((alt for alt in map(str.strip, alts) if alt), None)
    return Figure(source, alt, caption)


# -- lists


class _OpenItem:
    __slots__ = ("items", "links", "texts")

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.links: list[Link] = []
        self.items: list[_OpenItem] = []

    def close(self) -> Item:
        return Item("\n".join(self.texts), tuple(self.links), tuple(item.close() for item in self.items))


def _build_list(layout: Layout, group: BlockGroup, outermost: Box, base_url: str | None) -> ListBlock:
    """The list that the blocks of a group come from.

    Each <li> is an item; a text outside of them is an item of its own.
    """
    top: list[_OpenItem] = []
    open_items: dict[BoxIndex, _OpenItem] = {}
    for block in group.blocks:
        path = [b.index for b in layout.ancestors(block.box) if b.tag in _ITEM_TAGS and b.index > outermost.index]
        del path[:-_MAX_LIST_DEPTH]
        siblings, item = top, None
        for index in reversed(path):
            item = open_items.get(index)
            if item is None:
                item = _OpenItem()
                open_items[index] = item
                siblings.append(item)
            siblings = item.items
        if item is None:
            item = _OpenItem()
            top.append(item)
        item.texts.append(block.text)
        item.links.extend(resolve_links(block, base_url))
    return ListBlock(outermost.tag == "ol", tuple(item.close() for item in top))
