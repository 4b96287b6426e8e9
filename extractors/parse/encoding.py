"""Bytes to UTF-8: the encoding that a browser would choose, and a better one where that is plainly wrong.

Order: byte order mark, HTTP header, declaration in the page (all by the WHATWG labels, through w3lib), strict UTF-8,
and for what is left a statistical guess (UnicodeDammit with cchardet). Bytes that are well-formed UTF-8 with characters
beyond ASCII are taken as UTF-8 whatever was declared: no other encoding looks like that by accident.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, resolve_encoding

from extractors.article import Caution

_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")


class Decoded(msgspec.Struct, frozen=True):
    """The page as UTF-8, the encoding that it was in, and what is doubtful about that."""

    utf8: bytes
    encoding: str
    cautions: tuple[Caution, ...] = ()


def decode(html: bytes | str, headers: Mapping[str, str]) -> Decoded:
    """Never raises: bytes that fit no encoding become U+FFFD, and the caution says how many."""
    if isinstance(html, str):
        return Decoded(_without_nul(html.encode("utf-8", "replace")), "utf-8")
    bom_encoding, bom = read_bom(html)
    if bom_encoding and bom:
        return _from_bytes(html[len(bom) :], str(bom_encoding))
    declared = _declared(html, headers)
    if _is_utf8(html) and (declared == "utf-8" or declared is None or not html.isascii()):
        return Decoded(_without_nul(html), "utf-8", _contradiction(declared, html))
    if declared is None:
        return _guess(html)
    return _from_bytes(html, declared)


def _declared(html: bytes, headers: Mapping[str, str]) -> str | None:
    content_type = next((v for k, v in headers.items() if k.lower() == "content-type"), None)
    label = http_content_type_encoding(content_type) or html_body_declared_encoding(html)
    encoding = resolve_encoding(label) if label else None
    # A page that declares UTF-16 in its own ASCII-readable text cannot be UTF-16: the standard says to read UTF-8.
    return "utf-8" if encoding and encoding.startswith("utf-16") else encoding


def _is_utf8(html: bytes) -> bool:
    try:
        html.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _contradiction(declared: str | None, html: bytes) -> tuple[Caution, ...]:
    if declared in (None, "utf-8") or html.isascii():
        return ()
    return (Caution("encoding_contradicted", f"declared as {declared}, but the bytes are UTF-8 and were read as such"),)


def _from_bytes(html: bytes, encoding: str) -> Decoded:
    if encoding == "utf-8":
        return _mixed_utf8(html)
    try:
        text = html.decode(encoding, "replace")
    except (LookupError, ValueError):
        return _guess(html)
    return Decoded(_without_nul(text.encode("utf-8", "replace")), encoding, _replaced(text))


def _mixed_utf8(html: bytes) -> Decoded:
    """UTF-8 with stray Windows-1252 bytes, as pages have it that were pasted together from two sources."""
    from bs4.dammit import UnicodeDammit

    text = UnicodeDammit.detwingle(html).decode("utf-8", "replace")
    if text.count("\ufffd") > len(_MULTIBYTE.findall(html)):
        caution = Caution("encoding_contradicted", "declared as utf-8, but read as windows-1252, which the bytes fit")
        return Decoded(_without_nul(html.decode("windows-1252", "replace").encode()), "windows-1252", (caution,))
    return Decoded(_without_nul(text.encode("utf-8", "replace")), "utf-8", _replaced(text))


def _guess(html: bytes) -> Decoded:
    from bs4.dammit import UnicodeDammit

    guess = UnicodeDammit(html, is_html=True)
    text, encoding = guess.unicode_markup, guess.original_encoding
    if text is None or encoding is None:
        text, encoding = html.decode("windows-1252", "replace"), "windows-1252"
    caution = Caution("encoding_guessed", f"no encoding was declared; read as {encoding}")
    return Decoded(_without_nul(text.encode("utf-8", "replace")), encoding, (caution, *_replaced(text)))


def _replaced(text: str) -> tuple[Caution, ...]:
    count = text.count("\ufffd")
    return (Caution("undecodable", f"{count} characters could not be decoded"),) if count else ()


def _without_nul(utf8: bytes) -> bytes:
    # libxml2 takes a NUL for the end of the text.
    return utf8.replace(b"\0", b"\xef\xbf\xbd") if b"\0" in utf8 else utf8
