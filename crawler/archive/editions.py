"""Which article the pages of an archive show, and what is new about it: decided page by page, as a crawl does."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from crawler.discovery.scope import Scope
from crawler.extraction import Page
from extractors.article import Article
from output.identity import normalise_url
from output.record import ArticleRecord, publish


@dataclass(frozen=True)
class _Known:
    """An article that was published: its title, its last state, and whether that was cut off by a wall."""

    headline: str | None
    revision: str
    paywalled: bool


@dataclass(frozen=True)
class _Candidate:
    url: str
    canonical: str
    article: Article
    page: Page


@dataclass
class Editions:
    """Gives a record for each article, and another one when its content has changed.

    `archived` are the normalised URLs of all responses. An article that names another of them as its canonical URL
    waits for that one, and speaks for itself only if it turns out to be another article, or none.
    """

    archived: Collection[str]
    _known: dict[str, _Known] = field(default_factory=dict)  # by the URL that the article is named after
    _names: dict[str, str] = field(default_factory=dict)  # of URLs that show an article
    _finished: set[str] = field(default_factory=set)
    _waiting: dict[str, list[_Candidate]] = field(default_factory=dict)

    def offer(self, page: Page, article: Article) -> Iterator[ArticleRecord]:
        """What is to be published now that `page` was read, and shows `article`."""
        url = normalise_url(page.url) or page.url
        candidate = _Candidate(url, self._canonical(url, article), article, page)
        if self._is_to_wait(candidate):
            self._waiting.setdefault(candidate.canonical, []).append(candidate)
        else:
            yield from self._publish(candidate)

    def finish(self, url: str) -> Iterator[ArticleRecord]:
        """What is to be published now that the response from `url` was read, whatever it showed."""
        normal = normalise_url(url) or url
        self._finished.add(normal)
        for candidate in self._waiting.pop(normal, ()):
            yield from self._publish(candidate)

    def rest(self) -> Iterator[ArticleRecord]:
        """What is to be published now that all pages were read."""
        for candidates in self._waiting.values():
            for candidate in candidates:
                yield from self._publish(candidate)
        self._waiting.clear()

    def _canonical(self, url: str, article: Article) -> str:
        named = Scope.of(url).adopt(article.canonical_url or "")
        return named if named and named in self.archived else url

    def _is_to_wait(self, candidate: _Candidate) -> bool:
        """Whether the canonical page is still to come, and could be another one."""
        elsewhere = candidate.canonical != candidate.url and candidate.url not in self._names
        return elsewhere and candidate.canonical not in self._finished

    def _publish(self, candidate: _Candidate) -> Iterator[ArticleRecord]:
        headline = candidate.article.headline
        name = self._name(candidate)
        if name is None:
            return
        known = self._known.get(name)
        record = publish(candidate.article, candidate.page.body, first_seen=name, fetch=candidate.page.fetch)
        paywalled = candidate.article.is_accessible_for_free is False
        self._names[candidate.url] = name
        if known and (known.revision == record.revision_id or (paywalled and not known.paywalled)):
            return
        self._known[name] = _Known(headline, record.revision_id, paywalled)
        yield record

    def _name(self, candidate: _Candidate) -> str | None:
        """The URL that the article is named after; None for another page that shows one which is published already."""
        if candidate.url in self._names:
            return self._names[candidate.url]
        for name in (candidate.canonical, candidate.url):
            known = self._known.get(name)
            if known is None:
                return name
            if known.headline == candidate.article.headline:
                return name if name == candidate.url else None
        return candidate.url
