"""What a page and its response say of the use of the text: every statement as found, none of them judged."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wellread.extractors.article import RightsStatement
from wellread.extractors.metadata.page_data import PageData
from wellread.extractors.metadata.sources import classify_meta_source, format_json_ld_place
from wellread.extractors.metadata.structured.element_texts import join_texts
from wellread.extractors.metadata.structured.json_ld import Json, to_list, to_text
from wellread.extractors.rights import (
    LICENSE,
    TDM_POLICY,
    TDM_RESERVATION,
    make_statement,
    merge_statements,
    read_headers,
    read_robots,
)
from wellread.extractors.urls import join_url

# Meta elements for all crawlers. Those for one are called as the crawler is.
_ROBOTS = frozenset({"robots", "x-robots-tag"})
_CRAWLER = re.compile(r"[\w-]*(?:bot|spider|crawler|slurp|-extended|-ai)(?:-[a-z]+)?")
# Meta elements that say it in words, or name a licence.
_TERMS_OF_METAS = {
    TDM_RESERVATION: TDM_RESERVATION,
    TDM_POLICY: TDM_POLICY,
    "dcterms.license": LICENSE,
    "dc.rights.license": LICENSE,
    LICENSE: LICENSE,
    "dcterms.rights": "rights",
    "dc.rights": "rights",
    "copyright": "rights",
    "rights": "rights",
}


def read_rights(page: PageData) -> tuple[RightsStatement, ...]:
    """The statements in headers, meta elements, links and data of a page, each once."""
    headers = read_headers(page.document.page.headers)
    data = (*_read_json_ld(page), *_read_items(page))
    return merge_statements([*headers, *_read_metas(page), *_read_links(page), *data])


def _read_metas(page: PageData) -> Iterator[RightsStatement]:
    for name, values in page.elements.metas.items():
        term, is_for_all = _TERMS_OF_METAS.get(name), name in _ROBOTS
        for found in values:
            if term:
                source = classify_meta_source(name)
                value = None if term in {TDM_RESERVATION, TDM_POLICY} else found.content
                yield make_statement(term, source, found.content, value=value, selector=found.selector)
            elif is_for_all or _CRAWLER.fullmatch(name):
                agent = None if is_for_all else name
                yield from read_robots(found.content, "meta", found.selector, agent, names_agents=is_for_all)


def _read_links(page: PageData) -> Iterator[RightsStatement]:
    """Links and anchors with the relation `license` (RFC 4946, HTML 4.6.7.7)."""
    for element in page.document.root.iter("link", "a", "area"):
        href = element.get("href")
        if not href or LICENSE not in (element.get("rel") or "").lower().split():
            continue
        url = join_url(href.strip(), page.document.base_url)
        yield make_statement(LICENSE, "link", href, value=url or href.strip(), selector=page.document.paths.of(element))


def _read_json_ld(page: PageData) -> Iterator[RightsStatement]:
    for node in page.article_nodes:
        for key, term in ((LICENSE, LICENSE), ("usageInfo", "usage-info"), ("copyrightNotice", "rights")):
            for entry in to_list(node.get(key)):
                if text := _name_work(page, entry):
                    yield make_statement(term, "json-ld", text, value=text, selector=format_json_ld_place(node, key))


def _name_work(page: PageData, value: Json) -> str | None:
    """The URL or the text of a licence; one that is a work of its own is named by its URL."""
    work = page.json_ld.resolve(value)
    if isinstance(work, dict):
        return next(filter(None, (to_text(work.get(key)) for key in ("url", "@id", "name"))), None)
    return to_text(value)


def _read_items(page: PageData) -> Iterator[RightsStatement]:
    for prop in page.properties:
        element = prop.element
        if prop.name != LICENSE or LICENSE in (element.get("rel") or "").lower().split():
            continue
        found = element.get("href") or element.get("content") or join_texts(element)
        if found and not found.isspace():
            value = join_url(found.strip(), page.document.base_url) if element.get("href") else found.strip()
            yield make_statement(LICENSE, prop.source, found, value=value, selector=page.document.paths.of(element))
