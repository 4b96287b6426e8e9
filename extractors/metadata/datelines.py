"""Dates that the page prints: near the headline, behind the body, and wherever a label says what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

import msgspec

from extractors.metadata.context import SUSPECT, Context, Places, is_text
from extractors.metadata.dates import find_dates, parse_date
from extractors.metadata.evidence import Reading
from extractors.metadata.markup import squashed
from extractors.segment import Block, Kind
from extractors.vocabulary import Trait

_LONGEST = 220
# How far from the headline a dateline stands, in blocks.
_BEFORE, _AFTER = 8, 20
_DATE_LIKE = re.compile(r"\d(?:\d{3}|\d?[./]\s?\d\d?[./])")
# A page of the web is not older; a text about the past is.
_EARLIEST = "1993"
# What stands beside a date that is alone: a time, a dash.
_MOST_AROUND = 12
_MOST_TIMES = 40
_MOST_LONELY = 2
# What a label alone has behind its first word: `Updated on:`.
_LABEL_REST = 8


class DateKind(StrEnum):
    """What a date says of the article."""

    PUBLISHED = "published"
    MODIFIED = "modified"
    REVIEWED = "reviewed"
    FOREIGN = "foreign"


_LABELS = re.compile(
    r"(?P<foreign>©|copyright|accessed|retrieved|member since|joined|born|expires|deadline|event|effective"
    r"|next review|archived|"
    r"comment|replied|valid until|abgerufen|sale ends|ends on|starts on|originally reviewed|since\b|est\.|founded)"
    r"|(?P<reviewed>(?:last |medically |clinically )?reviewed|last review|review date|date of review|geprüft"
    r"|überprüft|relu le|revisado)"
    r"|(?P<modified>(?:last )?(?:updated?|modified|revised|revision|edited|amended|changed)|aktualisiert"
    r"|aktualisierung|zuletzt|geändert|"
    r"letzte änderung|stand\b|mis à jour|mise à jour|modifié|màj|maj\b|actualizado|actualización|actualizada"
    r"|última actualización|"
    r"aggiornato|aggiornamento|ultima modifica|bijgewerkt|gewijzigd|opdateret|uppdaterad|oppdatert|päivitetty"
    r"|zaktualizowan|aktualizacja|"
    r"aktualizováno|обновлен|изменен|更新|güncelle|atualizado|atualização|diperbarui|frissítve|ενημ|수정|업데이트|最終更新"
    r"|cập nhật)"
    r"|(?P<published>publish|posted|submitted|gespeichert|eingestellt|first published|originally|written on"
    r"|created|veröffentlicht|erschienen"
    r"|erstellt|publié|paru|publicado|"
    r"pubblicat|gepubliceerd|geplaatst|publicerad|publisert|udgivet|julkaistu|opublikowan|dodano|zveřejněno"
    r"|vydáno|опубликован|yayın|"
    r"发布|發布|公開|投稿|입력|등록|megjelen|(?<![\w ])(?:date|datum|fecha|data)\b|released|issued)",
    re.IGNORECASE,
)


class Printed(msgspec.Struct, frozen=True, gc=False):
    """A date that the page prints. `order` is lower where the place makes it more likely the article's."""

    kind: DateKind
    order: int
    reading: Reading[str]


# The ranks of evidence, from a label near the headline to a date alone somewhere behind it.
LABELLED, DATELINE, FAR_LABELLED, FAR_DATELINE, ALONE = range(5)


class _Reader:
    """Reads the dates around one headline."""

    def __init__(self, page: Context, places: Places, language: str | None) -> None:
        self._page = page
        self._blocks = page.layout.blocks
        self._origin = places.origin
        self._language = language
        self._places = places

    def read(self) -> Iterator[Printed]:
        for block in self._blocks:
            if len(block.text) <= _LONGEST and _DATE_LIKE.search(block.text) and is_text(block):
                yield from self._in_block(block)

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
                before, _, _ = block.text.partition(squashed(element) or "\0")
                kind = _last_label(f"{element.get('class', '')} {element.get('itemprop', '')} {before}")
                kind = kind or self._label_before(block)
                if kind is not DateKind.FOREIGN:
                    order = LABELLED if kind else DATELINE
                    yield Printed(kind or DateKind.PUBLISHED, order, Reading(date, "time", element, raw))

    def _in_block(self, block: Block) -> Iterator[Printed]:
        text, start = block.text, 0
        for mention in find_dates(text, self._language):
            before = text[start : mention.start]
            label = _last_label(before)
            if label is None and not before.strip(" :-–—|·•,.()"):
                label = self._label_before(block)
            around = len(text) - (mention.end - mention.start)
            order = self._order(block, around, is_labelled=label is not None)
            start = mention.end
            if order is not None and label is not DateKind.FOREIGN and mention.date >= _EARLIEST:
                yield Printed(label or DateKind.PUBLISHED, order, Reading(mention.date, "text", block.element, text))

    def _label_before(self, block: Block) -> DateKind | None:
        """`Last updated` alone in the block before."""
        previous = self._blocks[block.index - 1] if block.index else None
        if previous is None or not is_text(previous) or len(previous.text) > 30 or _DATE_LIKE.search(previous.text):
            return None
        match = _LABELS.match(previous.text)
        if match is None or match.lastgroup is None or len(previous.text) - match.end() > _LABEL_REST:
            return None
        return DateKind(match.lastgroup)

    def _order(self, block: Block, around: int, *, is_labelled: bool) -> int | None:
        """How far down the list of evidence a date belongs, with `around` characters beside it; null for nowhere."""
        traits, distance = self._places.traits(block), block.index - self._origin
        is_near = -_BEFORE <= distance <= _AFTER
        # A date in a title is what the article is about.
        is_topic = block.kind is Kind.HEADING and around > _MOST_AROUND
        if is_topic or (self._places.suspects_nearby(block) if is_near else traits & SUSPECT):
            return None
        is_named = bool(traits & (Trait.DATE | Trait.BYLINE))
        is_dateline = is_named or around <= _MOST_AROUND
        if is_near and is_labelled and around < 120:
            return LABELLED
        if is_near and (is_dateline or around < 60) and len(block.text.split()) <= 14:
            return DATELINE
        if is_labelled and around <= 45:
            return FAR_LABELLED
        if is_dateline and around <= 20 and distance > 0:
            return FAR_DATELINE if is_named else ALONE
        return None


def read(page: Context, places: Places, language: str | None) -> tuple[Printed, ...]:
    """The dates of the article as the page prints them, the likeliest first."""
    reader = _Reader(page, places, language)
    found = [*reader.read_times(), *reader.read()]
    lonely = {printed.reading.value for printed in found if printed.order >= FAR_DATELINE}
    # Many dates on their own are those of other articles.
    kept = [printed for printed in found if printed.order < FAR_DATELINE or len(lonely) <= _MOST_LONELY]
    return tuple(sorted(kept, key=lambda printed: printed.order))


def _last_label(before: str) -> DateKind | None:
    last = None
    for match in _LABELS.finditer(before[-60:]):
        last = match
    return DateKind(last.lastgroup) if last and last.lastgroup else None
