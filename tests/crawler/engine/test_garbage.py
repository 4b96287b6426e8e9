"""What a process has loaded is taken out of garbage collection when its first crawl begins, and nothing later."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from scrapy import signals
from scrapy.utils.test import get_crawler

from wellread.crawler.engine import garbage
from wellread.crawler.engine.garbage import FreezeExtension


@pytest.fixture(autouse=True)
def new_process() -> Iterator[None]:
    garbage._freeze_once.cache_clear()
    gc.unfreeze()
    yield
    gc.unfreeze()


def begin_crawl() -> None:
    crawler = get_crawler(settings_dict={"EXTENSIONS": {FreezeExtension: 0}})
    crawler._apply_settings()
    crawler.signals.send_catch_log(signals.engine_started)


def test_the_first_crawl_freezes_what_is_loaded() -> None:
    begin_crawl()
    assert gc.get_freeze_count() > 10_000


def test_what_a_crawl_leaves_is_collected() -> None:
    begin_crawl()
    frozen = gc.get_freeze_count()
    leftovers = [[number] for number in range(1000)]
    begin_crawl()
    assert gc.get_freeze_count() <= frozen
    assert any(each is leftovers for each in gc.get_objects())
