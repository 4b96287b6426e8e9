"""Microdata (HTML Standard, 5) and RDFa (RDFa Core 1.1): properties that elements carry.

Both are read in the vocabularies that articles are described in, schema.org and Dublin Core.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

import msgspec
from lxml import etree

from wellread.extractors.metadata.structured.element_texts import divide_texts, join_texts, select_elements
from wellread.extractors.metadata.structured.entities import unescape_entities
from wellread.extractors.metadata.title_comparison import MIN_SAME_TITLE_SIMILARITY, compare_titles, normalize_title
from wellread.extractors.parse import Document
from wellread.extractors.string_value import string_value

_CARRIERS = etree.XPath("/html//@itemprop/..")
# In the head, `property` is how OpenGraph names its own.
_RDFA_CARRIERS = etree.XPath("/html/head//@itemprop/.. | /html/body//*[@itemprop or @property]")
# Most pages have none, and looking for a word in the source is faster than asking each element.
_MARK = b"itemprop"
# RDFa is announced where it begins, or at the top by its vocabularies; that of OpenGraph is only
# used in the head.
_VOCABULARY = b"vocab="
_VOCABULARIES = ("schema", "dc:", "dcterms", "purl.org/dc", "schema.org")
# Items whose properties say nothing about the article: what others wrote below it, and other pages.
_FOREIGN_ITEMS = frozenset(
    "part comment usercomments review answer product person organization imageobject videoobject audioobject offer "
    "event listitem "
    "breadcrumblist sitenavigationelement wpfooter wpheader wpsidebar userinteraction interactioncounter "
    "rating aggregaterating "
    "localbusiness book movie question".split()
)
# A page may name its author and date above and below the text.
MAX_EQUAL_PROPERTIES = 3
# A teaser of another page is no longer, with the white space of its source.
MAX_TEASER_CHARS = 1000
# What the article is called where it is a property of the page or the blog.
_MAIN_ITEM_PROPERTIES = frozenset(
    ("mainentity", "mainentityofpage", "blogpost", "blogposts", "article", "itemlistelement")
)


class ItemProperty(msgspec.Struct, frozen=True, gc=False):
    """One property of the article, and the element that holds its value.

    `name` is in lower case and without its prefix, `source` is `microdata` or `rdfa`.
    """

    name: str
    element: etree._Element
    source: str


def read_item_properties(
    document: Document, names: Collection[str], titles: Iterable[str] = ()
) -> tuple[ItemProperty, ...]:
    """The properties of the article with one of the names (in lower case), in page order.

    `titles` are what the page calls its article.
    """
    html = document.page.html
    announced = " ".join(str(word) for attribute in document.root.items() for word in attribute)
    source = html.encode("utf-8", "replace") if isinstance(html, str) else html
    if _VOCABULARY in source or any(vocabulary in announced for vocabulary in _VOCABULARIES):
        return tuple(_group_by_item(select_elements(_RDFA_CARRIERS, document.root), names, titles))
    if _MARK in source:
        return tuple(_group_by_item(select_elements(_CARRIERS, document.root), names, titles))
    return ()


def read_values(element: etree._Element) -> list[str]:
    """The value of a property: what a machine should read, or the names in it, or its text."""
    machine_value = read_machine_value(element)
    if machine_value:
        return [unescape_entities(machine_value).strip()]
    around = _find_item(element)
    names = [
        child
        for child in element.iterdescendants()
        if (child.get("itemprop") or child.get("property") or "").endswith("name")
        and _find_item(child) in (element, around)
    ]
    found = [name.get("content") or join_texts(name) for name in names] or [divide_texts(element)]
    return [unescape_entities(text) for text in found if text]


def read_machine_value(element: etree._Element) -> str | None:
    """The value of a property that stands in an attribute; None where the text is the value.

    The title of an abbreviation is what it stands for, as microformats have it: `<abbr title="2024-03-12">`.
    """
    found = element.get("content") or element.get("datetime")
    return found or (element.get("title") if element.tag == "abbr" else None)


def _group_by_item(
    carriers: list[etree._Element], names: Collection[str], titles: Iterable[str]
) -> Iterator[ItemProperty]:
    items: dict[etree._Element | None, list[ItemProperty]] = {}
    for element in carriers:
        for attribute, source in (("itemprop", "microdata"), ("property", "rdfa")):
            for token in (element.get(attribute) or "").lower().split():
                name = token.rpartition(":")[2].rpartition("/")[2]
                if name in names and not token.startswith(("og:", "twitter:")):
                    item = _find_item(element)
                    if (item is None or _read_type(item) not in _FOREIGN_ITEMS) and not _is_in_menu(element):
                        items.setdefault(item, []).append(ItemProperty(name, element, source))
    # Several works on one page are mostly teasers: the article is the one that holds the title.
    works = [item for item in items if item is not None and item.tag not in ("html", "body")]
    wordings = tuple(filter(None, map(normalize_title, titles)))
    teasers = {
        item
        for item in works
        if next(item.iter("h1"), None) is None
        and (len(works) > 1 or (_is_short(item) and _has_other_title(items[item], wordings)))
    }
    for item, properties in items.items():
        if item not in teasers:
            yield from properties if item is not None else _drop_lists(properties)


def _is_short(item: etree._Element) -> bool:
    """Whether an item has too little text to be an article."""
    return len(string_value(item)) <= MAX_TEASER_CHARS


def _has_other_title(properties: Iterable[ItemProperty], wordings: Sequence[str]) -> bool:
    """Whether an item is headed otherwise than the article: the one teaser of a page.

    `wordings` are the normalized titles of the page.
    """
    headlines = [normalize_title(join_texts(prop.element)) for prop in properties if prop.name == "headline"]
    found = [headline for headline in headlines if headline]
    return bool(found and wordings) and not any(
        compare_titles(headline, wording) >= MIN_SAME_TITLE_SIMILARITY for headline in found for wording in wordings
    )


def _drop_lists(properties: list[ItemProperty]) -> list[ItemProperty]:
    """Properties outside of any item, without those that are given often: a list of other pages."""
    counts = Counter(prop.name for prop in properties)
    return [prop for prop in properties if counts[prop.name] <= MAX_EQUAL_PROPERTIES]


def _is_in_menu(element: etree._Element) -> bool:
    """Whether an element is in a menu, as are teasers of other articles on some sites."""
    return next(element.iterancestors("nav"), None) is not None


def _find_item(element: etree._Element) -> etree._Element | None:
    """The item around an element."""
    return next((at for at in element.iterancestors() if at.get("itemtype") or at.get("typeof")), None)


def _read_type(item: etree._Element) -> str:
    """The type of an item in lower case and without its namespace.

    An item that is itself a property of another one, such as a work that the article cites, is
    named `part`.
    """
    named = (item.get("itemtype") or item.get("typeof") or "").split()
    role = item.get("itemprop", "").lower()
    kind = named[0].rstrip("/").rpartition("/")[2].rpartition(":")[2].lower() if named else ""
    return kind if not role or role in _MAIN_ITEM_PROPERTIES else "part"
