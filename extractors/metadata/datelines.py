"""Dates that the page prints: near the headline, behind the body, and wherever a label says what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

import msgspec

from extractors.metadata.context import SUSPECT, Context, is_text
from extractors.metadata.dates import find_dates
from extractors.metadata.evidence import Reading
from extractors.segment import Block
from extractors.vocabulary import Trait

_LONGEST = 220
# How far from the headline a dateline stands, in blocks.
_BEFORE, _AFTER = 8, 20
_YEAR = re.compile(r"\d{2}")


class DateKind(StrEnum):
    """What a date says of the article."""

    PUBLISHED = "published"
    MODIFIED = "modified"
    REVIEWED = "reviewed"
    FOREIGN = "foreign"


_LABELS = re.compile(
    r"(?P<foreign>©|copyright|accessed|retrieved|member since|joined|born|expires|deadline|event|effective|next review|archived|"
    r"comment|replied|valid until|abgerufen|sale ends|ends on|starts on|originally reviewed|since\b|est\.|founded)"
    r"|(?P<reviewed>(?:last |medically |clinically )?reviewed|last review|review date|date of review|geprüft|überprüft|relu le|revisado)"
    r"|(?P<modified>(?:last )?(?:updated?|modified|revised|revision|edited|amended|changed)|aktualisiert|aktualisierung|zuletzt|geändert|"
    r"letzte änderung|stand\b|mis à jour|mise à jour|modifié|màj|maj\b|actualizado|actualización|actualizada|última actualización|"
    r"aggiornato|aggiornamento|ultima modifica|bijgewerkt|gewijzigd|opdateret|uppdaterad|oppdatert|päivitetty|zaktualizowan|aktualizacja|"
    r"aktualizováno|обновлен|изменен|更新|güncelle|atualizado|atualização|diperbarui|frissítve|ενημ|수정|업데이트|最終更新|cập nhật)"
    r"|(?P<published>publish|posted|first published|originally|written on|created|veröffentlicht|erschienen|erstellt|publié|paru|publicado|"
    r"pubblicat|gepubliceerd|geplaatst|publicerad|publisert|udgivet|julkaistu|opublikowan|dodano|zveřejněno|vydáno|опубликован|yayın|"
    r"发布|發布|公開|投稿|입력|등록|megjelen|date|datum|fecha|data\b|released|issued|on\b|vom\b|am\b|le\b|el\b)",
    re.I,
)


class Printed(msgspec.Struct, frozen=True, gc=False):
    """A date that the page prints. `order` is lower where the place makes it more likely the article's."""

    kind: DateKind
    order: int
    reading: Reading[str]


def read(page: Context, headline: Block | None, language: str | None) -> tuple[Printed, ...]:
    """The dates of the article as the page prints them, the likeliest first."""
    found = sorted(_found(page, headline, language), key=lambda printed: printed.order)
    return tuple(found)


def _found(page: Context, headline: Block | None, language: str | None) -> Iterator[Printed]:
    blocks = page.layout.blocks
    for block in blocks:
        text = block.text
        if len(text) > _LONGEST or not _YEAR.search(text) or not is_text(block):
            continue
        start = 0
        for mention in find_dates(text, language):
            before = text[start : mention.start]
            label = _last_label(before)
            if label is None and not before.strip(" :-–—|·•,.()"):
                label = _label_before(page, block)
            order = _order(
                page,
                block,
                headline,
                is_labelled=label is not None,
                is_whole=mention.end - mention.start > len(text) * 0.6,
            )
            start = mention.end
            if order is not None and label is not DateKind.FOREIGN:
                yield Printed(label or DateKind.PUBLISHED, order, Reading(mention.date, "text", block.element, text))


def _last_label(before: str) -> DateKind | None:
    last = None
    for match in _LABELS.finditer(before[-60:]):
        last = match
    return DateKind(last.lastgroup) if last and last.lastgroup else None


def _label_before(page: Context, block: Block) -> DateKind | None:
    """`Last updated` alone in the block before."""
    if not block.index:
        return None
    previous = page.layout.blocks[block.index - 1]
    if not is_text(previous) or len(previous.text) > 30 or _YEAR.search(previous.text):
        return None
    match = _LABELS.match(previous.text.strip())
    return DateKind(match.lastgroup) if match and match.lastgroup else None


def _order(page: Context, block: Block, headline: Block | None, *, is_labelled: bool, is_whole: bool) -> int | None:
    """How far down the list of evidence a date belongs; null for what is no evidence."""
    distance = block.index - headline.index if headline else block.index
    traits = page.traits(block, headline)
    if traits & SUSPECT:
        return None
    is_near = -_BEFORE <= distance <= _AFTER
    is_dateline = bool(traits & (Trait.DATE | Trait.BYLINE))
    if is_near and (is_labelled or is_dateline or is_whole):
        return 0 if is_labelled else 1
    if is_labelled and is_whole or is_labelled and len(block.text) < 80:
        return 2
    if is_dateline and is_whole:
        return 3
    if is_near and len(block.text) < 120:
        return 4
    return 5 if is_whole and distance > 0 else None
