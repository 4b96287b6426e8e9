"""Elements that are metadata by their tag: meta, link, title and time.

See the HTML Standard, 4.2 and 4.5.14. Pages name their meta elements by `name` (HTML, Dublin Core,
parsely), `property` (Open Graph, which is RDFa) or `http-equiv`, and mix these up: all three are
read alike.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from lxml import etree

from wellread.extractors.metadata.structured.element_texts import join_texts
from wellread.extractors.metadata.structured.entities import strip_markup, unescape_entities

_NAMING_ATTRIBUTES = ("property", "name", "http-equiv")
# One element of parse.ly may hold all that others of its names hold each, as an object of JSON.
_ALL_OF_PARSELY = "parsely-page"
_PARSELY_NAMES = {
    "title": "parsely-title",
    "author": "parsely-author",
    "authors": "parsely-author",
    "pub_date": "parsely-pub-date",
    "section": "parsely-section",
    "tags": "parsely-tags",
}


class ElementValue(msgspec.Struct, frozen=True, gc=False):
    """The content of one meta or link element, and the attribute by which it is named.

    `language` is the `hreflang` of a link.
    """

    content: str
    tag: str
    attribute: str
    name: str
    language: str | None = None

    @property
    def selector(self) -> str:
        """Where the element is, as a CSS selector."""
        return f'{self.tag}[{self.attribute}="{self.name}"]'


class MetadataElements(msgspec.Struct, frozen=True):
    """The metadata elements of one page, each list in page order.

    `language` is the `lang` of the root element as it stands there, `metas` are the meta elements
    by their name in lower case, `links` the link elements by their relation in lower case. `title`
    is the text of the first title element that has any.
    """

    language: str | None
    metas: dict[str, list[ElementValue]]
    links: dict[str, list[ElementValue]]
    title: str | None
    times: tuple[etree._Element, ...]

    def first_meta(self, name: str) -> ElementValue | None:
        """The first meta element with a name (in lower case)."""
        found = self.metas.get(name)
        return found[0] if found else None


def read_metadata_elements(root: etree._Element) -> MetadataElements:
    """Read all metadata elements of a page in one pass over its tree."""
    metas: dict[str, list[ElementValue]] = {}
    links: dict[str, list[ElementValue]] = {}
    title: str | None = None
    times = []
    for element in root.iter("meta", "link", "title", "time"):
        tag = element.tag
        if tag == "meta":
            _add_meta(metas, element)
        elif tag == "link":
            _add_link(links, element)
        elif tag == "title":
            title = title or unescape_entities(join_texts(element)) or None
        else:
            times.append(element)
    return MetadataElements(root.get("lang") or root.get("xml:lang"), metas, links, title, tuple(times))


def _add_meta(metas: dict[str, list[ElementValue]], element: etree._Element) -> None:
    content = element.get("content")
    if not content:
        return
    for attribute in _NAMING_ATTRIBUTES:
        name = element.get(attribute)
        if name and not content.isspace():
            metas.setdefault(name.lower(), []).append(_to_value(content, attribute, name))
            if name == _ALL_OF_PARSELY:
                for key, part in _divide_parsely(content):
                    metas.setdefault(key, []).append(_to_value(part, attribute, name))
            return


def _divide_parsely(content: str) -> Iterator[tuple[str, str]]:
    """The names and values that an object of parse.ly stands for; none where it is no such object."""
    try:
        values = msgspec.json.decode(content, type=dict[str, str | list[str] | None])
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return
    for key, name in _PARSELY_NAMES.items():
        value = values.get(key)
        if value:
            yield name, value if isinstance(value, str) else ", ".join(value)


def _to_value(content: str, attribute: str, name: str) -> ElementValue:
    return ElementValue(" ".join(unescape_entities(strip_markup(content)).split()), "meta", attribute, name)


def _add_link(links: dict[str, list[ElementValue]], element: etree._Element) -> None:
    relation, href = element.get("rel", "").lower(), element.get("href")
    if relation and href:
        links.setdefault(relation, []).append(
            ElementValue(href.strip(), "link", "rel", relation, element.get("hreflang"))
        )
