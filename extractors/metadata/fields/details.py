"""The fields about the page that are neither title, people nor dates: language, pictures, topics, the way to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wellread.extractors.article import Breadcrumb, Image
from wellread.extractors.metadata.context import SUSPECT, Context, Places
from wellread.extractors.metadata.evidence import Place, Reading
from wellread.extractors.metadata.fields import site
from wellread.extractors.metadata.people.names import squash_name
from wellread.extractors.metadata.sources import Source, in_order, linked, links, metas, properties, selector
from wellread.extractors.metadata.structured import json_ld as jsonld
from wellread.extractors.vocabulary import Trait

# A longer section is a sentence.
_LONGEST_SECTION = 60
# Fields of a publishing system that stand among its topics: `contentId: 15cd344d` beside others, `_hidden`.
_SYSTEM_FIELD = re.compile(r"[a-z][\w-]*:\s?\S")
_SYSTEM_NAME = re.compile(r"_|[0-9a-f]{8}-[0-9a-f]{4}-")
_PRINTED_KEYWORDS = re.compile(
    r"(?:key\s?words|schlagw(?:o|ö)rte?r?|mots[- ]clés|palabras clave)\s?:\s?", re.IGNORECASE
)
# Pictures of the site, not of the article.
_MARK_OF_SITE = re.compile(
    r"(?:^|[-_.])(?:logo|favicon|placeholder)(?:[-_.\d]|$)|(?:card|default)[-_]share", re.IGNORECASE
)
DESCRIPTION: tuple[Source, ...] = (
    metas("description", "og:description", "twitter:description", "dc.description", "dcterms.description"),
    linked("description"),
)
_SECTION: tuple[Source, ...] = (
    linked("articleSection"),
    properties("articlesection"),
    metas("article:section", "parsely-section", "sailthru.section", "dc.subject"),
)
_IMAGE: tuple[Source, ...] = (
    metas("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src", "parsely-image-url"),
    links("image_src"),
)
_CANONICAL: tuple[Source, ...] = (links("canonical"), metas("og:url"))
_LANGUAGE: tuple[Source, ...] = (
    linked("inLanguage"),
    properties("inlanguage"),
    metas("og:locale", "content-language", "dc.language", "language"),
)
_TAGS = ("article:tag", "parsely-tags", "sailthru.tags", "news_keywords", "citation_keywords", "keywords")
_FREE: dict[str, bool] = {
    "true": True,
    "free": True,
    "false": False,
    "locked": False,
    "metered": False,
    "no": False,
    "yes": True,
}

_LANGUAGE_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?:[-_.@]\w{1,16}){0,3}$")
_MOST_KEYWORDS, _LONGEST_KEYWORD = 50, 60
_MOST_CRUMBS = 12
_CRUMB_EDGES = " \t\n/›»>|→·"


def language(page: Context) -> Iterator[Reading[str]]:
    """The language of the text as a tag of BCP 47: that of the page, which its text is written in, before any
    other.
    """
    if page.head.language:
        tag = language_tag(page.head.language)
        if tag:
            yield Reading(tag, "html", "html[lang]", page.head.language)
    for reading in in_order(page, _LANGUAGE):
        tag = language_tag(reading.value)
        if tag:
            yield Reading(tag, reading.source, reading.place, reading.raw)


def language_tag(raw: str) -> str | None:
    """A tag in its usual letters: `pt_br` is `pt-BR`; null for what is none."""
    match = _LANGUAGE_TAG.match(raw.strip())
    if not match:
        return None
    name, script, region = match.groups()
    return "-".join(filter(None, (name.lower(), script and script.title(), region and region.upper())))


def sections(page: Context) -> Iterator[Reading[str]]:
    """What the site files the article under."""
    return (reading for reading in in_order(page, _SECTION) if len(reading.value) <= _LONGEST_SECTION)


def canonical_urls(page: Context) -> Iterator[Reading[str]]:
    """The address that the page gives itself."""
    for reading in in_order(page, _CANONICAL):
        url = site.absolute(reading.value, page.document.base_url)
        if url:
            yield Reading(url, reading.source, reading.place, reading.raw)


def images(page: Context) -> Iterator[Reading[Image]]:
    """The article's own picture."""
    base = page.document.base_url
    for node in page.described:
        for value in jsonld.as_list(node.get("image")):
            target = page.linked.resolve(value)
            raw = (target.get("url") or target.get("contentUrl")) if isinstance(target, dict) else target
            url = site.absolute(raw, base)
            if url and not _is_mark(url):
                caption = jsonld.text(target.get("caption")) if isinstance(target, dict) else None
                yield Reading(Image(url, None, caption), "json-ld", selector(node, "image"), str(raw))
    alt = page.head.first("og:image:alt")
    for reading in in_order(page, _IMAGE):
        url = site.absolute(reading.value, base)
        if url and not _is_mark(url):
            yield Reading(Image(url, alt.content if alt else None), reading.source, reading.place, reading.raw)


def _is_mark(url: str) -> bool:
    """Whether the name of a picture's file says that it is the logo of the site."""
    return _MARK_OF_SITE.search(url.partition("?")[0].rpartition("/")[2]) is not None


def keywords(page: Context, places: Places, brands: tuple[str, ...]) -> Iterator[Reading[tuple[str, ...]]]:
    """The topics of the article: in its data, then as tags that the page prints, then for search engines."""
    for node in page.described:
        values = [jsonld.text(value) or "" for value in jsonld.as_list(node.get("keywords"))]
        # A site that gives nothing but its own name has no topic to give.
        if {squash_name(value) for value in values} <= set(map(squash_name, brands)):
            continue
        yield from _topics(values, "json-ld", selector(node, "keywords"))
    for name in _TAGS:
        if name == "news_keywords":
            yield from _printed_tags(places)
            yield from _printed_keywords(page)
        found = page.head.metas.get(name)
        if found:
            yield from _topics([value.content for value in found], "meta", found[0].selector)


def _topics(values: list[str], source: str, place: Place) -> Iterator[Reading[tuple[str, ...]]]:
    fields = list(filter(_SYSTEM_FIELD.match, values))
    kept = [value for value in values if value not in fields] if len(fields) > 1 else values
    parts = (part.strip() for value in kept for part in re.split(r"[,;|]", value))
    named = (part for part in parts if 1 < len(part) <= _LONGEST_KEYWORD and not _SYSTEM_NAME.match(part))
    topics = tuple(dict.fromkeys(named))[:_MOST_KEYWORDS]
    if topics:
        yield Reading(topics, source, place, "; ".join(values))


def _printed_tags(places: Places) -> Iterator[Reading[tuple[str, ...]]]:
    blocks = [
        block
        for block in places.boxed(Trait.TAGS)
        if block.anchors and block.link_chars == block.chars and not places.traits(block) & SUSPECT
    ]
    if blocks:
        topics = dict.fromkeys(anchor.text.lstrip("#") for block in blocks for anchor in block.anchors)
        kept = tuple(topic for topic in topics if 1 < len(topic) <= _LONGEST_KEYWORD)[:_MOST_KEYWORDS]
        if kept:
            yield Reading(kept, "text", blocks[0].element, "; ".join(block.text for block in blocks))


def _printed_keywords(page: Context) -> Iterator[Reading[tuple[str, ...]]]:
    """`Keywords: sleep, rest` as journals print them."""
    for block in page.layout.blocks:
        label = _PRINTED_KEYWORDS.match(block.text)
        if label:
            yield from _topics([block.text[label.end() :]], "text", block.element)


def breadcrumbs(page: Context, places: Places) -> Iterator[Reading[tuple[Breadcrumb, ...]]]:
    """The way from the site's first page to this one."""
    for node in page.linked.of_type("BreadcrumbList"):
        entries = [page.linked.resolve(entry) for entry in jsonld.as_list(node.get("itemListElement"))]
        crumbs = tuple(crumb for entry in entries if (crumb := _crumb(page, entry)))[:_MOST_CRUMBS]
        if crumbs:
            raw = " > ".join(crumb.name for crumb in crumbs)
            yield Reading(crumbs, "json-ld", "BreadcrumbList.itemListElement", raw)
    yield from _printed_breadcrumbs(page, places)


def _crumb(page: Context, entry: jsonld.Json) -> Breadcrumb | None:
    if not isinstance(entry, dict):
        return None
    item = page.linked.resolve(entry.get("item"))
    of_item = item if isinstance(item, dict) else {}
    name = jsonld.text(entry.get("name")) or jsonld.text(of_item.get("name"))
    url = of_item.get("@id") or of_item.get("url") or (item if isinstance(item, str) else entry.get("url"))
    return Breadcrumb(name, site.absolute(url, page.document.base_url)) if name else None


def _printed_breadcrumbs(page: Context, places: Places) -> Iterator[Reading[tuple[Breadcrumb, ...]]]:
    blocks = places.boxed(Trait.BREADCRUMB)
    crumbs: dict[str, Breadcrumb] = {}
    for block in blocks:
        for anchor in block.anchors:
            name = anchor.text.strip(_CRUMB_EDGES)
            crumbs.setdefault(name, Breadcrumb(name, site.absolute(anchor.href, page.document.base_url)))
        rest = block.text.rpartition(block.anchors[-1].text)[2] if block.anchors else block.text
        name = rest.strip(_CRUMB_EDGES)
        # The page itself ends the way, without a link; what stands before the first link is a label.
        if name and crumbs:
            crumbs.setdefault(name, Breadcrumb(name))
            break
    crumbs.pop("", None)
    if crumbs and any(crumb.url for crumb in crumbs.values()):
        raw = " ".join(block.text for block in blocks)
        yield Reading(tuple(crumbs.values())[:_MOST_CRUMBS], "text", blocks[0].element, raw)


def free_access(page: Context) -> Iterator[Reading[bool]]:
    """Whether the whole article can be read without paying."""
    for node in page.described:
        value = node.get("isAccessibleForFree")
        is_free = value if isinstance(value, bool) else _FREE.get((jsonld.text(value) or "").rpartition("/")[2].lower())
        if is_free is not None:
            yield Reading(is_free, "json-ld", selector(node, "isAccessibleForFree"), str(value))
    for reading in in_order(page, (properties("isaccessibleforfree"), metas("article:content_tier"))):
        is_free = _FREE.get(reading.value.lower())
        if is_free is not None:
            yield Reading(is_free, reading.source, reading.place, reading.raw)


def schema_types(page: Context) -> tuple[str, ...]:
    """The types that the page gives itself, those of OpenGraph as `og:article`."""
    found = dict.fromkeys(name for node in page.linked.nodes for name in jsonld.types(node))
    of_graph = page.head.first("og:type")
    return (*found, f"og:{of_graph.content.casefold()}") if of_graph else tuple(found)
