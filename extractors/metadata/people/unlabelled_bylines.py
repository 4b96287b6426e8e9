"""Bylines without a label: names near the headline, shown by markup, degrees or portraits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from lxml import etree

from wellread.extractors.metadata.block_surroundings import MIN_SENTENCE_CHARS, PROFILE_URL, TOPIC_URL
from wellread.extractors.metadata.dates.parsing import count_letters_beside_dates
from wellread.extractors.metadata.headline_ranges import BESIDE_HEADLINE
from wellread.extractors.metadata.name_key import make_name_key
from wellread.extractors.metadata.people.byline_page import (
    MAX_FAR_LINE_CHARS,
    MAX_NAME_LINE_CHARS,
    MAX_PLAIN_LINE_CHARS,
    MAX_SHORT_LINE_CHARS,
    BylinePage,
)
from wellread.extractors.metadata.people.byline_texts import (
    DIVIDERS,
    begins_biography,
    divide_at_dates,
    parse_first_names,
)
from wellread.extractors.metadata.people.model import Byline, BylineRank
from wellread.extractors.metadata.people.names import is_role
from wellread.extractors.metadata.people.parsing import parse_people
from wellread.extractors.metadata.structured.element_texts import ELEMENT_DIVIDER, divide_texts, join_texts
from wellread.extractors.segment import MAX_TEXT_LINK_DENSITY, Block, BlockKind
from wellread.extractors.trait_reader import read_traits
from wellread.extractors.vocabulary import Trait
from wellread.extractors.vocabulary.byline_labels import BylineRole, is_for_other
from wellread.extractors.vocabulary.people import EAST_ASIAN_NAME, TEAM_ENDINGS

# Classes of boxes around names.
_AUTHOR_CLASS = re.compile(
    r"author|byline|writer|contributor|autor|auteur|verfasser|redakteur|journalist|reporter|signature", re.IGNORECASE
)
# Classes of elements that hold a name and nothing else.
NAME_CLASSES = frozenset(
    """
    author byline author-name authorname author_name post-author entry-author article-author byline-name byline-author
    article__author article-byline article__byline byline__name byline__author author__name author-link
    entry-author-name post-byline entry-byline
    """.split()
)
# What markup calls links to topics.
_TOPIC_CLASS = re.compile(r"categor|topic|(?:^|[\s_-])(?:terms?|tags?|post-label|rubrik)(?:$|[\s_-])", re.IGNORECASE)
_NAME_LETTERS = re.compile(r"(?:[^\W\d_]|\s(?=[^\W\d_])|[.'’-](?=\S))+\.?")
_PIECE_DIVIDER = re.compile(r"\s{0,9}[\x1f|•·∙・,，、]\s*|\s[–—/-]\s")
_DIGIT = re.compile(r"\d")
# A list of name, date and reading time has so many lines beside the name.
MIN_LINES_BESIDE_NAME, MAX_LINES_OF_METADATA = 2, 4
# A piece of metadata that is a name has two words or three.
MAX_PIECE_WORDS = 3
# The line below a name is that of the day if it has no more letters besides it: `3 min read`.
MAX_LETTERS_BESIDE_DATE = 12
# A list of authors has little but their names.
_MIN_SHARE_OF_LIST = 0.8
# Of a line that names people with their degrees and roles, the names are at least one part in so
# many.
MAX_TITLED_LINE_CHARS, _MAX_LINE_CHARS_PER_NAME_CHAR = 200, 5
# What the name of a portrait has besides the person: `Photo of`, `avatar`.
MAX_PORTRAIT_REST_CHARS = 12


def find_unlabelled_byline(
    page: BylinePage, block: Block, divided: str | None, *, paragraphs_before: int
) -> Byline | None:
    """The author in a line near the headline, that has no label.

    `divided` is the text of the line as `divide_text` gives it; `paragraphs_before` counts those
    between it and the headline.
    """
    is_caption_or_title = block.kind is BlockKind.CAPTION or block.element.tag == "h1"
    if is_caption_or_title or is_for_other(block.text) or _is_for_reviewer(page, block):
        return None
    if page.surroundings.is_beside_quotation(block) and not page.links_to_author(block):
        return None
    line = _Line(page, block, divided, paragraphs_before)
    for text, rank in _list_name_texts(line):
        people = parse_first_names(text, page.brands)
        if not people:
            continue
        is_full = all(" " in person.name or person.type == "organization" for person in people)
        if (rank is not BylineRank.BOXED or is_full) and (
            rank is not BylineRank.PICTURED or people[0].type == "person"
        ):
            return Byline(BylineRole.AUTHOR, rank, people, "byline-markup", block.element, block.index, block.text)
    return None


class _Line(NamedTuple):
    """A line near the headline, as `find_unlabelled_byline` takes it."""

    page: BylinePage
    block: Block
    divided: str | None
    paragraphs_before: int

    @property
    def is_before_text(self) -> bool:
        return self.paragraphs_before == 0

    @property
    def name_text(self) -> str:
        """The line, divided where elements end, without its dates."""
        return divide_at_dates(self.divided or self.block.text)


def _list_name_texts(line: _Line) -> Iterator[tuple[str, BylineRank]]:
    """What in a line may be names, each with the rank of the evidence for it."""
    for find in _MARKED_FINDERS:
        text = find(line)
        if text:
            yield text, BylineRank.MARKED
    for find, rank in _EVIDENCE:
        text = find(line)
        if text is not None:
            yield text, rank
            return


# -- the finders: each gives what may be names, or None without the evidence that it looks for


def _find_profile_links(line: _Line) -> str | None:
    """The links to profiles in a line, or in a longer block of links."""
    block = line.block
    is_of_links = block.link_density > MAX_TEXT_LINK_DENSITY
    is_line = len(block.text) <= MAX_SHORT_LINE_CHARS or is_of_links
    # A standfirst may be as long as a paragraph.
    is_above_text = line.is_before_text or (is_of_links and line.paragraphs_before == 1)
    if not (is_above_text and is_line):
        return None
    return ELEMENT_DIVIDER.join(anchor.text for anchor in block.anchors if PROFILE_URL.search(anchor.href))


def _find_marked_texts(line: _Line) -> str | None:
    if line.divided is None or len(line.block.text) > MAX_FAR_LINE_CHARS:
        return None
    return ELEMENT_DIVIDER.join(_list_marked_texts(line.block))


def _find_in_author_box(line: _Line) -> str | None:
    return line.name_text if _is_in_author_box(line.page, line.block) else None


def _find_with_degree(line: _Line) -> str | None:
    return line.name_text if line.is_before_text and _has_degree_or_role(line.page, line.block) else None


def _find_above_biography(line: _Line) -> str | None:
    is_above = line.is_before_text and _is_above_biography(line.page, line.block)
    return _cut_before_topic(line.block) if is_above else None


def _find_before_topic(line: _Line) -> str | None:
    cut = _cut_before_topic(line.block) if line.is_before_text else line.block.text
    return cut if cut != line.block.text else None


def _find_named_elsewhere(line: _Line) -> str | None:
    is_near = line.paragraphs_before <= 1 and len(line.block.text) <= MAX_NAME_LINE_CHARS
    return line.block.text if is_near and _is_named_elsewhere(line.page, line.block) else None


def _find_in_metadata_line(line: _Line) -> str | None:
    page, block = line.page, line.block
    if not (line.is_before_text and page.surroundings.distance(block) > 0 and _is_metadata_line(page, block)):
        return None
    return _find_unusual_piece(page, block, line.name_text)


def _find_above_date(line: _Line) -> str | None:
    """`Jane Roe`, and the day in the next line."""
    page, block = line.page, line.block
    is_name = (
        line.is_before_text
        and block.kind is BlockKind.PARAGRAPH
        and BESIDE_HEADLINE.contains(page.surroundings.distance(block))
    )
    is_short = is_name and len(block.text) <= MAX_SHORT_LINE_CHARS and block.index > page.surroundings.headline_index
    if not is_short or any(anchor.text != block.text for anchor in block.anchors) or not _is_above_date(page, block):
        return None
    several = parse_people(block.text, brands=page.brands, strict=True)
    is_list = len(several) > 1 and all(" " in person.name and person.type == "person" for person in several)
    words = (word.lower() for person in several for word in person.name.split())
    is_list = is_list and not any(_stands_elsewhere(page, block, f" {word} ") for word in words)
    if is_list and sum(len(person.name) for person in several) > _MIN_SHARE_OF_LIST * len(block.text):
        return block.text
    piece = _find_unusual_piece(page, block, block.text)
    return piece if piece == block.text else None


def _find_in_metadata_list(line: _Line) -> str | None:
    page, block = line.page, line.block
    is_bare = line.is_before_text and not block.anchors and len(block.text) <= MAX_NAME_LINE_CHARS
    if not (is_bare and page.surroundings.distance(block) > 0 and _is_in_metadata_list(page, block)):
        return None
    return _find_unusual_piece(page, block, block.text)


# Markup that names an author in the line itself is looked at first, all of it.
_MARKED_FINDERS: tuple[Callable[[_Line], str | None], ...] = (_find_profile_links, _find_marked_texts)
# Of other evidence, the first that there is decides what is read as names.
_EVIDENCE: tuple[tuple[Callable[[_Line], str | None], BylineRank], ...] = (
    (_find_in_author_box, BylineRank.BOXED),
    (_find_with_degree, BylineRank.BOXED),
    (_find_above_biography, BylineRank.BOXED),
    (_find_before_topic, BylineRank.BOXED),
    (_find_named_elsewhere, BylineRank.PICTURED),
    (_find_in_metadata_line, BylineRank.PICTURED),
    (_find_in_metadata_list, BylineRank.PICTURED),
    (_find_above_date, BylineRank.PICTURED),
)


# -- markup of the line itself


def _list_marked_texts(block: Block) -> Iterator[str]:
    """The texts of elements in a block that say in their attributes that they hold an author."""
    marked: etree._Element | None = None
    for element in block.element.iter(etree.Element):
        if marked is not None and marked in element.iterancestors():
            continue
        classes = element.get("class", "")
        is_byline = element is not block.element and classes and read_traits(element) & Trait.BYLINE
        if not is_byline and "author" not in element.get("rel", "").split():
            continue
        links = [*element.iter("a"), *element.iterancestors("a")]
        leads_to_topic = _leads_to_no_person if " " not in join_texts(element) else _leads_to_topic
        if not any(map(leads_to_topic, links)):
            marked = element
            yield divide_texts(element)


def _leads_to_no_person(link: etree._Element) -> bool:
    """Whether a link around or in one word of a byline leads to no person: to a topic, then."""
    return "author" not in link.get("rel", "") and not PROFILE_URL.search(link.get("href", ""))


def _leads_to_topic(link: etree._Element) -> bool:
    """Whether a link says by its URL or its class that it leads to the articles on one topic."""
    around = (link, *link.iterdescendants(), *list(link.iterancestors())[:1])
    classes = (element.get("class") or "" for element in around)
    return TOPIC_URL.search(link.get("href", "")) is not None or any(map(_TOPIC_CLASS.search, classes))


def _cut_before_topic(block: Block) -> str:
    """A line without its dates and the link to a topic: `3 May 2024 • Jane Roe in Sleep`."""
    name, topic, _ = block.text.partition(f" in {block.anchors[0].text}") if block.anchors else ("", "", "")
    return divide_at_dates(name) if topic else block.text


# -- the boxes around the line


def _is_for_reviewer(page: BylinePage, block: Block) -> bool:
    return any(box.traits & Trait.REVIEWER for box in page.boxes_around(block))


def _is_in_author_box(page: BylinePage, block: Block) -> bool:
    """Whether the boxes around a block are named for an author, and it is no link to a topic."""
    boxes = page.boxes_around(block)
    classes = [box.element.get("class") or "" for box in boxes]
    if boxes[0].tag in ("h1", "h2") or not any(map(_AUTHOR_CLASS.search, classes)):
        return False
    return (
        not NAME_CLASSES.isdisjoint(classes[0].split())
        or block.link_density < MAX_TEXT_LINK_DENSITY
        or all(PROFILE_URL.search(anchor.href) or _to_slug(anchor.text) in anchor.href for anchor in block.anchors)
    )


def _is_above_biography(page: BylinePage, block: Block) -> bool:
    """Whether a name has a line about its bearer below it, in the same box and called so."""
    if len(block.text) > MAX_NAME_LINE_CHARS or block.kind is not BlockKind.PARAGRAPH:
        return False
    boxes = page.layout.boxes
    return any(
        boxes[below.box].traits & Trait.AUTHOR_BOX and boxes[below.box].parent == boxes[block.box].parent
        for below in page.layout.blocks[block.index + 1 : block.index + 2]
    )


# -- what the line says


def _has_degree_or_role(page: BylinePage, block: Block) -> bool:
    """Whether a line shows by a degree or a role that it names people, or is a team."""
    if len(block.text) > MAX_TITLED_LINE_CHARS or block.kind is BlockKind.HEADING:
        return False
    line = divide_at_dates(block.text).replace("|", ", ")
    words = line.split()
    is_team = len(words) > 1 and words[-1].casefold() in TEAM_ENDINGS
    if is_team and any(make_name_key(line).startswith(make_name_key(brand)) for brand in page.brands):
        return True
    people = parse_people(line, brands=page.brands, strict=True)
    full_names = [person for person in people if person.type == "person" and " " in person.name]
    has_title = any(person.credentials or is_role(person.job_title or "") for person in full_names)
    return has_title and sum(len(person.name) for person in full_names) * _MAX_LINE_CHARS_PER_NAME_CHAR >= len(line)


def _is_metadata_line(page: BylinePage, block: Block) -> bool:
    """Whether a line is called a byline, or holds a date and little else."""
    if page.surroundings.traits(block) & Trait.BYLINE:
        return True
    return len(block.text) <= MAX_PLAIN_LINE_CHARS and divide_at_dates(block.text) != block.text


def _is_in_metadata_list(page: BylinePage, block: Block) -> bool:
    """Whether the lines beside one in its box are a date, and numbers or roles: the reading time, `Senior Writer`."""
    boxes, blocks = page.layout.boxes, page.layout.blocks
    shape = (boxes[block.box].parent, boxes[block.box].tag)
    near = blocks[max(0, block.index - MAX_LINES_OF_METADATA) : block.index + MAX_LINES_OF_METADATA + 1]
    lines = [
        other.text
        for other in near
        if other is not block and other.text and (boxes[other.box].parent, boxes[other.box].tag) == shape
    ]
    are_short = all(len(text) <= MAX_NAME_LINE_CHARS and (_DIGIT.search(text) or is_role(text)) for text in lines)
    dates = [text for text in lines if divide_at_dates(text).strip(DIVIDERS) == ""]
    return are_short and len(dates) == 1 and MIN_LINES_BESIDE_NAME <= len(lines) <= MAX_LINES_OF_METADATA


def _is_above_date(page: BylinePage, block: Block) -> bool:
    """Whether the next line with text, but for a role or a button, holds a day and little else, and no other near does.

    Above the line is the title, a standfirst or a portrait: behind other short lines it may be anything.
    """
    blocks = page.layout.blocks
    above = blocks[block.index - 1]
    is_below_title = above.kind in (BlockKind.HEADING, BlockKind.IMAGE) or len(above.text) >= MIN_SENTENCE_CHARS
    following = blocks[block.index + 1 : block.index + 1 + MAX_LINES_OF_METADATA] if is_below_title else []
    lines = [other.text for other in following if other.text and other.kind is BlockKind.PARAGRAPH]
    lines = [line for line in lines if not is_role(line)]
    dated = [_is_day(line) for line in lines]
    return dated[:1] == [True] and sum(dated) == 1


def _is_day(line: str) -> bool:
    letters = count_letters_beside_dates(line) if len(line) <= MAX_PLAIN_LINE_CHARS else None
    return letters is not None and letters <= MAX_LETTERS_BESIDE_DATE


def _find_unusual_piece(page: BylinePage, block: Block, line: str) -> str:
    """The piece of a line that is written as a name, of words that the page never writes small.

    Topics are written as names are, but their words stand in the text as well.
    """
    topics = {anchor.text for anchor in block.anchors if TOPIC_URL.search(anchor.href)}
    for piece in (part.strip(f"{DIVIDERS}/") for part in _PIECE_DIVIDER.split(line)):
        words = piece.split()
        if piece in topics:
            continue
        # Many words of such topics begin as names do, and only a portrait tells a name from them.
        is_like_name = not piece.isascii() and EAST_ASIAN_NAME.fullmatch(piece)
        if is_like_name and _has_portrait(page, piece) and not _stands_elsewhere(page, block, piece):
            return piece
        is_name = 1 < len(words) <= MAX_PIECE_WORDS and _NAME_LETTERS.fullmatch(piece)
        if is_name and not any(_stands_elsewhere(page, block, f" {word.lower()}") for word in words):
            return piece
    return ""


def _stands_elsewhere(page: BylinePage, block: Block, text: str) -> bool:
    """Whether a text stands on the page outside of a block.

    In scripts without capitals a name looks like any other word, so the block itself tells nothing.
    """
    return page.joined_texts.count(text) > block.text.count(text)


# -- the rest of the page


def _is_named_elsewhere(page: BylinePage, block: Block) -> bool:
    """Whether a portrait, a profile or a line about the author is named for what a block says.

    A name of one word needs both a portrait and a line about its bearer.
    """
    name, slug = block.text, _to_slug(block.text)
    is_button = page.surroundings.traits(block) & (Trait.CONTROL | Trait.CALL_TO_ACTION)
    if block.kind is BlockKind.HEADING or not _NAME_LETTERS.fullmatch(name) or is_button:
        return False
    if "-" in slug:
        return _has_biography(page, name) or _has_portrait(page, name) or _has_profile(page, slug)
    return name[:1].isupper() and _has_biography(page, name) and _has_portrait(page, name)


def _has_portrait(page: BylinePage, name: str) -> bool:
    max_chars = len(name) + MAX_PORTRAIT_REST_CHARS
    return any(name in text and len(text) <= max_chars for text in page.picture_texts)


def _has_biography(page: BylinePage, name: str) -> bool:
    """Whether the page says "by" somebody, or what somebody is."""
    if f"by {name}" in page.joined_texts:
        return True
    # Once it is the text of the block that is asked about.
    if page.joined_texts.count(f"\0{name}") < 2:
        return False
    beginnings = (block.text for block in page.layout.blocks if block.text.startswith(name))
    return any(begins_biography(name, text) for text in beginnings)


def _has_profile(page: BylinePage, slug: str) -> bool:
    return slug in page.joined_hrefs and any(
        slug in href and PROFILE_URL.search(href) for href in page.joined_hrefs.split("\0")
    )


def _to_slug(name: str) -> str:
    """A name as it stands in URLs: `jane-roe`."""
    return "-".join(name.casefold().split())
