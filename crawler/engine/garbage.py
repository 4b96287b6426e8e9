"""Spares the garbage collector what a process has loaded."""

from __future__ import annotations

import gc
from functools import cache
from typing import TYPE_CHECKING, Self

from scrapy import signals

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class FreezeExtension:
    """Takes all that is there when the first crawl of a process begins out of garbage collection, for good.

    That is modules above all: a crawl makes so many objects that Python would search them again and again.
    """

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls()
        crawler.signals.connect(extension.engine_started, signal=signals.engine_started)
        return extension

    def engine_started(self) -> None:
        """Freeze, unless an earlier crawl has done so: what is left of that one can still be collected."""
        _freeze_once()


@cache
def _freeze_once() -> None:
    gc.freeze()
