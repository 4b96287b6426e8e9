"""From an answer to an article and its links: the one place where the crawl meets the extractors.

Plain data in and out, so that the work can be done in another thread or another process than the one that crawls.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime

from crawler.discovery import Links, page_links
from extractors import extract
from extractors.article import Article


@dataclass(frozen=True)
class Page:
    """An HTML page as received: `body` after content decoding, `text` as the crawler decoded it to find links."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes
    text: str
    fetched_at: datetime


class QuarantinedError(Exception):
    """The page burns time or memory that no page is worth; the message says which, in a few words."""


@dataclass(frozen=True)
class Reading:
    """What a page says: the article, and where it points."""

    article: Article
    links: Links


def read(page: Page) -> Reading:
    """Extract one page."""
    article = extract(page.body, url=page.url, headers=page.headers, fetched_at=page.fetched_at)
    return Reading(article, page_links(page.text, page.url))


async def read_aside(page: Page) -> Reading:
    """Extract one page in a thread, so that the downloads go on meanwhile."""
    return await asyncio.to_thread(read, page)
