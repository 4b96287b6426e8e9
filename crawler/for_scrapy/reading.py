"""From a response that somebody else's spider has fetched to a record, in a worker process."""

from __future__ import annotations

from scrapy.http import HtmlResponse

from wellread.crawler.pages.extraction import extract_in_worker
from wellread.crawler.pages.response import to_fetched_page
from wellread.output.record import ArticleRecord, publish


async def read_record(response: HtmlResponse) -> ArticleRecord:
    """The record of a page, read in a child process, so that no page can stop the crawl.

    Raises ExtractionError for a page that takes too much time or memory, and WorkersLostError if none can be read. It
    needs the reactor of asyncio, which is Scrapy's default.
    """
    page = to_fetched_page(response)
    extracted = await extract_in_worker(page)
    return publish(extracted.article, page.body, first_seen=page.url, fetch=page.fetch)
