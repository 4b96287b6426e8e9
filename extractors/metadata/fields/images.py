"""The article's own picture, as its data names it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wellread.extractors.article import Image
from wellread.extractors.metadata.candidates import Candidate
from wellread.extractors.metadata.fields.declared_urls import to_http_url
from wellread.extractors.metadata.page_data import PageData
from wellread.extractors.metadata.sources import Source, format_json_ld_place
from wellread.extractors.metadata.structured.json_ld import Json, to_list, to_text

# Names of the files of pictures that are the site's.
_SITE_PICTURE = re.compile(
    r"(?:^|[-_.])(?:logo|favicon|placeholder)(?:[-_.\d]|$)|(?:card|default)[-_]share", re.IGNORECASE
)


def to_image(page: PageData, url: str) -> Image | None:
    """The picture at a URL, with the alternative text of Open Graph; None for a logo."""
    absolute = _to_picture_url(page, url)
    alt = page.elements.first_meta("og:image:alt")
    return Image(absolute, alt.content if alt else None) if absolute else None


def _read_json_ld(page: PageData) -> Iterator[Candidate[Image]]:
    """`image` of the article: a URL or an ImageObject, or a list of them."""
    for node in page.article_nodes:
        for value in to_list(node.get("image")):
            target = page.json_ld.resolve(value)
            raw = (target.get("url") or target.get("contentUrl")) if isinstance(target, dict) else target
            url = _to_picture_url(page, raw)
            if url:
                caption = to_text(target.get("caption")) if isinstance(target, dict) else None
                yield Candidate(Image(url, None, caption), "json-ld", format_json_ld_place(node, "image"), str(raw))


def _to_picture_url(page: PageData, value: Json) -> str | None:
    url = to_http_url(value, page.document.base_url)
    file_name = url.partition("?")[0].rpartition("/")[2] if url else ""
    return None if _SITE_PICTURE.search(file_name) else url


FROM_JSON_LD = Source("json-ld image", _read_json_ld)
