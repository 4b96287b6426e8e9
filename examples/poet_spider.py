"""Records as dependencies of callbacks: scrapy runspider poet_spider.py -a url=URL -O articles.jsonl

It needs scrapy-poet: pip install 'wellread[poet]'
"""

from collections.abc import Iterator

import scrapy
from scrapy.http import Response
from scrapy_poet import DummyResponse

from wellread.crawler.for_scrapy import ArticleRecord


class YourSpider(scrapy.Spider):
    """Follows the links of one page, and keeps a few keys of the records of those that are articles."""

    name = "yours"
    custom_settings = {  # noqa: RUF012  (as Scrapy has it)
        "ADDONS": {"scrapy_poet.Addon": 300},
        "SCRAPY_POET_PROVIDERS": {"wellread.crawler.for_scrapy.poet.RecordProvider": 500},
    }

    def __init__(self, url: str) -> None:
        super().__init__()
        self.start_urls = [url]

    def parse(self, response: Response) -> Iterator[scrapy.Request]:
        """The pages that the first one links to."""
        yield from response.follow_all(css="a", callback=self.parse_article)

    def parse_article(self, response: DummyResponse, article: ArticleRecord) -> Iterator[dict[str, object]]:  # noqa: ARG002
        """What is asked for is injected."""
        if article.page_type == "article":
            yield {"url": article.url, "headline": article.headline, "words": article.word_count}
