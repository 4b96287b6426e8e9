"""Where the articles of a blog lie that do not lie below its start page: learned from the pages themselves.

The list at `/blog` may name articles at `/post/…`, at `/2024/05/…`, or at the root. A directory is tried when a page
that lists articles names several pages in it, and believed when those turn out to be articles. One in which no article
turns up is left: shops and forums have lists as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlsplit

ENOUGH_TO_TRY = 3  # links on a page that lists articles
ENOUGH_TO_BELIEVE = 2  # articles
ENOUGH_TO_LEAVE = 5  # pages without a single article, beside the blog
ENOUGH_TO_LEAVE_BELOW = 50  # the same, below the start page
MAX_WAITING = 20_000  # addresses that are kept until their directory is known

_NUMBER = re.compile(r"\d+")
_SLUG = re.compile(r"[^-_]+(?:[-_][^-_]+){2,}")  # three words or more: how titles look in addresses


def directory(url: str) -> str:
    """The directory in which a page lies, with numbers as `#`: one for all of `/2024/05/…`."""
    return _NUMBER.sub("#", urlsplit(url).path.rstrip("/").rpartition("/")[0])


class Neighbours:
    """What has been learned of directories. Addresses whose directory is not known yet wait here."""

    def __init__(self) -> None:
        self._tried: set[str] = set()
        self._read: Counter[str] = Counter()
        self._articles: Counter[str] = Counter()
        self._waiting: dict[str, dict[str, None]] = {}
        self._room = MAX_WAITING
        self._new: list[str] = []  # of those that wait

    def consider(self, urls: Iterable[str]) -> None:
        """Look at what a page that lists articles names beside the blog."""
        promising = Counter(directory(url) for url in dict.fromkeys(urls) if _is_promising(url))
        self._tried.update(where for where, count in promising.items() if count >= ENOUGH_TO_TRY)

    def admit(self, url: str) -> None:
        """Try the directory of this address."""
        self._tried.add(directory(url))

    def believes(self, url: str) -> bool:
        """Whether articles lie where `url` lies."""
        where = directory(url)
        return self._articles[where] >= ENOUGH_TO_BELIEVE and 2 * self._articles[where] >= self._read[where]

    def tries(self, url: str) -> bool:
        """Whether `url` may be read to find out; only pages that list articles are trusted so far."""
        where = directory(url)
        left = self._read[where] >= ENOUGH_TO_LEAVE and not self._articles[where]
        return where in self._tried and not left and (bool(where) or _is_promising(url))

    def is_barren(self, url: str) -> bool:
        """Whether so many pages have been read where `url` lies, and none was an article, that no more should be."""
        where = directory(url)
        return bool(where) and self._read[where] >= ENOUGH_TO_LEAVE_BELOW and not self._articles[where]

    def wait(self, url: str) -> None:
        """Keep an address until its directory is believed."""
        waiting = self._waiting.setdefault(directory(url), {})
        if url not in waiting and self._room:
            waiting[url] = None
            self._room -= 1
            self._new.append(url)

    def newly_waiting(self) -> tuple[str, ...]:
        """The addresses that wait since this was asked last."""
        new, self._new = tuple(self._new), []
        return new

    def learn(self, url: str, *, is_article: bool) -> tuple[str, ...]:
        """Take note of what a page turned out to be. Gives the addresses that no longer need to wait."""
        where = directory(url)
        self._read[where] += 1
        self._articles[where] += is_article
        if not self.believes(url):
            return ()
        released = tuple(self._waiting.pop(where, ()))
        self._room += len(released)
        return released


def _is_promising(url: str) -> bool:
    """Whether an address could be that of an article: a title at the root, or anything further down."""
    path = urlsplit(url).path.strip("/")
    return bool(path) and ("/" in path or bool(_SLUG.fullmatch(path)))
