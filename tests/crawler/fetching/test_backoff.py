"""A host is left alone when it says so or does not respond, and what fails for a moment is tried again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import CONTACT, ROOT, crawl, environment, records
from tests.crawler.fetching.faulty_server import FaultyServer, drip, faulty_server, http_response
from tests.crawler.fetching.fetch_process import fetch
from tests.crawler.loopback import MAX_WAIT_SECONDS, article, listing
from tests.loaded_process import run_module
from wellread.crawler.fetching.error_classification import MAX_ATTEMPTS

pytestmark = pytest.mark.crawls

PAGE = b"<h1>A page</h1>"


def test_what_fails_for_a_moment_is_asked_for_again_later() -> None:
    with faulty_server() as server:
        server.responses["/flaky"] = lambda count: (
            http_response(PAGE) if count == 2 else http_response(status="503 Busy")
        )
        server.responses["/reset"] = lambda count: http_response(PAGE) if count == 2 else []
        server.responses["/lost"] = http_response(status="404 Not Found")
        found = fetch(*(server.base + path for path in ("/flaky", "/reset", "/lost")), meta={"dont_retry": False})
        for path in ("/flaky", "/reset"):
            first, second = server.times(path)
            assert second - first >= 2
            assert found.outcomes[server.base + path].status == 200
        assert server.counts["/lost"] == 1


def test_a_host_that_asks_for_a_pause_is_given_it_for_all_of_its_pages() -> None:
    with faulty_server() as server:
        server.responses["/busy"] = lambda count: (
            http_response(PAGE) if count > 1 else http_response(b"", "429 Slow", "Retry-After: 3")
        )
        paths = [f"/{number}" for number in range(4)]
        server.responses |= dict.fromkeys(paths, http_response(PAGE))
        urls = [server.base + path for path in ("/busy", *paths)]
        found = fetch(*urls, meta={"dont_retry": False}, AUTOTHROTTLE_START_DELAY=0.2, CONCURRENT_REQUESTS_PER_DOMAIN=1)
        assert {outcome.status for outcome in found.outcomes.values()} == {200}
        busy = server.times("/busy")[0]
        asked_early = [path for path, at in server.asked if 0.1 < at - busy < 2.9]
        assert asked_early == []


def test_a_host_that_asks_for_a_long_pause_is_not_asked_again_and_the_rest_is_told_when() -> None:
    with faulty_server() as server:
        server.responses["/busy"] = http_response(b"", "503 Busy", "Retry-After: 120")
        urls = [server.base + path for path in ("/busy", "/a", "/b")]
        found = fetch(*urls, AUTOTHROTTLE_START_DELAY=0.5, CONCURRENT_REQUESTS_PER_DOMAIN=1)
        assert [path for path, _ in server.asked] == ["/robots.txt", "/busy"]
    for url in urls[1:]:
        outcome = found.outcomes[url]
        assert (outcome.kind, outcome.reason) == ("busy", "the host is left alone for 120 s")
        assert 100 < (outcome.retry_wait or 0) <= 120


def crawled_in_haste(server: FaultyServer, state: Path, *settings: str) -> str:
    """What a crawl logs that waits for nothing but a host that does not respond any more."""
    haste = ("AUTOTHROTTLE_ENABLED=0", "DOWNLOAD_DELAY=0", "MAX_SILENT_SECONDS=1", "ALLOW_PRIVATE=1", f"STATE={state}")
    options = [word for setting in (*haste, *settings) for word in ("-s", setting)]
    words = ("crawl", "blog", "-a", f"url={server.base}/blog", *options)
    contact = environment(WELLREAD_CONTACT=CONTACT)
    return run_module("tests.hasty", "scrapy", *words, cwd=ROOT, env=contact, max_seconds=MAX_WAIT_SECONDS).stderr


@pytest.mark.parametrize("hangs", [False, True], ids=["resets", "hangs"])
def test_a_site_that_answers_no_more_is_left_to_the_next_run_and_loses_nothing(tmp_path: Path, hangs: bool) -> None:  # noqa: FBT001
    paths = [f"/blog/{number}" for number in range(24)]
    state = tmp_path / "state"
    with faulty_server() as server:
        down = drip(server, b"", b"") if hangs else ()
        start = http_response(listing(*paths).body)
        server.responses["/blog"] = lambda count: start if count == 1 else down(count) if callable(down) else down
        pages = {path: http_response(article(f"Article {path}").body) for path in paths}
        server.responses |= dict(list(pages.items())[:4]) | dict.fromkeys(paths[4:], down)
        log = crawled_in_haste(server, state, "DOWNLOAD_TIMEOUT=1")
        assert "given up until the next run" in log
        assert server.counts.total() < 60, "a server that is down is asked again and again"
        server.responses |= pages | {"/blog": start}
        assert crawl(f"{server.base}/blog", "--state", state, "-o", "new.jsonl", cwd=tmp_path).returncode == 0
        found = {str(record["url"]) for record in records((tmp_path / "new.jsonl").read_text())}
    assert found == {server.base + path for path in paths}


def test_a_site_whose_start_page_answers_is_not_given_up_for_pages_that_do_not(tmp_path: Path) -> None:
    paths = [f"/blog/{number}" for number in range(12)]
    with faulty_server() as server:
        server.responses["/blog"] = http_response(listing(*paths).body)
        server.responses |= dict.fromkeys(paths[:2], http_response(article("An article").body)) | dict.fromkeys(
            paths[2:], ()
        )
        log = crawled_in_haste(server, tmp_path / "state")
        assert "given up" not in log
        assert {server.counts[path] for path in paths[2:]} == {MAX_ATTEMPTS}


LONG_PAUSES = ("99999999999999", "Fri, 31 Dec 9999 23:59:59 GMT", "3600")


@pytest.mark.parametrize("status", ["503 Service Unavailable", "429 Too Many Requests"])
@pytest.mark.parametrize("pause", LONG_PAUSES, ids=["huge", "year-9999", "an-hour"])
def test_one_page_that_asks_for_a_long_pause_does_not_close_its_host(tmp_path: Path, status: str, pause: str) -> None:
    paths = [f"/blog/sound-{number}" for number in range(6)]
    with faulty_server() as server:
        server.responses["/blog"] = http_response(listing("/blog/bad", *paths).body)
        server.responses["/blog/bad"] = http_response(b"busy", status, f"Retry-After: {pause}")
        server.responses |= {path: http_response(article(f"Article {path}").body) for path in paths}
        run = crawl(f"{server.base}/blog", "-o", "-", cwd=tmp_path, hasty=True)
        assert run.returncode == 0, run.stderr
        assert len(records(run.stdout)) == len(paths)
        assert server.counts["/blog/bad"] == 1


def test_a_site_that_asks_for_a_long_pause_is_left_to_the_next_run_and_nothing_has_failed(tmp_path: Path) -> None:
    paths = [f"/blog/sound-{number}" for number in range(6)]
    pages = {path: http_response(article(f"Article {path}").body) for path in paths}
    busy = http_response(b"", "429 Too Many Requests", "Retry-After: 86400")
    with faulty_server() as server:
        start = http_response(listing(*paths).body)
        server.responses["/blog"] = lambda count: start if count == 1 else busy
        server.responses |= dict.fromkeys(paths, busy)
        run = crawl(f"{server.base}/blog", "-o", "new.jsonl", cwd=tmp_path, hasty=True)
        assert run.returncode == 4
        assert "it asks to be left alone for 3600 s or more: 429 Too Many Requests" in run.stderr
        (site,) = json.loads(next((tmp_path / "wellread-state" / "runs").glob("*/run.json")).read_bytes())["sites"]
        assert site["waiting"] + site["blocked"] + site["failed"] == len(paths)
        assert site["waiting"] >= len(paths) - 4  # what was under way at once
        assert server.counts.total() < 12
        server.responses |= pages | {"/blog": start}
        again = crawl(f"{server.base}/blog", "-o", "new.jsonl", cwd=tmp_path)
        assert again.returncode == 0, again.stderr
        assert len(records((tmp_path / "new.jsonl").read_text())) >= len(paths) - 4
