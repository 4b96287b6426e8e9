"""A host is asked as often as it likes, and left alone when it says so."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from scrapy.http import Headers

from tests.cli.command import CONTACT, ROOT, crawl, environment, records
from tests.crawler.faulty import Faulty, answer, drip, faulty
from tests.crawler.fetching import Outcome, fetch
from tests.crawler.loopback import article, listing
from wellread.crawler.fetching.diagnosis import MAX_ATTEMPTS, MAX_WAIT, diagnose_status, is_page, retry_after
from wellread.crawler.fetching.errors import Fault
from wellread.crawler.fetching.robots import MAX_ROBOTS_BYTES

pytestmark = pytest.mark.crawls

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
PAGE = b"<h1>A page</h1>"


# -- when to come back


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (b"120", 120),
        (b" 7 ", 7),
        (format_datetime(NOW + timedelta(seconds=90), usegmt=True).encode(), 90),
        (format_datetime(NOW - timedelta(days=1), usegmt=True).encode(), 0),
        (b"99999999999999999999", 999999999),
        (b"-5", None),
        (b"soon", None),
        (b"", None),
        ("²".encode("latin-1"), None),
    ],
)
def test_a_server_says_when_to_come_back(value: bytes, seconds: float | None) -> None:
    assert retry_after(Headers({b"Retry-After": value}), NOW) == seconds


def test_what_is_no_page_though_it_calls_itself_a_success() -> None:
    assert [status for status in range(200, 300) if not is_page(status)] == [202, 206]
    busy = diagnose_status(202, Headers(), attempt=1)
    assert (busy.fault, busy.wait is not None) == (Fault.BUSY, True)


def test_each_attempt_waits_longer_and_there_are_not_many() -> None:
    waits = [diagnose_status(503, Headers(), attempt=attempt).wait for attempt in range(1, MAX_ATTEMPTS + 1)]
    assert waits == [2, 8, None]


@pytest.mark.parametrize("status", [429, 503])
def test_a_wait_that_a_server_names_is_kept_within_bounds(status: int) -> None:
    short = diagnose_status(status, Headers({b"Retry-After": b"60"}), attempt=1)
    assert (short.wait, short.pause) == (60, 60)
    long = diagnose_status(status, Headers({b"Retry-After": str(MAX_WAIT + 1).partition(".")[0].encode()}), attempt=1)
    assert (long.wait, long.pause) == (None, MAX_WAIT + 1)


# -- on a real server


def test_what_fails_for_a_moment_is_asked_for_again_later() -> None:
    with faulty() as server:
        server.answers["/flaky"] = lambda count: answer(PAGE) if count == 2 else answer(status="503 Busy")
        server.answers["/reset"] = lambda count: answer(PAGE) if count == 2 else []
        server.answers["/lost"] = answer(status="404 Not Found")
        found = fetch(*(server.base + path for path in ("/flaky", "/reset", "/lost")), meta={"dont_retry": False})
        for path in ("/flaky", "/reset"):
            first, second = server.times(path)
            assert second - first >= 2
            assert found.outcomes[server.base + path].status == 200
        assert server.counts["/lost"] == 1


def test_a_host_that_asks_for_a_pause_is_given_it_for_all_of_its_pages() -> None:
    with faulty() as server:
        server.answers["/busy"] = lambda count: answer(PAGE) if count > 1 else answer(b"", "429 Slow", "Retry-After: 3")
        paths = [f"/{number}" for number in range(4)]
        server.answers |= dict.fromkeys(paths, answer(PAGE))
        urls = [server.base + path for path in ("/busy", *paths)]
        found = fetch(*urls, meta={"dont_retry": False}, AUTOTHROTTLE_START_DELAY=0.2, CONCURRENT_REQUESTS_PER_DOMAIN=1)
        assert {outcome.status for outcome in found.outcomes.values()} == {200}
        busy = server.times("/busy")[0]
        asked_early = [path for path, at in server.asked if 0.1 < at - busy < 2.9]
        assert asked_early == []


def test_a_host_that_asks_for_a_long_pause_is_not_asked_again_and_the_rest_is_told_when() -> None:
    with faulty() as server:
        server.answers["/busy"] = answer(b"", "503 Busy", "Retry-After: 120")
        urls = [server.base + path for path in ("/busy", "/a", "/b")]
        found = fetch(*urls, AUTOTHROTTLE_START_DELAY=0.5, CONCURRENT_REQUESTS_PER_DOMAIN=1)
        assert [path for path, _ in server.asked] == ["/robots.txt", "/busy"]
    for url in urls[1:]:
        outcome = found.outcomes[url]
        assert (outcome.fault, outcome.reason) == ("busy", "the host is left alone for 120 s")
        assert 100 < (outcome.wait or 0) <= 120


def crawled_in_haste(server: Faulty, state: Path, *settings: str) -> str:
    """What a crawl logs that waits for nothing but a host that answers no more."""
    haste = ("AUTOTHROTTLE_ENABLED=0", "DOWNLOAD_DELAY=0", "SILENT_SECONDS=1", "ALLOW_PRIVATE=1", f"STATE={state}")
    options = [word for setting in (*haste, *settings) for word in ("-s", setting)]
    command = [sys.executable, "-m", "scrapy", "crawl", "blog", "-a", f"url={server.base}/blog", *options]
    contact = environment(WELLREAD_CONTACT=CONTACT)
    return subprocess.run(command, cwd=ROOT, env=contact, check=False, capture_output=True, text=True).stderr


@pytest.mark.parametrize("hangs", [False, True], ids=["resets", "hangs"])
def test_a_site_that_answers_no_more_is_left_to_the_next_run_and_loses_nothing(tmp_path: Path, hangs: bool) -> None:  # noqa: FBT001
    paths = [f"/blog/{number}" for number in range(24)]
    state = tmp_path / "state"
    with faulty() as server:
        down = drip(server, b"", b"") if hangs else ()
        start = answer(listing(*paths).body)
        server.answers["/blog"] = lambda count: start if count == 1 else down(count) if callable(down) else down
        pages = {path: answer(article(f"Article {path}").body) for path in paths}
        server.answers |= dict(list(pages.items())[:4]) | dict.fromkeys(paths[4:], down)
        log = crawled_in_haste(server, state, "DOWNLOAD_TIMEOUT=1")
        assert "given up until the next run" in log
        assert server.counts.total() < 60, "a server that is down is asked again and again"
        server.answers |= pages | {"/blog": start}
        assert crawl(f"{server.base}/blog", "--state", state, "-o", "new.jsonl", cwd=tmp_path).returncode == 0
        found = {str(record["url"]) for record in records((tmp_path / "new.jsonl").read_text())}
    assert found == {server.base + path for path in paths}


def test_a_site_whose_start_page_answers_is_not_given_up_for_pages_that_do_not(tmp_path: Path) -> None:
    paths = [f"/blog/{number}" for number in range(12)]
    with faulty() as server:
        server.answers["/blog"] = answer(listing(*paths).body)
        server.answers |= dict.fromkeys(paths[:2], answer(article("An article").body)) | dict.fromkeys(paths[2:], ())
        log = crawled_in_haste(server, tmp_path / "state")
        assert "given up" not in log
        assert {server.counts[path] for path in paths[2:]} == {MAX_ATTEMPTS}


def test_the_delay_that_robots_txt_asks_for_is_kept() -> None:
    with faulty() as server:
        server.answers["/robots.txt"] = answer(b"User-agent: *\nCrawl-delay: 1\n")
        paths = [f"/{number}" for number in range(4)]
        server.answers |= dict.fromkeys(paths, answer(PAGE))
        found = fetch(*(server.base + path for path in paths), AUTOTHROTTLE_START_DELAY=0)
        starts = sorted(at for _, at in server.asked)
    assert all(later - earlier > 0.95 for earlier, later in pairwise(starts[1:]))
    assert 'event="crawl delay" host=127.0.0.1 seconds=1.0' in found.log


def test_requests_say_who_asks_and_carry_no_cookies() -> None:
    with faulty() as server:
        server.answers["/a"] = answer(PAGE, "200 OK", "Set-Cookie: a=1")
        fetch(server.base + "/a", server.base + "/b")
        heads = b"".join(server.heads)
    assert heads.count(b"test@example.org") == 3
    assert b"cookie" not in heads.lower()


# -- robots.txt, by its status


def closing(status: str) -> list[bytes]:
    return answer(b"User-agent: *\nDisallow: /\n", status)


ROBOTS = {
    "200": (closing("200 OK"), "blocked", "forbidden by robots.txt"),
    "401": (closing("401 No"), None, None),
    "403": (closing("403 No"), None, None),
    "404": (closing("404 No"), None, None),
    "410": (closing("410 No"), None, None),
    "418": (closing("418 Tea"), None, None),
    "429": (closing("429 Slow"), None, None),
    "451": (closing("451 No"), None, None),
    "500": (closing("500 Oh"), "blocked", "robots.txt answers 500, so nothing may be fetched"),
    "502": (closing("502 Oh"), "blocked", "robots.txt answers 502, so nothing may be fetched"),
    "503": (closing("503 Oh"), "blocked", "robots.txt answers 503, so nothing may be fetched"),
    "504": (closing("504 Oh"), "blocked", "robots.txt answers 504, so nothing may be fetched"),
    "hang": ([], "blocked", "robots.txt could not be had (no answer in time), so nothing may be fetched"),
    "reset": ([], "connection", "the connection was lost"),
    "garbage": ([b"garbage\r\n\r\n"], "blocked",
                "robots.txt could not be had (the answer is not HTTP), so nothing may be fetched"),
    "five": (answer(b"", "302 Found", "Location: /hop1"), "blocked", "forbidden by robots.txt"),
    "six": (answer(b"", "302 Found", "Location: /hop0"), None, None),
    "circle": (answer(b"", "301 Moved", "Location: /robots.txt"), None, None),
    "50 MB": ([b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 52428800\r\n\r\n",
               b"User-agent: *\nDisallow: /\n", *[b"# filler\n" * 100_000] * 59], "blocked", "forbidden by robots.txt"),
    "utf-16": (answer("\ufeffUser-agent: *\nDisallow: /\n".encode("utf-16-le")), "blocked", "forbidden by robots.txt"),
    "html": (answer(b"<!DOCTYPE html><title>Disallow: /</title>"), None, None),
}  # fmt: skip


def hops() -> dict[str, list[bytes]]:
    """Redirects in a row: five from /hop1 to the file at their end, six from /hop0."""
    found = {f"/hop{number}": answer(b"", "302 Found", f"Location: /hop{number + 1}") for number in range(5)}
    return found | {"/hop5": closing("200 OK")}


def test_what_a_robots_txt_answers_decides_what_may_be_fetched() -> None:
    expected = {name: (fault, reason) for name, (_, fault, reason) in ROBOTS.items()}
    with ExitStack() as servers:
        running = {name: servers.enter_context(faulty()) for name in ROBOTS}
        for name, server in running.items():
            server.answers |= hops() | {"/robots.txt": ROBOTS[name][0], "/": answer(PAGE)}
        running["hang"].answers["/robots.txt"] = drip(running["hang"], b"", b"")
        urls = {name: server.base + "/" for name, server in running.items()}
        many: dict[str, Any] = {"CONCURRENT_REQUESTS_PER_DOMAIN": 30, "CONCURRENT_REQUESTS": 30}
        found = fetch(*urls.values(), first_wait=0.1, AUTOTHROTTLE_ENABLED=False, DOWNLOAD_TIMEOUT=4, **many)
        asked = {name for name, server in running.items() if server.counts["/"]}
    outcomes = {name: found.outcomes[url] for name, url in urls.items()}
    assert {name: (outcome.fault, outcome.reason) for name, outcome in outcomes.items()} == expected
    assert asked == {name for name, (fault, _) in expected.items() if fault is None}
    assert found.peak_mb < 300


def test_no_more_of_a_robots_txt_is_downloaded_than_is_read() -> None:
    sent = [0]

    def endless(_count: int) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nUser-agent: *\nDisallow: /\n"
        while True:
            sent[0] += 9000
            yield b"# filler\n" * 1000

    with faulty() as server:
        server.answers["/robots.txt"] = endless
        (outcome,) = fetch(server.base + "/").outcomes.values()
    assert outcome == Outcome(fault="blocked", reason="forbidden by robots.txt", seconds=outcome.seconds)
    assert sent[0] < 20 * MAX_ROBOTS_BYTES
