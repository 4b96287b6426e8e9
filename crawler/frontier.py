"""What the crawl knows of URLs: which are new, and which of several that show one article speaks for it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from crawler.extraction import Page
from extractors.article import Article


@dataclass(frozen=True)
class Candidate:
    """An article as read at `url`. `canonical` is the URL that the page itself names, where that can be believed."""

    url: str
    canonical: str
    article: Article
    page: Page


class Frontier:
    """Admits each URL once, and no more than `limit` of them."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._known: set[str] = set()
        self.refused: set[str] = set()

    def admit(self, url: str) -> bool:
        """Whether `url` is to be fetched: it was not known and there is room for it."""
        if url in self._known:
            return False
        if len(self._known) >= self._limit:
            self.refused.add(url)
            return False
        self._known.add(url)
        return True

    def knows(self, url: str) -> bool:
        """Whether `url` has been admitted."""
        return url in self._known


@dataclass
class Twins:
    """Gives one article for all the URLs that show it, whatever the order in which they answer.

    An article that names another URL as its canonical one waits for that URL. It speaks for itself only if the
    canonical page fails, or turns out to be a different article: a template that gives every page the same canonical
    URL must not cost a site its articles.
    """

    _published: dict[str, str | None] = field(default_factory=dict)  # URL -> headline
    _finished: set[str] = field(default_factory=set)
    _waiting: dict[str, list[Candidate]] = field(default_factory=dict)

    def offer(self, candidate: Candidate, *, canonical_comes: bool) -> Candidate | None:
        """The candidate if it is to be published now. `canonical_comes`: its canonical URL is being fetched."""
        if self._is_published(candidate):
            return None
        foreign = candidate.canonical != candidate.url
        if foreign and canonical_comes and candidate.canonical not in self._finished:
            self._waiting.setdefault(candidate.canonical, []).append(candidate)
            return None
        return self._publish(candidate)

    def finish(self, url: str) -> list[Candidate]:
        """The candidates to be published now that the request for `url` has ended, well or not."""
        self._finished.add(url)
        waiting = self._waiting.pop(url, [])
        return [self._publish(candidate) for candidate in waiting if not self._is_published(candidate)]

    def _is_published(self, candidate: Candidate) -> bool:
        urls = (candidate.url, candidate.canonical)
        return any(url in self._published and self._published[url] == candidate.article.headline for url in urls)

    def _publish(self, candidate: Candidate) -> Candidate:
        speaks_for = candidate.url if candidate.canonical in self._published else candidate.canonical
        self._published.update(dict.fromkeys((candidate.url, speaks_for), candidate.article.headline))
        return replace(candidate, canonical=speaks_for)
