"""Which URLs belong to the blog: those below its start page, and those beside it where articles turn out to lie."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

from wellread.crawler.discovery.article_directories import ArticleDirectories
from wellread.extractors.urls import MAX_URL_CHARS, without_www
from wellread.output.identity import normalise_url, to_request_url

# A path segment that names a way to list articles, alone or with one more word: `tag`,
# `blog-category`, `topics_all`.
_LISTING_SEGMENT = re.compile(
    r"(?:[a-z0-9]+[-_])?(?:categor(?:y|ies)|tags?|topics?|archives?|pages?|sections?)(?:[-_][a-z0-9]+)?", re.IGNORECASE
)
_FILE_EXTENSION = re.compile(r"\.[a-z0-9]{2,5}$", re.IGNORECASE)


_MAX_REMEMBERED = 8192  # URLs: the menu of a site is on each of its pages


@dataclass(frozen=True)
class CrawlScope:
    """The part of one site in which articles are looked for.

    That is what lies under `prefixes` of the site of `start`; and the directories beside it in
    which `article_directories` has found articles, or may look for them; but nothing under `excluded`. A
    URL in the spelling of the site, as `to_site_url` gives it, is called a site URL here.
    """

    start: SplitResult
    prefixes: tuple[str, ...]
    excluded: tuple[str, ...] = ()
    article_directories: ArticleDirectories = field(default_factory=ArticleDirectories, compare=False)
    _addresses: dict[str, str | None] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def for_blog(cls, start_url: str, include: tuple[str, ...] = (), exclude: tuple[str, ...] = ()) -> CrawlScope:
        """The scope of a blog whose start page is at `start_url`; `include` names further paths
        that hold its articles, `exclude` paths that are left alone.
        """
        start = urlsplit(start_url)
        return cls(start, (_directory(start.path), *(_directory(path) for path in include)), exclude)

    def to_site_url(self, url: str) -> str | None:
        """The URL as this site spells it: normalised, with the start page's scheme and host. None
        for other sites.

        With and without `www.`, http and https: one site. Another port is another site, and so is
        what is excluded.
        """
        normal = normalise_url(url)
        if normal is None or len(normal) > MAX_URL_CHARS:
            return None
        parts = urlsplit(normal)
        if parts.netloc != self.start.netloc and not self._is_host_of_site(parts):
            return None
        if any(_is_under(parts.path, path) for path in self.excluded):
            return None
        return self._put_on_site(parts, normal)

    def to_site_request_url(self, url: str) -> str | None:
        """The same with path and query as they are written: what is asked for. None where `to_site_url` is None."""
        if url not in self._addresses:
            if len(self._addresses) >= _MAX_REMEMBERED:
                self._addresses.clear()
            self._addresses[url] = self._find_site_address(url)
        return self._addresses[url]

    def _find_site_address(self, url: str) -> str | None:
        written = to_request_url(url)
        if written is None or self.to_site_url(url) is None:
            return None
        return self._put_on_site(urlsplit(written), written)

    def _is_host_of_site(self, parts: SplitResult) -> bool:
        return (_bare_host(parts), parts.port) == (_bare_host(self.start), self.start.port)

    def _put_on_site(self, parts: SplitResult, url: str) -> str:
        """The URL, whose parts these are, with the scheme and the host of the site."""
        if (parts.scheme, parts.netloc) == (self.start.scheme, self.start.netloc):
            return url
        return parts._replace(scheme=self.start.scheme, netloc=self.start.netloc).geturl()

    def may_hold_article(self, url: str) -> bool:
        """Whether an article may stand at this site URL: not on the start page, its further pages or a listing."""
        path = urlsplit(url).path
        if path.rstrip("/") == self.start.path.rstrip("/"):
            return False
        return self._is_below_start(path) or (
            not _is_listing_path(path)
            and (self.article_directories.is_accepted(url) or self.article_directories.is_candidate(url))
        )

    def admit(self, url: str, *, from_listing: bool = False) -> bool:
        """Whether to visit this site URL: the blog itself, a listing of articles, or where articles
        lie.

        `from_listing`: a page that lists the articles of the blog names it, so that it may be
        tried. Whatever else lies beside the blog is kept as undecided until that is known, and is
        then given by `record_visit`.
        """
        path = urlsplit(url).path
        if _is_listing_path(path):
            return True
        if self._is_below_start(path):
            return not self.article_directories.is_fruitless(url)
        if self.article_directories.is_accepted(url) or (from_listing and self.article_directories.is_candidate(url)):
            return True
        self.article_directories.keep_undecided(url)
        return False

    def pop_new_undecided(self) -> tuple[str, ...]:
        """The URLs that have become undecided since this was called last."""
        return self.article_directories.pop_new_undecided()

    def note_listing_links(self, urls: Iterable[str]) -> None:
        """Learn from the links of a page that lists articles where beside the blog these may lie."""
        site_urls = filter(None, map(self.to_site_url, urls))
        beside = (
            url
            for url in site_urls
            if not self._is_below_start(path := urlsplit(url).path) and not _is_listing_path(path)
        )
        self.article_directories.note_listing_links(beside)

    def restore(self, url: str) -> None:
        """Take note that an earlier crawl admitted this site URL."""
        path = urlsplit(url).path
        if not self._is_below_start(path) and not _is_listing_path(path):
            self.article_directories.restore(url)

    def record_visit(self, url: str, *, is_article: bool) -> tuple[str, ...]:
        """Learn from what stands at a site URL. Returns the undecided URLs that are to be visited now."""
        if _is_listing_path(urlsplit(url).path):
            return ()
        return self.article_directories.record_visit(url, is_article=is_article)

    def _is_below_start(self, path: str) -> bool:
        return any(_is_under(path, prefix) for prefix in self.prefixes)


def canonical_site_url(page_url: str, declared: str | None) -> str:
    """The URL by which the article at the site URL `page_url` wants to be known: `declared`, if it is on its site."""
    return CrawlScope.for_blog(page_url).to_site_url(declared or "") or page_url


def _is_listing_path(path: str) -> bool:
    return bool(_LISTING_SEGMENT.fullmatch(path.split("/")[1]))


def _directory(path: str) -> str:
    """The path under which the pages of a blog lie: `/blog` for `/blog`, `/blog/` and `/blog/index.html`."""
    path = "/" + path.strip("/")
    return posixpath.dirname(path) if _FILE_EXTENSION.search(path) else path


def _is_under(path: str, prefix: str) -> bool:
    return path == prefix or path.startswith(prefix.rstrip("/") + "/")


def _bare_host(parts: SplitResult) -> str:
    return without_www(parts.hostname)
