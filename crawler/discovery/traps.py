"""Traps: addresses that a site makes up without end. Calendars, session ids, repeated paths, endless pagination.

No list of bad words: an address is compared with the others of its pattern, and a pattern that brings no articles is
left after a while. Pages with a name of their own are each a pattern of their own, so that no blog is too large.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import urlsplit, urlunsplit

MAX_URLS_PER_PATTERN = 500
MAX_VARIANTS = 3  # of one page under different session ids
MAX_SEGMENTS = 12
MAX_REPEATS = 2  # of one segment in a path
_SLASHES_OF_A_HOST = 2

_NUMBER = re.compile(r"\d+")
# What no person would write as the name of a page: ids of sessions and requests, hexadecimal or long, with digits.
_OPAQUE = re.compile(
    r"(?=\D*\d)(?:[0-9a-f]{8,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\w{16,})", re.IGNORECASE | re.ASCII
)


@lru_cache(maxsize=1024)  # the same address is asked for several times in a row
def pattern(url: str) -> str:
    """The address without what can be counted up or drawn at random: numbers are `#`, opaque ids `*`.

    >>> pattern("https://example.org/events/2024-05-12?view=day&sid=0a1b2c3d4e")
    'https://example.org/events/#-#-#?view=day&sid=*'
    """
    if not _NUMBER.search(url):
        return url
    parts = urlsplit(url)
    path = "/".join(map(_general, parts.path.split("/")))
    return urlunsplit(parts._replace(path=path, query=_query(parts.query, _general)))


def has_name(url: str) -> bool:
    """Whether `url` is the only one of its pattern."""
    return pattern(url) == url


class Traps:
    """Admits addresses until their pattern is exhausted; `bounded` counts by pattern what was refused.

    A pattern may be asked for `limit` times; a page of it that was worth it is credited, and then does not count. To go
    on with an earlier crawl, admit again what that one had admitted.
    """

    def __init__(self, limit: int = MAX_URLS_PER_PATTERN) -> None:
        self._limit = limit
        self._asked: Counter[str] = Counter()
        self._variants: Counter[str] = Counter()
        self.bounded: Counter[str] = Counter()

    def admit(self, url: str) -> bool:
        """Whether `url`, which was not admitted before, may be asked for."""
        shape = pattern(url)
        page = _without_opaque_values(url)
        exhausted = shape != url and (self._asked[shape] >= self._limit or self._variants[page] >= MAX_VARIANTS)
        if exhausted or _goes_in_circles(url):
            self.bounded[shape] += 1
            return False
        if shape != url:
            self._asked[shape] += 1
        if page != url:
            self._variants[page] += 1
        return True

    def credit(self, url: str) -> None:
        """Take note that the page at `url` was a new article, or led to new pages that have a name (`has_name`)."""
        shape = pattern(url)
        if self._asked[shape] > 0:
            self._asked[shape] -= 1


def _general(part: str) -> str:
    if not _NUMBER.search(part):
        return part
    return "*" if _OPAQUE.fullmatch(part) else _NUMBER.sub("#", part)


def _query(query: str, change: Callable[[str], str]) -> str:
    pairs = [pair.partition("=") for pair in query.split("&")]
    return "&".join(f"{name}{sign}{change(value)}" for name, sign, value in pairs)


def _without_opaque_values(url: str) -> str:
    if "?" not in url:
        return url
    parts = urlsplit(url)
    query = _query(parts.query, lambda value: "*" if _OPAQUE.fullmatch(value) else value)
    return urlunsplit(parts._replace(query=query))


def _goes_in_circles(url: str) -> bool:
    """Whether a path is so deep, or says the same so often, that relative links must have gone round in a circle."""
    if url.count("/") < _SLASHES_OF_A_HOST + MAX_REPEATS + 1:
        return False
    segments = [segment for segment in urlsplit(url).path.split("/") if segment]
    return len(segments) > MAX_SEGMENTS or max(Counter(segments).values(), default=0) > MAX_REPEATS
