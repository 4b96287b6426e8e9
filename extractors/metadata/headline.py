"""The headline: the article's, not the site's. What the page prints is held against what its data claims."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from extractors.metadata import jsonld, site
from extractors.metadata.context import SUSPECT, Context
from extractors.metadata.evidence import Reading
from extractors.metadata.people import squash_name
from extractors.segment import Block, Kind
from extractors.vocabulary import Trait

_LEVELS = ("h1", "h2", "h3")
_META_TITLES = (
    ("citation_title", "citation"),
    ("og:title", "opengraph"),
    ("twitter:title", "meta"),
    ("parsely-title", "parsely"),
    ("sailthru.title", "meta"),
    ("dc.title", "dublin-core"),
    ("dcterms.title", "dublin-core"),
)
_WORD = re.compile(r"\w+")
# How much of the words of two titles must be the same for one to be a wording of the other.
_SAME = 0.5


class Printed(msgspec.Struct, frozen=True):
    """A heading as the page prints it: its text, its level, and its first block."""

    text: str
    level: int
    block: Block


class Headline(msgspec.Struct, frozen=True):
    """The headline, the block that prints it, other readings, and every wording of it, `variants`."""

    reading: Reading[str] | None
    block: Block | None
    others: tuple[Reading[str], ...]
    variants: tuple[str, ...]


def find(page: Context, brands: tuple[str, ...]) -> Headline:
    """Choose the headline of a page."""
    names = frozenset(map(squash_name, brands)) | site.host_labels(page)
    claims = [_without_site(claim, names) for claim in _claims(page)]
    printed = [heading for heading in _printed(page) if squash_name(heading.text) not in names]
    best = _best_printed(page, printed, [claim.value for claim in claims])
    readings = ([_reading(best)] if best else []) + claims
    chosen = readings[0] if readings else None
    variants = dict.fromkeys(text for reading in readings for text in (reading.value, reading.raw or "") if text)
    return Headline(chosen, best.block if best else None, tuple(readings[1:]), tuple(variants))


def similarity(one: str, other: str) -> float:
    """How alike two titles are, 0 to 1: 1 when the words of the shorter stand in the longer in a row."""
    ours, theirs = _WORD.findall(one.casefold()), _WORD.findall(other.casefold())
    if not ours or not theirs:
        return 0.0
    if ours == theirs:
        return 1.0
    shorter, longer = sorted((ours, theirs), key=len)
    if f" {' '.join(shorter)} " in f" {' '.join(longer)} ":
        return 0.6 + 0.4 * len(shorter) / len(longer)
    return len(set(ours) & set(theirs)) / len(set(ours) | set(theirs))


def _reading(heading: Printed) -> Reading[str]:
    return Reading(heading.text, f"h{heading.level}", heading.block.element, heading.text)


def _without_site(claim: Reading[str], names: frozenset[str]) -> Reading[str]:
    return Reading(site.strip_site(claim.value, names), claim.source, claim.place, claim.raw)


def _claims(page: Context) -> Iterator[Reading[str]]:
    for node in page.described:
        if jsonld.rank(node) < 2:
            value = jsonld.text(node.get("headline")) or jsonld.text(node.get("name"))
            if value:
                yield Reading(value, "json-ld", "headline", value)
    for prop in page.properties:
        if prop.name == "headline":
            value = prop.element.get("content") or " ".join("".join(prop.element.itertext()).split())
            if value:
                yield Reading(value, prop.source, prop.element, value)
    for name, source in _META_TITLES:
        found = page.head.first(name)
        if found:
            yield Reading(found.content, source, found.selector, found.content)
    if page.head.title:
        yield Reading(page.head.title, "title", "title", page.head.title)


def _printed(page: Context) -> Iterator[Printed]:
    """Headings of the first levels, each with the text of all its blocks."""
    current, texts, first = None, [], None
    for block in page.layout.blocks:
        element = _heading_element(page, block) if block.kind is Kind.HEADING else None
        if element is not current and current is not None and first is not None:
            yield Printed(" ".join(texts), int(current.tag[1]), first)
            texts = []
        if element is not None:
            first = first if element is current else block
            texts.append(block.text.replace("\n", " "))
        current = element
    if current is not None and first is not None:
        yield Printed(" ".join(texts), int(current.tag[1]), first)


def _heading_element(page: Context, block: Block):
    index = block.box
    for _ in range(3):
        box = page.layout.boxes[index]
        if box.tag in _LEVELS:
            return box.element
        index = box.parent
        if index < 0:
            break
    return None


def _best_printed(page: Context, printed: list[Printed], claims: list[str]) -> Printed | None:
    best, most = None, 0.0
    for heading in printed:
        merit = _merit(page, heading, claims)
        if merit > most:
            best, most = heading, merit
    return best


def _merit(page: Context, heading: Printed, claims: list[str]) -> float:
    """How likely a heading is the headline: agreement with the page's own data, level, and where it stands."""
    agreement = max((similarity(heading.text, claim) for claim in claims), default=0.0)
    if heading.level > 1 and agreement < 0.8:
        return 0.0
    merit = agreement + (0.5 if heading.level == 1 else 0.1 if heading.level == 2 else 0.0)
    traits = page.traits(heading.block)
    if traits & (SUSPECT & ~(Trait.SHARE | Trait.HIDDEN)):
        merit -= 0.45
    if traits & Trait.HIDDEN:
        merit -= 0.2
    return merit
