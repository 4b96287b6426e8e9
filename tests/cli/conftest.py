"""The commands are tried on the same loopback sites as the crawl, and with the same workers."""

from tests.crawler.conftest import lasting_workers, site

__all__ = ["lasting_workers", "site"]
