"""The parts of an article that stands on several pages: `/tea`, `/tea/2`, `/tea?page=3`, `/tea-4.html`.

A link leads to a part only if its URL is that of the page with a number more. So it is neither the next article, which
is `rel="next"` on many blogs, nor a further page of a list. Pages of comments are told by their names and their place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from lxml import etree

from wellread.crawler.discovery.urls import document_base_url, resolve_url
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
    r"comment|kommentar|coment|reacti|r[eé]pons|repl(?:y|ies)|disqus|discussion|cpage|respond", re.IGNORECASE
)
_DIGITS = re.compile(r"\d{1,2}")
_NUMBER_IN_TEXT = re.compile(r"\D{0,20}(\d{1,2})\D{0,12}")
_NEXT = re.compile(
    r"next|continue|weiter|nächste|suivant|siguiente|continuar|próxim|avanti|successiv|prossim|volgende|verder|nästa|neste"
    r"|næste|seuraava|następn|dalej|další|ďalš|következő|sonraki|devam|дальше|далее|следующ|наступн|次|下一|다음|[»›→]",
    re.IGNORECASE,
)
_MAX_TEXT_CHARS = 60


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
    own = {part.base: part.number for part in _read_part_urls(url)}
    # Without a number in its own URL, the page is no part but the first.
    links = tuple(_find_links(root, url, only_numbered=not own))
    bases = {part_key(url): 1} | own
    first = next((target for target, *_ in links if _is_first(target, url, bases)), None)
    base = part_key(url) if first is None else part_key(first)
    if first is None and not any(_find_part(target, base) for target, *_ in links):
        base = next((own_base for own_base in own if any(_find_part(target, own_base) for target, *_ in links)), base)
    own_number = bases.get(base, 1)
    numbered: dict[int, str] = {}
    next_url = None
    for target, text, is_next in links:
        part = _find_part(target, base)
        if part is None or part_key(target) == part_key(url):
            continue
        said = _NUMBER_IN_TEXT.fullmatch(text)
        number = int(said[1]) if said else part.number
        if number > 1:
            numbered.setdefault(number, target)
        if is_next and part.number != own_number:
            next_url = next_url or target
    return PartLinks(base, tuple(sorted(numbered.items())), next_url, first)


def strip_part_number(title: str | None) -> str | None:
    """A title without the number of the part that it stands above: "Tea (2/3)", "Tea – Page 2"."""
    return None if title is None else _PART_OF_TITLE.sub("", title) or title


_PART_OF_TITLE = re.compile(
    rf"\s*(?:[-–—|:,·]\s*{_PART}\s*\d{{1,2}}(?:\s*\D{{1,5}}\s*\d{{1,2}})?|\(\s*(?:{_PART}\s*)?\d{{1,2}}(?:\s*\D{{1,5}}\s*\d{{1,2}})?\s*\))\s*$",
    re.IGNORECASE,
)


def _is_first(target: str, url: str, bases: dict[str, int]) -> bool:
    """Whether a link of the page at `url`, which is that of a part, leads to the first part."""
    return bases.get(part_key(target), 1) > 1 and part_key(target) != part_key(url)


def _find_links(root: etree._Element, url: str, *, only_numbered: bool) -> Iterator[tuple[str, str, bool]]:
    """Each link outside of comments: its URL as it is written, its text, and whether it leads on."""
    base_href = next((tag.get("href") for tag in root.iter("base") if tag.get("href") is not None), None)
    base = document_base_url(base_href, url)
    for tag in root.iter("a", "link"):
        href = tag.get("href")
        if href is None or (only_numbered and not _DIGITS.search(href)):
            continue
        relations = tag.get("rel", "").lower().split()
        is_related = not {"next", "prev", "canonical", "first"}.isdisjoint(relations)
        if (tag.tag == "link" and not is_related) or _COMMENTS.search(href) or _is_among_comments(tag):
            continue
        target = to_request_url(resolve_url(href, base) or "")
        if target:
            text = " ".join("".join(tag.itertext())[: 4 * _MAX_TEXT_CHARS].split())
            says_next = len(text) <= _MAX_TEXT_CHARS and _NEXT.search(f"{text} {tag.get('class', '')}") is not None
            yield target, text, "next" in relations or says_next


def _is_among_comments(tag: etree._Element) -> bool:
    names = (f"{outer.get('class', '')} {outer.get('id', '')}" for outer in tag.iterancestors() if outer.tag != "body")
    return any(_COMMENTS.search(name) for name in names)


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


def _find_part(url: str, base: str) -> _PartUrl | None:
    return next((part for part in _read_part_urls(url) if part.base == base), None)


def part_key(url: str) -> str:
    """What all spellings of the URL of a page have in common, with its parameters."""
    normal = normalise_url(url) or url
    return "?".join((make_spelling_key(normal), "&".join(sorted(query_parameters(normal)))))
