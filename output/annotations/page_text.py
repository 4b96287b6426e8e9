"""The text of a page that positions count in: what the DOM calls `document.body.textContent`.

It is that of the page's bytes as the HTML Standard parses them where no script runs: with the text of scripts and style
sheets, without that of comments and templates, white space as it stands. Positions count Unicode code points.
Other tools that anchor quotes compute the same, and so it is read by a parser of the Standard, the extra
`wellread[annotations]`, and not by the one that the extractors use.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import msgspec

from wellread.extractors.parse import decode

# Their text is in the DOM and on no screen.
_UNSEEN_TAGS = frozenset({"script", "style", "svg", "iframe", "noembed", "noframes"})


class MissingParserError(Exception):
    """The library of the extra is not installed; the message says what to do."""


class PageText(msgspec.Struct, frozen=True):
    """The text of a page; `seen` are the stretches of it that are not the text of scripts and the like, in order."""

    text: str
    seen: tuple[tuple[int, int], ...]

    @property
    def sha256(self) -> str:
        """The hash of the text in UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def check_parser() -> None:
    """Raise MissingParserError unless the library is installed."""
    try:
        import selectolax.lexbor  # noqa: F401  (asked for, not used)
    except ImportError as error:
        message = "annotations need the library selectolax: pip install 'wellread[annotations]'"
        raise MissingParserError(message) from error


def read_page_text(html: bytes, headers: Mapping[str, str] | None = None) -> PageText:
    """The text of a page; `headers` are those of its response. Never raises on bad HTML."""
    from selectolax.lexbor import LexborHTMLParser

    body = LexborHTMLParser(decode(html, headers or {}).utf8).body
    if body is None:
        return PageText("", ())
    pieces: list[str] = []
    seen: list[tuple[int, int]] = []
    position = 0
    unseen_elements: set[int] = set()
    for node in body.traverse(include_text=True):
        is_unseen = node.parent is not None and node.parent.mem_id in unseen_elements
        if node.tag != "-text":
            if is_unseen or node.tag in _UNSEEN_TAGS:
                unseen_elements.add(node.mem_id)
            continue
        piece = node.text_content or ""
        pieces.append(piece)
        if not is_unseen:
            start = seen.pop()[0] if seen and seen[-1][1] == position else position
            seen.append((start, position + len(piece)))
        position += len(piece)
    return PageText("".join(pieces), tuple(seen))
