"""What a page is: an article, a list, or something else."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import SplitResult, urlsplit

from wellread.extractors.article import PageType
from wellread.extractors.compose.page_features import find_cards, read_features
from wellread.extractors.compose.page_type_classifier import classify_features
from wellread.extractors.page import LabelledPage
from wellread.extractors.segment import MAX_TEXT_LINK_DENSITY, BlockIndex, BlockKind

# Types of schema.org that only articles have, besides all whose names end in "article".
_ARTICLE_TYPES = frozenset(
    "blogposting liveblogposting report recipe howto medicalwebpage qapage podcastepisode discussionforumposting"
    " socialmediaposting claimreview analysisnewsarticle".split()
)
_THREAD_TYPES = frozenset(("qapage", "discussionforumposting", "socialmediaposting"))
_LISTING_TYPES = frozenset(("collectionpage", "searchresultspage", "itemlist", "blog", "profilepage"))
_PRODUCT_TYPES = frozenset(("product", "productgroup", "og:product", "og:product.item"))
_TYPES_OF_OTHER_PAGES = frozenset("aboutpage contactpage jobposting checkoutpage".split())
_LISTING_PATH = re.compile(
    r"/(?:category|categories|tag|tags|author|authors|kategorie|schlagwort|label)/[^/]+/?$"
    r"|/page/\d+/?$"
    r"|/(?:search|archives?|tags|categories|authors|topics|blog|news|articles|posts|magazine"
    r"|journal|stories)/?$",
    re.IGNORECASE,
)
_HOME_PATH = re.compile(r"/?(?:[a-z]{2}(?:-[a-z]{2})?/?)?", re.IGNORECASE)
_OTHER_PATH = re.compile(
    r"/(?:about|about-us|contact|contact-us|privacy|privacy-policy|terms|terms-of-(?:use|service)"
    r"|imprint|impressum|legal|careers|jobs|login|signin|signup|sign-up|register|cart|checkout"
    r"|account|pricing|faq|sitemap|cookie-policy|disclaimer|donate|subscribe|newsletter)/?$",
    re.IGNORECASE,
)
_OTHER_HEADLINE = re.compile(
    r"(?:about|contact)(?: us| me)?|get in touch|our (?:story|team|mission)|privacy policy"
    r"|terms (?:of|and|&) \w+|(?:über|ueber) (?:uns|mich)|kontakt|impressum"
    r"|datenschutz(?:erklärung)?|à propos|contacto|mentions légales",
    re.IGNORECASE,
)
_NOT_FOUND = re.compile(
    r"(?:error )?404(?: error)?(?:\s*[-–—:|].*)?"
    r"|(?:oops\W*)?(?:the |that |this )?page"
    r" (?:(?:was|is|could|can)(?: ?not|n?['’]t) (?:be )?)?(?:not )?found"
    r"|not found|seite nicht gefunden|page (?:introuvable|non trouvée)|página no encontrada"
    r"|pagina non trovata",
    re.IGNORECASE,
)
# What a site shows clients without cookies or scripts: the means, and that they are to be turned on.
_MEANS = re.compile(r"cookie|kuki|java ?script|куки|クッキー|쿠키|자바스크립트|ジャバスクリプト", re.IGNORECASE)
_TURN_ON = re.compile(
    r"\b(?:enable|(?:turn|switch)(?:ed)? (?:it |them )?on|allow|accept|disabled|turned off|blocked|requires?)\b"
    r"|aktivier|einschalt|erlaub|zulassen|akzeptier|deaktivier"
    r"|\bactiv|désactiv|autoris|accept|habilit|desactivad|permit|\bativ|desativ|abilit|attiv|consent"
    r"|inschakel|toestaan|uitgeschakeld|aktiver|tillåt|tillad|tillat|slå (?:på|til)|włącz|obsług|povol|zapn|engedélyez"
    r"|etkinleştir|включ|разреш|увімк|有効|許可|启用|啟用|允许|開啟|허용|사용",
    re.IGNORECASE,
)
_CLIENT = re.compile(
    r"browser|java ?script|navigat(?:eur|ore)|navegador|webbläsare|nettleser|selain|prohlížeč|prehliadač|przeglądar"
    r"|böngésző|tarayıcı|браузер|ブラウザ|浏览器|瀏覽器|브라우저|\b(?:this|our) (?:web ?)?(?:site|page)\b",
    re.IGNORECASE,
)
_MAX_STRANGERS_CHARS = 1500
_LISTING_QUERY = re.compile(r"(?:^|[&_])(?:page|paged|s|q|search)=", re.IGNORECASE)
# How many visible characters of kept text make an article: few where the page says so by its type, more with a date or
# an author, more with the type that many systems give to every page, and a hundred words without any proof.
_MIN_TYPED_CHARS, _MIN_SIGNED_CHARS, _MIN_OPEN_GRAPH_CHARS, _MIN_UNPROVEN_CHARS = 20, 60, 90, 500
_MIN_CARDS = 3
_MIN_CARDS_SHARE = 0.5
# A title and a few lines of text.
_MAX_CARD_CHARS = 400


def classify_page(page: LabelledPage) -> PageType:
    """By what the page calls itself, by its URL and its text; where these leave it open, by all that it shows."""
    return classify_by_rules(page) or classify_features(read_features(page))


def classify_by_rules(page: LabelledPage) -> PageType | None:
    """The type of a page that says itself what it is, or has too little text for an article; None for others."""
    types = frozenset(name.lower() for name in page.metadata.schema_types)
    is_typed = not types.isdisjoint(_ARTICLE_TYPES) or any(
        name.endswith("article") and name != "og:article" for name in types
    )
    kept_chars = sum([block.chars for block in page.kept_blocks])
    parts = urlsplit(page.url or "")
    is_other = _is_other(parts, page.metadata.headline or "", types, is_typed=is_typed)
    if is_other or _is_for_strangers(page, kept_chars):
        return PageType.OTHER
    if not is_typed and not types.isdisjoint(_PRODUCT_TYPES):
        return PageType.PRODUCT
    is_listing = _is_listing_url(parts) or (bool(types) and types <= _LISTING_TYPES)
    if is_listing and not (is_typed and kept_chars > _MIN_UNPROVEN_CHARS):
        return PageType.LISTING
    cards = find_cards(page)
    is_full = is_typed and (kept_chars >= _MIN_TYPED_CHARS or _has_kept_media(page))
    is_open_graph = "og:article" in types
    has_text = is_full or _has_article_text(page, kept_chars, is_open_graph=is_open_graph)
    if _is_made_of_cards(page, cards) or not has_text:
        if len(cards) < _MIN_CARDS:
            return PageType.OTHER
        # Cards below an article may be all that is left of it; who wrote it, and when, is said of no list.
        is_signed = is_open_graph and bool(page.metadata.date_published and page.metadata.authors)
        return None if is_signed else PageType.LISTING
    # The fewer words, the less they show: what is short is believed if its type says so, or little else is there.
    is_believed = is_typed and types.isdisjoint(_THREAD_TYPES)
    is_alone = 2 * kept_chars >= sum(block.chars for block in page.layout.blocks)
    return PageType.ARTICLE if kept_chars < _MIN_UNPROVEN_CHARS and (is_believed or is_alone) else None


def _is_for_strangers(page: LabelledPage, kept_chars: int) -> bool:
    """Whether a page says nothing but that it needs cookies or scripts, whatever its frame says that it is."""
    if kept_chars > _MAX_STRANGERS_CHARS:
        return False
    texts = [block.text for block in page.kept_blocks if block.kind is not BlockKind.HEADING]
    about_means = sum(len(text) for text in texts if _MEANS.search(text))
    return 2 * about_means > sum(map(len, texts)) and any(map(_needs_means, texts))


def _needs_means(text: str) -> bool:
    # Cookies are baked as well.
    return all(pattern.search(text) for pattern in (_MEANS, _TURN_ON, _CLIENT))


def _is_other(parts: SplitResult, headline: str, types: frozenset[str], *, is_typed: bool) -> bool:
    """Whether a page says that it is no article: that it is missing, or about the site."""
    if _NOT_FOUND.fullmatch(headline.strip(" .!")):
        return True
    if is_typed:
        return False
    is_about_site = _OTHER_PATH.search(parts.path) or _OTHER_HEADLINE.fullmatch(headline.strip(" .!"))
    return is_about_site is not None or not types.isdisjoint(_TYPES_OF_OTHER_PAGES)


def _is_listing_url(parts: SplitResult) -> bool:
    """Whether a URL is that of a home page, or has the path or the query of a list."""
    is_home = bool(parts.hostname) and _HOME_PATH.fullmatch(parts.path) is not None and not parts.query
    return is_home or bool(_LISTING_PATH.search(parts.path) or _LISTING_QUERY.search(parts.query))


def _has_article_text(page: LabelledPage, kept_chars: int, *, is_open_graph: bool) -> bool:
    """Whether what is kept is running text, and enough of it for what the page says of itself."""
    metadata = page.metadata
    link_chars = sum([block.link_chars for block in page.kept_blocks])
    link_density = link_chars / kept_chars if kept_chars else 0.0
    if link_density > MAX_TEXT_LINK_DENSITY or not (metadata.headline or metadata.date_published or metadata.authors):
        return False
    is_signed = metadata.date_published or metadata.authors
    return kept_chars >= (
        _MIN_SIGNED_CHARS if is_signed else _MIN_OPEN_GRAPH_CHARS if is_open_graph else _MIN_UNPROVEN_CHARS
    )


def _has_kept_media(page: LabelledPage) -> bool:
    return any(block.kind in (BlockKind.IMAGE, BlockKind.VIDEO) for block in page.kept_blocks)


def _is_made_of_cards(page: LabelledPage, cards: frozenset[BlockIndex]) -> bool:
    """Whether most of what is kept are cards: a title that links to another page, and a line or two below it."""
    if len(cards) < _MIN_CARDS:
        return False
    heading, chars_below = -1, Counter[int]()
    for item in page.blocks:
        if item.block.kind is BlockKind.HEADING:
            heading = item.block.index
        if item.label.is_kept and item.block.chars:
            chars_below[heading] += item.block.chars
    short = [chars for heading, chars in chars_below.items() if heading in cards and chars <= _MAX_CARD_CHARS]
    return len(short) >= _MIN_CARDS and sum(short) / chars_below.total() > _MIN_CARDS_SHARE
