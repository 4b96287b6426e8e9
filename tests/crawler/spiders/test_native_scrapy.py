"""`scrapy crawl blog` keeps the same lock, archive and exit codes as `wellread crawl`."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from tests.cli.command import crawl, records, told
from tests.crawler.archive.archived_crawls import responses_by_path
from tests.crawler.loopback import MAX_WAIT_SECONDS, Site, article, listing
from tests.crawler.spiders.native_scrapy import crawl_with_scrapy
from wellread.crawler.runs.lock import StateLock

pytestmark = pytest.mark.crawls


def test_native_scrapy_does_not_start_on_a_state_that_another_crawl_uses(tmp_path: Path, site: Site) -> None:
    site.pages |= {"/blog": listing("/blog/tea"), "/blog/tea": article("Tea at night")}
    (tmp_path / "state").mkdir()
    with StateLock(tmp_path / "state" / "lock"):
        run = crawl_with_scrapy(site, tmp_path)
    assert run.returncode == 75
    assert told(run).startswith(f"Error: a run is under way on {tmp_path}/state (process {os.getpid()}, since ")
    assert site.asked == []
    gate = Event()
    site.pages["/blog/tea"] = replace(site.pages["/blog/tea"], wait=gate)
    with ThreadPoolExecutor() as pool:
        patience = ("-s", f"DOWNLOAD_TIMEOUT={MAX_WAIT_SECONDS}")
        first = pool.submit(crawl_with_scrapy, site, tmp_path, *patience, "-O", str(tmp_path / "native.jsonl"))
        site.wait_until_asked("/blog/tea")
        second = crawl(f"{site.base}/blog", "--state", "state", cwd=tmp_path)
        gate.set()
    assert (first.result().returncode, second.returncode) == (0, 75), first.result().stderr
    assert len(records((tmp_path / "native.jsonl").read_text())) == 1


@pytest.mark.parametrize(
    ("argument", "problem"),
    [("url=example", "not a web address: 'example'"), ("since=soon", "a date such as 2026-01-31, or a duration")],
    ids=["url", "since"],
)
def test_native_scrapy_refuses_wrong_arguments_in_one_line(
    tmp_path: Path, site: Site, argument: str, problem: str
) -> None:
    run = crawl_with_scrapy(site, tmp_path, "-a", argument)
    assert run.returncode == 2
    assert told(run).startswith(f"Error: {problem}")


def test_native_scrapy_archives_into_its_state(tmp_path: Path, site: Site) -> None:
    site.pages |= {"/blog": listing("/blog/tea"), "/blog/tea": article("Tea at night")}
    assert crawl_with_scrapy(site, tmp_path).returncode == 0
    assert responses_by_path(site, tmp_path / "state" / "archive").keys() >= {"/robots.txt", "/blog", "/blog/tea"}
    assert not list((tmp_path / "state" / "archive").glob("*.open"))
