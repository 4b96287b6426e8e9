"""Which URLs belong to the blog: those below its start page, and those beside it where articles turn out to lie."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

from wellread.crawler.discovery.sibling_paths import Neighbours
from wellread.output.identity import normalise_url

# A path segment that names a way to list articles, alone or with one more word: `tag`, `blog-category`, `topics_all`.
_LISTING = re.compile(
    r"(?:[a-z0-9]+[-_])?(?:categor(?:y|ies)|tags?|topics?|archives?|pages?|sections?)(?:[-_][a-z0-9]+)?", re.IGNORECASE
)
MAX_URL_LENGTH = 2000  # longer ones are traps, or carry a form

_FILE = re.compile(r"\.[a-z0-9]{2,5}$", re.IGNORECASE)


@dataclass(frozen=True)
class Scope:
    """The part of one site in which articles are looked for.

    That is what lies under `prefixes` of the site of `start`; and the directories beside it in which `neighbours` has
    found articles, or may look for them; but nothing under `excluded`.
    """

    start: SplitResult
    prefixes: tuple[str, ...]
    excluded: tuple[str, ...] = ()
    neighbours: Neighbours = field(default_factory=Neighbours, compare=False)

    @classmethod
    def of(cls, start_url: str, also: tuple[str, ...] = (), but: tuple[str, ...] = ()) -> Scope:
        """The scope of a blog whose start page is at `start_url`; `also` names further paths that hold its articles,
        `but` paths that are left alone.
        """
        start = urlsplit(start_url)
        return cls(start, (_directory(start.path), *(_directory(path) for path in also)), but)

    def adopt(self, url: str) -> str | None:
        """The URL as this site spells it: normalised, with the start page's scheme and host. None for other sites.

        With and without `www.`, http and https: one site. Another port is another site, and so is what is excluded.
        """
        normal = normalise_url(url)
        if normal is None or len(normal) > MAX_URL_LENGTH:
            return None
        parts = urlsplit(normal)
        if (_bare_host(parts), parts.port) != (_bare_host(self.start), self.start.port):
            return None
        if any(_is_under(parts.path, path) for path in self.excluded):
            return None
        return parts._replace(scheme=self.start.scheme, netloc=self.start.netloc).geturl()

    def holds(self, url: str) -> bool:
        """Whether an article may stand at this adopted URL: not on the start page, its further pages or a list."""
        path = urlsplit(url).path
        if path.rstrip("/") == self.start.path.rstrip("/"):
            return False
        return self._is_below(path) or (
            not _is_list(path) and (self.neighbours.believes(url) or self.neighbours.tries(url))
        )

    def leads_on(self, url: str, *, trusted: bool = False) -> bool:
        """Whether this adopted URL is worth reading: the blog itself, a list of articles, or where articles lie.

        `trusted`: a page that lists the articles of the blog names it, so that it may be tried. Whatever else lies
        beside the blog waits until that is known, and is then given by `learn`.
        """
        path = urlsplit(url).path
        if _is_list(path):
            return True
        if self._is_below(path):
            return not self.neighbours.is_barren(url)
        if self.neighbours.believes(url) or (trusted and self.neighbours.tries(url)):
            return True
        self.neighbours.wait(url)
        return False

    def newly_waiting(self) -> tuple[str, ...]:
        """The addresses that wait since this was asked last."""
        return self.neighbours.newly_waiting()

    def consider(self, urls: Iterable[str]) -> None:
        """Look at the links of a page that lists articles: they may lie beside the blog."""
        adopted = filter(None, map(self.adopt, urls))
        beside = (url for url in adopted if not self._is_below(path := urlsplit(url).path) and not _is_list(path))
        self.neighbours.consider(beside)

    def admit(self, url: str) -> None:
        """Take note that an earlier crawl took this adopted URL for worth reading."""
        path = urlsplit(url).path
        if not self._is_below(path) and not _is_list(path):
            self.neighbours.admit(url)

    def learn(self, url: str, *, is_article: bool) -> tuple[str, ...]:
        """Take note of what stands at an adopted URL; gives those that have become worth reading with it."""
        return () if _is_list(urlsplit(url).path) else self.neighbours.learn(url, is_article=is_article)

    def _is_below(self, path: str) -> bool:
        return any(_is_under(path, prefix) for prefix in self.prefixes)


def canonical_of(page: str, named: str | None) -> str:
    """The URL by which an article wants to be known, read at the adopted URL `page`: `named`, if it is on its site."""
    return Scope.of(page).adopt(named or "") or page


def _is_list(path: str) -> bool:
    return bool(_LISTING.fullmatch(path.split("/")[1]))


def _directory(path: str) -> str:
    """The path under which the pages of a blog lie: `/blog` for `/blog`, `/blog/` and `/blog/index.html`."""
    path = "/" + path.strip("/")
    return posixpath.dirname(path) if _FILE.search(path) else path


def _is_under(path: str, prefix: str) -> bool:
    return path == prefix or path.startswith(prefix.rstrip("/") + "/")


def _bare_host(parts: SplitResult) -> str:
    return (parts.hostname or "").removeprefix("www.")
