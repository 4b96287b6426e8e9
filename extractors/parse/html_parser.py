"""UTF-8 to a tree: libxml2, on a source that is changed where libxml2 would lose text or take minutes."""

from __future__ import annotations

import html
import re
from itertools import islice

from lxml import etree

from wellread.extractors.article import PageWarning

_EMPTY_PAGE = b"<html><body></body></html>"
# What libxml2 says of a page that nests deeper than its limit.
_DEPTH_ERROR_WORD = "depth"
# Elements that only hold others, and those that only change the type.
_BOXES = re.compile(
    rb"</?(?:div|section|article|main|center|form|fieldset|table|tbody|tr|td|ul|ol|dl|blockquote)\b[^<>]*>",
    re.IGNORECASE,
)
_TYPE = re.compile(rb"</?(?:span|font|b|i|u|em|strong|small|big|ins|del)\b[^<>]*>", re.IGNORECASE)
_CDATA = re.compile(rb"<(script|style)\b.*?</\1|<!\[CDATA\[(.*?)\]\]>", re.IGNORECASE | re.DOTALL)
_BODY_OR_HTML_END_TAG = re.compile(rb"</(?:body|html)\s*>", re.IGNORECASE)
# Fewer bytes after the end of the body are scraps, unless there is a link in them.
_MIN_BYTES_AFTER_END = 40
# In a tag with more bytes attributes are counted.
_MAX_TAG_BYTES, _MAX_ATTRIBUTES = 20_000, 1000
_LONG_TAGS = re.compile(rb"<[A-Za-z][^<>]{%d,}+" % _MAX_TAG_BYTES)
_ATTRIBUTE = re.compile(rb"\s[^\s=]+(?:\s*=\s*(?:\"[^\"]*+\"|'[^']*+'|[^\s\"']*+))?")

Warnings = tuple[PageWarning, ...]


def unfold_cdata(utf8: bytes) -> bytes:
    """XHTML with its CDATA sections as text. In HTML they are comments, and in scripts a part of the script."""
    return _CDATA.sub(lambda found: found[0] if found[2] is None else html.escape(found[2].decode()).encode(), utf8)


def parse_html(utf8: bytes) -> tuple[etree._Element, Warnings]:
    """The root of the tree, and a warning for each limit of the parser that the page has reached.

    Raises nothing but MemoryError.
    """
    source, tag_warnings = _bound_tags(_without_early_end(utf8) or _EMPTY_PAGE)
    root, warnings = _run_parser(source)
    if warnings and _DEPTH_ERROR_WORD in warnings[0].message:
        first = warnings[0]
        root, others = _run_parser(_BOXES.sub(b"<p>", _TYPE.sub(b"", source)))
        warnings = (PageWarning(first.code, f"{first.message}; the page was read without its boxes"), *others)
    return root, (*tag_warnings, *warnings)


def _run_parser(utf8: bytes) -> tuple[etree._Element, Warnings]:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(utf8, parser)
    except etree.XMLSyntaxError as error:
        # An empty page would be the record of a page that nobody has read.
        if error.code == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError("the parser") from error
        root = None
    warnings = tuple(
        PageWarning("parser_limit", f"line {entry.line}: {entry.message.strip()}")
        for entry in parser.error_log
        if entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT
    )
    if root is None:
        root = etree.fromstring(_EMPTY_PAGE, parser)
    return root, warnings


def _bound_tags(utf8: bytes) -> tuple[bytes, Warnings]:
    """libxml2 compares every attribute of an element with all before it: thousands take minutes."""
    half = _MAX_TAG_BYTES // 2  # what is as long as that has one of these stretches in it
    if all(utf8.find(b">", start, start + half) >= 0 for start in range(0, len(utf8) - half, half)):
        return utf8, ()
    bounded = _LONG_TAGS.sub(_bound_tag, utf8)
    if len(bounded) == len(utf8):
        return utf8, ()
    message = f"an element has more than {_MAX_ATTRIBUTES} attributes; the first count"
    return bounded, (PageWarning("parser_limit", message),)


def _bound_tag(tag: re.Match[bytes]) -> bytes:
    attributes = list(islice(_ATTRIBUTE.finditer(tag[0]), _MAX_ATTRIBUTES + 1))
    return tag[0] if len(attributes) <= _MAX_ATTRIBUTES else tag[0][: attributes[-1].start()]


def _without_early_end(utf8: bytes) -> bytes:
    """Pages put together from parts close the body in the middle. Browsers read on; libxml2 stops."""
    end = utf8.find(b"</body>")
    if end < 0:
        return utf8
    rest = _BODY_OR_HTML_END_TAG.sub(b"", utf8[end:]).strip()
    if len(rest) < _MIN_BYTES_AFTER_END and b"href" not in rest:
        return utf8
    return _BODY_OR_HTML_END_TAG.sub(b"", utf8)
