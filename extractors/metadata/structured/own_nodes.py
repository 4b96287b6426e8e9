"""Which nodes of a page's JSON-LD describe the article of this page, and not that of another one.

Lists of related posts are written as nodes of the same types. A node says which page it is about by its address
(`url`, `@id`, `mainEntityOfPage`), or by its headline, which is the title that the page prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum, auto
from urllib.parse import SplitResult, parse_qsl, unquote, urljoin, urlsplit

import msgspec

from wellread.extractors.metadata.structured.json_ld import (
    WEB_PAGE_RANK,
    Json,
    JsonLd,
    Node,
    rank_node,
    to_list,
    to_text,
)
from wellread.extractors.metadata.title_comparison import MIN_SAME_TITLE_SIMILARITY, compare_titles, normalize_title

_ADDRESS_KEYS = ("url", "@id", "mainEntityOfPage")
_TITLE_KEYS = ("headline", "name")
_SUFFIXES = ("index", ".html", ".htm", ".php", ".amp", "/amp")


class _Match(IntEnum):
    """What a node says of the page it describes, the plainest first."""

    OWN_ADDRESS = auto()
    OWN_TITLE = auto()
    UNNAMED = auto()  # neither an address nor a title
    OTHER_TITLE = auto()
    OTHER_ADDRESS = auto()


class _RankedNode(msgspec.Struct, frozen=True):
    node: Node
    rank: int
    match: _Match


def select_own_nodes(json_ld: JsonLd, addresses: Iterable[str], titles: Iterable[str]) -> tuple[Node, ...]:
    """The nodes that can describe the article of a page, the plainest first.

    `addresses` are those of the page, `titles` what it calls its article, by its elements.
    """
    own = tuple(parts for address in addresses if (parts := _split(address, None)))
    wordings = tuple(filter(None, map(normalize_title, titles)))
    nodes = json_ld.list_article_nodes()
    found = [_RankedNode(node, rank_node(node), _match(node, own, wordings)) for node in nodes]
    kept = sorted(_keep_own(found), key=lambda ranked: (ranked.rank, ranked.match))
    return tuple(ranked.node for ranked in kept)


def _keep_own(found: Sequence[_RankedNode]) -> Iterator[_RankedNode]:
    works = [ranked for ranked in found if ranked.rank < WEB_PAGE_RANK]
    is_named = any(ranked.match <= _Match.OWN_TITLE for ranked in works)
    # One title that the page does not print is another wording; several are a list of other pages.
    others = {_read_title(ranked.node) for ranked in works if ranked.match is _Match.OTHER_TITLE}
    has_no_other = is_named or len(others) > 1
    for ranked in found:
        is_other = ranked.match is _Match.OTHER_TITLE and ranked.rank < WEB_PAGE_RANK and has_no_other
        if ranked.match is not _Match.OTHER_ADDRESS and not is_other:
            yield ranked


def _match(node: Node, own: Sequence[SplitResult], titles: Sequence[str]) -> _Match:
    named = [parts for address in _list_addresses(node) if (parts := _split(address, own))]
    if any(_is_same_page(one, other) for one in named for other in own):
        return _Match.OWN_ADDRESS
    title = _read_title(node)
    if title and any(compare_titles(title, other) >= MIN_SAME_TITLE_SIMILARITY for other in titles):
        return _Match.OWN_TITLE
    if own and named:
        return _Match.OTHER_ADDRESS
    return _Match.OTHER_TITLE if title and titles else _Match.UNNAMED


def _read_title(node: Node) -> str:
    texts = (to_text(node.get(key)) for key in _TITLE_KEYS)
    return normalize_title(next(filter(None, texts), ""))


def _list_addresses(node: Node) -> Iterator[str]:
    for key in _ADDRESS_KEYS:
        for value in to_list(node.get(key)):
            yield from _list_strings(value)


def _list_strings(value: Json) -> Iterator[str]:
    values = (value.get("@id"), value.get("url")) if isinstance(value, dict) else (value,)
    return (text for text in values if isinstance(text, str))


def _split(address: str, own: Sequence[SplitResult] | None) -> SplitResult | None:
    """An address in its parts; None for what names no page: a name, or the first page of a site."""
    address = address.strip()
    if own and address.startswith(("/", "#")):
        address = urljoin(own[0].geturl(), address)
    try:
        parts = urlsplit(address)
        is_page = parts.scheme in ("http", "https") and bool(parts.hostname) and bool(_simplify(parts.path))
    except ValueError:
        return None
    return parts if is_page else None


def _is_same_page(one: SplitResult, other: SplitResult) -> bool:
    """Whether two addresses have the same path, whatever their hosts, and no parameter that differs."""
    if _simplify(one.path) != _simplify(other.path):
        return False
    ours, theirs = dict(parse_qsl(one.query)), dict(parse_qsl(other.query))
    return all(ours[name] == theirs[name] for name in ours.keys() & theirs.keys())


def _simplify(path: str) -> str:
    """A path without what stands for the same page: `/amp/`, `.html`, the slash at its end."""
    path = unquote(path).casefold().rstrip("/").removeprefix("/amp/")
    for suffix in reversed(_SUFFIXES):
        path = path.removesuffix(suffix).rstrip("/")
    return path.strip("/")
