"""Which URLs belong to the blog: learned from the URL of its start page and from nothing else."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from output.identity import normalise_url

# A path segment that names a way to list articles, alone or with one more word: `tag`, `blog-category`, `topics_all`.
_LISTING = re.compile(
    r"(?:[a-z0-9]+[-_])?(?:categor(?:y|ies)|tags?|topics?|archives?|pages?|sections?)(?:[-_][a-z0-9]+)?", re.IGNORECASE
)
MAX_URL_LENGTH = 2000  # longer ones are traps, or carry a form

_FILE = re.compile(r"\.[a-z0-9]{2,5}$", re.IGNORECASE)


@dataclass(frozen=True)
class Scope:
    """The part of one site in which articles are looked for: paths under `prefixes` of the site of `start`, but for
    those under `excluded`.
    """

    start: SplitResult
    prefixes: tuple[str, ...]
    excluded: tuple[str, ...] = ()

    @classmethod
    def of(cls, start_url: str, also: tuple[str, ...] = (), but: tuple[str, ...] = ()) -> Scope:
        """The scope of a blog whose start page is at `start_url`; `also` names further paths that hold its articles,
        `but` paths that are left alone.
        """
        start = urlsplit(start_url)
        return cls(start, (_directory(start.path), *(_directory(path) for path in also)), but)

    def adopt(self, url: str) -> str | None:
        """The URL as this site spells it: normalised, with the start page's scheme and host. None for other sites.

        With and without `www.`, http and https: one site. Another port is another site.
        """
        normal = normalise_url(url)
        if normal is None or len(normal) > MAX_URL_LENGTH:
            return None
        parts = urlsplit(normal)
        if (_bare_host(parts), parts.port) != (_bare_host(self.start), self.start.port):
            return None
        return parts._replace(scheme=self.start.scheme, netloc=self.start.netloc).geturl()

    def holds(self, url: str) -> bool:
        """Whether an article may stand at this adopted URL: under a prefix, not a further page of the start page."""
        path = urlsplit(url).path
        return path.rstrip("/") != self.start.path.rstrip("/") and self._leads_to_articles(path)

    def leads_on(self, url: str) -> bool:
        """Whether this adopted URL is worth reading for its links: the blog itself, or a list of articles beside it."""
        path = urlsplit(url).path
        listing = _LISTING.fullmatch(path.split("/")[1]) and not self._excludes(path)
        return bool(listing) or self._leads_to_articles(path)

    def _leads_to_articles(self, path: str) -> bool:
        return any(_is_under(path, prefix) for prefix in self.prefixes) and not self._excludes(path)

    def _excludes(self, path: str) -> bool:
        return any(_is_under(path, prefix) for prefix in self.excluded)


def _directory(path: str) -> str:
    """The path under which the pages of a blog lie: `/blog` for `/blog`, `/blog/` and `/blog/index.html`."""
    path = "/" + path.strip("/")
    return posixpath.dirname(path) if _FILE.search(path) else path


def _is_under(path: str, prefix: str) -> bool:
    return path == prefix or path.startswith(prefix.rstrip("/") + "/")


def _bare_host(parts: SplitResult) -> str:
    return (parts.hostname or "").removeprefix("www.")
