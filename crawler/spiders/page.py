"""The spider of single pages: fetches one, under the same settings and the same guard as a crawl."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.http import HtmlResponse, Response

from wellread.crawler.fetching.error_classification import describe_failure
from wellread.crawler.pages.fetched_page import FetchedPage
from wellread.crawler.pages.response import to_fetched_page
from wellread.crawler.spiders.base import BaseSpider

if TYPE_CHECKING:
    from twisted.python.failure import Failure


class PageSpider(BaseSpider):
    """Fetches the page at `url`; then either `page` or `failure_reason`, one line for a person, is set."""

    name = "page"
    page: FetchedPage | None = None
    failure_reason: str | None = None

    async def start(self) -> AsyncIterator[Request]:
        yield Request(self.address, self.parse, errback=self.handle_failure)

    def parse(self, response: Response) -> None:
        if isinstance(response, HtmlResponse):
            self.page = to_fetched_page(response)
        else:
            self.failure_reason = "not an HTML page"

    def handle_failure(self, failure: Failure) -> None:
        """Note why there is no page."""
        self.failure_reason = describe_failure(failure)
