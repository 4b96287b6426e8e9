"""Records in the Scrapy projects of others: the examples crawl, and a record is an item like any other."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections import deque
from pathlib import Path
from typing import Any

import pytest
from itemadapter import ItemAdapter
from scrapy.settings import Settings
from web_poet import HttpResponse

from tests.cli.command import ROOT, VALIDATOR, environment
from tests.crawler.loopback import MAX_WAIT_SECONDS, Site, article, listing, text
from wellread.crawler.for_scrapy import ArticleRecord, RecordAdapter, RecordAddon, RecordPipeline
from wellread.crawler.for_scrapy.poet import ArticlePage
from wellread.extractors import extract
from wellread.output.record import publish
from wellread.output.record_json import encode_record

URL = "https://tea.example/blog/tea"
BODY = article("Tea at night").body
RECORD = publish(extract(BODY, url=URL), BODY)


@pytest.fixture(autouse=True)
def adapters(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an add-on registers is for this test alone."""
    monkeypatch.setattr(ItemAdapter, "ADAPTER_CLASSES", deque(ItemAdapter.ADAPTER_CLASSES))


def crawl_with(example: str, site: Site, folder: Path) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "scrapy", "runspider", str(ROOT / "examples" / example), "-a", f"url={site.base}/"]
    run = subprocess.run(
        [*command, "-O", "articles.jsonl"],
        cwd=folder, env=environment(), check=False, capture_output=True, text=True, timeout=MAX_WAIT_SECONDS,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert "Traceback" not in run.stderr, run.stderr
    return sorted(map(json.loads, (folder / "articles.jsonl").read_text().splitlines()), key=lambda item: item["url"])


@pytest.fixture
def blog(site: Site) -> Site:
    site.pages |= {
        "/": listing("/a", "/b", "/list", "/plain"),
        "/a": article("Tea at night"),
        "/b": article("A nap at noon"),
        "/list": listing("/a", "/b"),
        "/plain": text("nothing"),
    }
    return site


@pytest.mark.crawls
def test_a_spider_of_somebody_else_gets_records(tmp_path: Path, blog: Site) -> None:
    records = crawl_with("scrapy_spider.py", blog, tmp_path)
    assert [record["headline"] for record in records] == ["Tea at night", "A nap at noon"]
    for record in records:
        VALIDATOR.validate(record)


@pytest.mark.crawls
def test_callbacks_get_records_from_scrapy_poet(tmp_path: Path, blog: Site) -> None:
    del blog.pages["/plain"]
    found = crawl_with("poet_spider.py", blog, tmp_path)
    assert [item["headline"] for item in found] == ["Tea at night", "A nap at noon"]


def test_a_page_object_has_the_record_as_its_item() -> None:
    page = ArticlePage(HttpResponse(URL, BODY, status=200, headers={"Content-Type": "text/html; charset=utf-8"}))
    found = asyncio.run(page.to_item())
    assert encode_record(found) == encode_record(RECORD)


def test_a_record_is_an_item_with_the_keys_of_its_json() -> None:
    RecordAddon().update_settings(settings := Settings())
    RecordAddon().update_settings(settings)
    assert list(ItemAdapter.ADAPTER_CLASSES).count(RecordAdapter) == 1
    assert list(settings["ITEM_PIPELINES"]) == [RecordPipeline]
    adapter = ItemAdapter(RECORD)
    assert json.loads(json.dumps(adapter.asdict())) == json.loads(encode_record(RECORD))
    assert ItemAdapter.is_item(RECORD)
    assert list(adapter) == ItemAdapter.get_field_names_from_class(ArticleRecord)
    with pytest.raises(TypeError, match="headline cannot be set"):
        adapter["headline"] = "Another"
    with pytest.raises(TypeError, match="headline cannot be deleted"):
        del adapter["headline"]


@pytest.mark.parametrize("item", [{"response": None}, {"url": URL}, RECORD, "no item"])
def test_what_brings_no_page_passes_as_it_is(item: Any) -> None:
    assert asyncio.run(RecordPipeline().process_item(item)) is item
