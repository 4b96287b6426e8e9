"""From an answer to an article and its links: the one place where the crawl meets the extractors.

Pages come from strangers, and some take minutes or gigabytes to read. So they are read in child processes with limits,
which uses all processors as well.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from lxml import etree
from w3lib.encoding import html_to_unicode

from wellread.crawler.discovery import PageLinks, extract_links
from wellread.crawler.pages.worker_pool import BeyondLimitsError, Children
from wellread.crawler.record_location import RecordLocation
from wellread.extractors import extract
from wellread.extractors.article import Article
from wellread.output.record import Fetch


@dataclass(frozen=True)
class Page:
    """An HTML page as received: `body` after content decoding, `location` where it lies in the archive, if it does."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes
    fetched_at: datetime
    location: RecordLocation | None = None

    @property
    def fetch(self) -> Fetch:
        """How the page came here, as its record says."""
        place = self.location
        return Fetch(self.fetched_at, self.status, *((place.file, place.record_id) if place else ()))


@dataclass(frozen=True)
class Reading:
    """What a page says: the article, and where it points."""

    article: Article
    links: PageLinks


class QuarantinedError(Exception):
    """The page takes more time or memory than any page is worth; the message says which, in a few words."""


def read(page: Page) -> Reading:
    """Extract one page, and find its links."""
    with _told_of_memory():
        return Reading(read_article(page), extract_links(text_of(page), page.url))


def read_article(page: Page) -> Article:
    """Extract one page."""
    with _told_of_memory():
        return extract(page.body, url=page.url, headers=page.headers, fetched_at=page.fetched_at)


async def read_aside(page: Page) -> Reading:
    """Extract one page in a child process, so that the downloads go on meanwhile, and no page can stop them.

    Raises QuarantinedError for a page that the child did not survive.
    """
    try:
        return await asyncio.wrap_future(readers().submit(read, page))
    except BeyondLimitsError as error:
        raise QuarantinedError(str(error)) from error


def text_of(page: Page) -> str:
    """The page decoded as browsers do it, by its declarations alone."""
    headers = {name.lower(): value for name, value in page.headers.items()}
    return html_to_unicode(headers.get("content-type"), page.body)[1]


@contextmanager
def _told_of_memory() -> Iterator[None]:
    """There is no HTML that libxml2 refuses: where it does, it has found no memory."""
    try:
        yield
    except etree.LxmlError as error:
        raise MemoryError from error


@cache
def readers() -> Children:
    """The child processes of this process that read pages."""
    return Children(preload=(__name__,))
