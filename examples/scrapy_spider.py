"""A spider of your own whose pages become records: scrapy runspider scrapy_spider.py -a url=URL -O articles.jsonl"""

from __future__ import annotations

from collections.abc import Iterator

import scrapy
from scrapy.http import Response


class YourSpider(scrapy.Spider):
    """Follows the links of one page, and says of none of them what it is."""

    name = "yours"
    custom_settings = {"ADDONS": {"wellread.crawler.for_scrapy.RecordAddon": 100}}  # noqa: RUF012  (as Scrapy has it)

    def __init__(self, url: str) -> None:
        super().__init__()
        self.start_urls = [url]

    def parse(self, response: Response) -> Iterator[scrapy.Request]:
        """The pages that the first one links to."""
        yield from response.follow_all(css="a", callback=self.parse_page)

    def parse_page(self, response: Response) -> Iterator[dict[str, Response]]:
        """An item that brings its page along: the pipeline puts a record in its place, or drops it."""
        yield {"response": response}
