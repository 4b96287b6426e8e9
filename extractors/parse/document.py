"""What `parse` takes and makes: a page as it was received; a tree, the data in its scripts, and what was doubtful."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from functools import cached_property

import msgspec
from lxml import etree

from wellread.extractors.article import PageWarning

# What XPath reads as a name, whatever stands before it.
_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
# Characters that libxml2 lets through in HTML, and that are in no text of XML nor of XPath.
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class PageInput(msgspec.Struct, frozen=True):
    """One response as it was received.

    `html` is the body: bytes in any encoding, or text that somebody has decoded. `url` is its address, `headers` are
    those of the response, `fetched_at` is when it was fetched.
    """

    html: bytes | str
    url: str | None = None
    headers: Mapping[str, str] = {}
    fetched_at: datetime | None = None


class DataScript(msgspec.Struct, frozen=True):
    """A script element that holds data (JSON-LD, application state) and not code.

    `type` is its media type in lower case, empty where it has none.
    """

    type: str
    id: str | None
    text: str


class SourceTree(msgspec.Struct, frozen=True):
    """A page as the parser has it: decoded and made a tree once, for its links and for its article.

    `utf8` is the source as UTF-8, `encoding` the name of the encoding that it was in.
    """

    page: PageInput
    root: etree._Element
    utf8: bytes
    encoding: str
    warnings: tuple[PageWarning, ...]


class Document(msgspec.Struct, frozen=True, dict=True):
    """A parsed page. The tree is without comments, scripts, style sheets and drawings; nobody changes it any more.

    `base_url` is what relative URLs are relative to, `encoding` the name of the encoding that the page was read in.
    """

    page: PageInput
    root: etree._Element
    base_url: str | None
    encoding: str
    scripts: tuple[DataScript, ...]
    warnings: tuple[PageWarning, ...]

    @cached_property
    def paths(self) -> XPaths:
        """The XPaths of the elements of the tree."""
        return XPaths(self.root)


class XPaths:
    """The XPaths (1.0) of elements, from the root down. Each parent is counted through once, whatever is asked.

    A name that XPath would read as something else (`o:p`, `div/class="row"`) is written as a test of the name, one
    with a character that XML has not (U+0001) as `*` with its number among all children.
    """

    def __init__(self, root: etree._Element) -> None:
        self._known: dict[etree._Element, str] = {root: f"/{_step(root)}"}

    def of(self, element: etree._Element) -> str:
        """The path to an element."""
        parents: list[etree._Element] = []
        at: etree._Element | None = element
        while at is not None and at not in self._known:
            at = at.getparent()
            if at is not None:
                parents.append(at)
        for parent in reversed(parents):
            self._number_children(parent)
        return self._known[element]

    def _number_children(self, parent: etree._Element) -> None:
        base = self._known[parent]
        if len(parent) == 1:
            self._known[parent[0]] = f"{base}/{_step(parent[0])}"
            return
        alike: dict[str, list[etree._Element]] = {}
        for place, child in enumerate(parent, 1):
            alike.setdefault(_step(child, place), []).append(child)
        for step, children in alike.items():
            if len(children) == 1:
                self._known[children[0]] = f"{base}/{step}"
                continue
            for number, child in enumerate(children, 1):
                self._known[child] = f"{base}/{step}[{number}]"


def _step(element: etree._Element, place: int = 1) -> str:
    """The step to an element that is child number `place` of its parent."""
    name = str(element.tag)
    if (name.isascii() and name.isidentifier()) or _PLAIN_NAME.fullmatch(name):
        return name
    return f"*[{place}]" if NOT_IN_XML.search(name) else f"*[name()={_literal(name)}]"


def _literal(text: str) -> str:
    """The text as an expression of XPath 1.0, whose literals have no escapes."""
    if '"' not in text:
        return f'"{text}"'
    if "'" not in text:
        return f"'{text}'"
    pieces = (f'"{piece}"' for piece in text.split('"'))
    return "concat(" + ", '\"', ".join(pieces) + ")"
