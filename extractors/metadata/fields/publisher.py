"""The publisher of a page: who its data names, or a name of the site that the host bears out."""

from __future__ import annotations

from collections.abc import Iterator

from wellread.extractors.article import Publisher
from wellread.extractors.metadata.candidates import Candidate
from wellread.extractors.metadata.evidence import Evidence
from wellread.extractors.metadata.fields.declared_urls import to_http_url
from wellread.extractors.metadata.name_key import make_name_key
from wellread.extractors.metadata.page_data import PageData
from wellread.extractors.metadata.sources import Source
from wellread.extractors.metadata.structured.json_ld import Json, to_list, to_text
from wellread.extractors.metadata.titles.brands import MAX_BRAND_CHARS, SITE_TYPES, TITLE_SEPARATOR, list_host_keys


def to_publisher(page: PageData, name: str) -> Publisher | None:
    """The publisher with a name, without its slogan.

    Of `Calm Days | Meals for everybody` it is the part that the host bears. None for a text that is
    too long for a name.
    """
    if len(name) > MAX_BRAND_CHARS:
        return None
    keys = list_host_keys(page)
    return Publisher(next((part for part in TITLE_SEPARATOR.split(name) if make_name_key(part) in keys), name))


def _read_publisher_of_article(page: PageData) -> Iterator[Candidate[Publisher]]:
    for node in page.article_nodes:
        yield from _read_node(page, page.json_ld.resolve(next(iter(to_list(node.get("publisher"))), None)))


def _read_site(page: PageData) -> Iterator[Candidate[Publisher]]:
    for node in page.json_ld.nodes_of_type(*SITE_TYPES):
        yield from _read_node(page, node)


def _read_node(page: PageData, value: Json) -> Iterator[Candidate[Publisher]]:
    name, base_url = to_text(value), page.document.base_url
    if not name or name.startswith(("http:", "https:")):
        return
    publisher = Publisher(name)
    if isinstance(value, dict):
        logo = value.get("logo")
        picture = logo.get("url") or logo.get("contentUrl") if isinstance(logo, dict) else logo
        publisher = Publisher(name, to_http_url(value.get("url"), base_url), to_http_url(picture, base_url))
    yield Candidate(publisher, "json-ld", "publisher", name)


def _read_host(page: Evidence) -> Iterator[Candidate[Publisher]]:
    keys = list_host_keys(page)
    for name in page.brands:
        if make_name_key(name) in keys:
            yield Candidate(Publisher(name), "text", None, name)


FROM_ARTICLE_NODES = Source("json-ld publisher", _read_publisher_of_article)
FROM_SITE_NODES = Source("json-ld site", _read_site)
FROM_HOST = Source("brand in host", _read_host)
