"""The site behind a page: its names as the page itself gives them, and its publisher."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from wellread.extractors.article import Publisher
from wellread.extractors.metadata.context import Context
from wellread.extractors.metadata.evidence import Reading
from wellread.extractors.metadata.people.names import squash_name
from wellread.extractors.metadata.sources import in_order, metas, properties
from wellread.extractors.metadata.structured import json_ld as jsonld
from wellread.extractors.segment import Block, Kind

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
_LOGO = re.compile(r"^(?:logo\s(?:of\s)?)|[\s\-–|:]*(?:logo|home|homepage|home page|brand mark)\b.*$", re.IGNORECASE)
_SITE_METAS = ("og:site_name", "application-name", "apple-mobile-web-app-title", "dc.publisher", "citation_publisher")
_SITE_TYPES = (
    "WebSite",
    "Organization",
    "NewsMediaOrganization",
    "LocalBusiness",
    "Corporation",
    "MedicalOrganization",
    "MedicalBusiness",
    "Blog",
)
_SEPARATORS = re.compile(r"\s+[|\-–—·•»:/\\~]+\s+|\s*\|\s*|\s::\s|:\s")
# Bars divide titles from sites, and hardly ever parts of a title.
_BARS = re.compile(r"[|»]")
_COPY = re.compile(r"https?://[^/]+/.*?/(https?://.+)")
_USUAL_PORTS = {"http": 80, "https": 443}
_LONGEST_NAME = 60
_SHORTEST_PART = 4
_LONGEST_COPYRIGHT = 300
_MOST_WORDS = 5
# Where a site's first and last words stand.
_HEADER_BLOCKS, _FOOTER_BLOCKS = 15, 40


def brands(page: Context) -> tuple[str, ...]:
    """Names of the site, each once and the plainest evidence first."""
    found: dict[str, str] = {}
    for raw in _names(page):
        name = raw.strip(" .,-–—|™®")
        if 1 < len(name) <= _LONGEST_NAME and any(map(str.isalpha, name)):
            found.setdefault(squash_name(name), name)
    return tuple(found.values())


def host_labels(page: Context) -> frozenset[str]:
    """The parts of the host's name that can be a brand: `www.some-site.co.uk` has `somesite`."""
    try:
        host = urlsplit(_original(page.document.page.url or "")).hostname or ""
    except ValueError:
        return frozenset()
    parts = host.split(".")
    labels = {squash_name(label) for label in parts[:-1]}
    endings = {squash_name("".join(parts[start:])) for start in range(len(parts) - 1)}
    return frozenset(label for label in labels if len(label) > 3) | endings


def _original(url: str) -> str:
    """The address that an archive's address of a copy ends in; any other address as it is."""
    match = _COPY.match(url)
    return match[1] if match else url


def strip_site(title: str, names: frozenset[str]) -> str:
    """A title without the parts at its ends that are names of the site, given as `squash_name` makes them."""
    while True:
        cuts = [(match.start(), match.end()) for match in _SEPARATORS.finditer(title)]
        if not cuts:
            return title
        first, last = cuts[0], cuts[-1]
        ending, divider = title[last[1] :], title[last[0] : last[1]]
        is_site = ":" not in divider and _is_site(ending, names)
        if squash_name(ending) in names or is_site or (_BARS.search(divider) and _begins_with_site(ending, names)):
            title = title[: last[0]]
        elif squash_name(title[: first[0]]) in names:
            title = title[first[1] :]
        else:
            return title


def _is_site(part: str, names: frozenset[str]) -> bool:
    """Whether the end of a title is a part of the site's name: `Calm` where that is `calmdays`."""
    name = squash_name(part)
    words = [squash_name(word) for word in part.split()]
    is_part = len(name) >= _SHORTEST_PART and len(words) <= 2 and any(name in whole for whole in names)
    return is_part or (len(words) > 1 and all(word in names for word in words))


def _begins_with_site(part: str, names: frozenset[str]) -> bool:
    """`Calmdays e.V.`: a name of the site, and behind it what kind of body it is."""
    name = squash_name(part)
    is_short = len(part.split()) <= _MOST_WORDS
    return is_short and any(len(whole) > _SHORTEST_PART and name.startswith(whole) for whole in names)


def suffix(title: str, headline: str) -> str | None:
    """What a page's title has besides the headline: the site's name, if it is set off and short."""
    for rest in (title.removeprefix(headline), title.removesuffix(headline)):
        match = _SEPARATORS.search(rest) if rest != title else None
        if match:
            name = rest[match.end() :] if match.start() == 0 else rest[: match.start()]
            if name and len(name.split()) <= 5 and not _SEPARATORS.search(name):
                return name.strip()
    return None


def with_suffix(names: tuple[str, ...], title: str | None, headline: Reading[str] | None) -> tuple[str, ...]:
    """The names of the site with the one that the title has besides the headline."""
    name = suffix(title, headline.value) if title and headline else None
    return (*names, name) if name and squash_name(name) not in map(squash_name, names) else names


def publishers(page: Context, brands: tuple[str, ...]) -> Iterator[Reading[Publisher]]:
    """Who publishes the page, the plainest evidence first; last, a name of the site that its host bears out."""
    labels = host_labels(page)
    for node in page.described:
        yield from _from_node(page, page.linked.resolve(next(iter(jsonld.as_list(node.get("publisher"))), None)))
    for reading in in_order(page, (properties("publisher"), metas(*_SITE_METAS))):
        if len(reading.value) <= _LONGEST_NAME:
            name = _without_slogan(reading.value, labels)
            yield Reading(Publisher(name), reading.source, reading.place, reading.raw)
    for node in page.linked.of_type(*_SITE_TYPES):
        yield from _from_node(page, node)

    for name in brands:
        if squash_name(name) in labels:
            yield Reading(Publisher(name), "text", None, name)


def _without_slogan(name: str, labels: frozenset[str]) -> str:
    """`Calm Days | Meals for everybody`: the part of a name that the host bears."""
    return next((part for part in _SEPARATORS.split(name) if squash_name(part) in labels), name)


def _from_node(page: Context, value: jsonld.Json) -> Iterator[Reading[Publisher]]:
    name, base = jsonld.text(value), page.document.base_url
    if not name or name.startswith(("http:", "https:")):
        return
    publisher = Publisher(name)
    if isinstance(value, dict):
        logo = value.get("logo")
        picture = logo.get("url") or logo.get("contentUrl") if isinstance(logo, dict) else logo
        publisher = Publisher(name, absolute(value.get("url"), base), absolute(picture, base))
    yield Reading(publisher, "json-ld", "publisher", name)


def absolute(url: jsonld.Json, base: str | None) -> str | None:
    """A URL as found, made absolute; null for what is none."""
    if isinstance(url, list):
        url = next(iter(url), None)
    if not isinstance(url, str) or not url.strip() or len(url) > 2048 or "\0" in url:
        return None
    try:
        joined = urljoin(base or "", url.strip())
        parts = urlsplit(joined)
        scheme, host, port = parts.scheme, parts.hostname or "", parts.port
    except ValueError:
        return None
    if not any(map(str.isalnum, host)):
        return None
    if _USUAL_PORTS.get(scheme) == port:
        joined = joined.replace(f":{port}", "", 1)
    return joined if scheme in _USUAL_PORTS else None


def _names(page: Context) -> Iterator[str]:
    for key in _SITE_METAS:
        found = page.head.first(key)
        if found:
            yield found.content
    for node in page.described:
        name = jsonld.text(page.linked.resolve(next(iter(jsonld.as_list(node.get("publisher"))), None)))
        if name and not name.startswith("http"):
            yield name
    for node in page.linked.of_type(*_SITE_TYPES):
        yield from filter(None, (jsonld.text(node.get("name")), jsonld.text(node.get("alternateName"))))
    yield from _from_footer(page)
    yield from _from_logo(page)


def is_home(page: Context, href: str) -> bool:
    """Whether a link leads to the first page of the site that the page is on."""
    if href in ("", "/", "./", "#"):
        return href not in ("", "#")
    try:
        parts = urlsplit(_original(href))
        own = urlsplit(_original(page.document.page.url or "")).hostname
    except ValueError:
        return False
    is_root = parts.path in ("", "/") and (not parts.query or parts.query.startswith(("lang", "locale")))
    host = (parts.hostname or "").removeprefix("www.")
    # `?lang=de` alone leads to the same page in another language.
    is_path = bool(host) or parts.path == "/"
    return is_root and is_path and (own is None or own.endswith(host))


def _from_footer(page: Context) -> Iterator[str]:
    for block in page.layout.blocks[-_FOOTER_BLOCKS:]:
        text = block.text
        if len(text) <= _LONGEST_COPYRIGHT and ("©" in text or "(c)" in text.lower() or "opyright" in text.lower()):
            match = _COPYRIGHT.search(text)
            # Several names behind the sign are those of people who wrote something.
            if match and not _FURTHER_NAME.match(text, match.end()):
                name = _RIGHTS.sub("", match[1]).strip()
                if len(name.split()) <= _MOST_WORDS and not name[:1].islower():
                    yield name


def _leads_home(page: Context, block: Block) -> bool:
    is_short = len(block.text.split()) <= _MOST_WORDS
    return is_short and any(is_home(page, anchor.href) for anchor in block.anchors)


def _from_logo(page: Context) -> Iterator[str]:
    """What the picture or heading says that stands in the head of the page and links to the site's first page."""
    for block in page.layout.blocks[:_HEADER_BLOCKS]:
        if block.kind is Kind.HEADING and block.link_chars == block.chars and _leads_home(page, block):
            yield block.text
        if block.kind is Kind.IMAGE:
            alt = (block.element.get("alt") or "").strip()
            link = next(block.element.iterancestors("a"), None)
            if (
                alt
                and len(alt.split()) <= _MOST_WORDS
                and link is not None
                and is_home(page, link.get("href", "").strip())
            ):
                yield _LOGO.sub("", alt)
