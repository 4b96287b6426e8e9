"""Bylines with a label: `By Jane Roe`, `Medically reviewed by ...`, in many languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, zip_longest

from wellread.extractors.article import Person
from wellread.extractors.metadata.block_surroundings import FOREIGN_TRAITS, PROFILE_URL, divide_text, is_teaser, is_text
from wellread.extractors.metadata.people.byline_page import (
    MAX_FAR_LINE_CHARS,
    MAX_PLAIN_LINE_CHARS,
    MAX_SHORT_LINE_CHARS,
    BylinePage,
)
from wellread.extractors.metadata.people.byline_texts import (
    cut_after_names,
    divide_at_relative_dates,
    is_little_else,
    parse_first_names,
)
from wellread.extractors.metadata.people.model import Byline, BylineRank
from wellread.extractors.metadata.people.names import is_organization
from wellread.extractors.metadata.people.parsing import People, parse_people
from wellread.extractors.metadata.structured.element_texts import ELEMENT_DIVIDER
from wellread.extractors.segment import Block, BlockKind
from wellread.extractors.vocabulary import Trait
from wellread.extractors.vocabulary.byline_labels import (
    MIN_SURE_LABEL_CHARS,
    BylineRole,
    begins_as_far_byline,
    find_labels,
    find_reporters,
    is_label,
    is_posted_by,
    match_reviewed_this,
    remove_date_before_label,
)
from wellread.extractors.vocabulary.people import STAFF_NAMES

MAX_TEAM_WORDS = 4
# Users of forums have pages of their own, and names of so many words.
_USER_URL = re.compile(r"/(?:members?|users?|u)[/.]|[?&](?:user|member)(?:id)?=", re.IGNORECASE)
MAX_USER_WORDS = 5
# The value of a label that stands alone is one of so many blocks behind it, and as many boxes out.
MAX_BLOCKS_TO_VALUE, MAX_BOXES_TO_VALUE = 3, 6
# Where there is no portrait, its place is taken by initials.
MAX_AVATAR_CHARS = 2
_LINE_BREAK = re.compile(r"\n|;\s")
_BARS = frozenset("|•·")
_AUTHOR_TRAITS = Trait.BYLINE | Trait.AUTHOR_BOX
# Where a heading such as `Author` can have the article's below it all the same.
_TRAITS_ALLOWED_UNDER_LABEL = Trait.SIDEBAR | Trait.FOOTER | Trait.CARD


def find_labelled_bylines(page: BylinePage, block: Block, divided: str | None) -> Iterator[Byline]:
    """The bylines with a label in a line near the headline.

    `divided` is its text as `divide_text` gives it.
    """
    text = divide_at_relative_dates(divided or block.text)
    found = list(_find_in_text(page, block, text, BylineRank.LABELLED))
    return iter(found) if found else chain(_find_reporters(page, block), _find_reviewed_this(page, block))


def find_far_bylines(page: BylinePage, block: Block) -> Iterator[Byline]:
    """The bylines in a block far from the headline, where they begin a line."""
    text = block.text
    lines = _LINE_BREAK.split(text) if "\n" in text or ";" in text else [text]
    lines = [line for line in map(remove_date_before_label, lines) if begins_as_far_byline(line)]
    if not lines or is_teaser(page.data, block) or page.surroundings.follows_other_title(block):
        return
    if lines == [text]:
        lines = [divide_text(page.layout, block) or text]
    for line in lines:
        if not page.surroundings.traits(block) & _select_foreign_traits(line):
            yield from _find_in_text(page, block, line[:MAX_FAR_LINE_CHARS], BylineRank.FAR)


def _select_foreign_traits(line: str) -> int:
    """The traits of boxes in which a line that begins with a label is not the article's.

    Below the text, themes print what belongs to the article in what they call a footer, and labels
    of their own in boxes beside it.
    """
    if is_label(line):
        return FOREIGN_TRAITS & ~_TRAITS_ALLOWED_UNDER_LABEL
    return FOREIGN_TRAITS & ~Trait.FOOTER if is_posted_by(line) else FOREIGN_TRAITS | Trait.QUOTE


def _find_in_text(page: BylinePage, block: Block, text: str, rank: BylineRank) -> Iterator[Byline]:
    # What is quoted has authors of its own: posts of networks, reviews of customers.
    if _is_title_of_other_page(block) or page.surroundings.is_in_quotation(block):
        return
    matches = list(find_labels(text))
    for match, following in zip_longest(matches, matches[1:]):
        # Prose has labels in its midst, but no bars before them.
        if match.start() and len(text) > MAX_SHORT_LINE_CHARS and text[: match.start()].rstrip()[-1:] not in _BARS:
            continue
        value = text[match.end() : following.start() if following else None].strip(" \x1f")
        if not value and not following:
            value = _find_next_text(page, block)
        byline = _parse_labelled(page, block, match, value, rank)
        if byline:
            yield byline


def _parse_labelled(
    page: BylinePage, block: Block, match: re.Match[str], value: str, rank: BylineRank
) -> Byline | None:
    """The byline of a label and the text behind it.

    None where that names nobody, or surely no author or reviewer.
    """
    role = BylineRole(match.lastgroup or BylineRole.OTHER)
    people = parse_first_names(value, page.brands) or _parse_user(page, block, value)
    people = people or _parse_handle(page, block, value, rank)
    label = match.group().strip(" \x1f")
    if not people or role is BylineRole.OTHER:
        return None
    if rank is BylineRank.FAR:
        if len(label) < MIN_SURE_LABEL_CHARS and " " not in people[0].name:
            return None
        is_plain = role is BylineRole.REVIEWER or bool(page.surroundings.traits(block) & _AUTHOR_TRAITS)
        if not is_plain and not is_little_else(people, value):
            return None
    raw = " ".join(f"{label} {value}".replace(ELEMENT_DIVIDER, " ").split())
    source = "text" if rank is BylineRank.FAR else "byline-text"
    return Byline(role, rank, people, source, block.element, block.index, raw)


def _find_reporters(page: BylinePage, block: Block) -> Iterator[Byline]:
    """`김민수 기자`"""
    names = find_reporters(block.text) if len(block.text) <= MAX_SHORT_LINE_CHARS else ()
    people = parse_people(", ".join(names), brands=page.brands) if names else ()
    if people:
        role, rank = BylineRole.AUTHOR, BylineRank.LABELLED
        yield Byline(role, rank, people, "byline-text", block.element, block.index, block.text)


def _find_reviewed_this(page: BylinePage, block: Block) -> Iterator[Byline]:
    """`Jane Roe, MD, reviewed this article on May 3, 2024.`"""
    name = match_reviewed_this(block.text)
    people = parse_people(name, brands=page.brands, strict=True) if name else ()
    if people:
        yield Byline(BylineRole.REVIEWER, BylineRank.LABELLED, people, "text", block.element, block.index, block.text)


def _parse_user(page: BylinePage, block: Block, value: str) -> People:
    """The name behind a label that is a link to a user, however it is written: `Author: sleep more at night`."""
    is_user = any(anchor.text == value and _USER_URL.search(anchor.href) for anchor in block.anchors)
    if not is_user or len(value.split()) > MAX_USER_WORDS:
        return ()
    return (Person(value, type="organization" if is_organization(value, page.brands) else "person"),)


def _parse_handle(page: BylinePage, block: Block, value: str, rank: BylineRank) -> People:
    """`by somebody`, `by the team` in a line of its own: a name without capitals, or a number."""
    name = cut_after_names(value).split(ELEMENT_DIVIDER)[0].strip()
    is_near = rank is BylineRank.LABELLED or is_posted_by(block.text)
    is_line = len(block.text) <= MAX_PLAIN_LINE_CHARS or page.links_to_author(block)
    words = name.casefold().split()
    if is_near and is_line and " ".join(words) in STAFF_NAMES:
        return (Person(name, type="organization"),)
    is_team = words[-1:] == ["team"] or name[:1].isdigit()
    is_handle = len(words) == 1 or (is_team and len(words) <= MAX_TEAM_WORDS)
    return parse_people(name, brands=page.brands) if is_near and is_line and is_handle else ()


def _find_next_text(page: BylinePage, block: Block) -> str:
    """The text behind a label that stands alone, in the same box or one around; otherwise empty."""
    around = {box.index for box in page.boxes_around(block)}
    for other in page.layout.blocks[block.index + 1 : block.index + 1 + MAX_BLOCKS_TO_VALUE]:
        # Names that open a window with more about the person are buttons; topics are no names.
        is_topic = other.anchors and page.surroundings.traits(other) & Trait.TAGS
        is_value = len(other.text) > MAX_AVATAR_CHARS and not is_topic
        if is_value and (is_text(other) or other.kind is BlockKind.CONTROL):
            outer = page.layout.ancestors(other.box, MAX_BOXES_TO_VALUE)
            is_near = len(other.text) <= MAX_FAR_LINE_CHARS and any(box.index in around for box in outer)
            return (divide_text(page.layout, other) or other.text) if is_near else ""
    return ""


def _is_title_of_other_page(block: Block) -> bool:
    """Whether a heading is a link to no person, its label included: to another page."""
    is_linked = len(block.anchors) == 1 and block.link_chars == block.chars
    return is_linked and block.kind is BlockKind.HEADING and not PROFILE_URL.search(block.anchors[0].href)
