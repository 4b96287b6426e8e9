"""Crawler traps: URLs that a site makes up without end. Calendars, session ids, repeated paths,
endless pagination.

No list of bad words: a URL is compared with the others of its pattern, and a pattern that brings no
articles is left after a while. Pages with a name of their own are each a pattern of their own, so
that no blog is too large.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import urlsplit, urlunsplit

MAX_URLS_PER_PATTERN = 500
MAX_SESSION_VARIANTS = 3  # of one page under different session ids
MAX_PATH_SEGMENTS = 12
MAX_SEGMENT_REPEATS = 2  # of one segment in a path
_SLASHES_BEFORE_HOST = 2

_NUMBER = re.compile(r"\d+")
# What no person would write as the name of a page: ids of sessions and requests, hexadecimal or
# long, with digits.
_OPAQUE_ID = re.compile(
    r"(?=\D*\d)(?:[0-9a-f]{8,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\w{16,})", re.IGNORECASE | re.ASCII
)


@lru_cache(maxsize=1024)  # the same URL is asked for several times in a row
def url_pattern(url: str) -> str:
    """The URL without what can be counted up or drawn at random: numbers are `#`, opaque ids `*`.

    >>> url_pattern("https://example.org/events/2024-05-12?view=day&sid=0a1b2c3d4e")
    'https://example.org/events/#-#-#?view=day&sid=*'
    """
    if not _NUMBER.search(url):
        return url
    parts = urlsplit(url)
    path = "/".join(map(_generalise, parts.path.split("/")))
    return urlunsplit(parts._replace(path=path, query=_change_values(parts.query, _generalise)))


def has_own_pattern(url: str) -> bool:
    """Whether `url` is the only one of its pattern, as it holds no number and no opaque id."""
    return url_pattern(url) == url


class TrapFilter:
    """Admits URLs until their pattern is exhausted; `rejected` counts by pattern those that were
    not admitted.

    A pattern may be asked for `limit` times; a page of it that was worth its visit is recorded as
    productive, and then does not count. To go on with an earlier crawl, admit again what that one
    had admitted.
    """

    def __init__(self, limit: int = MAX_URLS_PER_PATTERN) -> None:
        self._limit = limit
        self._admitted: Counter[str] = Counter()  # by pattern, without those that were productive
        self._variants: Counter[str] = Counter()  # by URL without its session ids
        self.rejected: Counter[str] = Counter()

    def admit(self, url: str) -> bool:
        """Whether `url`, which was not admitted before, may be visited. It counts from then on."""
        pattern = url_pattern(url)
        page = _without_opaque_values(url)
        is_exhausted = pattern != url and (
            self._admitted[pattern] >= self._limit or self._variants[page] >= MAX_SESSION_VARIANTS
        )
        if is_exhausted or _is_too_deep_or_repetitive(url):
            self.rejected[pattern] += 1
            return False
        if pattern != url:
            self._admitted[pattern] += 1
        if page != url:
            self._variants[page] += 1
        return True

    def record_productive(self, url: str) -> None:
        """Take note that the page at `url` was a new article, or led to new pages that have a pattern of their own."""
        pattern = url_pattern(url)
        if self._admitted[pattern] > 0:
            self._admitted[pattern] -= 1


def _generalise(part: str) -> str:
    if not _NUMBER.search(part):
        return part
    return "*" if _OPAQUE_ID.fullmatch(part) else _NUMBER.sub("#", part)


def _change_values(query: str, change: Callable[[str], str]) -> str:
    pairs = [pair.partition("=") for pair in query.split("&")]
    return "&".join(f"{name}{sign}{change(value)}" for name, sign, value in pairs)


def _without_opaque_values(url: str) -> str:
    if "?" not in url:
        return url
    parts = urlsplit(url)
    query = _change_values(parts.query, lambda value: "*" if _OPAQUE_ID.fullmatch(value) else value)
    return urlunsplit(parts._replace(query=query))


def _is_too_deep_or_repetitive(url: str) -> bool:
    """Whether a path has so many segments, or repeats one so often, that relative links must have gone in a circle."""
    if url.count("/") < _SLASHES_BEFORE_HOST + MAX_SEGMENT_REPEATS + 1:
        return False
    segments = [segment for segment in urlsplit(url).path.split("/") if segment]
    return len(segments) > MAX_PATH_SEGMENTS or max(Counter(segments).values(), default=0) > MAX_SEGMENT_REPEATS
