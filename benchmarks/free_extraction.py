"""Scrapy's command line for crawls whose pages cost no extraction: `python -m benchmarks.free_extraction crawl blog`.

What remains is what the crawl itself does with a page. The workers read the first page that they get, and answer for
all others at once: with the same article, under the headline and the text of the page's number, and with no links.
"""

from __future__ import annotations

import hashlib
import importlib

import msgspec
from scrapy.cmdline import execute

from wellread.crawler.pages import extraction
from wellread.crawler.pages.extraction import ExtractedPage
from wellread.crawler.pages.fetched_page import FetchedPage

_read_page = extraction.extract_page
_read: list[ExtractedPage] = []  # the first article that this worker has read


def answer_at_once(page: FetchedPage) -> ExtractedPage:
    """What `extract_page` gives, made of the first page that this worker has read if the page is an article."""
    if "/article-" not in page.url:
        return _read_page(page)
    if not _read:
        _read.append(_read_page(page))
    article = msgspec.structs.replace(
        _read[0].article,
        url=page.url,
        canonical_url=page.url,
        headline=page.url,
        content_hash=hashlib.sha256(page.body).hexdigest(),
    )
    return ExtractedPage(article, _read[0].links, _read[0].parts)


if __name__ == "__main__":
    # By this name the workers find what they are to do.
    extraction.extract_page = importlib.import_module("benchmarks.free_extraction").answer_at_once
    execute()
