"""From a page to its article and its links: the one place where the crawl meets the extractors.

Pages come from strangers, and some take minutes or gigabytes to read. So they are read in worker
processes with limits, which uses all processors as well.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

from lxml import etree
from w3lib.encoding import html_to_unicode

from wellread.crawler.discovery import PageLinks, extract_links
from wellread.crawler.pages.fetched_page import FetchedPage
from wellread.crawler.pages.worker_pool import TaskLimitError, WorkerPool
from wellread.extractors import extract
from wellread.extractors.article import Article


@dataclass(frozen=True)
class ExtractedPage:
    """What a page says: the article, and where it leads."""

    article: Article
    links: PageLinks


class QuarantinedError(Exception):
    """The page takes more time or memory than any page is worth; the message says which, in a few words."""


def extract_page(page: FetchedPage) -> ExtractedPage:
    """The article and the links of a page. Raises MemoryError when there is too little for it."""
    with _memory_errors():
        return ExtractedPage(extract_article(page), extract_links(_decode(page), page.url))


def extract_article(page: FetchedPage) -> Article:
    """The article of a page. Raises MemoryError when there is too little for it."""
    with _memory_errors():
        return extract(page.body, url=page.url, headers=page.headers, fetched_at=page.fetched_at)


async def extract_in_worker(page: FetchedPage) -> ExtractedPage:
    """`extract_page` in a worker process, so that the downloads go on meanwhile, and no page can stop them.

    Raises QuarantinedError when the page takes more than a worker may use.
    """
    try:
        return await asyncio.wrap_future(page_workers().submit(extract_page, page))
    except TaskLimitError as error:
        raise QuarantinedError(str(error)) from error


@cache
def page_workers() -> WorkerPool:
    """The workers of this process that read pages. They start when the first page needs one."""
    return WorkerPool(preload=(__name__,))


def _decode(page: FetchedPage) -> str:
    """The page decoded as browsers do it, by its declarations alone."""
    headers = {name.lower(): value for name, value in page.headers.items()}
    return html_to_unicode(headers.get("content-type"), page.body)[1]


@contextmanager
def _memory_errors() -> Iterator[None]:
    """Raises MemoryError for every error of lxml: there is no HTML that libxml2 refuses for another reason."""
    try:
        yield
    except etree.LxmlError as error:
        raise MemoryError from error
