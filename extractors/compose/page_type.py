"""Whether a page is an article, a list of articles, or something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from extractors.article import PageType
from extractors.label import LabelledBlock
from extractors.metadata import Metadata
from extractors.segment import Kind

_ARTICLE_TYPES = re.compile(
    r"article|blogposting|newsarticle|report|recipe|review|howto|medicalwebpage|liveblog", re.IGNORECASE
)
_LISTING_TYPES = re.compile(r"collectionpage|searchresultspage|itemlist|blog|profilepage", re.IGNORECASE)
_LISTING_PATH = re.compile(
    r"/(?:category|categories|tag|tags|author|authors|kategorie|schlagwort|label)/[^/]+/?$|/page/\d+/?$"
    r"|/(?:search|archives?|tags|categories|authors|topics|blog|news|articles|posts|magazine|journal|stories)/?$",
    re.IGNORECASE,
)
_OTHER_PATH = re.compile(
    r"/(?:about|about-us|contact|contact-us|privacy|privacy-policy|terms|terms-of-(?:use|service)|imprint"
    r"|impressum|legal|careers|jobs|login|signin|signup|sign-up|register|cart|checkout|account|pricing|faq|sitemap"
    r"|cookie-policy|disclaimer|donate|subscribe|newsletter)/?$",
    re.IGNORECASE,
)
_LISTING_QUERY = re.compile(r"(?:^|[&_])(?:page|paged|s|q|search)=", re.IGNORECASE)
# Visible characters of kept text: forty words or so make a short post, three hundred an article without further proof.
_SHORT, _LONG = 200, 700


def page_type(labelled: Sequence[LabelledBlock], metadata: Metadata, url: str | None) -> PageType:
    """By what the page calls itself, by its address, and by how much running text stands beside its links."""
    blocks = [item.block for item in labelled if item.verdict.kept]
    kept, linked = sum(block.chars for block in blocks), sum(block.link_chars for block in blocks)
    types = " ".join(metadata.schema_types)
    says_article = _ARTICLE_TYPES.search(types) is not None
    says_listing = _LISTING_TYPES.fullmatch(types) is not None
    parts = urlsplit(url or "")
    if _OTHER_PATH.search(parts.path) and not says_article:
        return PageType.OTHER
    is_list_address = bool(_LISTING_PATH.search(parts.path) or _LISTING_QUERY.search(parts.query))
    is_home = bool(parts.hostname) and parts.path in ("", "/") and not parts.query
    if (is_list_address or is_home or says_listing) and not (says_article and kept > _LONG):
        return PageType.LISTING
    if kept < _SHORT or linked * 2 > kept:
        return PageType.LISTING if _cards(labelled) >= 3 else PageType.OTHER
    if says_article or metadata.date_published or metadata.authors:
        return PageType.ARTICLE
    if kept >= _LONG and metadata.headline:
        return PageType.ARTICLE
    return PageType.LISTING if _cards(labelled) >= 3 else PageType.OTHER


def _cards(labelled: Sequence[LabelledBlock]) -> int:
    """Headings that are links: the mark of a list of articles."""
    return sum(
        item.block.kind is Kind.HEADING and item.block.chars > 15 and item.block.link_chars == item.block.chars
        for item in labelled
    )
