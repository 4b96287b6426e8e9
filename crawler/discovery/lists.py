"""What a sitemap or a feed names, of whatever kind it is.

Robust before strict: what can be made out is taken, whatever the namespaces, the nesting and the media type say.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice

from lxml import etree

from wellread.crawler.discovery import feeds, sitemaps
from wellread.crawler.discovery.sitemap_entry import Kind, Mention, moment
from wellread.crawler.discovery.urls import resolve

# The limits of sitemaps.org for one file, uncompressed; feeds have the same here.
MAX_LIST_BYTES = 50 * 1024 * 1024
MAX_LIST_URLS = 50_000
# What no honest list needs, and what a hostile one would burn time and memory with.
_MAX_MENTIONS = 4 * MAX_LIST_URLS
_MAX_TAGS = 20 * MAX_LIST_URLS
_MAX_HREF = 10_000  # characters
_ENDLESS_TAG = re.compile(rb"<[^<>]{65536}")

_GZIP = b"\x1f\x8b"
_MAX_LAYERS = 2  # packed on disk, and once more on the way
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_HTML = re.compile(r"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_BARE_AMPERSAND = re.compile(rb"&(?!#?\w{1,16};)")  # common in hand-made sitemaps; the parser would drop it
_READERS = {
    "url": sitemaps.pages,
    "sitemap": sitemaps.sitemaps,
    "item": feeds.rss_item,
    "entry": feeds.atom_entry,
    "link": feeds.next_page,
}


class Refusal(StrEnum):
    """Why nothing was read."""

    EMPTY = "the list is empty"
    DAMAGED = "the compression of the list is damaged"
    HTML = "an HTML page where a list was expected"
    UNKNOWN = "neither a sitemap nor a feed"
    NO_ADDRESS = "a list without a web address"


@dataclass(frozen=True)
class Entry:
    """A page or a further list: its URL, and when it changed last, in UTC, if the list says so."""

    url: str
    modified: datetime | None = None


@dataclass(frozen=True)
class Listed:
    """What a sitemap or a feed names: pages, and further lists (the sitemaps of an index, the next page of a feed).

    Each URL once, in the order of the list. Either there is something, or `refused` says why not. `cut`: the list was
    longer than MAX_LIST_BYTES or MAX_LIST_URLS, and the rest of it was left out.
    """

    kind: Kind | None = None
    pages: tuple[Entry, ...] = ()
    lists: tuple[Entry, ...] = ()
    refused: Refusal | None = None
    cut: bool = False


def listed(body: bytes, url: str) -> Listed:
    """Read a sitemap, sitemap index, text sitemap, RSS, Atom or JSON feed that came from `url`. Never raises."""
    text, cut = _unpacked(body)
    if not text.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        return Listed(refused=Refusal.DAMAGED if body.startswith(_GZIP) else Refusal.EMPTY)
    collected = _Collected(url, cut=cut)
    for mention in islice(_mentions(text), _MAX_MENTIONS):
        if not collected.take(mention):
            break
    return collected.listed(_head(text))


class _Collected:
    """The entries of a list so far: resolved, each once, and no more than the limit."""

    def __init__(self, url: str, *, cut: bool) -> None:
        self._url = url
        self._cut = cut
        self._kind: Kind | None = None
        self._entries: dict[str, tuple[Entry, bool]] = {}

    def take(self, mention: Mention) -> bool:
        """Whether there is room for more."""
        self._kind = self._kind or mention.kind
        base = resolve(mention.base, self._url) if mention.base else None
        href = mention.href.strip()
        target = resolve(href, base or self._url) if 0 < len(href) <= _MAX_HREF else None
        if target is not None:
            if len(self._entries) >= MAX_LIST_URLS and target not in self._entries:
                self._cut = True
                return False
            self._entries.setdefault(target, (Entry(target, moment(mention.modified)), mention.is_list))
        return True

    def listed(self, head: str) -> Listed:
        """The result; `head` is how the document begins, for a word on why there is none."""
        if self._entries:
            pages = tuple(entry for entry, is_list in self._entries.values() if not is_list)
            lists = tuple(entry for entry, is_list in self._entries.values() if is_list)
            return Listed(self._kind, pages, lists, cut=self._cut)
        if self._kind or re.search(r"<(?:\w+:)?(?:urlset|sitemapindex|rss|feed|RDF)\b", head):
            return Listed(self._kind, refused=Refusal.NO_ADDRESS, cut=self._cut)
        return Listed(refused=Refusal.HTML if _HTML.search(head) else Refusal.UNKNOWN)


def _mentions(text: bytes) -> Iterator[Mention]:
    if text.startswith(_WIDE) or text.startswith(b"<"):
        if text[:2] in _WIDE[:2] and "<" not in _head(text)[:100]:
            yield from sitemaps.lines(text.decode("utf-16", "replace"))
        else:
            yield from _in_markup(text)
    elif text.startswith(b"{"):
        try:
            yield from feeds.json_feed(text)
        except (ValueError, RecursionError):
            return
    else:
        yield from sitemaps.lines(text.decode("utf-8", "replace"))


def _in_markup(text: bytes) -> Iterator[Mention]:
    # No entities, no network, no recovery past libxml2's own limits: the document comes from a stranger.
    wide = text.startswith(_WIDE)
    entries = etree.iterparse(
        io.BytesIO(text if wide else _BARE_AMPERSAND.sub(b"&amp;", text)),
        tag=[f"{{*}}{name}" for name in _READERS],
        recover=True,
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _, element in entries:
            parent = element.getparent()
            if parent is not None and (parent.getparent() is None or _local_name(parent) == "channel"):
                yield from _READERS[_local_name(element)](element)
                _forget(element, parent)
    except etree.XMLSyntaxError:
        return


def _local_name(element: etree._Element) -> str:
    return etree.QName(element).localname


def _forget(element: etree._Element, parent: etree._Element) -> None:
    """A million entries must not be held at once."""
    element.clear()
    while parent[0] is not element:
        del parent[0]


def _unpacked(body: bytes) -> tuple[bytes, bool]:
    """The document without gzip around it and space before it, and whether it was longer than may be read."""
    cut = False
    for _ in range(_MAX_LAYERS):
        if not body.startswith(_GZIP):
            break
        body, cut = _unzipped(body)
    text = body if body.startswith(_WIDE) else body.lstrip(b"\xef\xbb\xbf \t\r\n")
    text, whole = text[:MAX_LIST_BYTES], len(text)
    while text.count(b"<") > 2 * _MAX_TAGS:
        text = text[: len(text) // 2]
    if endless := _ENDLESS_TAG.search(text):
        text = text[: endless.start()]
    return text, cut or len(text) < whole


def _unzipped(body: bytes) -> tuple[bytes, bool]:
    """All that can be unpacked, up to the limit, also of a file that was cut off or damaged in its middle."""
    parts: list[bytes] = []
    room = MAX_LIST_BYTES
    while body.startswith(_GZIP) and room > 0:
        member = zlib.decompressobj(wbits=31)
        try:
            part = member.decompress(body, room)
        except zlib.error:
            break
        parts.append(part)
        room -= len(part)
        body = member.unused_data
    return b"".join(parts), room <= 0


def _head(text: bytes) -> str:
    encoding = "utf-16" if text.startswith(_WIDE[:2]) else "utf-8"
    return text[:1000].decode(encoding, "replace")
