"""Records for scrapy-poet (the extra `wellread[poet]`): as a dependency of callbacks, and as a page object."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import attrs
from scrapy.http import HtmlResponse, Response
from scrapy_poet.page_input_providers import PageObjectInputProvider
from web_poet import HttpResponse, ItemPage

from wellread.crawler.for_scrapy.reading import read_record
from wellread.extractors import extract
from wellread.output.record import ArticleRecord, publish


class RecordProvider(PageObjectInputProvider):
    """Gives callbacks and page objects the `ArticleRecord` of the page that was fetched, read in a worker process.

    `SCRAPY_POET_PROVIDERS = {RecordProvider: 500}` switches it on. Raises TypeError for what is no HTML page, and what
    `read_record` raises.
    """

    provided_classes = {ArticleRecord}  # noqa: RUF012  (as scrapy-poet declares it)
    name = "wellread"

    async def __call__(self, to_provide: set[Callable[..., Any]], response: Response) -> Sequence[Any]:  # noqa: ARG002
        if not isinstance(response, HtmlResponse):
            raise TypeError(f"{response.url} is no HTML page, and has no record")
        return [await read_record(response)]


@attrs.define
class ArticlePage(ItemPage[ArticleRecord]):
    """A page object whose item is the record, for `@handle_urls` and for tests without a crawl.

    It reads the page in this process.
    """

    response: HttpResponse

    async def to_item(self) -> ArticleRecord:
        """The record of the page."""
        body = bytes(self.response.body)
        headers = dict(self.response.headers)
        url = str(self.response.url)
        return publish(extract(body, url=url, headers=headers), body, first_seen=url)
