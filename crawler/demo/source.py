"""The demo's articles as their editors keep them: TOML front matter over a body in Markdown.

Three habits beside CommonMark and its tables: an image alone in its paragraph is a figure and its title the caption; a
paragraph that begins with "Table:" is the caption of the table above it; an HTML comment names something that the page
puts between two paragraphs, such as `<!-- offer -->`. The pages and the truth about them both come from this reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from html import escape
from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

PACKAGE = files(__package__)
CAPTION = "Table: "
CITATION = "— "


class Text(msgspec.Struct, frozen=True):
    """A run of text: as markup, as words, and its links as (words, address)."""

    html: str
    plain: str
    links: tuple[tuple[str, str], ...] = ()


class Heading(msgspec.Struct, frozen=True):
    level: int
    text: Text


class Paragraph(msgspec.Struct, frozen=True):
    text: Text


class Item(msgspec.Struct, frozen=True):
    text: Text
    nested: List | None = None


class List(msgspec.Struct, frozen=True):
    ordered: bool
    items: tuple[Item, ...]


class Quote(msgspec.Struct, frozen=True):
    text: Text
    cite: str | None = None


class Figure(msgspec.Struct, frozen=True):
    name: str
    alt: str
    caption: str | None = None


class Table(msgspec.Struct, frozen=True):
    header: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    caption: str | None = None


class Insert(msgspec.Struct, frozen=True):
    """Something between two paragraphs that is not the article."""

    name: str


Block = Heading | Paragraph | List | Quote | Figure | Table | Insert


class Person(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    job_title: str
    bio: str
    slug: str = ""
    honorific: str | None = None
    credentials: tuple[str, ...] = ()
    team: bool = False

    @property
    def display(self) -> str:
        """The name as it is printed: "Dr. Ada Example, PhD"."""
        return ", ".join([f"{self.honorific or ''} {self.name}".strip(), *self.credentials])


class Offer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The wording of the call to action inside an article."""

    heading: str
    text: str
    button: str


class Meta(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The front matter. `authors` and `reviewer` are keys of `people.toml`."""

    title: str
    summary: str
    category: str
    published: date
    offer: Offer
    updated: date | None = None
    authors: tuple[str, ...] = ()
    reviewer: str | None = None
    guest: bool = False
    tags: tuple[str, ...] = ()
    promotion: str | None = None
    disclaimer: bool = False
    structured_data: bool = False
    hidden_copy: bool = False


class Post(msgspec.Struct, frozen=True):
    """One article of the demo."""

    slug: str
    meta: Meta
    body: tuple[Block, ...]
    authors: tuple[Person, ...]
    reviewer: Person | None

    @property
    def path(self) -> str:
        return f"/blog/{self.slug}"


@cache
def people() -> dict[str, Person]:
    """Everybody who writes or reviews, by slug."""
    found = msgspec.toml.decode((PACKAGE / "content" / "people.toml").read_bytes(), type=dict[str, Person])
    return {slug: msgspec.structs.replace(person, slug=slug) for slug, person in found.items()}


@cache
def posts() -> tuple[Post, ...]:
    """Every article, the newest first."""
    sources = [file for file in (PACKAGE / "content").iterdir() if file.name.endswith(".md")]
    return tuple(sorted(map(_post, sources), key=lambda post: (post.meta.published, post.slug), reverse=True))


def slugify(words: str) -> str:
    """The words as a part of a path."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def _post(file: Traversable) -> Post:
    _, front, body = file.read_text(encoding="utf-8").split("+++\n", 2)
    meta = msgspec.toml.decode(front, type=Meta)
    return Post(
        slug=file.name.removesuffix(".md"),
        meta=meta,
        body=read_body(body),
        authors=tuple(people()[slug] for slug in meta.authors),
        reviewer=people()[meta.reviewer] if meta.reviewer else None,
    )


def read_body(markdown: str) -> tuple[Block, ...]:
    """The blocks of a body, in order. Raises ValueError for Markdown that the demo has no use for."""
    tree = SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(markdown))
    blocks: list[Block] = []
    for block in map(_block, tree.children):
        above = blocks[-1] if blocks else None
        if isinstance(block, Paragraph) and isinstance(above, Table) and block.text.plain.startswith(CAPTION):
            blocks[-1] = msgspec.structs.replace(above, caption=block.text.plain.removeprefix(CAPTION))
        else:
            blocks.append(block)
    return tuple(blocks)


def by_heading(blocks: Iterable[Block], level: int) -> list[tuple[Heading, list[Block]]]:
    """Each heading of the level with all that follows up to the next. What stands before the first is left out."""
    found: list[tuple[Heading, list[Block]]] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == level:
            found.append((block, []))
        elif found:
            found[-1][1].append(block)
    return found


def _block(node: SyntaxTreeNode) -> Block:
    match node.type:
        case "heading":
            return Heading(int(node.tag[1:]), _text(node))
        case "paragraph":
            return _figure(node) or Paragraph(_text(node))
        case "bullet_list" | "ordered_list":
            return _list(node)
        case "blockquote":
            return _quote(node)
        case "table":
            header, *rows = (tuple(map(_text, row.children)) for part in node.children for row in part.children)
            return Table(header, tuple(rows))
        case "html_block":
            return Insert(node.content.strip().removeprefix("<!--").removesuffix("-->").strip())
        case other:
            raise ValueError(f"no {other} in the demo's articles, please")


def _figure(paragraph: SyntaxTreeNode) -> Figure | None:
    (inline,) = paragraph.children
    image = inline.children[0]
    if image.type != "image":
        return None
    return Figure(str(image.attrs["src"]), image.content, str(image.attrs.get("title", "")) or None)


def _list(node: SyntaxTreeNode) -> List:
    return List(node.type == "ordered_list", tuple(map(_item, node.children)))


def _item(node: SyntaxTreeNode) -> Item:
    paragraph, *rest = node.children
    return Item(_text(paragraph), _list(rest[0]) if rest else None)


def _quote(node: SyntaxTreeNode) -> Quote:
    said, *cites = map(_text, node.children)
    return Quote(said, cites[0].plain.removeprefix(CITATION) if cites else None)


def _text(node: SyntaxTreeNode) -> Text:
    parts = node.children[0].children if node.children else []
    links = tuple((_words(part), str(part.attrs["href"])) for part in _walk(parts) if part.type == "link")
    return Text("".join(map(_markup, parts)), "".join(map(_words, parts)), links)


def _walk(nodes: Iterable[SyntaxTreeNode]) -> Iterator[SyntaxTreeNode]:
    for node in nodes:
        yield from node.walk()


def _words(node: SyntaxTreeNode) -> str:
    if node.type == "softbreak":
        return " "
    return node.content if node.type == "text" else "".join(map(_words, node.children))


def _markup(node: SyntaxTreeNode) -> str:
    inner = "".join(map(_markup, node.children))
    match node.type:
        case "text":
            return markup(node.content)
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


def markup(words: str) -> str:
    """Text as the platform escapes it: the apostrophe is a reference, the quotation mark is not."""
    return escape(words, quote=False).replace("'", "&#x27;")
