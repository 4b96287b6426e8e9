"""From an answer to an article and its links: the one place where the crawl meets the extractors.

Pages come from strangers, and some take minutes or gigabytes to read. So they are read in child processes with limits,
which uses all processors as well.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from lxml import etree
from w3lib.encoding import html_to_unicode

from crawler.children import BeyondLimitsError, Children
from crawler.discovery import Links, page_links
from extractors import extract
from extractors.article import Article


@dataclass(frozen=True)
class Page:
    """An HTML page as received: `body` after content decoding."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes
    fetched_at: datetime


@dataclass(frozen=True)
class Reading:
    """What a page says: the article, and where it points."""

    article: Article
    links: Links


@dataclass(frozen=True)
class Quarantine:
    """A page that could not be read within the limits, and which limit it was: "more than 4 s of processor time"."""

    reason: str


def read(page: Page) -> Reading:
    """Extract one page."""
    try:
        article = extract(page.body, url=page.url, headers=page.headers, fetched_at=page.fetched_at)
        return Reading(article, page_links(text_of(page), page.url))
    except etree.LxmlError as error:  # libxml2 says so; there is no HTML that it refuses
        raise MemoryError from error


async def read_aside(page: Page) -> Reading | Quarantine:
    """Extract one page in a child process, so that the downloads go on meanwhile, and no page can stop them."""
    try:
        return await asyncio.wrap_future(readers().submit(read, page))
    except BeyondLimitsError as error:
        return Quarantine(str(error))


def text_of(page: Page) -> str:
    """The page decoded as browsers do it, by its declarations alone."""
    headers = {name.lower(): value for name, value in page.headers.items()}
    return html_to_unicode(headers.get("content-type"), page.body)[1]


@cache
def readers() -> Children:
    """The child processes of this process that read pages."""
    return Children(preload=(__name__,))
