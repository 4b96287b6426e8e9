"""The headline: the article's, not the site's. What the page prints is held against what its data claims."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
from lxml import etree

from wellread.extractors.metadata.context import SUSPECT, Context, Places, is_text
from wellread.extractors.metadata.evidence import Reading
from wellread.extractors.metadata.fields import site
from wellread.extractors.metadata.people.names import squash_name
from wellread.extractors.metadata.sources import Source, in_order, linked, metas, properties
from wellread.extractors.metadata.structured.elements import squashed, texts
from wellread.extractors.segment import Block, Kind
from wellread.extractors.vocabulary import Trait

_LEVELS = ("h1", "h2", "h3", "h4", "h5", "h6")


def _page_title(page: Context) -> Iterator[Reading[str]]:
    if page.head.title:
        yield Reading(page.head.title, "title", "title", page.head.title)


_CLAIMS: tuple[Source, ...] = (
    linked("headline", with_pages=False),
    properties("headline"),
    metas(
        "citation_title", "og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "dcterms.title"
    ),
    linked("name", with_pages=False),
    _page_title,
)
# Classes of the line over a title, in the words of several newsrooms.
_KICKER = re.compile(
    r"kicker|overline|eyebrow|topline|roofline|dachzeile|spitzmarke|ober[tz]\w*le|supertitle|suptitle|pretitle",
    re.IGNORECASE,
)
_SUBTITLE = re.compile(r"sub-?(?:title|head)", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_DIVIDERS = " :|–—-"
_DASH = re.compile(r"\s[-–—|]\s")
# Soft hyphens and joiners, which stand inside words.
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
# A title has one sentence or two, an introduction has more.
_SENTENCE_END = re.compile(r"[.?!](?=\s)")
_DATED = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:19|20)\d\d\s?[|:–—-]\s(?=\S)")
_LONGEST = 300
# How alike two wordings of one title are at least.
_SAME = 0.4
# Two titles that share fewer words than this share them by chance.
_UNLIKE = 0.15
# A title of a single word proves little where a longer text holds it.
_FEWEST_WORDS = 3
_LONG_CLAUSES = 12
# Boxes in which a headline never stands. It does stand in share bars, and the first of two copies may be hidden.
_NEVER = SUSPECT & ~(Trait.SHARE | Trait.HIDDEN)


class Printed(msgspec.Struct, frozen=True):
    """A heading as the page prints it: its text, its element, and its first block."""

    text: str
    element: etree._Element
    block: Block

    @property
    def source(self) -> str:
        """What kind of place it is: the tag of a heading."""
        return self.element.tag if self.element.tag in _LEVELS else "text"


class Headline(msgspec.Struct, frozen=True):
    """Readings of the headline, the best first, the block that prints it, and every wording of it."""

    readings: tuple[Reading[str], ...]
    block: Block | None
    variants: tuple[str, ...]

    @property
    def reading(self) -> Reading[str] | None:
        """The one to believe."""
        return self.readings[0] if self.readings else None


def find(page: Context, brands: tuple[str, ...]) -> Headline:
    """Choose the headline of a page."""
    names = frozenset(map(squash_name, brands)) | site.host_labels(page)
    claims = [_without_site(claim, names) for claim in in_order(page, _CLAIMS)]
    wordings = [wording for claim in claims if (wording := normal(claim.value))]
    best = _best_printed(page, wordings, names)
    readings = (*([_reading(best, claims, names)] if best else []), *claims)
    variants = dict.fromkeys(text for reading in readings for text in (reading.value, reading.raw or "") if text)
    return Headline(readings, best.block if best else None, tuple(variants))


def contradicts(one: Reading[str], other: Reading[str]) -> bool:
    """Whether two readings are no wordings of one title."""
    return similarity(normal(one.value), normal(other.value)) < _SAME


def normal(text: str) -> str:
    """A title as its words only, for comparison."""
    return " ".join(_WORD.findall(_UNSEEN.sub("", text).casefold()))


def similarity(one: str, other: str) -> float:
    """How alike two titles are, as `normal` gives them: 0 to 1, and above 0.6 where one stands whole in the other."""
    if one == other:
        return 1.0
    shorter, longer = sorted((one, other), key=len)
    if shorter and f" {shorter} " in f" {longer} " and (" " in shorter or _is_at_edge(shorter, longer)):
        return 0.6 + 0.4 * len(shorter) / len(longer)
    ours, theirs = set(one.split()), set(other.split())
    return len(ours & theirs) / (len(ours | theirs) or 1)


def _is_at_edge(word: str, wording: str) -> bool:
    """Whether a title begins or ends with a word; one in its midst is no shorter title."""
    return wording.startswith(f"{word} ") or wording.endswith(f" {word}")


def _reading(heading: Printed, claims: list[Reading[str]], names: frozenset[str]) -> Reading[str]:
    title = _UNSEEN.sub("", site.strip_site(_without_date(_without_kicker(heading, claims)), names))
    return Reading(title, heading.source, heading.element, heading.text)


def _without_kicker(heading: Printed, claims: list[Reading[str]]) -> str:
    """A heading without the line over or under the title, where that is an element of its own and the data
    leaves it out.
    """
    others = [claim for claim in claims if claim.place is not heading.element]
    in_data = {normal(claim.value) for claim in others if claim.source in ("json-ld", "microdata")}
    in_head = {normal(claim.value) for claim in others if claim.source not in ("title", "json-ld", "microdata")}
    wordings = in_data or in_head or {normal(claim.value) for claim in others}
    wording = normal(heading.text)
    kicker = next(filter(_is_kicker, heading.element.iterdescendants()), None)
    line = squashed(kicker) if kicker is not None else ""
    if line and any(_is_set_off(line, claim.value) for claim in claims):
        return _without(heading.text, line)
    if not any(claim.startswith(wording) for claim in wordings):
        if line:
            return _without(heading.text, line)
        pieces = texts(heading.element)
        for cut in range(1, len(pieces)):
            for part in (pieces[cut:], pieces[:cut]):
                text = " ".join(part).strip(_DIVIDERS)
                if normal(text) in wordings:
                    return text
    return heading.text


def _without(title: str, line: str) -> str:
    return title.replace(line, "", 1).strip(_DIVIDERS) or title


def _is_set_off(line: str, claim: str) -> bool:
    """Whether a title in the page's data has a dash or a bar between that line and the rest, and no colon."""
    return claim.startswith(line) and _DASH.match(claim, len(line)) is not None


def _without_date(title: str) -> str:
    """A title without the day that press offices put before it: `03.05.2024 - Title`."""
    match = _DATED.match(title)
    return title[match.end() :] if match else title


def _is_kicker(element: etree._Element) -> bool:
    names = element.get("class") or ""
    is_named = _KICKER.search(names) is not None or (_SUBTITLE.search(names) is not None and _is_first(element))
    return is_named or element.tag == "time"


def _is_first(element: etree._Element) -> bool:
    """Whether an element begins its parent: a subtitle that stands over the title."""
    parent = element.getparent()
    return element.getprevious() is None and parent is not None and not (parent.text or "").strip()


def _without_site(claim: Reading[str], names: frozenset[str]) -> Reading[str]:
    return Reading(site.strip_site(_UNSEEN.sub("", claim.value), names), claim.source, claim.place, claim.raw)


def _best_printed(page: Context, wordings: list[str], names: frozenset[str]) -> Printed | None:
    best, most = None, 0.0
    places = Places(page.layout)
    for heading in _headings(page):
        merit = _merit(places, heading, wordings)
        if merit > most and squash_name(heading.text) not in names and not _is_link_home(page, heading):
            best, most = heading, merit
    return best or _plain_block(page, places, wordings)


def _merit(places: Places, heading: Printed, wordings: list[str]) -> float:
    """How likely a heading is the headline: agreement with the page's own data, level, and where it stands."""
    wording = normal(heading.text)
    if heading.element.tag == "h1":
        likeness = max((similarity(wording, claim) for claim in wordings), default=0.0)
        is_short = wording.count(" ") < _FEWEST_WORDS - 1
        is_other = _agree(wordings, 2 if is_short else 3) and likeness < (_UNLIKE if is_short else 1e-9)
        if is_other or len(_SENTENCE_END.findall(heading.text)) > 1:
            return 0.0
        merit = 0.5 + (likeness if likeness >= _UNLIKE else 0.0)
    elif any(wording == claim for claim in wordings):
        merit = 1.1
    elif wording.count(" ") >= _FEWEST_WORDS and any(claim.startswith(f"{wording} ") for claim in wordings):
        merit = 0.7
    else:
        return 0.0
    traits = places.traits(heading.block)
    return merit - 0.45 * bool(traits & _NEVER) - 0.2 * bool(traits & Trait.HIDDEN)


def _agree(wordings: list[str], places: int) -> bool:
    """Whether so many places in the page's data give it the same title, one of some words."""
    titles = [wording for wording in wordings if wording.count(" ") >= _FEWEST_WORDS]
    return bool(titles) and max(map(titles.count, titles)) >= places


def _plain_block(page: Context, places: Places, wordings: list[str]) -> Printed | None:
    """A title that is no heading by its tag: a block that says a claim, or the part of one that the site's
    name left.
    """
    for block in page.layout.blocks:
        if is_text(block) and 15 <= len(block.text) <= _LONGEST and not places.traits(block) & SUSPECT:
            wording = normal(block.text)
            if any(wording == claim or _is_part(wording, claim) for claim in wordings):
                return Printed(block.text.replace("\n", " "), block.element, block)
    return None


def _is_part(wording: str, claim: str) -> bool:
    # Chinese and Japanese divide clauses, not words.
    is_clauses = " " in wording and len(wording) >= _LONG_CLAUSES and len(wording.encode()) > 2 * len(wording)
    is_title = wording.count(" ") >= _FEWEST_WORDS or is_clauses
    return is_title and f" {wording} " in f" {claim} "


def _headings(page: Context) -> Iterator[Printed]:
    """Headings of the first levels, each with the text of all its blocks."""
    group: list[Block] = []
    current: etree._Element | None = None
    for block in page.layout.blocks:
        element = _heading_element(page, block) if block.kind is Kind.HEADING else None
        if element is not current and current is not None:
            yield _printed(group, current)
            group = []
        if element is not None:
            group.append(block)
        current = element
    if current is not None:
        yield _printed(group, current)


def _printed(group: list[Block], element: etree._Element) -> Printed:
    first = group[0]
    text = " ".join(block.text.replace("\n", " ") for block in group)
    return Printed(text, element, first)


def _heading_element(page: Context, block: Block) -> etree._Element | None:
    index = block.box
    for _ in range(3):
        box = page.layout.boxes[index]
        if box.tag in _LEVELS:
            return box.element
        index = box.parent
        if index < 0:
            break
    return None


def _is_link_home(page: Context, heading: Printed) -> bool:
    """Whether a heading is the site's name, linked to its first page."""
    anchors = heading.block.anchors
    return len(anchors) == 1 and anchors[0].text == heading.block.text and site.is_home(page, anchors[0].href)
