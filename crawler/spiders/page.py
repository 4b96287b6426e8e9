"""The spider of single pages: fetches one, under the same settings and the same guard as a crawl."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.http import HtmlResponse, Response

from wellread.crawler.fetching.error_classification import describe_failure
from wellread.crawler.pages.extraction import Page
from wellread.crawler.pages.response import page_of
from wellread.crawler.spiders.base import PoliteSpider

if TYPE_CHECKING:
    from twisted.python.failure import Failure


class PageSpider(PoliteSpider):
    """Fetches the page at `url`; then either `page` or `failed`, a reason in one line, is set."""

    name = "page"
    page: Page | None = None
    failed: str | None = None

    async def start(self) -> AsyncIterator[Request]:
        yield Request(self.url, self.parse, errback=self.page_failed)

    def parse(self, response: Response) -> None:
        if isinstance(response, HtmlResponse):
            self.page = page_of(response)
        else:
            self.failed = "not an HTML page"

    def page_failed(self, failure: Failure) -> None:
        """Note why there is no page."""
        self.failed = describe_failure(failure)
