"""Addresses that a site makes up without end are bounded; pages with a name of their own are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.crawler.discovery import TrapFilter
from wellread.crawler.discovery.traps import MAX_SESSION_VARIANTS, MAX_URLS_PER_PATTERN, has_own_pattern, url_pattern

SITE = "https://example.org"


@pytest.mark.parametrize(
    ("path", "shape"),
    [
        ("/blog/box-breathing", "/blog/box-breathing"),
        ("/blog/10-tips-for-sleep", "/blog/#-tips-for-sleep"),
        ("/events/2024-05-12?view=day", "/events/#-#-#?view=day"),
        ("/blog?page=2", "/blog?page=#"),
        ("/a?sid=0a1b2c3d4e", "/a?sid=*"),
        ("/a?id=123e4567-e89b-12d3-a456-426614174000", "/a?id=*"),
        ("/a?next=/b&x", "/a?next=/b&x"),
        ("/0a1b2c3d4e5f/a", "/*/a"),
        ("/cafebabe/facade", "/cafebabe/facade"),
    ],
)
def test_a_pattern_is_the_address_without_what_can_be_counted_up(path: str, shape: str) -> None:
    assert url_pattern(SITE + path) == SITE + shape
    assert has_own_pattern(SITE + path) is (path == shape)


def admitted(traps: TrapFilter, *paths: str) -> int:
    return sum(traps.admit(SITE + path) for path in paths)


def test_pages_with_a_name_are_never_too_many() -> None:
    slugs = ["/blog/" + "-".join("abcdefghij"[int(digit)] * 3 for digit in str(number)) for number in range(2000)]
    assert admitted(TrapFilter(), *slugs) == 2000


@pytest.mark.parametrize(
    "path",
    ["/calendar/{0}/{1}/{2}", "/calendar?date={0}-{1}-{2}", "/blog?page={0}", "/blog/page/{0}", "/post-{0}.html",
     "/t/{0:x}00aa00"],
)  # fmt: skip
def test_a_pattern_without_end_is_bounded_and_reported(path: str) -> None:
    traps = TrapFilter()
    count = admitted(traps, *(path.format(number + 1000, number % 12, number % 31) for number in range(3000)))
    assert count == MAX_URLS_PER_PATTERN
    assert traps.rejected.total() == 3000 - MAX_URLS_PER_PATTERN


def test_a_pattern_that_brings_articles_goes_on() -> None:
    traps = TrapFilter()
    for number in range(3000):
        assert traps.admit(f"{SITE}/?p={number}")
        traps.record_productive(f"{SITE}/?p={number}")


def test_session_ids_multiply_no_page() -> None:
    traps = TrapFilter()
    pages = [f"/blog/{name}?session={number:016x}" for number in range(50) for name in ("tea", "sleep", "walking")]
    assert admitted(traps, *pages) == 3 * MAX_SESSION_VARIANTS


@pytest.mark.parametrize(
    ("path", "enters"),
    [
        ("/a/b/a/b", True),
        ("/a/b/a/b/a/b", False),
        ("/a/a/a", False),
        ("/" + "/".join("abcdefghijkl"), True),
        ("/" + "/".join("abcdefghijklm"), False),
    ],
)
def test_a_path_that_goes_in_circles_is_not_entered(path: str, *, enters: bool) -> None:
    assert TrapFilter().admit(SITE + path) is enters


@given(st.text(alphabet="abc0123/?=&;-%", max_size=60))
def test_no_address_is_too_odd(rest: str) -> None:
    url = f"{SITE}/{rest}"
    traps = TrapFilter()
    assert traps.admit(url) in {True, False}
    traps.record_productive(url)
