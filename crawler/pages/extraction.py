"""From a page to its article and its links: the one place where the crawl meets the extractors.

Pages come from strangers, and some take minutes or gigabytes to read. So they are read in worker
processes with limits, which uses all processors as well.
"""

from __future__ import annotations

import asyncio
import atexit
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import TypeVar

from lxml import etree

from wellread.crawler.discovery import PageLinks, extract_links
from wellread.crawler.discovery.parts import PartLinks, find_part_links
from wellread.crawler.pages.fetched_page import FetchedPage
from wellread.crawler.pages.worker_pool import TaskError, WorkerPool
from wellread.extractors.article import Article
from wellread.extractors.parse import PageInput, SourceTree, read_source
from wellread.extractors.pipeline import extract_source

Result = TypeVar("Result")


@dataclass(frozen=True)
class ExtractedPage:
    """What a page says: the article, and where it leads."""

    article: Article
    links: PageLinks
    parts: PartLinks = field(default_factory=PartLinks)


class ExtractionError(Exception):
    """The page cannot be read: it takes too much time or memory, or the reader fails. The message says which.

    `traceback` is that of the reader, if it has failed: an error of ours, to be mended.
    """

    def __init__(self, reason: str, traceback: str | None) -> None:
        super().__init__(reason)
        self.traceback = traceback


def extract_page(page: FetchedPage) -> ExtractedPage:
    """The article and the links of a page. Raises MemoryError when there is too little for it."""
    with memory_errors():
        source = _read_source(page)
        # First, since extraction changes the tree.
        links, parts = extract_links(source.root, page.url), find_part_links(source.root, page.url)
        return ExtractedPage(extract_source(source), links, parts)


def extract_page_links(page: FetchedPage) -> PageLinks:
    """The links of a page, without its article. Raises MemoryError when there is too little for it."""
    with memory_errors():
        return extract_links(_read_source(page).root, page.url)


async def extract_in_worker(page: FetchedPage) -> ExtractedPage:
    """`extract_page` in a worker process, so that the downloads go on meanwhile, and no page can stop them.

    Raises ExtractionError for a page that cannot be read, and WorkersLostError if none can.
    """
    return await _read_in_worker(extract_page, page)


async def extract_links_in_worker(page: FetchedPage) -> PageLinks:
    """`extract_page_links` in a worker process. Raises as `extract_in_worker`."""
    return await _read_in_worker(extract_page_links, page)


async def _read_in_worker(read: Callable[[FetchedPage], Result], page: FetchedPage) -> Result:
    try:
        return await asyncio.wrap_future(page_workers().submit(read, page))
    except TaskError as error:
        raise ExtractionError(str(error), error.traceback) from error


@cache
def page_workers() -> WorkerPool:
    """The workers of this process that read pages. They start when the first page needs one."""
    workers = WorkerPool(preload=(__name__,))
    atexit.register(workers.close)
    return workers


def _read_source(page: FetchedPage) -> SourceTree:
    return read_source(PageInput(page.body, page.url, page.headers, page.fetched_at))


@contextmanager
def memory_errors() -> Iterator[None]:
    """Raises MemoryError for every error of lxml: there is no HTML that libxml2 refuses for another reason."""
    try:
        yield
    except etree.LxmlError as error:
        raise MemoryError from error
