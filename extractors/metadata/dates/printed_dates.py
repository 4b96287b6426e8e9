"""The dates that the page prints: near the headline, after the body, and behind labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from wellread.extractors.metadata.block_surroundings import (
    FOREIGN_TRAITS,
    MIN_PARAGRAPH_CHARS,
    MIN_TITLE_WORDS,
    PROFILE_URL,
    Surroundings,
    divide_text,
    is_below_other_title,
    is_text,
    list_labelled_rows,
)
from wellread.extractors.metadata.candidates import Candidate
from wellread.extractors.metadata.dates.model import DateRank, PrintedDate
from wellread.extractors.metadata.dates.order import add_region
from wellread.extractors.metadata.dates.parsing import (
    DateMention,
    detect_date_language,
    find_dates,
    parse_date,
    replace_dates,
)
from wellread.extractors.metadata.headline_ranges import BESIDE_HEADLINE, DATE_RANGE
from wellread.extractors.metadata.page_data import PageData
from wellread.extractors.metadata.structured.element_texts import ELEMENT_DIVIDER, join_texts
from wellread.extractors.segment import Block, BlockKind, Layout
from wellread.extractors.segment.inline import text_before
from wellread.extractors.trait_reader import read_traits
from wellread.extractors.vocabulary import Trait
from wellread.extractors.vocabulary.byline_labels import find_labels
from wellread.extractors.vocabulary.date_labels import (
    DateKind,
    classify_label_line,
    find_last_label,
    is_about_the_article,
    match_label,
    remove_date_labels,
)
from wellread.extractors.vocabulary.months import parse_month
from wellread.extractors.vocabulary.people import NAME_PARTICLES
from wellread.extractors.vocabulary.relative_dates import has_relative_date, replace_relative_dates

MAX_DATE_LINE_CHARS = 220
MAX_TIME_ELEMENTS = 40
# More dates alone on one page are those of other articles.
MAX_LONELY_DATES = 2
# A page of the web is not older; a text about the past is.
MIN_DATE = "1993"
_DATE_LIKE = re.compile(
    r"\d(?:\d{3}|\d?[./-]\s?\d\d?[./-])|[和成国國]\s?(?:元|\d{1,3})\s?[年./]|[〇零○一二三四五六七八九十]年|\d\s?[\u0e01-\u0e4e.]{3,10}\s?\d\d|['’]\d\d"
)
# One of its characters is in each of these, and asked first.
_NUMERAL = re.compile(r"[\d元〇零○一二三四五六七八九十]")
# A date in which day and month could change places.
_AMBIGUOUS = re.compile(r"\b(?:0?[1-9]|1[0-2])([/-])(?:0?[1-9]|1[0-2])\1(?:20)?\d\d\b")
_ISO_DAY = re.compile(r"(?:19|20)\d\d-\d\d-\d\d(?!\d)")
# Names of properties and metadata: `datePublished`, `article:published_time`, `dc.date.issued`.
_NAMES_PUBLICATION = re.compile(r"publish|publication|pubdate|created|issued|^(?:dc\.)?date$", re.IGNORECASE)
_YEAR_IN_URL = re.compile(r"(?<=/)(?:19|20)\d\d/.*")

# How many characters a line may have beside its dates: where it is a dateline (a time, a dash);
# where it names the author as well; where a label near the headline, or one far from it, says what
# the date is; alone after the headline.
MAX_DATELINE_REST_CHARS = 12
MAX_BYLINE_REST_CHARS, MAX_BYLINE_REST_WORDS = 60, 11
MAX_LABELLED_REST_CHARS, MAX_FAR_LABELLED_REST_CHARS = 120, 45
MAX_LONELY_REST_CHARS = 20
# A line with so many words in lower case beside its date says more than who wrote it.
MIN_PROSE_WORDS = 3
# Boxes in which a date that is labelled as the article's can stand all the same.
_SIDE_TRAITS = Trait.SIDEBAR | Trait.FOOTER

# Attributes that hold the date of an element whose text is another one: how long ago, the time of day. Others hold when
# something ends, or what a script counts down to.
_DATE_ATTRIBUTE = re.compile(
    r"title|datetime|data-(?:(?:post|article|local|utc|iso|unix|epoch|full|original)-?)*"
    r"(?:title|(?:pub(?:lish(?:ed)?|lication)?|creat(?:ed|ion)|posted)?-?(?:date-?time|date|time-?stamp|time|at|on)"
    r"|ts|published|created|posted)|data-(?:utc|iso|unix|epoch)"
)
# Also elements of scripts: `<relative-time>`.
_DATED_TAG = re.compile(
    r"abbr|(?:[a-z0-9]+-)+(?:date-?time|date|time|time-?stamp|time-?ago)|time-(?:ago|since|element)"
)
MAX_DATE_ATTRIBUTE_CHARS = 60
_LETTERS = re.compile(r"[^\W\d_]+")
# `2024年5月3日公開`, `2024.05.03(금) 오전 8:00 입력`
_LABEL_BEHIND = re.compile(
    r"\s?(?:[(（][^()（）]{1,3}[)）])?\s?(?:오전|오후|午前|午後)?\s?(?:\d{1,2}[:：時]\d{2}分?(?::\d{2})?)?\s?"
    r"(公開|投稿|发布|發布|更新|입력|등록|수정|업데이트)"
)
_BARS = re.compile(r"[|•·]")
_LABEL_SEPARATORS = " :-–—|·•,.()\x1f"
# `March 5, 2024: Updated by ...`
_CLOCK = re.compile(r"(?<!\d)(?:[01]?\d|2[0-3])[:.h][0-5]\d(?!\d)")
_COLON = re.compile(r"\s?:\s+")
# What stands before and after the date that a text begins with: `OSLO, May 3, 2024 - `, `(May 3,
# 2024) `.
_BEFORE_LEAD_DATE = re.compile(r"\W*(?:[^\W\d][^\d!?]{0,44}\s)?\W*")
_AFTER_LEAD_DATE = re.compile(r"\s?[).|:/–—]|\s-\s|\s?\x1f")


def list_dated_blocks(layout: Layout) -> list[Block]:
    """The short blocks of a page in which something looks like a date."""
    lines = (block for block in layout.blocks if len(block.text) <= MAX_DATE_LINE_CHARS)
    return [block for block in lines if _NUMERAL.search(block.text) and _DATE_LIKE.search(block.text)]


def find_date_language(page: PageData, declared: str | None, dated: Sequence[Block]) -> str | None:
    """The language that the page writes its dates in, as `parse_date` takes it.

    It is the declared one, in English with the region that the page is of; but the dates of the page
    may show in which order they write day and month. `dated` is what `list_dated_blocks` gives.
    """
    declared = add_region(page, declared)
    lines = [block.text for block in dated]
    times = (element.get("datetime", "") for element in page.elements.times)
    if not any(map(_AMBIGUOUS.search, (*lines, *times))):
        return declared
    in_url = (_YEAR_IN_URL.search(page.url or "") or [""])[0]
    said = (in_url.replace("/", " "), in_url.replace("/", "-"), *_list_machine_dates(page))
    shown = detect_date_language((*filter(_AMBIGUOUS.search, lines), *said), declared)
    return shown if shown != declared else detect_date_language((*lines, *said), declared)


def _list_machine_dates(page: PageData) -> Iterator[str]:
    """The days in ISO 8601 on which the page says that it was published: it may print them in digits as well.

    The day of a change is another one, and may be that of publication with day and month in the wrong order.
    """
    metas = (
        value.content
        for name, values in page.elements.metas.items()
        if _is_day_of_publication(name)
        for value in values
    )
    properties = (
        value
        for node in page.article_nodes
        for name, value in node.items()
        if isinstance(value, str) and _is_day_of_publication(name)
    )
    times = (element.get("datetime", "") for element in page.elements.times if not _is_of_change(element))
    for text in (*metas, *properties, *times):
        day = _ISO_DAY.match(text)
        if day:
            yield day[0]


def _is_day_of_publication(name: str) -> bool:
    return _NAMES_PUBLICATION.search(name) is not None


def _is_of_change(element: etree._Element) -> bool:
    """Whether a <time> says by its attributes, or by the text right before it, that it is not that of publication."""
    label = find_last_label(f"{element.get('class', '')} {element.get('itemprop', '')} {text_before(element)}")
    return label not in (None, DateKind.PUBLISHED)


def find_printed_dates(
    page: PageData, surroundings: Surroundings, language: str | None, dated: Iterable[Block]
) -> tuple[PrintedDate, ...]:
    """The dates of the article as the page prints them, the likeliest first.

    `language` is what `find_date_language` gives, `dated` what `list_dated_blocks` does.
    """
    finder = _PrintedDateFinder(page, surroundings, language)
    found = [*finder.find_in_elements(), *finder.find_in_lines(dated), *finder.find_in_lead()]
    # Many dates alone, or labelled alike beside the article, are those of other articles.
    lonely = {entry.candidate.value for entry in found if entry.rank >= DateRank.FAR_DATELINE}
    beside = {(entry.kind, entry.candidate.value) for entry in found if entry.rank is DateRank.SIDE_LABELLED}
    kinds = [kind for kind, _ in beside]
    kept = [
        entry
        for entry in found
        if entry.rank < DateRank.SIDE_LABELLED
        or (entry.rank is DateRank.SIDE_LABELLED and kinds.count(entry.kind) == 1)
        or (DateRank.SIDE_LABELLED < entry.rank < DateRank.TEASER and len(lonely) <= MAX_LONELY_DATES)
    ]
    return tuple(sorted(kept, key=lambda entry: (entry.rank, entry.distance)))


class _PrintedDateFinder:
    """Finds the dates on one page, in three kinds of places."""

    def __init__(self, page: PageData, surroundings: Surroundings, language: str | None) -> None:
        self._page = page
        self._blocks = page.layout.blocks
        self._surroundings = surroundings
        self._language = language
        # Where breaks divide an element into many blocks, each of them asks about the whole of it.
        self._known_mentions: dict[str, list[DateMention]] = {}

    # -- attributes

    def find_in_elements(self) -> Iterator[PrintedDate]:
        """Dates in attributes of elements near the headline, and of abbreviations anywhere.

        See the HTML Standard, 4.5.14, and the microformat hAtom, which has dates in titles.
        """
        near = {
            block.element: block
            for block in DATE_RANGE.slice_of(self._blocks, self._surroundings.headline_index)
            if is_text(block) and not self._surroundings.is_foreign_near_headline(block)
        }
        for element in self._page.elements.times[:MAX_TIME_ELEMENTS]:
            raw = (element.get("datetime") or element.get("title") or "").strip()
            block = next((near[e] for e in (element, *element.iterancestors()) if e in near), None)
            if block and raw:
                yield from self._find_in_element(element, raw, block)
        for block in near.values():
            for element in block.element.iter(etree.Element):
                dated = _read_dated_attribute(element) if element.tag != "time" else None
                if dated:
                    yield from self._find_in_element(element, dated, block)
        yield from self._find_in_far_abbreviations(frozenset(near))

    def _find_in_element(self, element: etree._Element, raw: str, block: Block) -> Iterator[PrintedDate]:
        date = parse_date(raw, self._language)
        kind = self._find_label_of_element(element, block) if date else None
        is_foreign = kind is DateKind.FOREIGN or self._is_beside_link(block)
        if date and not is_foreign and not self._is_of_teaser(block):
            rank = DateRank.LABELLED if kind else DateRank.DATELINE
            yield self._make_printed_date(kind, rank, Candidate(date, "time", element, raw), block)

    def _find_in_far_abbreviations(self, near: frozenset[etree._Element]) -> Iterator[PrintedDate]:
        """`<abbr class="published" title="2011-04-25">12:23</abbr>` below the text, where no other article is."""
        abbreviations = [element for element in self._page.document.root.iter("abbr") if element.get("title")]
        blocks = {block.element: block for block in self._blocks if is_text(block)} if abbreviations else {}
        for element in abbreviations[:MAX_TIME_ELEMENTS]:
            block = next((blocks[e] for e in (element, *element.iterancestors()) if e in blocks), None)
            raw = _read_dated_attribute(element)
            kind = find_last_label(element.get("class", ""))
            date = parse_date(raw, self._language) if raw and kind else None
            if date and block and block.element not in near:
                is_foreign = self._surroundings.traits(block) & (FOREIGN_TRAITS & ~Trait.FOOTER)
                if not is_foreign and not self._is_of_teaser(block):
                    candidate = Candidate(date, "time", element, raw)
                    yield self._make_printed_date(kind, DateRank.FAR_LABELLED, candidate, block)

    def _find_label_of_element(self, element: etree._Element, block: Block) -> DateKind | None:
        """What an element says of its date, by its attributes, its text or the text before."""
        text = join_texts(element)
        before, _, _ = block.text.partition(text or "\0")
        label = find_last_label(f"{element.get('class', '')} {element.get('itemprop', '')} {before} {text}")
        return label or self._find_label_above(block)

    # -- lines

    def find_in_lines(self, dated: Iterable[Block]) -> Iterator[PrintedDate]:
        """Dates in the lines of short blocks, wherever they stand."""
        for block in dated:
            if block.kind is BlockKind.TABLE and self._surroundings.distance(block) > 0:
                yield from self._find_in_table(block)
            elif is_text(block):
                divided = None if "\n" in block.text else divide_text(self._page.layout, block)
                above = ""
                for line in [divided] if divided else block.text.split("\n"):
                    yield from self._find_in_line(block, line, above)
                    above = line

    def _find_in_table(self, block: Block) -> Iterator[PrintedDate]:
        """The dates with a label in the rows of a table between the headline and the text."""
        rows = list_labelled_rows(block) if block.index < self._surroundings.body_start else ()
        for row in rows:
            label, _, _ = row.partition(ELEMENT_DIVIDER)
            if _classify_line(label) is not None:
                yield from self._find_in_line(block, row, "")

    def _find_in_line(self, block: Block, line: str, above: str) -> Iterator[PrintedDate]:
        """The dates in one line of a block; `above` is the line before it."""
        start = 0
        mentions = self._list_mentions(line)
        has_labels_behind = bool(mentions) and _is_labelled_behind(line, mentions[0])
        rest_of_line = _cut_out(line, mentions)
        for mention in mentions:
            if has_labels_behind:
                label = _find_label_behind(line, mention)
            else:
                label = self._find_label_in_line(block, line, above, (start, mention))
            start = mention.end
            # Of a long line, a label and its date are the part between two bars.
            max_chars = MAX_BYLINE_REST_CHARS if label is None else MAX_LABELLED_REST_CHARS
            is_part = len(rest_of_line) >= max_chars
            rest = _cut_between_bars(line, mention) if is_part else rest_of_line
            rank = self._rank(block, rest, is_labelled=label is not None)
            if rank is not None and label is not DateKind.FOREIGN and mention.date >= MIN_DATE:
                raw = " ".join(line.replace(ELEMENT_DIVIDER, " ").split())
                yield self._make_printed_date(label, rank, Candidate(mention.date, "text", block.element, raw), block)

    def _find_label_in_line(
        self, block: Block, line: str, above: str, place: tuple[int, DateMention]
    ) -> DateKind | None:
        """What a date is, by the words before it, the line above, or those behind a colon."""
        start, mention = place
        before = line[start : mention.start]
        label = find_last_label(before)
        if label is None and not before.strip(_LABEL_SEPARATORS):
            label = _classify_line(above) if above else self._find_label_above(block)
        colon = _COLON.match(line, mention.end) if label is None else None
        return match_label(line[colon.end() :]) if colon else label

    def _list_mentions(self, line: str) -> list[DateMention]:
        known = self._known_mentions.get(line)
        if known is None:
            known = self._known_mentions[line] = list(find_dates(line, self._language))
        return known

    # -- the lead

    def find_in_lead(self) -> Iterator[PrintedDate]:
        """The date that the first paragraph begins with, as in the dispatches of press agencies."""
        first = self._surroundings.headline_index + 1
        for block in self._blocks[first : first + DATE_RANGE.max_blocks_after - 1]:
            is_foreign = not is_text(block) or self._surroundings.is_foreign_near_headline(block)
            if block.chars < MIN_PARAGRAPH_CHARS // 2 or is_foreign:
                continue
            text = (divide_text(self._page.layout, block) or block.text)[:MIN_PARAGRAPH_CHARS]
            mention = next(find_dates(text, self._language), None)
            if mention and _begins_text(text, mention) and find_last_label(text[: mention.start]) is None:
                raw = text[: mention.end].replace(ELEMENT_DIVIDER, " ")
                candidate = Candidate(mention.date, "text", block.element, raw)
                yield PrintedDate(DateKind.PUBLISHED, DateRank.LEAD, candidate)
            if block.chars >= MIN_PARAGRAPH_CHARS:
                return

    # -- for all of them

    def _make_printed_date(
        self, kind: DateKind | None, rank: DateRank, candidate: Candidate[str], block: Block
    ) -> PrintedDate:
        """A date without a label is taken for that of publication."""
        distance = self._surroundings.distance(block)
        weighted = distance if distance >= 0 else -2 * distance
        return PrintedDate(kind or DateKind.PUBLISHED, rank, candidate, weighted, block.index)

    def _find_label_above(self, block: Block) -> DateKind | None:
        """`Last updated` alone in the block before."""
        previous = self._blocks[block.index - 1] if block.index else None
        return _classify_line(previous.text) if previous and is_text(previous) else None

    def _is_of_teaser(self, block: Block) -> bool:
        """Whether a block is not right beside the headline, and below the title of another page."""
        is_beside = BESIDE_HEADLINE.contains(self._surroundings.distance(block))
        return not is_beside and is_below_other_title(self._page.document, self._page.layout, block)

    def _is_beside_link(self, block: Block) -> bool:
        """Whether a block, or the line before it in the same box, is a link of some words to another page: its title.

        Right beside the headline, such links lead to all on a topic.
        """
        if BESIDE_HEADLINE.contains(self._surroundings.distance(block)):
            return False
        above = self._blocks[block.index - 1] if block.index else block
        is_link = above.anchors and above.link_chars == above.chars < MIN_PARAGRAPH_CHARS
        if not is_link or not _says_enough_for_title(above.text):
            return _is_linked_title(block)
        boxes = self._page.layout.boxes
        parent = boxes[block.box].parent
        return above.box in (block.box, parent) or boxes[above.box].parent == parent or _is_linked_title(block)

    def _rank(self, block: Block, rest: str, *, is_labelled: bool) -> DateRank | None:
        """How plainly a date is the article's; None where it is not.

        `rest` is its line without dates.
        """
        traits, distance = self._surroundings.traits(block), self._surroundings.distance(block)
        is_near, rest_chars = DATE_RANGE.contains(distance), len(rest)
        # A date in a title is what the article is about, one that ends a caption when the picture
        # was taken.
        is_topic = block.kind is BlockKind.HEADING and rest_chars > MAX_DATELINE_REST_CHARS
        # But no title below another one says the time of day.
        is_topic = is_topic and not (BESIDE_HEADLINE.contains(distance) and distance > 0 and _CLOCK.search(rest))
        is_of_picture = block.kind is BlockKind.CAPTION and rest_chars > 2 * MAX_DATELINE_REST_CHARS and not is_labelled
        # One in a quotation is the day of what is quoted.
        if is_topic or is_of_picture or traits & Trait.QUOTE:
            return None
        is_date = distance > 0 and rest_chars <= MAX_DATELINE_REST_CHARS
        if is_near:
            is_foreign = self._surroundings.is_foreign_near_headline(block, is_named=is_date)
        else:
            is_foreign = bool(traits & FOREIGN_TRAITS)
        if is_foreign:
            is_aside = is_labelled and _may_stand_aside(self._surroundings.traits_but_own_card(block), rest_chars)
            return DateRank.SIDE_LABELLED if is_aside else None
        if self._is_beside_link(block):
            return None
        if self._is_of_teaser(block):
            return DateRank.TEASER
        if is_labelled and (is_about_the_article(rest) or (is_near and rest_chars < MAX_LABELLED_REST_CHARS)):
            return DateRank.LABELLED
        return self._rank_by_line(block, rest, is_near=is_near, is_labelled=is_labelled)

    def _rank_by_line(self, block: Block, rest: str, *, is_near: bool, is_labelled: bool) -> DateRank | None:
        """The rank of a date without a label near the headline, by what its line says besides."""
        if is_near and len(rest.split()) > MAX_BYLINE_REST_WORDS:
            # `Por Ana, 12/03/2024 09h30, atualizado há 2 dias`
            rest = replace_relative_dates(_CLOCK.sub("", rest), "")
        rest_chars = len(rest)
        is_named = bool(self._surroundings.traits(block) & (Trait.DATE | Trait.BYLINE))
        is_dateline = is_named or rest_chars <= MAX_DATELINE_REST_CHARS
        if is_near and len(rest.split()) <= MAX_BYLINE_REST_WORDS and (is_dateline or _is_byline(rest)):
            return DateRank.DATELINE if is_dateline else DateRank.BESIDE
        if is_labelled and rest_chars <= MAX_FAR_LABELLED_REST_CHARS:
            return DateRank.FAR_LABELLED
        is_after = self._surroundings.distance(block) > 0
        if is_dateline and rest_chars <= MAX_LONELY_REST_CHARS and is_after and "\n" not in block.text:
            return DateRank.FAR_DATELINE if is_named else DateRank.ALONE
        return None


def _is_linked_title(block: Block) -> bool:
    """Whether a block is a link of some words to another page, and a date."""
    if not any(_says_enough_for_title(anchor.text) for anchor in block.anchors):
        return False
    rest = block.text
    for anchor in block.anchors:
        rest = rest.replace(anchor.text, " ")
    is_person = any(PROFILE_URL.search(anchor.href) for anchor in block.anchors)
    return not is_person and all(map(parse_month, _LETTERS.findall(replace_dates(rest, " "))))


def _says_enough_for_title(text: str) -> bool:
    """Whether a text has some words besides its dates and their labels."""
    return len(_LETTERS.findall(remove_date_labels(replace_dates(text, " ")))) >= MIN_TITLE_WORDS


def _read_dated_attribute(element: etree._Element) -> str | None:
    """The date in an attribute of an element that says of itself that it is one, or how long ago it was.

    The attribute is nothing but the date: `title="12 May 2024, 10:15"`.
    """
    if element.get("itemprop"):
        return None  # which is the data of the page, and may be that of another article
    for name, raw in element.items():
        if not _DATE_ATTRIBUTE.fullmatch(name) or len(raw) > MAX_DATE_ATTRIBUTE_CHARS or not _DATE_LIKE.search(raw):
            continue
        if _is_dated(element):
            rest = _LETTERS.findall(remove_date_labels(replace_dates(raw, " ")))
            if name == "datetime" or sum(map(len, rest)) <= MAX_DATELINE_REST_CHARS:
                return raw.strip()
    return None


def _is_dated(element: etree._Element) -> bool:
    if _DATED_TAG.fullmatch(str(element.tag)) or read_traits(element) & Trait.DATE:
        return True
    text = join_texts(element)
    return len(text) <= MAX_DATE_ATTRIBUTE_CHARS and has_relative_date(text)


def _may_stand_aside(traits: int, rest_chars: int) -> bool:
    """Whether a labelled date can be the article's in a box that is none of it, by its traits."""
    # `Published` as a heading, and below it the date alone, is no card of another article.
    allowed = _SIDE_TRAITS if rest_chars else _SIDE_TRAITS | Trait.CARD
    return rest_chars <= MAX_FAR_LABELLED_REST_CHARS and not traits & (FOREIGN_TRAITS & ~allowed)


def _classify_line(line: str) -> DateKind | None:
    return classify_label_line(line) if not _DATE_LIKE.search(line) else None


def _cut_out(line: str, mentions: Sequence[DateMention]) -> str:
    """A line without its dates."""
    ends = [0, *(mention.end for mention in mentions)]
    starts = [*(mention.start for mention in mentions), len(line)]
    return "".join(line[end:start] for end, start in zip(ends, starts, strict=True))


def _is_labelled_behind(line: str, first: DateMention) -> bool:
    """Whether a line begins with a date, and the label stands behind it as Japanese and Korean have it."""
    is_first = not line[: first.start].strip(_LABEL_SEPARATORS)
    return is_first and _find_label_behind(line, first) is not None


def _find_label_behind(line: str, mention: DateMention) -> DateKind | None:
    label = _LABEL_BEHIND.match(line, mention.end)
    return match_label(label[1]) if label else None


def _cut_between_bars(line: str, mention: DateMention) -> str:
    """What stands around a date between the bars nearest to it."""
    return _BARS.split(line[: mention.start])[-1] + _BARS.split(line[mention.end :])[0]


def _is_byline(rest: str) -> bool:
    """Whether what a line has beside its date can be the names of the authors."""
    label = next(find_labels(rest), None)
    names = rest[label.end() :] if label and label.start() == 0 else rest
    words = remove_date_labels(names).split()
    small = [word for word in words if word[0].islower() and len(word.strip(".")) > 2 and word not in NAME_PARTICLES]
    return len(names) < MAX_BYLINE_REST_CHARS and len(small) < MIN_PROSE_WORDS


def _begins_text(text: str, mention: DateMention) -> bool:
    """Whether a day is set off at the start of a text, with no more than a place before it."""
    return (
        mention.date.count("-") == 2
        and _BEFORE_LEAD_DATE.fullmatch(text[: mention.start]) is not None
        and _AFTER_LEAD_DATE.match(text[mention.end :]) is not None
    )
