"""What `parse` makes of a page: a tree, the data its scripts carried, and what had to be put up with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

import msgspec
from lxml import etree

from extractors.article import Caution


class Page(msgspec.Struct, frozen=True):
    """One response as received. `html` is the body: bytes in any encoding, or text that somebody has decoded."""

    html: bytes | str
    url: str | None = None
    headers: Mapping[str, str] = {}
    fetched_at: datetime | None = None


class Script(msgspec.Struct, frozen=True):
    """A script element that holds data (JSON-LD, application state) and not code."""

    type: str
    id: str | None
    text: str


class Document(msgspec.Struct, frozen=True):
    """A parsed page. The tree is without comments, scripts, style sheets and drawings; nobody changes it any more."""

    page: Page
    root: etree._Element
    base_url: str | None
    encoding: str
    scripts: tuple[Script, ...]
    cautions: tuple[Caution, ...]

    def xpath_of(self, element: etree._Element) -> str:
        """The path that leads to an element, for any XPath engine.

        A name with a colon would be taken for one in a namespace.
        """
        path = self.root.getroottree().getpath(element)
        return _COLONED_STEP.sub(r'*[name()="\1"]', path) if ":" in path else path


_COLONED_STEP = re.compile(r"(?<=/)([^/\[]+:[^/\[]+)")
