"""Where the articles of a blog lie that do not lie below its start page: learned from the pages
themselves.

The list at `/blog` may name articles at `/post/…`, at `/2024/05/…`, or at the root. A directory
becomes a candidate when a page that lists articles names several pages in it, and is accepted when
those turn out to be articles. One in which no article turns up is fruitless, and left: shops and
forums have lists as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlsplit

MIN_LINKS_OF_CANDIDATE = 3  # on a page that lists articles
MIN_ARTICLES_TO_ACCEPT = 2
MAX_FRUITLESS_PAGES_BESIDE_BLOG = 5  # without a single article, beside the blog
MAX_FRUITLESS_PAGES_BELOW_START = 50  # the same, below the start page
MAX_UNDECIDED_URLS = 20_000

_NUMBER = re.compile(r"\d+")
_TITLE_SLUG = re.compile(r"[^-_]+(?:[-_][^-_]+){2,}")  # three words or more: how titles look in URLs


def directory_pattern(url: str) -> str:
    """The directory in which a page lies, with numbers as `#`: one for all of `/2024/05/…`. Empty for the root."""
    return _NUMBER.sub("#", urlsplit(url).path.rstrip("/").rpartition("/")[0])


class ArticleDirectories:
    """What has been learned of directories. URLs whose directory is not decided yet are kept here."""

    def __init__(self) -> None:
        # All by `directory_pattern`.
        self._candidates: set[str] = set()
        self._pages_read: Counter[str] = Counter()
        self._articles_read: Counter[str] = Counter()
        self._undecided: dict[str, dict[str, None]] = {}
        self._room = MAX_UNDECIDED_URLS
        self._new_undecided: list[str] = []

    def note_listing_links(self, urls: Iterable[str]) -> None:
        """Make candidates of the directories that a page which lists articles names often enough."""
        counts = Counter(directory_pattern(url) for url in dict.fromkeys(urls) if _may_be_article(url))
        self._candidates.update(directory for directory, count in counts.items() if count >= MIN_LINKS_OF_CANDIDATE)

    def restore(self, url: str) -> None:
        """Make a candidate of the directory of this URL, which an earlier crawl has visited."""
        self._candidates.add(directory_pattern(url))

    def is_accepted(self, url: str) -> bool:
        """Whether articles lie where `url` lies: two at least, and half of all pages that were read there."""
        directory = directory_pattern(url)
        articles = self._articles_read[directory]
        return articles >= MIN_ARTICLES_TO_ACCEPT and 2 * articles >= self._pages_read[directory]

    def is_candidate(self, url: str) -> bool:
        """Whether `url` may be read to find out whether articles lie where it lies, if a listing names it."""
        directory = directory_pattern(url)
        is_fruitless = (
            self._pages_read[directory] >= MAX_FRUITLESS_PAGES_BESIDE_BLOG and not self._articles_read[directory]
        )
        return directory in self._candidates and not is_fruitless and (bool(directory) or _may_be_article(url))

    def is_fruitless(self, url: str) -> bool:
        """Whether so many pages have been read where `url` lies, and none was an article, that no more should be."""
        directory = directory_pattern(url)
        is_read_often = self._pages_read[directory] >= MAX_FRUITLESS_PAGES_BELOW_START
        return bool(directory) and is_read_often and not self._articles_read[directory]

    def keep_undecided(self, url: str) -> None:
        """Keep a URL until its directory is accepted; if there is no room any more, forget it."""
        undecided = self._undecided.setdefault(directory_pattern(url), {})
        if url not in undecided and self._room:
            undecided[url] = None
            self._room -= 1
            self._new_undecided.append(url)

    def pop_new_undecided(self) -> tuple[str, ...]:
        """The URLs that were kept since this was called last."""
        new, self._new_undecided = tuple(self._new_undecided), []
        return new

    def record_visit(self, url: str, *, is_article: bool) -> tuple[str, ...]:
        """Take note of what a page turned out to be. Returns the undecided URLs of its directory
        once it is accepted.
        """
        directory = directory_pattern(url)
        self._pages_read[directory] += 1
        self._articles_read[directory] += is_article
        if not self.is_accepted(url):
            return ()
        accepted = tuple(self._undecided.pop(directory, ()))
        self._room += len(accepted)
        return accepted


def _may_be_article(url: str) -> bool:
    """Whether a URL looks like that of an article: a title at the root, or anything further down."""
    path = urlsplit(url).path.strip("/")
    return bool(path) and ("/" in path or bool(_TITLE_SLUG.fullmatch(path)))
