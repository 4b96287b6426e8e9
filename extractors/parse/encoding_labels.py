"""Which encoding a page declares: the WHATWG's labels, and where servers and pages write them (WHATWG Encoding, 4.2).

A label is one of 222 words and nothing else; Python knows many codecs more (`base64`, `idna`, `unicode_escape`), which
are no encodings of text that any browser reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# Labels by the codec of Python that comes nearest to what browsers do. Those of the encoding "replacement" are left
# out: browsers show nothing of such a page.
_LABELS_BY_CODEC: dict[str, str] = {
    "utf-8": "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8",
    "cp866": "866 cp866 csibm866 ibm866",
    "iso8859-2": "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2",
    "iso8859-3": "csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3",
    "iso8859-4": "csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4",
    "iso8859-5": "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988",
    "iso8859-6": (
        "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e "
        "iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987"
    ),
    "iso8859-7": (
        "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 iso_8859-7 "
        "iso_8859-7:1987 sun_eu_greek"
    ),
    "iso8859-8": (
        "csiso88598e csiso88598i csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-8859-8-i iso-ir-138 "
        "iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 logical visual"
    ),
    "iso8859-10": "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6",
    "iso8859-13": "iso-8859-13 iso8859-13 iso885913",
    "iso8859-14": "iso-8859-14 iso8859-14 iso885914",
    "iso8859-15": "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9",
    "iso8859-16": "iso-8859-16",
    "koi8-r": "cskoi8r koi koi8 koi8-r koi8_r",
    "koi8-u": "koi8-ru koi8-u",
    "mac-roman": "csmacintosh mac macintosh x-mac-roman",
    "cp874": "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874",
    "cp1250": "cp1250 windows-1250 x-cp1250",
    "cp1251": "cp1251 windows-1251 x-cp1251",
    "cp1252": (
        "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 "
        "iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252 x-user-defined"
    ),
    "cp1253": "cp1253 windows-1253 x-cp1253",
    "cp1254": (
        "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 "
        "windows-1254 x-cp1254"
    ),
    "cp1255": "cp1255 windows-1255 x-cp1255",
    "cp1256": "cp1256 windows-1256 x-cp1256",
    "cp1257": "cp1257 windows-1257 x-cp1257",
    "cp1258": "cp1258 windows-1258 x-cp1258",
    "mac-cyrillic": "x-mac-cyrillic x-mac-ukrainian",
    "gb18030": "chinese csgb2312 csiso58gb231280 gb18030 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk",
    "big5hkscs": "big5 big5-hkscs cn-big5 csbig5 x-x-big5",
    "euc_jp": "cseucpkdfmtjapanese euc-jp x-euc-jp",
    "iso2022_jp": "csiso2022jp iso-2022-jp",
    "cp932": "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis",
    "cp949": (
        "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949"
    ),
    "utf-16-be": "unicodefffe utf-16be",
    "utf-16-le": "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le",
}
_CODECS: dict[str, str] = {label: codec for codec, labels in _LABELS_BY_CODEC.items() for label in labels.split()}
# The codecs of the web.
WEB_CODECS = frozenset(_LABELS_BY_CODEC)

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
    r"""(?P<name>[^\s"'>/=]++)\s*+=\s*+(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>]++))"""
)
_CHARSET = re.compile(r"""charset\s{0,9}=\s{0,9}["']?([^\s"';,]+)""", re.IGNORECASE)
_PARAMETER = re.compile(r""";[ \t]*charset[ \t]*=[ \t]*(?:"([^"]*)"|([^\s;,"]+))""", re.IGNORECASE)
_HTTP_EQUIV = ("http-equiv", "http_equiv", "httpequiv")


def resolve_label(label: str) -> str | None:
    """The codec of Python for a label of the WHATWG; None for every other word."""
    return _CODECS.get(label.strip("\t\n\f\r ").lower())


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
