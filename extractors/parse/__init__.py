"""First stage: a page's bytes become a `Document`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import msgspec
from lxml import etree

from extractors.article import Caution
from extractors.parse.document import Document, Page, Paths, Script
from extractors.parse.embedded import show_embedded_body
from extractors.parse.encoding import decode

__all__ = ["Document", "Page", "Paths", "Script", "parse"]

# Elements that no reader sees. Data in scripts is taken out first.
INVISIBLE = ("script", "style", "svg")
_END_TAG = re.compile(rb"</(?:body|html)\s*>", re.IGNORECASE)
_SHORTEST_REST = 40
# What no <noscript> holds that was meant as one.
_SWALLOWED = ("h1", "main", "article", "nav", "footer")
_HEAD_TAGS = frozenset("title meta link base basefont bgsound style script noscript template object isindex".split())
_STREAMED = b'id="S:'
_EMPTY = b"<html><body></body></html>"


def parse(page: Page) -> Document:
    """Parse a page. Never raises; what was lost or doubtful is in `cautions`."""
    page, cautions = _with_usable_url(page)
    decoded = decode(page.html, page.headers)
    root, limits = _tree(decoded.utf8)
    scripts = tuple(_data_scripts(root))
    etree.strip_elements(root, *INVISIBLE, with_tail=False)
    _open_unclosed_noscript(root)
    _close_head(root)
    if _STREAMED in decoded.utf8:
        _place_streamed_parts(root)
    cautions = (*cautions, *decoded.cautions, *limits, *show_embedded_body(root, scripts))
    return Document(page, root, _base_url(root, page.url), decoded.encoding, scripts, cautions)


def _data_scripts(root: etree._Element) -> Iterator[Script]:
    for element in root.iter("script"):
        kind, name = element.get("type", ""), element.get("id")
        if "json" in kind or (name and name.startswith("__")):
            yield Script(kind.strip().lower(), name, element.text or "")


def _with_usable_url(page: Page) -> tuple[Page, tuple[Caution, ...]]:
    try:
        urlsplit(page.url or "")
    except ValueError as error:
        caution = Caution("malformed_url", f"{page.url!r} is no URL ({error}); the page is read as if it had none")
        return msgspec.structs.replace(page, url=None), (caution,)
    return page, ()


def _tree(utf8: bytes) -> tuple[etree._Element, tuple[Caution, ...]]:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(_without_early_end(utf8) or _EMPTY, parser)
    except etree.XMLSyntaxError:
        root = None
    cautions = tuple(
        Caution("parser_limit", f"line {entry.line}: {entry.message.strip()}")
        for entry in parser.error_log
        if entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT
    )
    if root is None:
        root = etree.fromstring(_EMPTY, parser)
    return root, cautions


def _without_early_end(utf8: bytes) -> bytes:
    """Pages put together from parts close the body in the middle. Browsers read on; libxml2 stops."""
    end = utf8.find(b"</body>")
    if end < 0 or len(_END_TAG.sub(b"", utf8[end:]).strip()) < _SHORTEST_REST:
        return utf8
    return _END_TAG.sub(b"", utf8)


def _open_unclosed_noscript(root: etree._Element) -> None:
    """A <noscript> that was never closed has swallowed the page: show it."""
    for element in list(root.iter("noscript")):
        if len(element) and next(element.iterdescendants(*_SWALLOWED), None) is not None:
            element.tag = "div"


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
