"""What a perfect extractor gives for the demo, computed from the sources of the articles.

The values are those of the published model, so a field is right when it equals the field of the
same name. Sections carry no `id` here, because identifiers are the extractor's own: compare without
them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from itertools import takewhile
from urllib.parse import urljoin

import msgspec
from msgspec.structs import replace

from wellread.crawler.demo.article_body import FAQ_HEADING, render_body
from wellread.crawler.demo.article_page import build_article_page
from wellread.crawler.demo.markdown import (
    InlineText,
    MarkdownBlock,
    MarkdownFigure,
    MarkdownHeading,
    MarkdownList,
    MarkdownParagraph,
    MarkdownQuote,
    MarkdownTable,
    NonArticleInsert,
    split_by_heading,
)
from wellread.crawler.demo.page_frame import render_page
from wellread.crawler.demo.posts import Contributor, Post, load_posts
from wellread.crawler.demo.templating import picture_path
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

_ROLES_BY_HEADING = {
    FAQ_HEADING: Role.FAQ,
    "key takeaways": Role.KEY_TAKEAWAYS,
    "references": Role.REFERENCES,
    "sources": Role.REFERENCES,
}


class ExpectedArticle(msgspec.Struct, frozen=True):
    """What a perfect extractor gives for one article.

    Dates are in ISO 8601. Every string of `boilerplate` is on the article's page, and none occurs
    in its text.
    """

    url: str
    headline: str
    description: str
    authors: tuple[Person, ...]
    reviewed_by: tuple[Person, ...]
    date_published: str
    date_modified: str | None
    sections: tuple[Section, ...]
    boilerplate: tuple[str, ...]


def build_expected_articles(base_url: str) -> tuple[ExpectedArticle, ...]:
    """What is expected of all articles of the demo that is served at `base_url`, the newest first."""
    return tuple(_build_article(post, base_url) for post in load_posts())


def _build_article(post: Post, base_url: str) -> ExpectedArticle:
    meta = post.front_matter
    return ExpectedArticle(
        url=base_url + post.path,
        headline=meta.title,
        description=meta.summary,
        authors=tuple(_build_person(author, base_url) for author in post.authors),
        reviewed_by=(_build_person(post.reviewer, base_url),) if post.reviewer else (),
        date_published=meta.published.isoformat(),
        date_modified=meta.updated.isoformat() if meta.updated else None,
        sections=_build_sections(post, base_url),
        boilerplate=_find_boilerplate(post, base_url),
    )


def _build_person(contributor: Contributor, base_url: str) -> Person:
    return Person(
        name=contributor.name,
        url=f"{base_url}/authors/{contributor.slug}",
        honorific=contributor.honorific,
        credentials=contributor.credentials,
        type="organization" if contributor.is_team else "person",
    )


def _build_sections(post: Post, base_url: str) -> tuple[Section, ...]:
    url = base_url + post.path
    blocks = _without_inserts(post)
    introduction = Section(id="", heading=None, level=0, blocks=_build_blocks_before_heading(blocks, url))
    return (introduction, *_build_subsections(blocks, 2, url))


def _without_inserts(post: Post) -> tuple[MarkdownBlock, ...]:
    return tuple(block for block in post.body if not isinstance(block, NonArticleInsert))


def _build_subsections(blocks: Iterable[MarkdownBlock], level: int, url: str) -> tuple[Section, ...]:
    return tuple(
        Section(
            id="",
            heading=heading.text.plain,
            level=level,
            role=_ROLES_BY_HEADING.get(heading.text.plain.lower()),
            blocks=_build_blocks_before_heading(below, url),
            sections=_build_subsections(below, level + 1, url),
        )
        for heading, below in split_by_heading(blocks, level)
    )


def _build_blocks_before_heading(blocks: Iterable[MarkdownBlock], url: str) -> tuple[ContentBlock, ...]:
    """The blocks before the first heading."""
    before = takewhile(lambda block: not isinstance(block, MarkdownHeading), blocks)
    return tuple(_build_block(block, url) for block in before)


def _build_block(block: MarkdownBlock, url: str) -> ContentBlock:
    match block:
        case MarkdownParagraph(text):
            return Paragraph(text.plain, _build_links(text, url))
        case MarkdownList():
            return ListBlock(block.ordered, _build_items(block, url))
        case MarkdownQuote(text, cite):
            return Quote(text.plain, cite)
        case MarkdownFigure(name, alt, caption):
            return Figure(urljoin(url, picture_path(name)), alt, caption)
        case MarkdownTable(header, rows, caption):
            return Table(caption, _build_cells(header), tuple(map(_build_cells, rows)))
        case MarkdownHeading() | NonArticleInsert():
            raise TypeError(f"{block} is no block of a section")


def _build_cells(row: Iterable[InlineText]) -> tuple[str, ...]:
    return tuple(cell.plain for cell in row)


def _build_items(block: MarkdownList, url: str) -> tuple[Item, ...]:
    return tuple(
        Item(
            item.text.plain,
            _build_links(item.text, url),
            _build_items(item.nested, url) if item.nested else (),
        )
        for item in block.items
    )


def _build_links(text: InlineText, url: str) -> tuple[Link, ...]:
    return tuple(Link(words, urljoin(url, href)) for words, href in text.links)


def _find_boilerplate(post: Post, base_url: str) -> tuple[str, ...]:
    """Every text of the page that is not part of the article, each once."""
    article_only = replace(post, body=_without_inserts(post), front_matter=replace(post.front_matter, promotion=None))
    article_text = " ".join([post.front_matter.title, *_find_text_between_tags(render_body(article_only))])
    page = render_page(build_article_page(post, base_url), post.path, base_url)
    _, _, page_body = page.partition("<body")
    return tuple(dict.fromkeys(text for text in _find_text_between_tags(page_body) if text not in article_text))


def _find_text_between_tags(html: str) -> list[str]:
    """What stands between tags, without white space around it."""
    texts = (unescape(text).strip() for text in re.findall(">([^<]+)<", html))
    return [text for text in texts if text]
