"""Kept blocks to sections: the tree of headings with typed blocks under them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import msgspec
from lxml import etree

from wellread.extractors.article import (
    Code,
    ContentBlock,
    Figure,
    Item,
    Link,
    ListBlock,
    Paragraph,
    Quote,
    Role,
    Section,
)
from wellread.extractors.compose.figures import find_picture_url, read_video
from wellread.extractors.compose.tables import read_table
from wellread.extractors.references.reference_lists import REFERENCE_LIST_NAME
from wellread.extractors.segment import Block, Box, Kind, Layout
from wellread.extractors.urls import absolute_url

_LIST_TAGS = frozenset(("ul", "ol", "menu", "dir", "dl"))
_ITEM_TAGS = frozenset(("li", "dt", "dd"))
_GROUPING_TAGS = _LIST_TAGS | {"blockquote", "figure"}
_FIGURE_KINDS = frozenset((Kind.IMAGE, Kind.CAPTION))
_UNGROUPED_KINDS = frozenset((Kind.HEADING, Kind.TABLE, Kind.VIDEO, Kind.CODE))
_LANGUAGE = re.compile(r"(?:lang(?:uage)?|brush)[-:]\s*([\w+#-]+)", re.IGNORECASE)
# Lists that nest deeper are mistakes of the page; what stands there joins the item above.
_MAX_LIST_DEPTH = 20
_MAX_ITEM_PARAGRAPHS = 8
_DASHES = ("—", "–", "-", "―", "~")
_DASHES_AND_SPACE = "".join(_DASHES) + " "
# Headings that name the role of what stands under them, from their first to their last letter.
_ROLE_HEADINGS: dict[Role, tuple[str, ...]] = {
    Role.REFERENCES: (REFERENCE_LIST_NAME,),
    Role.FAQ: (
        r"(?:frequently asked questions|common questions|questions and answers|q ?& ?a)\b.{0,80}",
        r"(?:häufige fragen|preguntas frecuentes|foire aux questions)\b.{0,80}",
        r"faqs?\b.{0,80}",
        r".{0,60}\bfaqs?",
    ),
    Role.KEY_TAKEAWAYS: (
        "(?:the )?(?:key (?:takeaways?|points|facts)|takeaways?|quick (?:facts|summary)|highlights)",
        "(?:the )?(?:at a glance|in (?:a nutshell|brief|short)|tl;?dr|das wichtigste in kürze)",
    ),
    Role.DISCLAIMER: ("(?:medical )?disclaimer",),
}
_ROLES = tuple(
    (role, re.compile(rf"(?:{'|'.join(headings)})\W*", re.IGNORECASE)) for role, headings in _ROLE_HEADINGS.items()
)


class BlockGroup(msgspec.Struct):
    """Blocks that make one piece of content; `box` is the outermost list, quotation or figure that they share."""

    box: Box | None
    blocks: list[Block]


class _OpenSection:
    """A section that is being filled."""

    __slots__ = ("blocks", "heading", "level", "sections")

    def __init__(self, heading: str | None, level: int) -> None:
        self.heading, self.level = heading, level
        self.blocks: list[ContentBlock] = []
        self.sections: list[_OpenSection] = []


def build_sections(layout: Layout, groups: Sequence[BlockGroup], base_url: str | None) -> tuple[Section, ...]:
    """The sections of an article from its kept blocks, in page order. The first is the lead, with no heading."""
    lead = _OpenSection(None, 0)
    top: list[_OpenSection] = [lead]
    path: list[_OpenSection] = []
    for group in groups:
        first = group.blocks[0]
        if first.kind is Kind.HEADING:
            section = _OpenSection(first.text.replace("\n", " "), heading_level(layout, first))
            while path and path[-1].level >= section.level:
                path.pop()
            (path[-1].sections if path else top).append(section)
            path.append(section)
        else:
            block = _build_content(layout, group, base_url)
            if block is not None:
                (path[-1] if path else lead).blocks.append(block)
    names: dict[str, int] = {}
    return tuple(_close(section, names) for section in top)


def heading_level(layout: Layout, block: Block) -> int:
    """1 to 6. A heading without a level of its own, such as a <summary>, stands below the last rank in common use."""
    for box in layout.ancestors(block.box):
        if len(box.tag) == 2 and box.tag[0] == "h" and box.tag[1].isdigit():
            return int(box.tag[1])
        level = box.attributes.get("aria-level", "")
        if level.isdigit():
            return max(1, min(6, int(level)))
    return 3


def _close(section: _OpenSection, names: dict[str, int]) -> Section:
    name = _slug(section.heading) if section.heading else "lead"
    names[name] = names.get(name, 0) + 1
    return Section(
        id=name if names[name] == 1 else f"{name}-{names[name]}",
        heading=section.heading,
        level=section.level,
        role=_find_role(section.heading),
        blocks=tuple(section.blocks),
        sections=tuple(_close(child, names) for child in section.sections),
    )


def _slug(heading: str) -> str:
    return "-".join(re.findall(r"\w+", heading.lower())[:10]) or "section"


def _find_role(heading: str | None) -> Role | None:
    if heading is None:
        return None
    return next((role for role, pattern in _ROLES if pattern.fullmatch(heading)), None)


# -- blocks that belong together


def group_blocks(layout: Layout, blocks: Sequence[Block]) -> list[BlockGroup]:
    """Items of one list, paragraphs of one quotation and a figure with its caption are one group each."""
    groups: list[BlockGroup] = []
    last = None
    article_items = _find_article_items(layout, blocks)
    for block in blocks:
        box = _shared_box(layout, block, article_items)
        is_caption = block.kind is Kind.CAPTION and bool(groups) and groups[-1].blocks[-1].kind in _FIGURE_KINDS
        if is_caption or (box is not None and box is last):
            groups[-1].blocks.append(block)
        else:
            groups.append(BlockGroup(box, [block]))
        last = box
    return groups


def _find_article_items(layout: Layout, blocks: Sequence[Block]) -> frozenset[int]:
    """The <li> with so many paragraphs that it holds an article, and its list the parts of a page."""
    paragraphs: Counter[int] = Counter()
    for block in blocks:
        if block.kind is Kind.PARAGRAPH and layout.boxes[block.box].tag == "p":
            paragraphs.update(box.index for box in layout.ancestors(block.box) if box.tag == "li")
    return frozenset(box for box, count in paragraphs.items() if count > _MAX_ITEM_PARAGRAPHS)


def _shared_box(layout: Layout, block: Block, article_items: frozenset[int]) -> Box | None:
    """The outermost list or quotation around a text, the figure right around a picture or its caption."""
    if block.kind in _UNGROUPED_KINDS:
        return None
    boxes, at = layout.boxes, block.box
    is_pictured = block.kind in _FIGURE_KINDS
    found: Box | None = None
    while at >= 0 and at not in article_items:
        box = boxes[at]
        if box.tag in _GROUPING_TAGS:
            if is_pictured:
                return box if box.tag == "figure" else None
            if box.tag != "figure":
                found = box
        at = box.parent
    return found


def _build_content(layout: Layout, group: BlockGroup, base_url: str | None) -> ContentBlock | None:
    first = group.blocks[0]
    if first.kind in _FIGURE_KINDS:
        return _build_figure(group, base_url)
    if first.kind is Kind.TABLE:
        return read_table(first.element)
    if first.kind is Kind.CODE:
        return Code(first.text, _find_code_language(first.element))
    if first.kind is Kind.VIDEO:
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
    cited = group.blocks[-1].element.tag in ("cite", "footer") and len(group.blocks) > 1
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
    for candidate in (element, *element.iter("code")):
        found = _LANGUAGE.search(candidate.get("class", "") + " " + candidate.get("data-lang", ""))
        if found:
            return found.group(1).lower()
    return None


def _build_figure(group: BlockGroup, base_url: str | None) -> Figure | None:
    images = [block for block in group.blocks if block.kind is Kind.IMAGE]
    caption = " ".join(block.text for block in group.blocks if block.kind is Kind.CAPTION) or None
    source = next((src for block in images if (src := find_picture_url(block.element, base_url))), None)
    if source is None and caption is None:
        return None
    alt = next((alt for block in images if (alt := (block.element.get("alt") or "").strip())), None)
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
    open_items: dict[int, _OpenItem] = {}
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
