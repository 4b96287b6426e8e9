"""The way from the site's first page to the article."""

from __future__ import annotations

from collections.abc import Iterator

from wellread.extractors.article import Breadcrumb
from wellread.extractors.metadata.candidates import Candidate
from wellread.extractors.metadata.evidence import Evidence
from wellread.extractors.metadata.fields.declared_urls import to_http_url, to_page_url
from wellread.extractors.metadata.page_data import PageData
from wellread.extractors.metadata.sources import Source
from wellread.extractors.metadata.structured.json_ld import Json, to_list, to_text
from wellread.extractors.vocabulary import Trait

Breadcrumbs = tuple[Breadcrumb, ...]

MAX_BREADCRUMBS = 12
_EDGES = " \t\n/›»>|→·"


def _read_json_ld(page: PageData) -> Iterator[Candidate[Breadcrumbs]]:
    for node in page.json_ld.nodes_of_type("BreadcrumbList"):
        entries = (page.json_ld.resolve(entry) for entry in to_list(node.get("itemListElement")))
        crumbs = tuple(filter(None, (_to_breadcrumb(page, entry) for entry in entries)))[:MAX_BREADCRUMBS]
        if crumbs:
            raw = " > ".join(crumb.name for crumb in crumbs)
            yield Candidate(crumbs, "json-ld", "BreadcrumbList.itemListElement", raw)


def _to_breadcrumb(page: PageData, entry: Json) -> Breadcrumb | None:
    if not isinstance(entry, dict):
        return None
    item = page.json_ld.resolve(entry.get("item"))
    of_item = item if isinstance(item, dict) else {}
    name = to_text(entry.get("name")) or to_text(of_item.get("name"))
    url = of_item.get("@id") or of_item.get("url") or (item if isinstance(item, str) else entry.get("url"))
    return Breadcrumb(name, to_http_url(url, page.document.base_url)) if name else None


def _read_print(page: Evidence) -> Iterator[Candidate[Breadcrumbs]]:
    """The links in boxes for breadcrumbs, and what stands behind the last of them."""
    blocks = page.surroundings.blocks_inside(Trait.BREADCRUMB)
    crumbs: dict[str, Breadcrumb] = {}
    for block in blocks:
        for anchor in block.anchors:
            name = anchor.text.strip(_EDGES)
            crumbs.setdefault(name, Breadcrumb(name, to_page_url(page, anchor.href)))
        rest = block.text.rpartition(block.anchors[-1].text)[2] if block.anchors else block.text
        name = rest.strip(_EDGES)
        # The page itself ends the way, without a link; what stands before the first link is a
        # label.
        if name and crumbs:
            crumbs.setdefault(name, Breadcrumb(name))
            break
    crumbs.pop("", None)
    if crumbs and any(crumb.url for crumb in crumbs.values()):
        raw = " ".join(block.text for block in blocks)
        yield Candidate(tuple(crumbs.values())[:MAX_BREADCRUMBS], "text", blocks[0].element, raw)


FROM_JSON_LD = Source("json-ld BreadcrumbList", _read_json_ld)
FROM_PRINT = Source("breadcrumb links", _read_print)
