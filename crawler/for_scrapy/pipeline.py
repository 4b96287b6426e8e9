"""An item pipeline that reads the article of the page that an item brings along."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from itemadapter import ItemAdapter
from scrapy.exceptions import DropItem
from scrapy.http import HtmlResponse, Response

from wellread.crawler.for_scrapy.reading import read_record
from wellread.crawler.pages.extraction import ExtractionError
from wellread.extractors.article import PageType
from wellread.output.record import ArticleRecord

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

RESPONSE_FIELD = "WELLREAD_RESPONSE_FIELD"
ALL_PAGES = "WELLREAD_ALL_PAGES"


class RecordPipeline:
    """Puts a record in the place of an item whose field `response` holds a response; others pass as they are.

    The setting WELLREAD_RESPONSE_FIELD names another field. Pages that are no articles are dropped, unless
    WELLREAD_ALL_PAGES is true.
    """

    def __init__(self, field: str = "response", *, all_pages: bool = False) -> None:
        self._field = field
        self._all_pages = all_pages

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        field = crawler.settings.get(RESPONSE_FIELD, "response")
        return cls(field, all_pages=crawler.settings.getbool(ALL_PAGES))

    async def process_item(self, item: Any) -> Any:
        """Raises DropItem for a page that is no article, or cannot be read."""
        if isinstance(item, ArticleRecord) or not ItemAdapter.is_item(item):
            return item
        response = ItemAdapter(item).get(self._field)
        if not isinstance(response, Response):
            return item
        if not isinstance(response, HtmlResponse):
            raise DropItem(f"{response.url}: no HTML page")
        try:
            record = await read_record(response)
        except ExtractionError as error:
            raise DropItem(f"{response.url}: {error}") from error
        if record.page_type is not PageType.ARTICLE and not self._all_pages:
            raise DropItem(f"{response.url}: no article, but of type {record.page_type}")
        return record
