"""Bylines: who wrote and who reviewed the article, as the page prints it, in many shapes and languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

import msgspec
from lxml import etree

from wellread.extractors.article import Person
from wellread.extractors.metadata.context import (
    BESIDE,
    PARAGRAPH,
    PIECE,
    PROFILE,
    SUSPECT,
    Context,
    Places,
    is_teaser,
    is_text,
    pieces,
)
from wellread.extractors.metadata.dates.parsing import find_dates
from wellread.extractors.metadata.people.names import is_role, parse_people, squash_name
from wellread.extractors.metadata.structured.elements import squashed, texts
from wellread.extractors.segment import Block, Box, Kind
from wellread.extractors.vocabulary import Trait
from wellread.extractors.vocabulary import byline_labels as labels
from wellread.extractors.vocabulary.byline_labels import Part
from wellread.extractors.vocabulary.trait_reader import read_traits

_LONGEST = 300
_LONGEST_FAR = 160
_LONGEST_HANDLE_LINE, _LONGEST_TEAM = 60, 4
_TEAMS = ("team", "staff", "editors", "redaktion")
# Of a line that names people with their degrees and roles, the names are at least one part in so many.
_LONGEST_SIGNED, _SIGNED_SHARE = 200, 5
# In a longer text, a byline only stands at the start.
_LONGEST_LINE = 120
_LONGEST_NAME = 40
# What the name of a portrait has besides the person: `Photo of`, `avatar`.
_LONGEST_ALT_REST = 12
# How far from the headline a byline stands, in blocks, and behind how many paragraphs.
_BEFORE, _AFTER, _MOST_PARAGRAPHS = 10, 25, 2
# How many boxes out a label and its value, which may lie deeper, are still together.
_NEAR_BOXES, _DEEP_BOXES = 3, 6
_LINES = re.compile(r"\n|;\s")
_NAME_LETTERS = re.compile(r"(?:[^\W\d_]|\s(?=[^\W\d_])|[.'’-](?=\S))+\.?").fullmatch

# Where the names of a byline end.
_STOP = re.compile(
    r"[|•·►»›«\n]|\s[-–—]\s|(?<=[^\W\d_])(?=(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?\s\d)|(?<!\w)\d|\b(?:kategorie|categor|erstellt\b|genre:)|\s(?:in|on|at|for|under|is|was|has|who|updated|published|posted|last|am|vom|le|el|il"
    r"|den|reviewed|written|edited|fact|about)(?=[\s\x1f])"
    r"|(?<=\x1f)\s*(?:in|on|at|updated|published|posted|last|share|follow|read|comments?|email|print|listen|save"
    r"|add|about|view|more|see|medically|reviewed|written|edited|fact|photo\w*|image|illustration)\b",
    re.IGNORECASE,
)
_AUTHOR_NAMES = re.compile(
    r"author|byline|writer|contributor|autor|auteur|verfasser|redakteur|journalist|reporter|signature", re.IGNORECASE
)
_NAMES = frozenset(
    "author byline author-name authorname author_name post-author entry-author article-author byline-name "
    "byline-author "
    "article__author article-byline article__byline byline__name byline__author author__name author-link "
    "entry-author-name "
    "post-byline entry-byline".split()
)
_MARKED_TAGS = ("a", "span", "div", "p", "li", "address", "em", "strong", "cite", "h3", "h4", "h5", "h6", "td", "dd")
# Where the topics lie that articles are filed under, and what markup calls links to them.
_TOPIC_URL = re.compile(
    r"/(?:categor(?:y|ies)|tags?|topics?|sections?|kategorien?|rubrik(?:en)?|themen?|schlagw(?:ort|oerter))/"
    r"|[?&](?:cat|tag|category|topic)=",
    re.IGNORECASE,
)
_TOPIC_CLASS = re.compile(r"categor|topic|(?:^|[\s_-])(?:terms?|tags?|post-label|rubrik)(?:$|[\s_-])", re.IGNORECASE)
_DIVIDERS = " \x1f|•·–—-,"
_BARS = frozenset("|•·")
_CUTS = re.compile(r"\s*[\x1f|•·∙,]\s*|\s[–—-]\s")
_MOST_NAME_WORDS = 4
# How a line about a person goes on behind the name.
_BIOGRAPHY = re.compile(
    r"(?:,\s[^.]{2,60},)?\s(?:is|was|has|holds|works|writes|lives|joined|brings|ist|hat|arbeitet|schreibt|lebt|est|es|è|är|er)\s"
)


_IMAGE = Kind.IMAGE
_OF_AUTHORS = Trait.AUTHOR_BOX | Trait.BYLINE
# Where a heading such as `Author` can have the article's below it all the same.
_ASIDE = Trait.SIDEBAR | Trait.FOOTER | Trait.CARD
_LONGEST_INITIALS = 2
# `– Jane Roe`, `~Jane Roe`
_SIGNED = re.compile(r"[–—~-]{1,2}\s?(?=[^\W\d_])").match
# Before its first paragraph a text has no more lines than this.
_MOST_FIRST_LINES = 4


class Byline(msgspec.Struct, frozen=True, gc=False):
    """The people of one byline. `order` is lower where the place makes it more likely the article's."""

    part: Part
    order: int
    people: tuple[Person, ...]
    source: str
    place: etree._Element
    index: int
    raw: str


# The ranks of evidence, from a label near the headline to a name in an author's box behind the body.
_LABELLED, _MARKED, _BOXED, _FAR, _PICTURED = range(5)


class _Reader:
    """Reads the bylines around one headline."""

    def __init__(self, page: Context, places: Places, brands: tuple[str, ...]) -> None:
        self._page, self._layout = page, page.layout
        self._brands = brands
        self._places = places

    @cached_property
    def _texts(self) -> str:
        """All texts of the page, each behind a mark: asked for a name, it answers faster than block after block."""
        return "".join([f"\0{block.text}" for block in self._layout.blocks if block.text])

    @cached_property
    def _addresses(self) -> str:
        """All addresses that the page links to, in the same manner."""
        return "".join([f"\0{anchor.href}" for block in self._layout.blocks for anchor in block.anchors])

    @cached_property
    def _alternatives(self) -> list[str]:
        """What the page says of its pictures."""
        images = [block.element.get("alt") for block in self._layout.blocks if block.kind is _IMAGE]
        return [alt for alt in images if alt]

    def read(self) -> Iterator[Byline]:
        blocks, origin = self._layout.blocks, self._places.origin
        first, last = max(0, origin - _BEFORE), origin + _AFTER + 1
        paragraphs = 0
        for block in blocks[first:last]:
            is_short = self._is_line(block) and block.index != origin
            if is_short and (not self._places.suspects_nearby(block) or self._is_claimed(block)):
                yield from self._near(block, is_before_text=paragraphs == 0, is_lead=paragraphs <= 1)
            paragraphs += block.index > origin and block.chars >= PARAGRAPH
            if paragraphs >= _MOST_PARAGRAPHS:
                last = block.index + 1
                break
        for block in [*blocks[:first], *blocks[last:]]:
            if len(block.text) <= _LONGEST and labels.may_begin(block.text) and is_text(block):
                yield from self._far(block)

    def _is_line(self, block: Block) -> bool:
        """Whether a block can be a byline: a short text, or a button that opens more about the people it names."""
        is_button = block.kind is Kind.CONTROL and labels.is_sure_label(block.text)
        return len(block.text) <= _LONGEST and (is_text(block) or is_button)

    def _is_claimed(self, block: Block) -> bool:
        """Whether a line right beside the headline links to the author, in so many words of its markup."""
        is_beside = abs(block.index - self._places.origin) <= BESIDE
        links = block.element.iter("a") if is_beside and block.anchors else ()
        return any("author" in link.get("rel", "").split() for link in links)

    def _far(self, block: Block) -> Iterator[Byline]:
        """Bylines far from the headline begin their line, and lead to no other page."""
        text = block.text
        lines = _LINES.split(text) if "\n" in text or ";" in text else [text]
        lines = [line for line in map(labels.behind_date, lines) if labels.begins_far(line)]
        if not lines or is_teaser(self._page, block):
            return
        if lines == [text]:
            lines = [pieces(self._layout, block) or text]
        for line in lines:
            # Below the text, themes print what belongs to the article in what they call a footer, and labels of
            # their own in boxes beside it.
            suspect = SUSPECT & ~Trait.FOOTER if labels.is_plain(line) else SUSPECT
            suspect = SUSPECT & ~_ASIDE if labels.is_label(line) else suspect
            if not self._places.traits(block) & suspect:
                yield from self._labelled(block, line[:_LONGEST_FAR], _FAR)

    def _near(self, block: Block, *, is_before_text: bool, is_lead: bool) -> Iterator[Byline]:
        if not is_before_text and is_teaser(self._page, block):
            return
        divided = pieces(self._layout, block)
        labelled = list(self._labelled(block, divided or block.text, _LABELLED))
        labelled = labelled or list(self._told(block))
        yield from labelled
        is_other = block.kind is Kind.CAPTION or block.element.tag == "h1" or labels.is_for_other(block.text)
        if labelled or is_other or self._is_for_reviewer(block):
            return
        for text, order in self._candidates(block, divided, is_before_text=is_before_text, is_lead=is_lead):
            people = self._people(text)
            is_full = all(" " in person.name or person.type == "organization" for person in people)
            if people and (order != _BOXED or is_full) and (order != _PICTURED or people[0].type == "person"):
                yield Byline(Part.AUTHOR, order, people, "byline-markup", block.element, block.index, block.text)
                return

    def _candidates(
        self, block: Block, divided: str | None, *, is_before_text: bool, is_lead: bool
    ) -> list[tuple[str, int]]:
        """What in a line without a label may be names, each with the rank of the evidence."""
        is_line = len(block.text) <= _LONGEST_LINE or block.link_chars * 2 > block.chars
        linked = [a.text for a in block.anchors if PROFILE.search(a.href)] if is_before_text and is_line else []
        marked = list(_marked_texts(block)) if divided is not None and len(block.text) <= _LONGEST_FAR else []
        candidates = [("\x1f".join(linked), _MARKED), ("\x1f".join(marked), _MARKED)]
        if self._is_authors_box(block) or (is_before_text and self._is_signed(block)):
            candidates.append((_without_dates(divided or block.text), _BOXED))
        elif is_before_text and (self._is_above_biography(block) or _before_topic(block) != block.text):
            candidates.append((_before_topic(block), _BOXED))
        elif is_lead and len(block.text) <= _LONGEST_NAME and self._is_known(block):
            candidates.append((block.text, _PICTURED))
        elif is_before_text and block.index > self._places.origin and self._is_metadata(block):
            candidates.append((self._unusual(block, _without_dates(divided or block.text)), _PICTURED))
        return candidates

    def _labelled(self, block: Block, text: str, order: int) -> Iterator[Byline]:
        if _is_whole_link(block):
            return
        matches = list(labels.labels(text))
        for position, match in enumerate(matches):
            is_last = position + 1 == len(matches)
            # Prose has labels in its midst, but no bars before them.
            if match.start() and len(text) > _LONGEST_LINE and text[: match.start()].rstrip()[-1:] not in _BARS:
                continue
            value = text[match.end() : None if is_last else matches[position + 1].start()].strip(" \x1f")
            if not value and is_last:
                value = self._next_text(block)
            part = Part(match.lastgroup or Part.OTHER)
            people = self._people(value) or self._handle(value, block, order)
            label = match.group().strip(" \x1f")
            if order == _FAR and len(label) < labels.SHORTEST and people and " " not in people[0].name:
                continue
            is_plain = part is Part.REVIEWER or bool(self._places.traits(block) & (Trait.BYLINE | Trait.AUTHOR_BOX))
            is_sure = order != _FAR or is_plain or _is_all(people, value)
            if people and part is not Part.OTHER and is_sure:
                raw = f"{label} {value}".replace("\x1f", " ")
                source = "text" if order == _FAR else "byline-text"
                yield Byline(part, order, people, source, block.element, block.index, " ".join(raw.split()))

    def _told(self, block: Block) -> Iterator[Byline]:
        """`Jane Roe, MD, reviewed this article on May 3, 2024.`"""
        match = labels.reviewed_this(block.text)
        people = parse_people(match[1], brands=self._brands, strict=True) if match else ()
        if people:
            yield Byline(Part.REVIEWER, _LABELLED, people, "text", block.element, block.index, block.text)

    def _handle(self, text: str, block: Block, order: int) -> tuple[Person, ...]:
        """`by somebody`, `by the team` in a line of its own: a name that is written without capitals, or a number."""
        stop = _STOP.search(text)
        name = (text[: stop.start()] if stop else text).split("\x1f")[0].strip()
        is_near = order == _LABELLED or bool(labels.is_plain(block.text))
        is_line = len(block.text) <= _LONGEST_HANDLE_LINE or self._is_claimed(block)
        is_team = name.casefold().split()[-1:] == ["team"] or name[:1].isdigit()
        is_alone = is_near and is_line and (len(name.split()) == 1 or (is_team and len(name.split()) <= _LONGEST_TEAM))
        return parse_people(name, brands=self._brands) if is_alone else ()

    def _people(self, text: str) -> tuple[Person, ...]:
        text = text.lstrip(_DIVIDERS).replace(f"the{PIECE}", "the ", 1)
        stop = _STOP.search(text)
        names = text[: stop.start()] if stop else text
        if names.rstrip(" \x1f").endswith(":"):
            names = names.rpartition(PIECE)[0] if PIECE in names.rstrip(" \x1f") else ""
        return parse_people(names, brands=self._brands, strict=True) if names else ()

    def _next_text(self, block: Block) -> str:
        """The block behind a label that stands alone, if it is in the same box or the one around."""
        around = {box.index for box in self._boxes_around(block)}
        for candidate in self._layout.blocks[block.index + 1 : block.index + 4]:
            # Names that open a window with more about the person are buttons; topics are no names.
            is_topic = candidate.anchors and self._places.traits(candidate) & Trait.TAGS
            # Where there is no portrait, its place is taken by initials.
            is_value = len(candidate.text) > _LONGEST_INITIALS and not is_topic
            if is_value and (is_text(candidate) or candidate.kind is Kind.CONTROL):
                is_near = any(box.index in around for box in self._layout.ancestors(candidate.box)[:_DEEP_BOXES])
                return (
                    (pieces(self._layout, candidate) or candidate.text)
                    if is_near and len(candidate.text) <= _LONGEST_FAR
                    else ""
                )
        return ""

    def _is_authors_box(self, block: Block) -> bool:
        """Whether the boxes right around a block are named for an author, and its text is no link to a topic."""
        boxes = self._boxes_around(block)
        if boxes[0].tag in ("h1", "h2") or not any(_AUTHOR_NAMES.search(box.element.get("class", "")) for box in boxes):
            return False
        is_name = any(not _NAMES.isdisjoint((box.element.get("class") or "").split()) for box in boxes[:1])
        return (
            is_name
            or block.link_chars * 2 < block.chars
            or all(PROFILE.search(a.href) or _slug(a.text) in a.href for a in block.anchors)
        )

    def _is_above_biography(self, block: Block) -> bool:
        """Whether a name has a line about its bearer below it, in the same box and called so."""
        after = self._layout.blocks[block.index + 1 : block.index + 2]
        boxes = self._layout.boxes
        return any(
            boxes[other.box].traits & Trait.AUTHOR_BOX and boxes[other.box].parent == boxes[block.box].parent
            for other in after
            if len(block.text) <= _LONGEST_NAME and block.kind is Kind.PARAGRAPH
        )

    def _is_metadata(self, block: Block) -> bool:
        """Whether a line is called a byline, or holds a date and little else."""
        if self._places.traits(block) & Trait.BYLINE:
            return True
        return len(block.text) <= _LONGEST_HANDLE_LINE and next(find_dates(block.text), None) is not None

    def _unusual(self, block: Block, line: str) -> str:
        """The piece of a line of metadata that is written as a name and has no word that the page writes small.

        Topics are written as names are, but their words stand in the text as well.
        """
        topics = {anchor.text for anchor in block.anchors if _TOPIC_URL.search(anchor.href)}
        for piece in _CUTS.split(line):
            words = piece.split()
            is_name = 1 < len(words) < _MOST_NAME_WORDS and _NAME_LETTERS(piece) and piece not in topics
            if is_name and not any(f" {word.lower()}" in self._texts for word in words):
                return piece
        return ""

    def _is_known(self, block: Block) -> bool:
        """Whether a portrait, a profile or a line about the author is named for what a block says.

        A name of one word needs both a portrait and a line about its bearer.
        """
        name, slug = block.text, _slug(block.text)
        is_button = self._places.traits(block) & (Trait.CONTROL | Trait.CALL_TO_ACTION)
        if block.kind is Kind.HEADING or not _NAME_LETTERS(name) or is_button:
            return False
        if "-" in slug:
            return self._is_told(name) or self._is_pictured(name) or self._has_profile(slug)
        return name[:1].isupper() and self._is_told(name) and self._is_pictured(name)

    def _is_pictured(self, name: str) -> bool:
        return any(name in alt and len(alt) <= len(name) + _LONGEST_ALT_REST for alt in self._alternatives)

    def _is_told(self, name: str) -> bool:
        if f"by {name}" in self._texts:
            return True
        # Once it is the text of the block that is asked about.
        return self._texts.count(f"\0{name}") > 1 and any(_tells_of(name, other.text) for other in self._layout.blocks)

    def _has_profile(self, slug: str) -> bool:
        return slug in self._addresses and any(
            slug in address and PROFILE.search(address) for address in self._addresses.split("\0")
        )

    def _is_signed(self, block: Block) -> bool:
        """Whether a line says by a degree or a role that it names people, or is the team of the site."""
        if len(block.text) > _LONGEST_SIGNED or block.kind is Kind.HEADING:
            return False
        line = _without_dates(block.text).replace("|", ", ")
        people = parse_people(line, brands=self._brands, strict=True)
        words = line.split()
        is_team = len(words) > 1 and words[-1].casefold() in _TEAMS
        if is_team and any(squash_name(line).startswith(squash_name(brand)) for brand in self._brands):
            return True
        persons = [person for person in people if person.type == "person" and " " in person.name]
        return any(p.credentials or is_role(p.job_title or "") for p in persons) and (
            sum(len(person.name) for person in persons) * _SIGNED_SHARE >= len(line)
        )

    def _boxes_around(self, block: Block) -> list[Box]:
        found = [self._layout.boxes[block.box]]
        while len(found) < _NEAR_BOXES and found[-1].parent >= 0:
            found.append(self._layout.boxes[found[-1].parent])
        return found

    def _is_for_reviewer(self, block: Block) -> bool:
        return any(box.traits & Trait.REVIEWER for box in self._boxes_around(block))


def read(page: Context, places: Places, brands: tuple[str, ...]) -> tuple[Byline, ...]:
    """The bylines of the article, the likeliest first."""
    found = sorted(_Reader(page, places, brands).read(), key=lambda byline: byline.order)
    # A reviewer may have a box as well, and is no author by that.
    reviewers = {person.name for byline in found if byline.part is Part.REVIEWER for person in byline.people}
    found = [byline for byline in found if byline.order < _BOXED or not _authors_of(byline) <= reviewers]
    far = {byline.people for byline in found if byline.order == _FAR and byline.part is Part.AUTHOR}
    # Several authors here and there are those of other articles.
    return tuple(byline for byline in found if byline.order != _FAR or len(far) <= 1)


def anywhere(page: Context, brands: tuple[str, ...]) -> Byline | None:
    """The one author that markup names somewhere on the page: slow, and only for pages that say it in no
    better way.
    """
    found: dict[tuple[Person, ...], Byline] = {}
    for element in page.document.root.iter(*_MARKED_TAGS):
        if not _is_author(element):
            continue
        around = 0
        for ancestor in (element, *element.iterancestors()):
            around |= read_traits(ancestor) if ancestor.tag not in ("body", "html") else 0
        # Below the text, themes print their authors in what they call a footer.
        suspect = SUSPECT & ~Trait.FOOTER if element.tag == "a" else SUSPECT
        people = () if around & suspect else parse_people(_between_labels(element), brands=brands)
        if people:
            raw = squashed(element)
            found.setdefault(people, Byline(Part.AUTHOR, _FAR, people, "byline-markup", element, 0, raw))
    return next(iter(found.values())) if len(found) == 1 else _from_biography(page, brands)


def _from_biography(page: Context, brands: tuple[str, ...]) -> Byline | None:
    """The one person who has a portrait or a box, a line of their own, and behind it some about them:
    `Jane Roe`, `Jane Roe is a ...`.
    """
    found: dict[tuple[Person, ...], Byline] = {}
    blocks = page.layout.blocks
    for block, after in pairwise(blocks):
        if len(block.text) <= _LONGEST_NAME and is_text(block) and _tells_of(block.text, after.text):
            people = parse_people(block.text, brands=brands, strict=True)
            around = page.layout.ancestors(block.box)[:_NEAR_BOXES]
            is_shown = blocks[block.index - 1].kind is Kind.IMAGE or any(box.traits & _OF_AUTHORS for box in around)
            if len(people) == 1 and people[0].type == "person" and is_shown:
                found.setdefault(
                    people, Byline(Part.AUTHOR, _FAR, people, "text", block.element, block.index, block.text)
                )
    return next(iter(found.values())) if len(found) == 1 else None


def signature(page: Context, places: Places, brands: tuple[str, ...]) -> Byline | None:
    """The name behind a dash that ends the text, for pages that name nobody but their site."""
    blocks, boxes = page.layout.blocks, page.layout.boxes
    long = (b for b in reversed(blocks) if b.kind is Kind.PARAGRAPH and b.chars >= PARAGRAPH)
    last = next((block for block in long if not places.traits(block) & SUSPECT), None)
    behind = blocks[last.index + 1 : last.index + 1 + _MOST_FIRST_LINES] if last else ()
    for block in behind:
        dash = _SIGNED(block.text) if len(block.text) <= _LONGEST_NAME else None
        people = parse_people(block.text[dash.end() :], brands=brands, strict=True) if dash else ()
        is_inside = last and boxes[block.box].parent == boxes[last.box].parent
        if people and is_inside and " " in people[0].name and not places.traits(block) & Trait.QUOTE:
            return Byline(Part.AUTHOR, _FAR, people, "text", block.element, block.index, block.text)
    return None


def first_line(page: Context, places: Places, brands: tuple[str, ...]) -> Byline | None:
    """The name that stands as a line of its own before the first paragraph, in the same box: for pages that name
    nobody but their site.
    """
    blocks = page.layout.blocks[places.origin + 1 :]
    first = next((block for block in blocks if block.kind is Kind.PARAGRAPH and block.chars >= PARAGRAPH), None)
    if first is None:
        return None
    body = page.layout.boxes[first.box].parent
    lines = [block for block in page.layout.blocks[places.origin + 1 : first.index] if block.text]
    for block in lines[-_MOST_FIRST_LINES:]:
        is_line = block.kind is Kind.PARAGRAPH and len(block.text) <= _LONGEST_NAME and not block.anchors
        is_name = is_line and next(labels.labels(block.text), None) is None
        people = parse_people(block.text, brands=brands, strict=True) if is_name else ()
        is_inside = page.layout.boxes[block.box].parent == body and not places.traits(block) & (SUSPECT | Trait.TAGS)
        is_full = all(" " in person.name and person.type == "person" for person in people)
        if is_inside and people and is_full and _is_all(people, block.text):
            return Byline(Part.AUTHOR, _FAR, people, "text", block.element, block.index, block.text)
    return None


def _is_whole_link(block: Block) -> bool:
    """Whether a heading links to no person, with even the word for "by": the card of another page."""
    is_linked = len(block.anchors) == 1 and block.link_chars == block.chars
    return is_linked and block.kind is Kind.HEADING and not PROFILE.search(block.anchors[0].href)


def _without_dates(text: str) -> str:
    """A line with a mark where it had dates."""
    for mention in reversed(list(find_dates(text))):
        text = f"{text[: mention.start]}{PIECE}{text[mention.end :]}"
    return text


def _before_topic(block: Block) -> str:
    """A line without its dates and the topic behind a name: `3 May 2024 • Jane Roe in Sleep`, where that is a link."""
    name, topic, _ = block.text.partition(f" in {block.anchors[0].text}") if block.anchors else ("", "", "")
    return _without_dates(name) if topic else block.text


def _authors_of(byline: Byline) -> set[str]:
    return {person.name for person in byline.people} if byline.part is Part.AUTHOR else {""}


def _is_author(element: etree._Element) -> bool:
    names = element.get("class")
    if names and ("author" in names or "byline" in names) and not _NAMES.isdisjoint(names.split()):
        return True
    return element.tag == "a" and "author" in element.get("rel", "")


def _between_labels(element: etree._Element) -> str:
    text = "\x1f".join(texts(element))
    label = next(labels.labels(text), None)
    text = text[label.end() :] if label else text
    stop = _STOP.search(text)
    return text[: stop.start()] if stop and len(text) <= _LONGEST_FAR else text if len(text) <= _LONGEST_NAME else ""


def _marked_texts(block: Block) -> Iterator[str]:
    """The texts of elements in a block that say in their attributes that they hold an author."""
    inside: etree._Element | None = None
    for element in block.element.iter(etree.Element):
        if inside is not None and inside in element.iterancestors():
            continue
        names = element.get("class", "")
        is_marked = "author" in element.get("rel", "").split() or (
            element is not block.element and names and read_traits(element) & Trait.BYLINE
        )
        links = [*element.iter("a"), *element.iterancestors("a")]
        is_word = " " not in squashed(element)
        is_topic = any(_is_topic(link) if is_word else _is_filed_under(link) for link in links)
        if is_marked and not is_topic:
            inside = element
            yield "\x1f".join(texts(element))


def _is_topic(link: etree._Element) -> bool:
    """Whether a link inside a byline leads to no person: to the topic that the article is filed under."""
    return "author" not in link.get("rel", "") and not PROFILE.search(link.get("href", ""))


def _is_filed_under(link: etree._Element) -> bool:
    """Whether a link says by its address or its class that it leads to the articles on one topic."""
    around = (link, *link.iterdescendants(), *list(link.iterancestors())[:1])
    names = (element.get("class") or "" for element in around)
    return _TOPIC_URL.search(link.get("href", "")) is not None or any(map(_TOPIC_CLASS.search, names))


def _tells_of(name: str, text: str) -> bool:
    """Whether a text begins as lines about a person do: `Jane Roe is a dietitian in ...`."""
    return text.startswith(name) and _BIOGRAPHY.match(text, len(name)) is not None


def _slug(name: str) -> str:
    return "-".join(name.casefold().split())


def _is_all(people: tuple[Person, ...], value: str) -> bool:
    """Whether a text holds little else than the names that were read from it, and a date."""
    mention = next(find_dates(value), None)
    value = value[: mention.start] if mention else value
    return sum(len(person.name) for person in people) * 3 >= len(value)
