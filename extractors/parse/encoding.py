"""Bytes to UTF-8: the encoding that a browser would choose, and a better one where that is plainly wrong.

Order: byte order mark, the NUL bytes of wide encodings (XML 1.0, appendix F), HTTP header, declaration in the page (all
by the labels of the WHATWG), strict UTF-8, and for what is left a statistical guess (cchardet). Bytes that are
well-formed UTF-8 with characters beyond ASCII are taken as UTF-8 whatever was declared: no other encoding looks like
that by accident. Neither does a text in Western letters look like any other: where a page that is declared as one has
hardly a letter of ASCII in its words, the guess is better than what a server says of all its pages. The encodings of
Cyrillic are confused as well, and told apart by the commonest letters: read as another one, these become rare ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec
from w3lib.encoding import read_bom, resolve_encoding

from wellread.extractors.article import PageWarning
from wellread.extractors.parse.composed_letters import compose_letters
from wellread.extractors.parse.declared_encoding import WEB_CODECS, find_declared_codec
from wellread.extractors.parse.doubled_encoding import undo_doubled_encoding

_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_NON_ASCII_BYTES = bytes(range(0x80, 0x100))
# Runs of such bytes are words of another alphabet.
_FOREIGN = re.compile(rb"[\x80-\xff]{3,}")
_MIN_BYTES_BEYOND_ASCII = 30
_WESTERN = frozenset(("cp1252", "iso8859-1", "latin-1", "iso8859-15", "ascii"))
_CYRILLIC = ("cp1251", "koi8-u", "iso8859-5", "cp866")
_NEARLY_THE_SAME = {"koi8-r": "koi8-u"}
# Two letters of three in the languages that are written in it.
_COMMON_LETTERS = {encoding: "оеаинтсрвл".encode(encoding) for encoding in _CYRILLIC}
_MIN_CYRILLIC_LETTERS = 100
_MAX_SHARE_OF_WRONG, _MIN_SHARE_OF_RIGHT = 0.25, 0.45
_MARKUP = re.compile(rb"(?is)<(script|style)\b.*?</\1|<[^>]*>")
_MIN_BYTES_PER_ERROR = 500
_NUL_SAMPLE_BYTES = 4000
# Which of four bytes in a row are mostly NUL.
_WIDE_ENCODINGS: dict[tuple[bool, ...], str] = {
    (False, True, False, True): "utf-16-le",
    (True, False, True, False): "utf-16-be",
    (False, True, True, True): "utf-32-le",
    (True, True, True, False): "utf-32-be",
}


class Decoded(msgspec.Struct, frozen=True):
    """The page as UTF-8, the encoding that it was in, and what is doubtful about that."""

    utf8: bytes
    encoding: str
    warnings: tuple[PageWarning, ...] = ()


def decode(html: bytes | str, headers: Mapping[str, str]) -> Decoded:
    """The page as UTF-8. Never raises: bytes that fit no encoding become U+FFFD, and a warning says how many."""
    decoded = _decode(html, headers)
    utf8, count = undo_doubled_encoding(decoded.utf8)
    utf8 = compose_letters(utf8)
    if not count:
        return decoded if utf8 is decoded.utf8 else msgspec.structs.replace(decoded, utf8=utf8)
    warning = PageWarning("encoding_doubled", f"{count} runs of characters were encoded as UTF-8 twice")
    return msgspec.structs.replace(decoded, utf8=utf8, warnings=(*decoded.warnings, warning))


def _decode(html: bytes | str, headers: Mapping[str, str]) -> Decoded:
    if isinstance(html, str):
        return Decoded(_without_nul(html.encode("utf-8", "replace")), "utf-8")
    bom_encoding, bom = read_bom(html)
    if bom_encoding and bom:
        return _decode_as(html[len(bom) :], str(bom_encoding))
    return _decode_without_bom(html, _declared_encoding(html, headers))


def decode_list(data: bytes, headers: Mapping[str, str]) -> bytes:
    """A sitemap or a feed as UTF-8: by the same labels, without a guess, as UTF-8 if none is declared. Never raises."""
    bom_encoding, bom = read_bom(data)
    if bom_encoding and bom:
        return _transcode(data[len(bom) :], str(bom_encoding))
    declared = _wide_encoding(data) or (None if _is_utf8(data) else _declared_encoding(data, headers))
    return _transcode(data, declared or "utf-8")


def _transcode(data: bytes, encoding: str) -> bytes:
    if encoding == "utf-8" and _is_utf8(data):
        return _without_nul(data)
    return _without_nul(data.decode(encoding, "replace").encode("utf-8", "replace"))


def _decode_without_bom(html: bytes, declared: str | None) -> Decoded:
    unmistakable = _wide_encoding(html) or ("iso-2022-jp" if _has_iso_2022_jp_escapes(html) else None)
    if unmistakable:
        return _decode_as(html, unmistakable)
    if _is_utf8(html) and (declared == "utf-8" or declared is None or not html.isascii()):
        return Decoded(_without_nul(html), "utf-8", _warn_of_contradiction(declared, html))
    if declared is None:
        return _decode_by_guess(html)
    if declared in _WESTERN and not _is_western(html):
        return _decode_against_declaration(html, declared)
    cyrillic = _plainly_other_cyrillic(html, declared)
    if cyrillic is not None:
        warning = PageWarning("encoding_contradicted", f"declared as {declared}, but read as {cyrillic}")
        return msgspec.structs.replace(_decode_as(html, cyrillic), warnings=(warning,))
    return _decode_as(html, declared)


def _declared_encoding(html: bytes, headers: Mapping[str, str]) -> str | None:
    content_type = next((v for k, v in headers.items() if k.lower() == "content-type"), None)
    codec = find_declared_codec(html, content_type)
    # A page that declares UTF-16 in its own ASCII-readable text cannot be UTF-16: the standard says to read UTF-8.
    return "utf-8" if codec and codec.startswith("utf-16") else codec


def _wide_encoding(html: bytes) -> str | None:
    """The encoding of a page without byte order mark whose characters take two bytes or four."""
    if b"<\0" not in html[:_NUL_SAMPLE_BYTES] and b"\0<" not in html[:_NUL_SAMPLE_BYTES]:
        return None
    sample = html[: len(html[:_NUL_SAMPLE_BYTES]) // 4 * 4]
    return _WIDE_ENCODINGS.get(tuple(16 * sample[place::4].count(0) > len(sample) for place in range(4)))


def _has_iso_2022_jp_escapes(html: bytes) -> bool:
    """Browsers too look for these, whatever was declared."""
    return b"\x1b" in html and b"\x1b$" in html and html.isascii()


def _is_western(html: bytes) -> bool:
    """Whether letters beyond ASCII stand as in Western languages: one or two among others."""
    beyond = len(html) - len(html.translate(None, _NON_ASCII_BYTES))
    return beyond < _MIN_BYTES_BEYOND_ASCII or 2 * sum(map(len, _FOREIGN.findall(html))) < beyond


def _plainly_other_cyrillic(html: bytes, declared: str) -> str | None:
    """The Cyrillic encoding that a page is in where it is declared as another one; None where that may be right."""
    declared = _NEARLY_THE_SAME.get(declared, declared)
    if declared not in _CYRILLIC:
        return None
    letters = len(html) - len(html.translate(None, _NON_ASCII_BYTES))
    if letters < _MIN_CYRILLIC_LETTERS:
        return None
    shares = {
        encoding: (len(html) - len(html.translate(None, common))) / letters
        for encoding, common in _COMMON_LETTERS.items()
    }
    best = max(shares, key=lambda encoding: shares[encoding])
    is_plain = shares[declared] < _MAX_SHARE_OF_WRONG and shares[best] > _MIN_SHARE_OF_RIGHT
    return best if is_plain else None


def _decode_against_declaration(html: bytes, declared: str) -> Decoded:
    if 10 * sum(map(len, _UTF8_SEQUENCE.findall(html))) > 9 * (len(html) - len(html.translate(None, _NON_ASCII_BYTES))):
        decoded = _decode_mixed_utf8(html)
    else:
        decoded = _decode_by_guess(html)
    warning = PageWarning("encoding_contradicted", f"declared as {declared}, but read as {decoded.encoding}")
    others = (found for found in decoded.warnings if found.code == "undecodable")
    return msgspec.structs.replace(decoded, warnings=(warning, *others))


def _is_utf8(html: bytes) -> bool:
    try:
        html.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _warn_of_contradiction(declared: str | None, html: bytes) -> tuple[PageWarning, ...]:
    if declared in (None, "utf-8") or html.isascii():
        return ()
    return (
        PageWarning("encoding_contradicted", f"declared as {declared}, but the bytes are UTF-8 and were read as such"),
    )


def _decode_as(html: bytes, encoding: str) -> Decoded:
    if encoding == "utf-8":
        return _decode_mixed_utf8(html)
    try:
        text = html.decode(encoding, "replace")
    except (LookupError, ValueError):
        return _decode_as(html, "windows-1252")
    return Decoded(_without_nul(text.encode("utf-8", "replace")), encoding, _warn_of_replaced(text))


def _decode_mixed_utf8(html: bytes) -> Decoded:
    """UTF-8 with stray Windows-1252 bytes, as pages have it that were pasted together from two sources."""
    from bs4.dammit import UnicodeDammit

    text = UnicodeDammit.detwingle(html).decode("utf-8", "replace")
    if len(html) - len(html.translate(None, _NON_ASCII_BYTES)) > 2 * sum(map(len, _UTF8_SEQUENCE.findall(html))):
        decoded = _decode_as(html, "windows-1252") if _is_western(html) else _decode_by_guess(html)
        message = f"declared as utf-8, but read as {decoded.encoding}, which the bytes fit"
        return msgspec.structs.replace(decoded, warnings=(PageWarning("encoding_contradicted", message),))
    return Decoded(_without_nul(text.encode("utf-8", "replace")), "utf-8", _warn_of_replaced(text))


def _decode_by_guess(html: bytes) -> Decoded:
    encoding = next(filter(None, _likely_encodings(html)), "windows-1252")
    decoded = _decode_as(html, encoding)
    warning = PageWarning("encoding_guessed", f"no encoding was declared; read as {decoded.encoding}")
    return msgspec.structs.replace(decoded, warnings=(warning, *decoded.warnings))


def _likely_encodings(html: bytes) -> Iterator[str | None]:
    """What the bytes look like, the likeliest first, if they can be decoded so."""
    import cchardet

    # Tags and scripts are ASCII whatever the language, and hide it.
    for sample in (_MARKUP.sub(b" ", html), html):
        label = cchardet.detect(sample)["encoding"]
        # The detector has names of its own, such as UHC; what no browser reads is no guess.
        encoding = resolve_encoding(label) if label else None
        if encoding != "utf-8" and encoding in WEB_CODECS and _is_decodable(html, encoding):
            yield encoding


def _is_decodable(html: bytes, encoding: str) -> bool:
    """Whether all but a few bytes are characters of an encoding."""
    try:
        return html.decode(encoding, "replace").count("\ufffd") * _MIN_BYTES_PER_ERROR <= len(html)
    except (LookupError, ValueError):
        return False


def _warn_of_replaced(text: str) -> tuple[PageWarning, ...]:
    count = text.count("\ufffd")
    return (PageWarning("undecodable", f"{count} characters could not be decoded"),) if count else ()


def _without_nul(utf8: bytes) -> bytes:
    # libxml2 takes a NUL for the end of the text.
    return utf8.replace(b"\0", b"\xef\xbf\xbd") if b"\0" in utf8 else utf8
