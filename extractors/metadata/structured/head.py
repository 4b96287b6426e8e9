"""The head of a page: meta and link elements, read in one pass, with the other elements that carry metadata
by their tag.
"""

from __future__ import annotations

import msgspec
from lxml import etree

from wellread.extractors.metadata.structured.elements import squashed

_LINKS = frozenset(("canonical", "author", "image_src", "license"))
_NAMING = ("property", "name", "http-equiv")


class MetaValue(msgspec.Struct, frozen=True, gc=False):
    """The content of one meta or link element, and the attribute that names it."""

    content: str
    tag: str
    attribute: str
    name: str

    @property
    def selector(self) -> str:
        """Where the element is, as a CSS selector."""
        return f'{self.tag}[{self.attribute}="{self.name}"]'


class Head(msgspec.Struct, frozen=True):
    """Meta elements by their name in lower case, links by their relation, the title, and time elements in
    page order.
    """

    language: str | None
    metas: dict[str, list[MetaValue]]
    links: dict[str, list[MetaValue]]
    title: str | None
    times: tuple[etree._Element, ...]

    def first(self, name: str) -> MetaValue | None:
        """The first meta element of a name."""
        found = self.metas.get(name)
        return found[0] if found else None


def read(root: etree._Element) -> Head:
    """Read the elements of a page that say by their tag that they are metadata."""
    metas: dict[str, list[MetaValue]] = {}
    links: dict[str, list[MetaValue]] = {}
    title: str | None = None
    times = []
    for element in root.iter("meta", "link", "title", "time"):
        tag = element.tag
        if tag == "meta":
            _add_meta(metas, element)
        elif tag == "link":
            _add_link(links, element)
        elif tag == "title":
            title = title or squashed(element) or None
        else:
            times.append(element)
    return Head(root.get("lang") or root.get("xml:lang"), metas, links, title, tuple(times))


def _add_meta(metas: dict[str, list[MetaValue]], element: etree._Element) -> None:
    content = element.get("content")
    if not content:
        return
    for attribute in _NAMING:
        name = element.get(attribute)
        if name and not content.isspace():
            metas.setdefault(name.lower(), []).append(MetaValue(" ".join(content.split()), "meta", attribute, name))
            return


def _add_link(links: dict[str, list[MetaValue]], element: etree._Element) -> None:
    relation = element.get("rel", "").lower()
    href = element.get("href") if relation in _LINKS else None
    if href:
        links.setdefault(relation, []).append(MetaValue(href.strip(), "link", "rel", relation))
