"""The parts of an article that stands on several pages: `/tea`, `/tea/2`, `/tea?page=3`, `/tea-4.html`.

A link leads to a part only if its URL is that of the page with a number more. So it is neither the next article, which
is `rel="next"` on many blogs, nor a further page of a list. Pages of comments are told by their names and their place.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit, urlunsplit

from lxml import etree

from wellread.crawler.discovery.urls import document_base_url, resolve_url
from wellread.extractors.urls import MAX_URL_CHARS
from wellread.extractors.vocabulary.page_tags import ARTICLE_OR_PAGE_TAGS
from wellread.output.identity import make_spelling_key, normalise_url, query_parameters, to_request_url

MAX_PARTS = 30  # of one article

_PART = (
    r"(?:pages?|part|seite|teil|partie|p[aá]gina|pagina|parte|pag|pg|p|deel|sida|side|sivu|strona|str|del|stranka|oldal"
    r"|sayfa|bolum)"
)
# The number at the end of a path: as its last segment, or at the end of the name.
_IN_PATH = re.compile(
    rf"(?P<base>.+?)(?:/(?:{_PART}[-_/]?)?|[-_,.](?:{_PART}[-_]?)?|\.{_PART})(?P<number>\d{{1,2}})(?P<end>\.\w{{2,5}})?/?",
    re.IGNORECASE,
)
_PARAMETER = re.compile(
    rf"(?P<name>{_PART}|page_?n[or]|page_?num(?:ber)?|paged|seq|start_?page)=(?P<number>\d{{1,2}})", re.IGNORECASE
)
_COMMENTS = re.compile(
    r"comment|kommentar|coment|reacti|r[eé]pons|repl(?:y|ies)|disqus|discussion|respond", re.IGNORECASE
)
_DIGIT = re.compile(r"\d")
_NUMBER_IN_TEXT = re.compile(r"\D{0,20}(\d{1,2})\D{0,12}")
_NEXT = re.compile(
    r"next|continue|weiter|nächste|suivant|siguiente|continuar|próxim|avanti|successiv|prossim|volgende|verder|nästa|neste"
    r"|næste|seuraava|następn|dalej|další|ďalš|következő|sonraki|devam|дальше|далее|следующ|наступн|次|下一|다음|[»›→]",
    re.IGNORECASE,
)
_MAX_TEXT_CHARS, _MAX_TEXT_NODES = 60, 40  # of a link that says where it leads
_RELATIONS = {"next", "prev", "canonical", "first"}  # of <link> elements that may lead to a part


@dataclass(frozen=True)
class PartLinks:
    """Where a page leads within its own article, whose first page is that with the key `base` (see `part_key`).

    `numbered` are the URLs of parts by their number, `next` that of the part after this page, if a link says so.
    `first` is set on a page that is itself a further part: the URL of the first.
    """

    base: str = ""
    numbered: tuple[tuple[int, str], ...] = ()
    next: str | None = None
    first: str | None = None


@dataclass(frozen=True)
class _PartUrl:
    base: str  # what all parts have in common
    number: int


def find_part_links(root: etree._Element, url: str) -> PartLinks:
    """The links of a page at `url` to the other parts of its article. Never raises."""
    own_key = part_key(url)
    own = {part.base: part.number for part in _read_part_urls(url)}
    # All parts have the name of the first in their URLs. Without a number in its own, the page is none but the first.
    stems = {key.partition("?")[0].rpartition("/")[2] for key in (own_key, *own)}
    links = tuple(_find_links(root, url, stems, only_numbered=not own))
    first = next((link.target for link in links if own.get(link.key, 1) > 1 and link.key != own_key), None)
    base = own_key if first is None else part_key(first)
    if first is None and not any(link.part_of(base) for link in links):
        base = next((own_base for own_base in own if any(link.part_of(own_base) for link in links)), base)
    numbered: dict[int, str] = {}
    next_url = None
    for link in links:
        part = link.part_of(base)
        if part is None or link.key == own_key or link.is_among_comments():
            continue
        said = _NUMBER_IN_TEXT.fullmatch(link.read_text())
        number = int(said[1]) if said else part.number
        if number > 1:
            numbered.setdefault(number, link.target)
        if next_url is None and part.number != own.get(base, 1) and link.says_next():
            next_url = link.target
    return PartLinks(base, tuple(sorted(numbered.items())), next_url, first)


def strip_part_number(title: str | None) -> str | None:
    """A title without the number of the part that it stands above: "Tea (2/3)", "Tea – Page 2"."""
    return None if title is None else _PART_OF_TITLE.sub("", title) or title


_PART_OF_TITLE = re.compile(
    rf"(?<!\s)\s*(?:[-–—|:,·]\s*{_PART}\s*\d{{1,2}}(?:\s*\D{{1,5}}\s*\d{{1,2}})?|\(\s*(?:{_PART}\s*)?\d{{1,2}}(?:\s*\D{{1,5}}\s*\d{{1,2}})?\s*\))\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Link:
    """A link of a page: its URL as it is written, and what all spellings of that have in common."""

    tag: etree._Element
    target: str
    key: str
    parts: tuple[_PartUrl, ...]  # what the URL may be a part of

    def part_of(self, base: str) -> _PartUrl | None:
        return next((part for part in self.parts if part.base == base), None)

    def read_text(self) -> str:
        return " ".join("".join(islice(self.tag.itertext(), _MAX_TEXT_NODES))[: 4 * _MAX_TEXT_CHARS].split())

    def says_next(self) -> bool:
        text = self.read_text()
        if "next" in self.tag.get("rel", "").lower().split():
            return True
        return len(text) <= _MAX_TEXT_CHARS and _NEXT.search(f"{text} {self.tag.get('class', '')}") is not None

    def is_among_comments(self) -> bool:
        boxes = (outer for outer in self.tag.iterancestors() if outer.tag not in ARTICLE_OR_PAGE_TAGS)
        return any(_COMMENTS.search(f"{box.get('class', '')} {box.get('id', '')}") for box in boxes)


def _find_links(root: etree._Element, url: str, stems: Collection[str], *, only_numbered: bool) -> Iterator[_Link]:
    base_href = next((tag.get("href") for tag in root.iter("base") if tag.get("href") is not None), None)
    base = document_base_url(base_href, url)
    for tag in root.iter("a", "link"):
        href = tag.get("href", "")
        if not href or len(href) > MAX_URL_CHARS or (only_numbered and not _DIGIT.search(href)):
            continue
        is_hidden = tag.tag == "link" and _RELATIONS.isdisjoint(tag.get("rel", "").lower().split())
        if is_hidden or _COMMENTS.search(href.partition("#")[2]):
            continue
        resolved = resolve_url(href, base) or ""
        target = to_request_url(resolved) if any(stem in resolved.lower() for stem in stems) else None
        if target:
            yield _Link(tag, target, part_key(target), tuple(_read_part_urls(target)))


def _read_part_urls(url: str) -> Iterator[_PartUrl]:
    """What a URL may be a part of, by the numbers in it."""
    parts = urlsplit(url)
    parameters = parts.query.split("&") if parts.query else []
    for place, parameter in enumerate(parameters):
        if found := _PARAMETER.fullmatch(parameter):
            query = "&".join(parameters[:place] + parameters[place + 1 :])
            yield _PartUrl(part_key(urlunsplit(parts._replace(query=query))), int(found["number"]))
    if found := _IN_PATH.fullmatch(parts.path):
        path = found["base"] + (found["end"] or "")
        yield _PartUrl(part_key(urlunsplit(parts._replace(path=path))), int(found["number"]))


def part_key(url: str) -> str:
    """What all spellings of the URL of a page have in common, with its parameters."""
    normal = normalise_url(url) or url
    return "?".join((make_spelling_key(normal), "&".join(sorted(query_parameters(normal)))))
