"""Whether a page is an article, a list of articles, or something else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from urllib.parse import SplitResult, urljoin, urlsplit

from wellread.extractors.article import PageType
from wellread.extractors.label import LabelledBlock
from wellread.extractors.metadata import Metadata
from wellread.extractors.segment import Kind

# Types of schema.org that only articles have, besides all whose names end in "article".
_ARTICLE_TYPES = frozenset(
    "blogposting liveblogposting report recipe howto medicalwebpage qapage podcastepisode discussionforumposting"
    " socialmediaposting claimreview analysisnewsarticle".split()
)
_LISTING_TYPES = frozenset(("collectionpage", "searchresultspage", "itemlist", "blog", "profilepage"))
_OTHER_TYPES = frozenset("product service aboutpage contactpage og:product jobposting checkoutpage".split())
_LISTING_PATH = re.compile(
    r"/(?:category|categories|tag|tags|author|authors|kategorie|schlagwort|label)/[^/]+/?$|/page/\d+/?$"
    r"|/(?:search|archives?|tags|categories|authors|topics|blog|news|articles|posts|magazine|journal|stories)/?$",
    re.IGNORECASE,
)
_HOME_PATH = re.compile(r"/?(?:[a-z]{2}(?:-[a-z]{2})?/?)?", re.IGNORECASE)
_OTHER_PATH = re.compile(
    r"/(?:about|about-us|contact|contact-us|privacy|privacy-policy|terms|terms-of-(?:use|service)|imprint"
    r"|impressum|legal|careers|jobs|login|signin|signup|sign-up|register|cart|checkout|account|pricing|faq|sitemap"
    r"|cookie-policy|disclaimer|donate|subscribe|newsletter)/?$",
    re.IGNORECASE,
)
_OTHER_HEADLINE = re.compile(
    r"(?:about|contact)(?: us| me)?|get in touch|our (?:story|team|mission)|privacy policy|terms (?:of|and|&) \w+"
    r"|(?:über|ueber) (?:uns|mich)|kontakt|impressum|datenschutz(?:erklärung)?|à propos|contacto|mentions légales",
    re.IGNORECASE,
)
_NOT_FOUND = re.compile(
    r"(?:error )?404(?: error)?(?:\s*[-–—:|].*)?"
    r"|(?:oops\W*)?(?:the |that |this )?page (?:(?:was|is|could|can)(?: ?not|n?['’]t) (?:be )?)?(?:not )?found"
    r"|not found|seite nicht gefunden|page (?:introuvable|non trouvée)|página no encontrada|pagina non trovata",
    re.IGNORECASE,
)
_LISTING_QUERY = re.compile(r"(?:^|[&_])(?:page|paged|s|q|search)=", re.IGNORECASE)
# Visible characters of kept text: a short text is an article where the page says so, by its type (anything at all), by
# a date or an author, or by the type that many systems give to every page; a hundred words are one without any proof.
_SAID, _SIGNED, _LABELLED, _LONG = 20, 60, 90, 500
_FEWEST_CARDS = 3
_SHORTEST_TITLE = 5
# A title and a few lines of text, in characters.
_LONGEST_CARD = 400


def page_type(labelled: Sequence[LabelledBlock], metadata: Metadata, url: str | None) -> PageType:
    """By what the page calls itself, by its address, and by how much running text stands beside its links."""
    types = frozenset(name.lower() for name in metadata.schema_types)
    says_article = not types.isdisjoint(_ARTICLE_TYPES) or any(
        name.endswith("article") and name != "og:article" for name in types
    )
    kept = sum(item.block.chars for item in labelled if item.label.is_kept)
    parts = urlsplit(url or "")
    if _is_other(parts, metadata.headline or "", types, says_article=says_article):
        return PageType.OTHER
    is_listing = _is_list_address(parts) or (bool(types) and types <= _LISTING_TYPES)
    if is_listing and not (says_article and kept > _LONG):
        return PageType.LISTING
    if _is_made_of_cards(labelled, url):
        return PageType.LISTING
    if says_article and (kept >= _SAID or _has_pictures(labelled)):
        return PageType.ARTICLE
    if _is_text(labelled, kept, metadata, is_labelled="og:article" in types):
        return PageType.ARTICLE
    return PageType.LISTING if len(_cards(labelled, url)) >= _FEWEST_CARDS else PageType.OTHER


def _is_other(parts: SplitResult, headline: str, types: frozenset[str], *, says_article: bool) -> bool:
    """Whether a page says that it is no article: that it is missing, or about the site, or sells something."""
    if _NOT_FOUND.fullmatch(headline.strip(" .!")):
        return True
    if says_article:
        return False
    is_about_site = _OTHER_PATH.search(parts.path) or _OTHER_HEADLINE.fullmatch(headline.strip(" .!"))
    return is_about_site is not None or not types.isdisjoint(_OTHER_TYPES)


def _is_list_address(parts: SplitResult) -> bool:
    is_home = bool(parts.hostname) and _HOME_PATH.fullmatch(parts.path) is not None and not parts.query
    return is_home or bool(_LISTING_PATH.search(parts.path) or _LISTING_QUERY.search(parts.query))


def _is_text(labelled: Sequence[LabelledBlock], kept: int, metadata: Metadata, *, is_labelled: bool) -> bool:
    """Whether what is kept is running text, and enough of it for what the page says of itself."""
    linked = sum(item.block.link_chars for item in labelled if item.label.is_kept)
    if linked * 2 > kept or not (metadata.headline or metadata.date_published or metadata.authors):
        return False
    least = _SIGNED if metadata.date_published or metadata.authors else _LABELLED if is_labelled else _LONG
    return kept >= least


def _has_pictures(labelled: Sequence[LabelledBlock]) -> bool:
    return any(item.label.is_kept and item.block.kind in (Kind.IMAGE, Kind.VIDEO) for item in labelled)


def _is_made_of_cards(labelled: Sequence[LabelledBlock], url: str | None) -> bool:
    """Whether most of what is kept are headings that lead to other pages of the site, and a line or two below each."""
    cards = _cards(labelled, url)
    if len(cards) < _FEWEST_CARDS:
        return False
    heading, below = -1, Counter[int]()
    for item in labelled:
        if item.block.kind is Kind.HEADING:
            heading = item.block.index
        if item.label.is_kept and item.block.chars:
            below[heading] += item.block.chars
    short = [chars for heading, chars in below.items() if heading in cards and chars <= _LONGEST_CARD]
    return len(short) >= _FEWEST_CARDS and 2 * sum(short) > below.total()


def _cards(labelled: Sequence[LabelledBlock], url: str | None) -> frozenset[int]:
    """The headings that are links to other pages of the same site: the mark of a list of articles."""
    return frozenset(
        item.block.index
        for item in labelled
        if item.block.kind is Kind.HEADING
        and item.block.chars > _SHORTEST_TITLE
        and item.block.link_chars == item.block.chars
        and item.block.anchors
        and _is_other_page(item.block.anchors[0].href, url or "")
    )


def _is_other_page(href: str, url: str) -> bool:
    """Whether a link leads from an address to another page of its host."""
    try:
        here, there = urlsplit(url), urlsplit(urljoin(url, href))
    except ValueError:
        return False
    return there.hostname == here.hostname and (there.path, there.query) != (here.path, here.query)
