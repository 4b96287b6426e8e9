"""Whether the whole article can be read without paying."""

from __future__ import annotations

from collections.abc import Iterator

from wellread.extractors.metadata.candidates import Candidate
from wellread.extractors.metadata.page_data import PageData
from wellread.extractors.metadata.sources import Source, format_json_ld_place
from wellread.extractors.metadata.structured.json_ld import to_text

# Values of schema.org's `isAccessibleForFree`, as pages write them, and of Facebook's
# `article:content_tier`.
_IS_FREE: dict[str, bool] = {
    "true": True,
    "free": True,
    "false": False,
    "locked": False,
    "metered": False,
    "no": False,
    "yes": True,
}


def to_is_free(_: PageData, value: str) -> bool | None:
    """Whether a value says that the article is free; None for what says nothing."""
    return _IS_FREE.get(value.lower())


def _read_json_ld(page: PageData) -> Iterator[Candidate[bool]]:
    for node in page.article_nodes:
        value = node.get("isAccessibleForFree")
        # `https://schema.org/True` is true as well.
        text = (to_text(value) or "").rpartition("/")[2]
        is_free = value if isinstance(value, bool) else to_is_free(page, text)
        if is_free is not None:
            yield Candidate(is_free, "json-ld", format_json_ld_place(node, "isAccessibleForFree"), str(value))


FROM_JSON_LD = Source("json-ld isAccessibleForFree", _read_json_ld)
