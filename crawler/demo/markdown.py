"""The dialect of Markdown in which the demo's articles are written.

It is CommonMark with tables, and three conventions. An image alone in its paragraph is a figure,
and its title the caption. A paragraph that begins with "Table:" is the caption of the table above
it. An HTML comment such as `<!-- offer -->` names something that the page inserts between two
paragraphs and that is not part of the article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

import msgspec
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

_TABLE_CAPTION_PREFIX = "Table: "
_CITE_PREFIX = "— "


class InlineText(msgspec.Struct, frozen=True):
    """A run of text: as HTML, as plain text, and its links as pairs of text and address."""

    html: str
    plain: str
    links: tuple[tuple[str, str], ...] = ()


class MarkdownHeading(msgspec.Struct, frozen=True):
    """A heading; `level` is 2 below the title of the article, 3 below that, and so on."""

    level: int
    text: InlineText


class MarkdownParagraph(msgspec.Struct, frozen=True):
    """A paragraph that is neither a figure nor a caption."""

    text: InlineText


class MarkdownListItem(msgspec.Struct, frozen=True):
    """An item of one paragraph, and the list inside it, if there is one."""

    text: InlineText
    nested: MarkdownList | None = None


class MarkdownList(msgspec.Struct, frozen=True):
    """A list with numbers (`ordered`) or bullets."""

    ordered: bool
    items: tuple[MarkdownListItem, ...]


class MarkdownQuote(msgspec.Struct, frozen=True):
    """A quotation, and who or what is quoted: its second paragraph, without the dash."""

    text: InlineText
    cite: str | None = None


class MarkdownFigure(msgspec.Struct, frozen=True):
    """A picture. `picture_name` is the name of its file without folder and suffix."""

    picture_name: str
    alt: str
    caption: str | None = None


class MarkdownTable(msgspec.Struct, frozen=True):
    """A table with one row of column headings."""

    header: tuple[InlineText, ...]
    rows: tuple[tuple[InlineText, ...], ...]
    caption: str | None = None


class NonArticleInsert(msgspec.Struct, frozen=True):
    """Something that the page shows between two paragraphs and that is not part of the article."""

    name: str


MarkdownBlock = (
    MarkdownHeading
    | MarkdownParagraph
    | MarkdownList
    | MarkdownQuote
    | MarkdownFigure
    | MarkdownTable
    | NonArticleInsert
)


def parse_markdown(markdown: str) -> tuple[MarkdownBlock, ...]:
    """The blocks of an article's body, in order.

    Raises ValueError for Markdown that the demo has no use for.
    """
    tree = SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(markdown))
    blocks: list[MarkdownBlock] = []
    for block in map(_parse_block, tree.children):
        above = blocks[-1] if blocks else None
        if isinstance(above, MarkdownTable) and (caption := _table_caption(block)) is not None:
            blocks[-1] = msgspec.structs.replace(above, caption=caption)
        else:
            blocks.append(block)
    return tuple(blocks)


def split_by_heading(blocks: Iterable[MarkdownBlock], level: int) -> list[tuple[MarkdownHeading, list[MarkdownBlock]]]:
    """Each heading of the level with all that follows up to the next.

    What stands before the first is left out.
    """
    parts: list[tuple[MarkdownHeading, list[MarkdownBlock]]] = []
    for block in blocks:
        if isinstance(block, MarkdownHeading) and block.level == level:
            parts.append((block, []))
        elif parts:
            parts[-1][1].append(block)
    return parts


def escape_text(text: str) -> str:
    """Plain text as HTML, as Webflow escapes it: apostrophes, but not quotation marks."""
    return escape(text, quote=False).replace("'", "&#x27;")


def _table_caption(block: MarkdownBlock) -> str | None:
    if isinstance(block, MarkdownParagraph) and block.text.plain.startswith(_TABLE_CAPTION_PREFIX):
        return block.text.plain.removeprefix(_TABLE_CAPTION_PREFIX)
    return None


def _parse_block(node: SyntaxTreeNode) -> MarkdownBlock:
    match node.type:
        case "heading":
            return MarkdownHeading(int(node.tag[1:]), _parse_inline(node))
        case "paragraph":
            return _parse_figure(node) or MarkdownParagraph(_parse_inline(node))
        case "bullet_list" | "ordered_list":
            return _parse_list(node)
        case "blockquote":
            return _parse_quote(node)
        case "table":
            return _parse_table(node)
        case "html_block":
            return NonArticleInsert(node.content.strip().removeprefix("<!--").removesuffix("-->").strip())
        case other:
            raise ValueError(f"no {other} in the demo's articles, please")


def _parse_figure(paragraph: SyntaxTreeNode) -> MarkdownFigure | None:
    (inline,) = paragraph.children
    image = inline.children[0]
    if image.type != "image":
        return None
    return MarkdownFigure(str(image.attrs["src"]), image.content, str(image.attrs.get("title", "")) or None)


def _parse_list(node: SyntaxTreeNode) -> MarkdownList:
    return MarkdownList(node.type == "ordered_list", tuple(map(_parse_item, node.children)))


def _parse_item(node: SyntaxTreeNode) -> MarkdownListItem:
    paragraph, *rest = node.children
    return MarkdownListItem(_parse_inline(paragraph), _parse_list(rest[0]) if rest else None)


def _parse_quote(node: SyntaxTreeNode) -> MarkdownQuote:
    text, *cites = map(_parse_inline, node.children)
    return MarkdownQuote(text, cites[0].plain.removeprefix(_CITE_PREFIX) if cites else None)


def _parse_table(node: SyntaxTreeNode) -> MarkdownTable:
    header, *rows = (tuple(map(_parse_inline, row.children)) for part in node.children for row in part.children)
    return MarkdownTable(header, tuple(rows))


def _parse_inline(node: SyntaxTreeNode) -> InlineText:
    parts = node.children[0].children if node.children else []
    links = tuple((_plain_text(part), str(part.attrs["href"])) for part in _walk(parts) if part.type == "link")
    return InlineText("".join(map(_render_inline, parts)), "".join(map(_plain_text, parts)), links)


def _walk(nodes: Iterable[SyntaxTreeNode]) -> Iterator[SyntaxTreeNode]:
    for node in nodes:
        yield from node.walk()


def _plain_text(node: SyntaxTreeNode) -> str:
    if node.type == "softbreak":
        return " "
    return node.content if node.type == "text" else "".join(map(_plain_text, node.children))


def _render_inline(node: SyntaxTreeNode) -> str:
    inner = "".join(map(_render_inline, node.children))
    match node.type:
        case "text":
            return escape_text(node.content)
        case "softbreak":
            return " "
        case "strong" | "em":
            return f"<{node.tag}>{inner}</{node.tag}>"
        case "link":
            href = str(node.attrs["href"])
            target = ' target="_blank"' if href.startswith("http") else ""
            return f'<a href="{escape(href)}"{target}>{inner}</a>'
        case other:
            raise ValueError(f"no {other} in the demo's articles, please")
