"""Which encoding a page declares: the WHATWG's labels, and where servers and pages write them (WHATWG Encoding, 4.2).

A label is one of 228 words, which the library `webencodings` has, and nothing else; Python knows many codecs more
(`base64`, `idna`, `unicode_escape`), which are no encodings of text that any browser reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import webencodings
from webencodings.labels import LABELS

# Codecs of Python that come nearer to what browsers do than those that the library names.
_NEARER_CODECS = {"gbk": "gb18030", "x-user-defined": "cp1252"}
# Browsers show nothing of a page in this encoding.
_NOT_SHOWN = "replacement"

# The standard has 1,024 bytes; pages with long comments or scripts in front declare themselves later.
_MAX_PRESCAN_BYTES = 4096
_PRESCAN = re.compile(
    r"""
      <!--.*?(?:-->|$)
    | <\s*meta(?=[\s/])(?P<meta>(?:[^<>=]|=\s*(?:"[^"]*"|'[^']*')?)*+)
    | <\?xml\s(?P<xml>[^<>]*)
    | <\s*(?P<body>body)
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_ATTRIBUTE = re.compile(
    r"""(?<![^\s"'>/=])(?P<name>[^\s"'>/=]++)\s*+=\s*+(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>]++))"""
)
_CHARSET = re.compile(r"""charset\s{0,9}=\s{0,9}["']?([^\s"';,]+)""", re.IGNORECASE)
_PARAMETER = re.compile(r""";[ \t]*charset[ \t]*=[ \t]*(?:"([^"]*)"|([^\s;,"]+))""", re.IGNORECASE)
_HTTP_EQUIV = ("http-equiv", "http_equiv", "httpequiv")


def resolve_label(label: str) -> str | None:
    """The codec of Python for a label of the WHATWG; None for every other word."""
    encoding = webencodings.lookup(label) if label.isascii() else None
    if encoding is None or encoding.name == _NOT_SHOWN:
        return None
    return _NEARER_CODECS.get(encoding.name, encoding.codec_info.name)


# The codecs of the web.
WEB_CODECS = frozenset(codec for label in LABELS if (codec := resolve_label(label)))


def find_declared_codec(html: bytes, content_type: str | None) -> str | None:
    """The codec for the encoding that a header declares, else the page itself. An unknown label says nothing."""
    labels = (*_labels_in_header(content_type or ""), *_labels_in_page(html))
    return next((codec for label in labels if (codec := resolve_label(label))), None)


def _labels_in_header(content_type: str) -> Iterator[str]:
    for parameter in _PARAMETER.finditer(content_type if ";" in content_type else f";{content_type}"):
        yield parameter[1] or parameter[2] or ""


def _labels_in_page(html: bytes) -> Iterator[str]:
    """The labels of an XML declaration and of meta elements, up to the body."""
    # A declaration is ASCII, and a label too.
    for found in _PRESCAN.finditer(html[:_MAX_PRESCAN_BYTES].decode("latin-1")):
        if found["body"]:
            return
        if found["xml"]:
            yield dict(_attributes(found["xml"])).get("encoding", "")
        elif found["meta"] and "charset" in found["meta"].lower():
            yield _label_of_meta(dict(_attributes(found["meta"])))


def _label_of_meta(attributes: dict[str, str]) -> str:
    if "charset" in attributes:
        return attributes["charset"]
    is_content_type = any("content-type" in attributes.get(name, "").lower() for name in _HTTP_EQUIV)
    found = _CHARSET.search(attributes.get("content", "")) if is_content_type else None
    return found[1] if found else ""


def _attributes(source: str) -> Iterator[tuple[str, str]]:
    """Names in lower case with values, the last first: of several alike the first one counts, as in browsers."""
    for found in reversed(list(_ATTRIBUTE.finditer(source))):
        yield found["name"].lower(), found["double"] or found["single"] or found["bare"] or ""
