"""wellread in the Scrapy projects of others: what their spiders fetch becomes records.

`RecordAddon` is all that a project sets; `ArticlePage` and `RecordProvider` are for scrapy-poet.
"""

from wellread.crawler.for_scrapy.adapter import RecordAdapter
from wellread.crawler.for_scrapy.addon import RecordAddon
from wellread.crawler.for_scrapy.pipeline import RecordPipeline
from wellread.output.record import ArticleRecord

__all__ = ["ArticleRecord", "RecordAdapter", "RecordAddon", "RecordPipeline"]
