"""First stage: a page's bytes become a `Document`."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urljoin, urlsplit

import msgspec
from lxml import etree

from wellread.extractors.article import PageWarning
from wellread.extractors.parse.document import DataScript, Document, PageInput, XPaths
from wellread.extractors.parse.embedded import show_embedded_body
from wellread.extractors.parse.encoding import decode
from wellread.extractors.parse.repair import mend, show_unseen

__all__ = ["DataScript", "Document", "PageInput", "XPaths", "parse"]

# Elements that no reader sees. Data in scripts is taken out first.
INVISIBLE = ("script", "style", "svg")
_END_TAG = re.compile(rb"</(?:body|html)\s*>", re.IGNORECASE)
_SHORTEST_REST = 40
_HEAD_TAGS = frozenset("title meta link base basefont bgsound style script noscript template object isindex".split())
_STREAMED = b'id="S:'
_TOO_DEEP = "depth"
# Elements that only hold others, and those that only change the type.
_BOXES = re.compile(
    rb"</?(?:div|section|article|main|center|form|fieldset|table|tbody|tr|td|ul|ol|dl|blockquote)\b[^<>]*>",
    re.IGNORECASE,
)
_TYPE = re.compile(rb"</?(?:span|font|b|i|u|em|strong|small|big|ins|del)\b[^<>]*>", re.IGNORECASE)
_CDATA = re.compile(rb"<(script|style)\b.*?</\1|<!\[CDATA\[(.*?)\]\]>", re.IGNORECASE | re.DOTALL)
_LONG_TAG, _MOST_ATTRIBUTES = 20_000, 1000
_LONG_TAGS = re.compile(rb"<[A-Za-z][^<>]{%d,}+" % _LONG_TAG)
_ATTRIBUTE = re.compile(rb"\s[^\s=]+(?:\s*=\s*(?:\"[^\"]*+\"|'[^']*+'|[^\s\"']*+))?")
_EMPTY = b"<html><body></body></html>"


def parse(page: PageInput) -> Document:
    """Parse a page. Never raises; what was lost or doubtful is in `warnings`."""
    page, warnings = _with_usable_url(page)
    decoded = decode(page.html, page.headers)
    root, limits = _tree(_with_cdata(decoded.utf8) if _is_xhtml(page) else decoded.utf8)
    scripts = tuple(_data_scripts(root))
    mend(root)
    etree.strip_elements(root, *INVISIBLE, with_tail=False)
    _close_head(root)
    if _STREAMED in decoded.utf8:
        _place_streamed_parts(root)
    shown = show_embedded_body(root, scripts) or show_unseen(root, decoded.utf8)
    warnings = (*warnings, *decoded.warnings, *limits, *shown)
    return Document(page, root, _base_url(root, page.url), decoded.encoding, scripts, warnings)


def _is_xhtml(page: PageInput) -> bool:
    return any(name.lower() == "content-type" and "xhtml" in value.lower() for name, value in page.headers.items())


def _with_cdata(utf8: bytes) -> bytes:
    """XHTML with its CDATA sections as text. In HTML they are comments, and in scripts a part of the script."""
    return _CDATA.sub(lambda found: found[0] if found[2] is None else html.escape(found[2].decode()).encode(), utf8)


def _data_scripts(root: etree._Element) -> Iterator[DataScript]:
    for element in root.iter("script"):
        kind, name = element.get("type", ""), element.get("id")
        if "json" in kind or (name and name.startswith("__")):
            yield DataScript(kind.strip().lower(), name, element.text or "")


def _with_usable_url(page: PageInput) -> tuple[PageInput, tuple[PageWarning, ...]]:
    try:
        urlsplit(page.url or "")
    except ValueError as error:
        warning = PageWarning("malformed_url", f"{page.url!r} is no URL ({error}); the page is read as if it had none")
        return msgspec.structs.replace(page, url=None), (warning,)
    return page, ()


def _tree(utf8: bytes) -> tuple[etree._Element, tuple[PageWarning, ...]]:
    source, shortened = _with_bounded_tags(_without_early_end(utf8) or _EMPTY)
    root, limits = _read(source)
    if limits and _TOO_DEEP in limits[0].message:
        root, others = _read(_BOXES.sub(b"<p>", _TYPE.sub(b"", source)))
        limits = (PageWarning(limits[0].code, f"{limits[0].message}; the page was read without its boxes"), *others)
    return root, (*shortened, *limits)


def _read(utf8: bytes) -> tuple[etree._Element, tuple[PageWarning, ...]]:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(utf8, parser)
    except etree.XMLSyntaxError:
        root = None
    warnings = tuple(
        PageWarning("parser_limit", f"line {entry.line}: {entry.message.strip()}")
        for entry in parser.error_log
        if entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT
    )
    if root is None:
        root = etree.fromstring(_EMPTY, parser)
    return root, warnings


def _with_bounded_tags(utf8: bytes) -> tuple[bytes, tuple[PageWarning, ...]]:
    """libxml2 compares every attribute of an element with all before it: thousands take minutes."""
    half = _LONG_TAG // 2  # what is as long as that has one of these stretches in it
    if all(utf8.find(b">", start, start + half) >= 0 for start in range(0, len(utf8) - half, half)):
        return utf8, ()
    bounded = _LONG_TAGS.sub(_bounded, utf8)
    if len(bounded) == len(utf8):
        return utf8, ()
    return bounded, (
        PageWarning("parser_limit", f"an element has more than {_MOST_ATTRIBUTES} attributes; the first count"),
    )


def _bounded(tag: re.Match[bytes]) -> bytes:
    attributes = list(islice(_ATTRIBUTE.finditer(tag[0]), _MOST_ATTRIBUTES + 1))
    return tag[0] if len(attributes) <= _MOST_ATTRIBUTES else tag[0][: attributes[-1].start()]


def _without_early_end(utf8: bytes) -> bytes:
    """Pages put together from parts close the body in the middle. Browsers read on; libxml2 stops."""
    end = utf8.find(b"</body>")
    if end < 0 or len(_END_TAG.sub(b"", utf8[end:]).strip()) < _SHORTEST_REST:
        return utf8
    return _END_TAG.sub(b"", utf8)


def _close_head(root: etree._Element) -> None:
    """The tags that end the head may be left out; libxml2 then takes elements newer than itself for a part of it."""
    head = root.find("head")
    shown = next((child for child in head if child.tag not in _HEAD_TAGS), None) if head is not None else None
    if head is None or shown is None:
        return
    body = root.find("body")
    if body is None:
        body = etree.SubElement(root, "body")
    swallowed = [shown, *shown.itersiblings()]
    if body.text:  # stands behind what is put before it
        swallowed[-1].tail = (swallowed[-1].tail or "") + body.text
        body.text = None
    body[:0] = swallowed


def _place_streamed_parts(root: etree._Element) -> None:
    """Put what React streams after the page where its script would put it.

    That is `<div hidden id="S:1">` at `<template id="B:1">`.
    """
    places = {element.get("id"): element for element in root.iter("template") if element.get("id")}
    for part in [element for element in root.iter("div") if (element.get("id") or "").startswith("S:")]:
        if part.attrib.pop("hidden", None) is None:
            continue
        place = places.get("B:" + part.get("id", "")[2:])
        if place is not None and place.getparent() is not None and part not in place.iterancestors():
            place.addprevious(part)


def _base_url(root: etree._Element, url: str | None) -> str | None:
    base = root.find(".//base[@href]")
    if base is None:
        return url
    try:
        return urljoin(url or "", base.get("href", "").strip()) or url
    except ValueError:
        return url
