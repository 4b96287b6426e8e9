"""Dates that the page prints: near the headline, behind the body, and wherever a label says what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum, StrEnum, auto

import msgspec

from wellread.extractors.metadata.context import (
    BESIDE,
    PARAGRAPH,
    PIECE,
    SUSPECT,
    Context,
    Places,
    is_below_other_title,
    is_text,
    pieces,
)
from wellread.extractors.metadata.dates.parsing import Mention, dating_language, find_dates, parse_date
from wellread.extractors.metadata.evidence import Reading
from wellread.extractors.metadata.structured.elements import squashed
from wellread.extractors.segment import Block, Kind
from wellread.extractors.vocabulary import Trait

_LONGEST = 220
# How far from the headline a dateline stands, in blocks.
_BEFORE, _AFTER = 8, 20
_DATE_LIKE = re.compile(r"\d(?:\d{3}|\d?[./-]\s?\d\d?[./-])")
# A date in which day and month could change places.
_ORDERED = re.compile(r"\b(?:0?[1-9]|1[0-2])([/-])(?:0?[1-9]|1[0-2])\1(?:20)?\d\d\b")
_YEAR_ON = re.compile(r"(?<=/)(?:19|20)\d\d/.*")
# A page of the web is not older; a text about the past is.
_EARLIEST = "1993"
# What stands beside a date that is alone: a time, a dash.
_MOST_AROUND = 12
_MOST_TIMES = 40
_MOST_LONELY = 2
# What a label alone has behind its first word: `Updated on:`.
_LABEL_REST = 8
# A line with so many words in lower case beside its date says more than who wrote it.
_PROSE = 3
# A line beside the headline with more around a labelled date says more than who and when.
_LONGEST_LABELLED = 120
# How far before its date a label stands.
_LABEL_REACH = 60
# Boxes in which a date that is labelled as the article's can stand all the same.
_SIDE = Trait.SIDEBAR | Trait.FOOTER


class DateKind(StrEnum):
    """What a date says of the article."""

    PUBLISHED = "published"
    MODIFIED = "modified"
    REVIEWED = "reviewed"
    FOREIGN = "foreign"


class Rank(IntEnum):
    """What kind of evidence a printed date is, the plainest first.

    A label near the headline; a date as a line of its own there; one that begins the text; one in some other line near
    the headline; a label further off, and one beside or below the article; a date alone in a box named for it; a date
    alone anywhere behind the headline. Last, dates of other pages, which only show that there are such.
    """

    LABELLED = auto()
    DATELINE = auto()
    LEAD = auto()
    BESIDE = auto()
    FAR_LABELLED = auto()
    SIDE_LABELLED = auto()
    FAR_DATELINE = auto()
    ALONE = auto()
    TEASER = auto()


_LABELS = re.compile(
    r"(?P<foreign>©|copyright|released:|accessed|retrieved|member since|joined|born|expires|deadline|event|effective"
    r"|(?:next|nächste) (?:review|überprüfung)|review due|archived|available until"
    r"|verfügbar bis|gültig bis|disponible jusqu"
    r"|comment|replied|valid until|abgerufen|sale ends|ends on|starts on|originally reviewed|since\b|est\.|founded)"
    r"|(?P<reviewed>(?:last |medically |clinically )?reviewed|last review|review date|date of review|fact[- ]checked"
    r"|geprüft|überprüft|relu(?:e)?\b|(?:vérifié|validé)e? le|relecture|revisad[oa]|revisto em|última revis[ií]ón?"
    r"|ultima revisione|revisionato|gecontroleerd|granskad|監修日|审核|審核)"
    r"|(?P<modified>(?:last )?(?:updated?|modified|revised|revision|edited|amended|changed)|current version"
    r"|aktualisiert|aktualisierung|zuletzt|geändert|"
    r"letzte änderung|stand\b|mis à jour|mise à jour|modifié|màj|maj\b|actualizado|actualización|actualizada"
    r"|última actualización|"
    r"aggiornato|aggiornamento|ultima modifica|bijgewerkt|gewijzigd|opdateret|uppdaterad|oppdatert|päivitetty"
    r"|zaktualizowan|aktualizacja|"
    r"aktualizováno|обновлен|изменен|更新|güncelle|atualizado|atualização|diperbarui|frissítve|ενημ|수정|업데이트|最終更新"
    r"|cập nhật)"
    r"|(?P<published>publi(?:sh|cation)|posted|submitted|gespeichert|eingestellt|first published|originally|written on"
    r"|created|veröffentlicht|erschienen|online seit"
    r"|erstellt|publié|paru|mis en ligne|mise en ligne|publicado|publicación"
    r"|pubblicat|gepubliceerd|geplaatst|publicerad|publisert|udgivet|julkaistu|opublikowan|dodano|zveřejněno"
    r"|vydáno|опубликован|yayın|"
    r"发布|發布|公開|投稿|입력|등록|megjelen|(?<![\w ])(?:date|datum|fecha|data)\b|issued)",
    re.IGNORECASE,
)
_LABEL_WORDS = re.compile(rf"(?:{_LABELS.pattern})\w*", re.IGNORECASE)
_BARS = re.compile(r"[|•·]")
# `March 5, 2024: Updated by ...`
_LABEL_BEHIND = re.compile(r"\s?:\s+")
# A sentence about the article itself: `This article was first published on ...`.
_ABOUT_ITSELF = re.compile(
    r"\b(?:this|dieser?|cet|cette|este|esta|questo|dit|deze) "
    r"(?:article|post|story|page|entry|piece|column|artikel|beitrag|text|artículo|artigo|articolo)\b",
    re.IGNORECASE,
)
# What stands before and behind the date that a text begins with: `OSLO, May 3, 2024 - `, `(May 3, 2024) `.
_BEFORE_LEAD = re.compile(r"\W*(?:[^\W\d][^\d!?]{0,44}\s)?\W*")
_AFTER_LEAD = re.compile(r"\s?[).|:/–—]|\s-\s|\s?\x1f")


class Printed(msgspec.Struct, frozen=True, gc=False):
    """A date that the page prints, in block `index`; -1 for one that stands in none. `distance` is that to the
    headline in blocks, twice as much before it.
    """

    kind: DateKind
    rank: Rank
    reading: Reading[str]
    distance: int = 0
    index: int = -1


class _Reader:
    """Reads the dates around one headline."""

    def __init__(self, page: Context, places: Places, language: str | None) -> None:
        self._page = page
        self._blocks = page.layout.blocks
        self._origin = places.origin
        self._language = language
        self._places = places
        # Where breaks divide an element into many blocks, each of them asks about the whole of it.
        self._known: dict[str, list[Mention]] = {}

    def read(self) -> Iterator[Printed]:
        for block in self._blocks:
            if len(block.text) <= _LONGEST and _DATE_LIKE.search(block.text) and is_text(block):
                divided = None if "\n" in block.text else pieces(self._page.layout, block)
                above = ""
                for line in [divided] if divided else block.text.split("\n"):
                    yield from self._in_line(block, line, above)
                    above = line
        yield from self._in_lead()

    def read_times(self) -> Iterator[Printed]:
        """Time elements near the headline: their attribute says more than their text."""
        near = {
            block.element: block
            for block in self._blocks[max(0, self._origin - _BEFORE) : self._origin + _AFTER + 1]
            if is_text(block) and not self._places.suspects_nearby(block)
        }
        for element in self._page.head.times[:_MOST_TIMES]:
            raw = element.get("datetime", "").strip()
            block = next((near[e] for e in (element, *element.iterancestors()) if e in near), None)
            date = parse_date(raw, self._language) if block and raw else None
            if block and date:
                own = squashed(element)
                before, _, _ = block.text.partition(own or "\0")
                kind = _last_label(f"{element.get('class', '')} {element.get('itemprop', '')} {before} {own}")
                kind = kind or self._label_before(block)
                is_far = abs(block.index - self._origin) > BESIDE
                is_other = is_far and is_below_other_title(self._page.document, self._page.layout, block)
                if kind is not DateKind.FOREIGN and not is_other:
                    rank = Rank.LABELLED if kind else Rank.DATELINE
                    reading = Reading(date, "time", element, raw)
                    yield Printed(kind or DateKind.PUBLISHED, rank, reading, self._distance(block), block.index)

    def _in_line(self, block: Block, line: str, above: str) -> Iterator[Printed]:
        start = 0
        mentions = self._mentions(line)
        whole = _without(line, mentions)
        for mention in mentions:
            before = line[start : mention.start]
            label = _last_label(before)
            if label is None and not before.strip(" :-–—|·•,.()\x1f"):
                label = _label_alone(above) if above else self._label_before(block)
            if label is None and (match := _LABEL_BEHIND.match(line, mention.end)):
                label = _first_label(line[match.end() : match.end() + _LABEL_REACH])
            start = mention.end
            # Of a long line, a label and its date are the part between two bars.
            rest = whole if label is None or len(whole) < _LONGEST_LABELLED else _part_around(line, mention)
            rank = self._rank(block, rest, is_labelled=label is not None)
            if rank is not None and label is not DateKind.FOREIGN and mention.date >= _EARLIEST:
                raw = " ".join(line.replace(PIECE, " ").split())
                reading = Reading(mention.date, "text", block.element, raw)
                yield Printed(label or DateKind.PUBLISHED, rank, reading, self._distance(block), block.index)

    def _mentions(self, line: str) -> list[Mention]:
        known = self._known.get(line)
        if known is None:
            known = self._known[line] = list(find_dates(line, self._language))
        return known

    def _in_lead(self) -> Iterator[Printed]:
        """The date that the first paragraph begins with."""
        for block in self._blocks[self._origin + 1 : self._origin + _AFTER]:
            if block.chars < PARAGRAPH // 2 or not is_text(block) or self._places.suspects_nearby(block):
                continue
            text = (pieces(self._page.layout, block) or block.text)[:PARAGRAPH]
            mention = next(find_dates(text, self._language), None)
            if mention and _is_lead(text, mention) and _last_label(text[: mention.start]) is None:
                reading = Reading(mention.date, "text", block.element, text[: mention.end].replace(PIECE, " "))
                yield Printed(DateKind.PUBLISHED, Rank.LEAD, reading)
            if block.chars >= PARAGRAPH:
                return

    def _distance(self, block: Block) -> int:
        distance = block.index - self._origin
        return distance if distance >= 0 else -2 * distance

    def _label_before(self, block: Block) -> DateKind | None:
        """`Last updated` alone in the block before."""
        previous = self._blocks[block.index - 1] if block.index else None
        return _label_alone(previous.text) if previous and is_text(previous) else None

    def _rank(self, block: Block, rest: str, *, is_labelled: bool) -> Rank | None:
        """How plain the evidence of a date is, where its line says `rest` besides; null where it is none."""
        traits, distance = self._places.traits(block), block.index - self._origin
        is_near, around = -_BEFORE <= distance <= _AFTER, len(rest)
        # A date in a title is what the article is about, one that ends a caption when the picture was taken.
        is_topic = block.kind is Kind.HEADING and around > _MOST_AROUND
        is_taken = block.kind is Kind.CAPTION and around > 2 * _MOST_AROUND and not is_labelled
        if is_topic or is_taken:
            return None
        is_date = distance > 0 and around <= _MOST_AROUND
        if self._places.suspects_nearby(block, is_named=is_date) if is_near else traits & SUSPECT:
            # `Published` as a heading, and below it the date alone, is no card of another article.
            side = _SIDE | Trait.CARD if not around else _SIDE
            is_beside = is_labelled and around <= 45 and not traits & (SUSPECT & ~side)
            return Rank.SIDE_LABELLED if is_beside else None
        if abs(distance) > BESIDE and is_below_other_title(self._page.document, self._page.layout, block):
            return Rank.TEASER
        if is_labelled and (_ABOUT_ITSELF.search(rest) or (is_near and around < _LONGEST_LABELLED)):
            return Rank.LABELLED
        return self._rank_plain(block, rest, is_near=is_near, is_labelled=is_labelled)

    def _rank_plain(self, block: Block, rest: str, *, is_near: bool, is_labelled: bool) -> Rank | None:
        """How plain the evidence of a date is that nothing near the headline says what it is."""
        around = len(rest)
        is_named = bool(self._places.traits(block) & (Trait.DATE | Trait.BYLINE))
        is_dateline = is_named or around <= _MOST_AROUND
        if is_near and len(rest.split()) <= 11 and (is_dateline or (around < 60 and not _is_prose(rest))):
            return Rank.DATELINE if is_dateline else Rank.BESIDE
        if is_labelled and around <= 45:
            return Rank.FAR_LABELLED
        is_alone = is_dateline and around <= 20 and block.index > self._origin and "\n" not in block.text
        return (Rank.FAR_DATELINE if is_named else Rank.ALONE) if is_alone else None


def language(page: Context, declared: str | None) -> str | None:
    """The language that the page writes its dates in; the order of day and month is looked for where it is open."""
    texts = (block.text for block in page.layout.blocks if len(block.text) <= _LONGEST)
    lines = [text for text in texts if _DATE_LIKE.search(text)]
    if not any(map(_ORDERED.search, (*lines, *(time.get("datetime", "") for time in page.head.times)))):
        return declared
    address = (_YEAR_ON.search(page.document.page.url or "") or [""])[0].replace("/", " ")
    shown = dating_language((*filter(_ORDERED.search, lines), address), declared)
    return shown if shown != declared else dating_language((*lines, address), declared)


def read(page: Context, places: Places, language: str | None) -> tuple[Printed, ...]:
    """The dates of the article as the page prints them, the likeliest first."""
    reader = _Reader(page, places, language)
    found = [*reader.read_times(), *reader.read()]
    # Many dates on their own, or labelled alike beside the article, are those of other articles.
    lonely = {printed.reading.value for printed in found if printed.rank >= Rank.FAR_DATELINE}
    beside = {(entry.kind, entry.reading.value) for entry in found if entry.rank is Rank.SIDE_LABELLED}
    kinds = [kind for kind, _ in beside]
    kept = [
        entry
        for entry in found
        if entry.rank < Rank.SIDE_LABELLED
        or (entry.rank is Rank.SIDE_LABELLED and kinds.count(entry.kind) == 1)
        or (Rank.SIDE_LABELLED < entry.rank < Rank.TEASER and len(lonely) <= _MOST_LONELY)
    ]
    return tuple(sorted(kept, key=lambda entry: (entry.rank, entry.distance)))


def without_labels(text: str) -> str:
    """A text without the words that say what its dates are."""
    return _LABEL_WORDS.sub(" ", text)


def _without(line: str, mentions: list[Mention]) -> str:
    ends = [0, *(mention.end for mention in mentions)]
    starts = [*(mention.start for mention in mentions), len(line)]
    return "".join(line[end:start] for end, start in zip(ends, starts, strict=True))


def _is_prose(line: str) -> bool:
    return sum(word[0].islower() for word in line.split()) >= _PROSE


def _is_lead(text: str, mention: Mention) -> bool:
    is_day = mention.date.count("-") == 2
    return (
        is_day
        and _BEFORE_LEAD.fullmatch(text[: mention.start]) is not None
        and _AFTER_LEAD.match(text[mention.end :]) is not None
    )


def _label_alone(text: str) -> DateKind | None:
    """What a text says of the date behind it, if it is nothing but a label."""
    matches = list(_LABELS.finditer(text)) if len(text) <= 30 and not _DATE_LIKE.search(text) else []
    match = matches[-1] if matches else None
    if match is None or match.lastgroup is None or len(text) - match.end() > _LABEL_REST:
        return None
    is_label = matches[0].start() == 0 or text.endswith(":")
    return DateKind(match.lastgroup) if is_label else None


def _part_around(line: str, mention: Mention) -> str:
    """What stands around a date between the bars nearest to it."""
    return _BARS.split(line[: mention.start])[-1] + _BARS.split(line[mention.end :])[0]


def _first_label(after: str) -> DateKind | None:
    match = _LABELS.match(after)
    return DateKind(match.lastgroup) if match and match.lastgroup else None


def _last_label(before: str) -> DateKind | None:
    last = None
    for match in _LABELS.finditer(before[-_LABEL_REACH:]):
        last = match
    return DateKind(last.lastgroup) if last and last.lastgroup else None
