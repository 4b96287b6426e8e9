"""The head of a page: meta and link elements, read in one pass, with the other elements that carry metadata by their tag."""

from __future__ import annotations

import msgspec
from lxml import etree

_NAMING = ("property", "name", "http-equiv")


class MetaValue(msgspec.Struct, frozen=True, gc=False):
    """The content of one meta or link element, and how to find it."""

    content: str
    selector: str


class Head(msgspec.Struct, frozen=True):
    """Meta elements by their name in lower case, links by their relation, and titles, headings and times in page order."""

    language: str | None
    metas: dict[str, list[MetaValue]]
    links: dict[str, list[MetaValue]]
    title: str | None
    h1s: tuple[etree._Element, ...]
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
    h1s, times = [], []
    for element in root.iter("meta", "link", "title", "h1", "time"):
        tag = element.tag
        if tag == "meta":
            _add_meta(metas, element)
        elif tag == "link":
            _add_link(links, element)
        elif tag == "title":
            title = title or squashed(element) or None
        elif tag == "h1":
            h1s.append(element)
        else:
            times.append(element)
    return Head(root.get("lang") or root.get("xml:lang"), metas, links, title, tuple(h1s), tuple(times))


def squashed(element: etree._Element) -> str:
    """All text in an element, white space squashed."""
    return " ".join("".join(element.itertext()).split())


def _add_meta(metas: dict[str, list[MetaValue]], element: etree._Element) -> None:
    content = element.get("content")
    if not content:
        return
    content = " ".join(content.split())
    for attribute in _NAMING:
        name = element.get(attribute)
        if name and content:
            metas.setdefault(name.lower(), []).append(MetaValue(content, f'meta[{attribute}="{name}"]'))


def _add_link(links: dict[str, list[MetaValue]], element: etree._Element) -> None:
    href, relation = element.get("href"), element.get("rel")
    if href and relation:
        links.setdefault(relation.lower(), []).append(MetaValue(href.strip(), f'link[rel="{relation}"]'))
