"""What makes a Scrapy project know records, in one line of its settings."""

from __future__ import annotations

from collections import deque

from itemadapter import ItemAdapter
from scrapy.settings import BaseSettings

from wellread.crawler.for_scrapy.adapter import RecordAdapter
from wellread.crawler.for_scrapy.pipeline import RecordPipeline

_PRIORITY = 100  # of the pipeline: before those that check or store items


class RecordAddon:
    """A Scrapy add-on: the pipeline is on, and records can be exported as items."""

    def update_settings(self, settings: BaseSettings) -> None:
        """Called by Scrapy before the crawl."""
        if RecordAdapter not in ItemAdapter.ADAPTER_CLASSES:
            ItemAdapter.ADAPTER_CLASSES = deque([RecordAdapter, *ItemAdapter.ADAPTER_CLASSES])
        settings.setdefault_in_component_priority_dict("ITEM_PIPELINES", RecordPipeline, _PRIORITY)
