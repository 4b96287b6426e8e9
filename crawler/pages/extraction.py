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

from wellread.crawler.discovery import PageLinks, extract_links
from wellread.crawler.pages.fetched_page import FetchedPage
from wellread.crawler.pages.worker_pool import TaskLimitError, WorkerPool
from wellread.extractors.article import Article
from wellread.extractors.parse import PageInput, SourceTree, read_source
from wellread.extractors.pipeline import extract_source


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
        source = _read_source(page)
        # First, since extraction changes the tree.
        links = extract_links(source.root, page.url)
        return ExtractedPage(extract_source(source), links)


def extract_article(page: FetchedPage) -> Article:
    """The article of a page. Raises MemoryError when there is too little for it."""
    with _memory_errors():
        return extract_source(_read_source(page))


def extract_page_links(page: FetchedPage) -> PageLinks:
    """The links of a page, without its article. Raises MemoryError when there is too little for it."""
    with _memory_errors():
        return extract_links(_read_source(page).root, page.url)


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


def _read_source(page: FetchedPage) -> SourceTree:
    return read_source(PageInput(page.body, page.url, page.headers, page.fetched_at))


@contextmanager
def _memory_errors() -> Iterator[None]:
    """Raises MemoryError for every error of lxml: there is no HTML that libxml2 refuses for another reason."""
    try:
        yield
    except etree.LxmlError as error:
        raise MemoryError from error
