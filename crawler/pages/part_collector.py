"""The parts of an article, page by page: which is to be read next, and what they come to. Pure.

The crawl fetches the parts within the visit of the first; the replay of an archive finds them there.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import msgspec

from wellread.crawler.discovery.parts import MAX_PARTS, part_key, strip_part_number
from wellread.crawler.pages.extraction import ExtractedPage
from wellread.crawler.pages.fetched_page import FetchedPage
from wellread.extractors.article import Article, PageType, PageWarning
from wellread.extractors.joining import join_parts
from wellread.output.identity import make_spelling_key, normalise_url
from wellread.output.record import Part

_START_CHARS = 200  # by which pages are the same, whatever stands below


@dataclass(frozen=True)
class CollectedArticle:
    """An article with all its pages, the first among them; `parts` is empty if it stands on one.

    `first_url` is set if the page is itself a further part: the URL of the first. `is_incomplete`: a part could not be
    read.
    """

    article: Article
    parts: tuple[Part, ...] = ()
    first_url: str | None = None
    is_incomplete: bool = False


class PartCollector:
    """Collects the parts of the article that `extracted` shows, the first page of which is `page`.

    While `next_url` is set, the page there is to be given to `add`, or `fail` to be called.
    """

    def __init__(self, page: FetchedPage, extracted: ExtractedPage) -> None:
        self._articles = [extracted.article]
        self._pages = [page]
        self._warnings: list[PageWarning] = []
        self._seen = {_known_as(page.url)}
        self._numbered: dict[int, str] = {}  # the URLs of parts, as far as any page names them
        self._first_url = page.url
        self._first_part_url = extracted.parts.first
        self._is_incomplete = False
        self.next_url: str | None = self._find_next(extracted)

    def add(self, page: FetchedPage, extracted: ExtractedPage) -> None:
        """Take the page at `next_url`, if it goes on with the article."""
        self.next_url = None
        if self._goes_on(page, extracted.article):
            self._articles.append(extracted.article)
            self._pages.append(page)
            self.next_url = self._find_next(extracted)

    def fail(self) -> None:
        """Note that the page at `next_url` cannot be read."""
        number = len(self._pages) + 1
        self._warnings.append(PageWarning("part_missing", f"part {number} could not be read: {self.next_url}"))
        self._is_incomplete = True
        self.next_url = None

    def join(self) -> CollectedArticle:
        """The whole article."""
        article = join_parts(self._articles)
        if self._warnings:
            article = msgspec.structs.replace(article, warnings=(*article.warnings, *self._warnings))
        parts = tuple(map(_describe, self._pages)) if len(self._pages) > 1 else ()
        return CollectedArticle(article, parts, self._first_part_url, self._is_incomplete)

    def _find_next(self, extracted: ExtractedPage) -> str | None:
        is_article = self._articles[0].page_type is PageType.ARTICLE
        if not is_article or self._first_part_url is not None:
            return None
        if extracted.parts.base != part_key(self._first_url):
            return None
        self._numbered = dict(extracted.parts.numbered) | self._numbered
        url = self._numbered.get(len(self._pages) + 1) or extracted.parts.next
        if url is None or _known_as(url) in self._seen:
            return None
        if len(self._pages) >= MAX_PARTS:
            self._warnings.append(PageWarning("too_many_parts", f"only {MAX_PARTS} parts were read; the next is {url}"))
            return None
        self._seen.add(_known_as(url))
        return url

    def _goes_on(self, page: FetchedPage, article: Article) -> bool:
        """Whether a page is more of the article: no copy of a part, as above pages of comments, nor another article."""
        first = self._articles[0]
        if not article.article_body or any(_is_copy(article, known) for known in self._articles):
            return False
        here, start = make_spelling_key(page.url), make_spelling_key(self._first_url)
        is_below_first = here == start or here.startswith(f"{start}/")
        return is_below_first or strip_part_number(article.headline) == strip_part_number(first.headline)


def _is_copy(article: Article, known: Article) -> bool:
    start = known.article_body[:_START_CHARS]
    return article.content_hash == known.content_hash or article.article_body[:_START_CHARS] == start


def _describe(page: FetchedPage) -> Part:
    location = page.location
    return Part(
        url=page.url,
        raw_sha256=hashlib.sha256(page.body).hexdigest(),
        warc_file=location.file if location else None,
        warc_record_id=location.record_id if location else None,
    )


def _known_as(url: str) -> str:
    return normalise_url(url) or url
