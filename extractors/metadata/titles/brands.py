"""The names of the site that a page is on, as the page itself gives them: its brands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from wellread.extractors.metadata.name_key import is_name_of, make_name_key
from wellread.extractors.metadata.page_data import PageData
from wellread.extractors.metadata.structured.json_ld import to_list, to_text
from wellread.extractors.segment import Block, BlockKind
from wellread.extractors.urls import without_www

# Where pages name their site in meta elements: Open Graph, the HTML Standard, Apple, Dublin Core,
# Google Scholar.
SITE_NAME_METAS = (
    "og:site_name",
    "application-name",
    "apple-mobile-web-app-title",
    "dc.publisher",
    "citation_publisher",
)
# Types of schema.org for a site or the organization behind it.
SITE_TYPES = (
    "WebSite",
    "Organization",
    "NewsMediaOrganization",
    "LocalBusiness",
    "Corporation",
    "MedicalOrganization",
    "MedicalBusiness",
    "Blog",
)
# What divides titles from the names of sites.
TITLE_SEPARATOR = re.compile(r"\s{1,9}[|\-–—·•»«<>:/\\~]+\s+|\s{0,9}[|｜]\s*|\s::\s|:\s|(?<=[^\W_])_(?=[^\W_])")
# Bars divide titles from sites, and hardly ever parts of a title.
_BARS = re.compile(r"[|｜»<_]")
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s{0,3}(?:©|\(c\)|copyright)?\s{0,3}(?:(?:19|20)\d\d)?(?:\s?[-–—/,]\s?(?:(?:19"
    r"|20)?\d\d))?[\s,]{0,3}"
    r"(?:by\s)?([^|.,•·©\n\d]{2,50})",
    re.IGNORECASE,
)
_FURTHER_NAME = re.compile(r",\s(?!inc\b|llc\b|ltd\b|all\b|gmbh\b)[^\W\d]{2,}\s[^\W\d]", re.IGNORECASE)
_RIGHTS = re.compile(
    r"\s*(?:all rights reserved|alle rechte|tous droits|todos los derechos|tutti i diritti).*|\s*[-–—:].*",
    re.IGNORECASE,
)
_LOGO = re.compile(
    r"^(?:logo\s(?:of\s)?)|[\s\-–|:]{0,9}(?:logo|home|homepage|home page|brand mark)\b.*$", re.IGNORECASE
)
# The URL of a copy in an archive ends in that of the page.
_ARCHIVED_URL = re.compile(r"https?://[^/]+/.*?/(https?://.+)")
MAX_BRAND_CHARS, MAX_BRAND_WORDS = 60, 5
# Fewer characters of a name, or of a host, are a word like any other.
MIN_BRAND_PART_CHARS = 4
MAX_COPYRIGHT_CHARS = 300
# A site names itself in so many blocks at the start of a page, and at its end.
MAX_HEADER_BLOCKS, MAX_FOOTER_BLOCKS = 15, 40


def find_brands(page: PageData) -> tuple[str, ...]:
    """The names of the site, each once and the plainest evidence first."""
    found: dict[str, str] = {}
    for raw in _list_names(page):
        name = raw.strip(" .,-–—|™®")
        if 1 < len(name) <= MAX_BRAND_CHARS and any(map(str.isalpha, name)):
            found.setdefault(make_name_key(name), name)
    return tuple(found.values())


def add_brand_of_title(brands: tuple[str, ...], page_title: str | None, headline: str | None) -> tuple[str, ...]:
    """The names of the site, and what is set off from the headline in the title of the page."""
    name = _find_brand_in_title(page_title, headline) if page_title and headline else None
    return (*brands, name) if name and not is_name_of(name, brands) else brands


def list_host_keys(page: PageData) -> frozenset[str]:
    """The parts of the page's host that can be a name, as `make_name_key` makes them.

    `www.some-site.co.uk` has `somesite`, and `somesitecouk`.
    """
    try:
        host = urlsplit(_original_url(page.url or "")).hostname or ""
    except ValueError:
        return frozenset()
    parts = host.split(".")
    labels = {make_name_key(label) for label in parts[:-1]}
    endings = {make_name_key("".join(parts[start:])) for start in range(len(parts) - 1)}
    return frozenset(label for label in labels if len(label) >= MIN_BRAND_PART_CHARS) | endings


def strip_brands(title: str, keys: frozenset[str]) -> str:
    """A title without the parts at its ends that are names of the site.

    These are given as `make_name_key` makes them.
    """
    while True:
        cuts = [(match.start(), match.end()) for match in TITLE_SEPARATOR.finditer(title)]
        if not cuts:
            return title
        first, last = cuts[0], cuts[-1]
        ending, divider = title[last[1] :], title[last[0] : last[1]]
        is_part = ":" not in divider and _is_part_of_brand(ending, keys)
        is_longer = _BARS.search(divider) is not None and _begins_with_brand(ending, keys)
        if make_name_key(ending) in keys or is_part or is_longer:
            title = title[: last[0]]
        elif make_name_key(title[: first[0]]) in keys:
            title = title[first[1] :]
        else:
            return title


def leads_home(page: PageData, href: str) -> bool:
    """Whether a link leads to the first page of the site that the page is on."""
    if href in ("", "/", "./", "#"):
        return href not in ("", "#")
    try:
        parts = urlsplit(_original_url(href))
        own_host = urlsplit(_original_url(page.url or "")).hostname
    except ValueError:
        return False
    is_root = parts.path in ("", "/") and (not parts.query or parts.query.startswith(("lang", "locale")))
    host = without_www(parts.hostname)
    # `?lang=de` alone leads to the same page in another language.
    is_path = bool(host) or parts.path == "/"
    return is_root and is_path and (own_host is None or own_host.endswith(host))


def _original_url(url: str) -> str:
    """The URL of the page that an archive's copy is of; any other URL as it is."""
    match = _ARCHIVED_URL.match(url)
    return match[1] if match else url


def _is_part_of_brand(part: str, keys: frozenset[str]) -> bool:
    """Whether the end of a title is a part of the site's name: `Calm` where that is `calmdays`."""
    key = make_name_key(part)
    words = [make_name_key(word) for word in part.split()]
    is_part = len(key) >= MIN_BRAND_PART_CHARS and len(words) <= 2 and any(key in whole for whole in keys)
    return is_part or (len(words) > 1 and all(word in keys for word in words))


def _begins_with_brand(part: str, keys: frozenset[str]) -> bool:
    """`Calmdays e.V.`: a name of the site, and behind it what kind of body it is."""
    key = make_name_key(part)
    is_short = len(part.split()) <= MAX_BRAND_WORDS
    return is_short and any(len(whole) > MIN_BRAND_PART_CHARS and key.startswith(whole) for whole in keys)


def _find_brand_in_title(page_title: str, headline: str) -> str | None:
    """What a page's title has besides the headline, at either end: one part, set off and short."""
    for rest in (page_title.removeprefix(headline), page_title.removesuffix(headline)):
        match = TITLE_SEPARATOR.search(rest) if rest != page_title else None
        if match:
            name = rest[match.end() :] if match.start() == 0 else rest[: match.start()]
            if name and len(name.split()) <= MAX_BRAND_WORDS and not TITLE_SEPARATOR.search(name):
                return name.strip()
    return None


def _list_names(page: PageData) -> Iterator[str]:
    for name in SITE_NAME_METAS:
        found = page.elements.first_meta(name)
        if found:
            yield found.content
    for node in page.article_nodes:
        publisher = to_text(page.json_ld.resolve(next(iter(to_list(node.get("publisher"))), None)))
        if publisher and not publisher.startswith("http"):
            yield publisher
    for node in page.json_ld.nodes_of_type(*SITE_TYPES):
        yield from filter(None, (to_text(node.get("name")), to_text(node.get("alternateName"))))
    yield from _list_names_in_footer(page)
    yield from _list_names_of_logo(page)


def _list_names_in_footer(page: PageData) -> Iterator[str]:
    """The names behind the signs of copyright at the end of a page."""
    for block in page.layout.blocks[-MAX_FOOTER_BLOCKS:]:
        text = block.text
        if len(text) <= MAX_COPYRIGHT_CHARS and ("©" in text or "(c)" in text.lower() or "opyright" in text.lower()):
            match = _COPYRIGHT.search(text)
            # Several names behind the sign are those of people who wrote something.
            if match and not _FURTHER_NAME.match(text, match.end()):
                name = _RIGHTS.sub("", match[1]).strip()
                if len(name.split()) <= MAX_BRAND_WORDS and not name[:1].islower():
                    yield name


def _list_names_of_logo(page: PageData) -> Iterator[str]:
    """What links to the site's first page at the start of a page: a picture or a heading."""
    for block in page.layout.blocks[:MAX_HEADER_BLOCKS]:
        if block.kind is BlockKind.HEADING and block.link_chars == block.chars and _has_link_home(page, block):
            yield block.text
        if block.kind is BlockKind.IMAGE:
            alt = (block.element.get("alt") or "").strip()
            link = next(block.element.iterancestors("a"), None)
            is_linked_home = link is not None and leads_home(page, link.get("href", "").strip())
            if alt and len(alt.split()) <= MAX_BRAND_WORDS and is_linked_home:
                yield _LOGO.sub("", alt)


def _has_link_home(page: PageData, block: Block) -> bool:
    is_short = len(block.text.split()) <= MAX_BRAND_WORDS
    return is_short and any(leads_home(page, anchor.href) for anchor in block.anchors)
