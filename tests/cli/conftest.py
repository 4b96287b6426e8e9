"""The commands are tried on the same loopback sites as the crawl."""

from tests.crawler.conftest import site

__all__ = ["site"]
