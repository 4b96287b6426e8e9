"""What happens to a record once the spider has made it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import msgspec

from crawler.spiders.blog import BlogSpider
from output.jsonl import OutputError
from output.record import ArticleRecord

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class WriteRecords:
    """Hands each record to the spider's sink; a sink that fails ends the crawl: nothing more could be kept."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_item(self, item: ArticleRecord) -> ArticleRecord:
        spider = self._crawler.spider
        if isinstance(spider, BlogSpider) and spider.sink:
            try:
                spider.sink(item)
            except OutputError as error:
                spider.abort(str(error))
        return item


class PlainItems:
    """Turns the record into the dict that Scrapy's own exporters expect, with the keys of the published JSON."""

    def process_item(self, item: ArticleRecord) -> dict[str, object]:
        plain: dict[str, object] = msgspec.to_builtins(item)
        return plain
