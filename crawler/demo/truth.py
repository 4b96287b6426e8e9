"""What a perfect reading of the demo gives: every article as its source has it.

The values are those of the published model, so a field is right when it equals the field of the same name. Sections
carry no `id` here, because identifiers are the extractor's own: compare without them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from itertools import takewhile
from urllib.parse import urljoin

import msgspec
from msgspec.structs import replace

from wellread.crawler.demo import source
from wellread.crawler.demo.rendering import asset_path
from wellread.crawler.demo.richtext import FAQ, body
from wellread.crawler.demo.site import article, render
from wellread.extractors.article import (
    ContentBlock,
    Figure,
    Item,
    Link,
    ListBlock,
    Paragraph,
    Person,
    Quote,
    Role,
    Section,
    Table,
)

ROLES = {FAQ: Role.FAQ, "key takeaways": Role.KEY_TAKEAWAYS, "references": Role.REFERENCES, "sources": Role.REFERENCES}


class ExpectedArticle(msgspec.Struct, frozen=True):
    """The truth about one article. Every string of `boilerplate` is on its page, and none occurs in its text."""

    url: str
    headline: str
    description: str
    authors: tuple[Person, ...]
    reviewed_by: tuple[Person, ...]
    date_published: str
    date_modified: str | None
    sections: tuple[Section, ...]
    boilerplate: tuple[str, ...]


def expected_articles(base_url: str) -> tuple[ExpectedArticle, ...]:
    """The truth about all articles of the demo that is served at `base_url`, the newest first."""
    return tuple(_expected(post, base_url) for post in source.posts())


def _expected(post: source.Post, base_url: str) -> ExpectedArticle:
    meta = post.meta
    return ExpectedArticle(
        url=base_url + post.path,
        headline=meta.title,
        description=meta.summary,
        authors=tuple(_person(author, base_url) for author in post.authors),
        reviewed_by=(_person(post.reviewer, base_url),) if post.reviewer else (),
        date_published=meta.published.isoformat(),
        date_modified=meta.updated.isoformat() if meta.updated else None,
        sections=_sections(post, base_url),
        boilerplate=_boilerplate(post, base_url),
    )


def _person(person: source.Person, base_url: str) -> Person:
    return Person(
        name=person.name,
        url=f"{base_url}/authors/{person.slug}",
        honorific=person.honorific,
        credentials=person.credentials,
        type="organization" if person.team else "person",
    )


def _sections(post: source.Post, base_url: str) -> tuple[Section, ...]:
    address = base_url + post.path
    blocks = [block for block in post.body if not isinstance(block, source.Insert)]
    lead = Section(id="", heading=None, level=0, blocks=_own(blocks, address))
    return (lead, *_subsections(blocks, 2, address))


def _subsections(blocks: Iterable[source.Block], level: int, address: str) -> tuple[Section, ...]:
    return tuple(
        Section(
            id="",
            heading=heading.text.plain,
            level=level,
            role=ROLES.get(heading.text.plain.lower()),
            blocks=_own(below, address),
            sections=_subsections(below, level + 1, address),
        )
        for heading, below in source.by_heading(blocks, level)
    )


def _own(blocks: Iterable[source.Block], address: str) -> tuple[ContentBlock, ...]:
    """The blocks before the first heading."""
    return tuple(_block(block, address) for block in takewhile(lambda b: not isinstance(b, source.Heading), blocks))


def _block(block: source.Block, address: str) -> ContentBlock:
    match block:
        case source.Paragraph(text):
            return Paragraph(text.plain, _links(text, address))
        case source.List():
            return ListBlock(block.ordered, _items(block, address))
        case source.Quote(text, cite):
            return Quote(text.plain, cite)
        case source.Figure(name, alt, caption):
            return Figure(urljoin(address, asset_path(name)), alt, caption)
        case source.Table(header, rows, caption):
            return Table(caption, _cells(header), tuple(map(_cells, rows)))
        case source.Heading() | source.Insert():
            raise TypeError(f"{block} is no block of a section")


def _cells(row: Iterable[source.Text]) -> tuple[str, ...]:
    return tuple(cell.plain for cell in row)


def _items(block: source.List, address: str) -> tuple[Item, ...]:
    return tuple(
        Item(item.text.plain, _links(item.text, address), _items(item.nested, address) if item.nested else ())
        for item in block.items
    )


def _links(text: source.Text, address: str) -> tuple[Link, ...]:
    return tuple(Link(words, urljoin(address, href)) for words, href in text.links)


def _boilerplate(post: source.Post, base_url: str) -> tuple[str, ...]:
    """Every text of the page that the article itself does not say."""
    prose = tuple(block for block in post.body if not isinstance(block, source.Insert))
    bare = replace(post, body=prose, meta=replace(post.meta, promotion=None))
    said = " ".join([post.meta.title, *_texts(body(bare))])
    _, _, page = render(article(post, base_url), post.path, base_url).partition("<body")
    return tuple(dict.fromkeys(text for text in _texts(page) if text not in said))


def _texts(html: str) -> list[str]:
    found = (unescape(text).strip() for text in re.findall(">([^<]+)<", html))
    return [text for text in found if text]
