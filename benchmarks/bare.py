"""Scrapy as it comes, which fetches what a sitemap lists and does nothing else: the rate that a crawl could have."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator

from scrapy import Request, Spider
from scrapy.http import Response


class BareSpider(Spider):
    """Fetches the pages in the sitemap of the site at `base`, the first `limit` of them."""

    name = "bare"

    def __init__(self, base: str, limit: str, **kwargs: str) -> None:
        super().__init__(**kwargs)
        self.base = base
        self.limit = int(limit)

    async def start(self) -> AsyncIterator[Request]:
        yield Request(f"{self.base}/sitemap.xml", self.parse_sitemap)

    def parse_sitemap(self, response: Response) -> Iterator[Request]:
        """Ask for every page."""
        for url in re.findall(rb"<loc>(.*?)</loc>", response.body)[: self.limit]:
            yield Request(url.decode(), self.parse)

    def parse(self, response: Response) -> None:
        """A page has been fetched, which is all."""
