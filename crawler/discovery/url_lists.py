"""The URLs that a sitemap or a feed names, whatever its format.

Robust before strict: what can be made out is taken, whatever the namespaces, the nesting and the
media type say.
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

from wellread.crawler.discovery.feeds import parse_atom_entry, parse_json_feed, parse_next_page_link, parse_rss_item
from wellread.crawler.discovery.sitemap_entry import ListFormat, SitemapEntry, parse_modified
from wellread.crawler.discovery.sitemaps import parse_sitemap_element, parse_text_sitemap, parse_url_element
from wellread.crawler.discovery.urls import resolve_url
from wellread.extractors.parse import decode_list

# The limits of sitemaps.org for one file, uncompressed; feeds have the same here.
MAX_LIST_BYTES = 50 * 1024 * 1024
MAX_LIST_URLS = 50_000
# More than any list of a site needs; a hostile one would take time and memory with more.
_MAX_ENTRIES = 4 * MAX_LIST_URLS
_MAX_TAGS = 20 * MAX_LIST_URLS
_MAX_HREF_CHARS = 10_000
_ENDLESS_TAG = re.compile(rb"<[^<>]{65536}")

_GZIP_MAGIC = b"\x1f\x8b"
_MAX_GZIP_LAYERS = 2  # compressed on disk, and once more on the way
_BLANK_BYTES = b"\xef\xbb\xbf \t\r\n"  # byte order marks and white space
_HTML = re.compile(r"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_LIST_ROOT = re.compile(r"<(?:\w+:)?(?:urlset|sitemapindex|rss|feed|RDF)\b")
_BARE_AMPERSAND = re.compile(rb"&(?!#?\w{1,16};)")  # common in hand-made sitemaps; the parser would drop it
_PARSERS_BY_TAG = {
    "url": parse_url_element,
    "sitemap": parse_sitemap_element,
    "item": parse_rss_item,
    "entry": parse_atom_entry,
    "link": parse_next_page_link,
}


class UnreadableReason(StrEnum):
    """Why a list names nothing; a phrase for a person."""

    EMPTY = "the list is empty"
    DAMAGED = "the compression of the list is damaged"
    HTML = "an HTML page where a list was expected"
    UNKNOWN = "neither a sitemap nor a feed"
    NO_ADDRESS = "a list without a web address"


@dataclass(frozen=True)
class ListedUrl:
    """A page or a further list: its absolute URL, and when it changed last, in UTC, if the list says so."""

    url: str
    modified: datetime | None = None


@dataclass(frozen=True)
class UrlList:
    """What a sitemap or a feed names: pages, and further lists (the sitemaps of an index, the next
    page of a feed).

    Each URL once, in the order of the list. Either there is something, or `unreadable` says why
    not. `is_truncated`: the list was longer than MAX_LIST_BYTES or MAX_LIST_URLS, and the rest of
    it was left out.
    """

    format: ListFormat | None = None
    pages: tuple[ListedUrl, ...] = ()
    lists: tuple[ListedUrl, ...] = ()
    unreadable: UnreadableReason | None = None
    is_truncated: bool = False


def parse_url_list(body: bytes, url: str, content_type: str = "") -> UrlList:
    """Read a sitemap, sitemap index, text sitemap, RSS, Atom or JSON feed that came from `url`. Never raises.

    `content_type` is the header of that name, which may say the encoding.
    """
    text, is_truncated = _read_text(body, content_type)
    if not text:
        is_damaged = body.startswith(_GZIP_MAGIC)
        return UrlList(unreadable=UnreadableReason.DAMAGED if is_damaged else UnreadableReason.EMPTY)
    builder = _UrlListBuilder(url, is_truncated=is_truncated)
    for entry in islice(_entries(text), _MAX_ENTRIES):
        if not builder.add(entry):
            break
    return builder.build(_decode_start(text))


class _UrlListBuilder:
    """The URLs of a list so far: resolved, each once, and no more than MAX_LIST_URLS."""

    def __init__(self, url: str, *, is_truncated: bool) -> None:
        self._url = url
        self._is_truncated = is_truncated
        self._format: ListFormat | None = None
        self._urls: dict[str, tuple[ListedUrl, bool]] = {}  # with: is it a list?

    def add(self, entry: SitemapEntry) -> bool:
        """Whether there is room for more."""
        self._format = self._format or entry.format
        base = resolve_url(entry.base, self._url) if entry.base else None
        href = entry.href.strip()
        target = resolve_url(href, base or self._url) if 0 < len(href) <= _MAX_HREF_CHARS else None
        if target is not None:
            if len(self._urls) >= MAX_LIST_URLS and target not in self._urls:
                self._is_truncated = True
                return False
            self._urls.setdefault(target, (ListedUrl(target, parse_modified(entry.modified)), entry.is_list))
        return True

    def build(self, start: str) -> UrlList:
        """The list; `start` is how the document begins, from which follows why nothing was found in it."""
        if self._urls:
            pages = tuple(listed for listed, is_list in self._urls.values() if not is_list)
            lists = tuple(listed for listed, is_list in self._urls.values() if is_list)
            return UrlList(self._format, pages, lists, is_truncated=self._is_truncated)
        if self._format or _LIST_ROOT.search(start):
            no_address = UnreadableReason.NO_ADDRESS
            return UrlList(self._format, unreadable=no_address, is_truncated=self._is_truncated)
        return UrlList(unreadable=UnreadableReason.HTML if _HTML.search(start) else UnreadableReason.UNKNOWN)


def _entries(text: bytes) -> Iterator[SitemapEntry]:
    if text.startswith(b"<"):
        yield from _xml_entries(text)
    elif text.startswith(b"{"):
        try:
            yield from parse_json_feed(text)
        except (ValueError, RecursionError):
            return
    else:
        yield from parse_text_sitemap(text.decode("utf-8", "replace"))


def _xml_entries(text: bytes) -> Iterator[SitemapEntry]:
    # No entities, no network, no recovery past libxml2's own limits: the document comes from a
    # stranger.
    elements = etree.iterparse(
        io.BytesIO(_BARE_AMPERSAND.sub(b"&amp;", text)),
        tag=[f"{{*}}{name}" for name in _PARSERS_BY_TAG],
        encoding="utf-8",  # whatever the document declares: it has been decoded
        recover=True,
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _, element in elements:
            parent = element.getparent()
            if parent is not None and (parent.getparent() is None or _local_name(parent) == "channel"):
                yield from _PARSERS_BY_TAG[_local_name(element)](element)
                _free(element, parent)
    except etree.XMLSyntaxError:
        return


def _local_name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _free(element: etree._Element, parent: etree._Element) -> None:
    """A million entries must not be held at once."""
    element.clear()
    while parent[0] is not element:
        del parent[0]


def _read_text(body: bytes, content_type: str) -> tuple[bytes, bool]:
    """The document as UTF-8, without gzip around it and space before it, and whether it was longer than may be read."""
    is_truncated = False
    for _ in range(_MAX_GZIP_LAYERS):
        if not body.startswith(_GZIP_MAGIC):
            break
        body, is_truncated = _gunzip(body)
    text = decode_list(body[:MAX_LIST_BYTES], {"Content-Type": content_type}).lstrip(_BLANK_BYTES)
    full_length = len(text)
    while text.count(b"<") > 2 * _MAX_TAGS:
        text = text[: len(text) // 2]
    if endless := _ENDLESS_TAG.search(text):
        text = text[: endless.start()]
    return text, is_truncated or len(body) > MAX_LIST_BYTES or len(text) < full_length


def _gunzip(body: bytes) -> tuple[bytes, bool]:
    """All that can be decompressed, also of a file that is cut off or damaged, and whether it
    reaches MAX_LIST_BYTES.
    """
    parts: list[bytes] = []
    room = MAX_LIST_BYTES
    while body.startswith(_GZIP_MAGIC) and room > 0:
        member = zlib.decompressobj(wbits=31)
        try:
            part = member.decompress(body, room)
        except zlib.error:
            break
        parts.append(part)
        room -= len(part)
        body = member.unused_data
    return b"".join(parts), room <= 0


def _decode_start(text: bytes) -> str:
    """The first 1,000 bytes as text."""
    return text[:1000].decode("utf-8", "replace")
