"""Labels of dates, in many languages: the words that say what the date behind them is."""

from __future__ import annotations

import re
from enum import StrEnum

# How far before its date a label stands.
MAX_CHARS_TO_LABEL = 60
# A line that is nothing but a label, and what it has besides the first word of that: `Updated on:`.
MAX_LABEL_LINE_CHARS = 30
MAX_LABEL_REST_CHARS = 8


class DateKind(StrEnum):
    """What a date says of the article; `foreign` dates say nothing of it."""

    PUBLISHED = "published"
    MODIFIED = "modified"
    REVIEWED = "reviewed"
    FOREIGN = "foreign"


# Each group is named for the kind of date that its labels introduce; the first group that matches
# decides.
_LABELS = re.compile(
    r"(?P<foreign>©|copyright|released:|accessed|retrieved|member since|joined|born|expires|deadline|event|effective"
    r"|veranstaltung|évén|wydarzeni|rendezvény|мероприят|подія|etkinlik|イベント|開催|活动|活動|행사|sự kiện|กิจกรรม"
    r"|فعالية|رویداد|אירוע|begivenhed|arrangement|tapahtuma|evenim|akce\b"
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
    r"|cập nhật|تحديث|تعديل|به\u200c?روز ?رسانی|بروزرسانی|ویرایش|עודכן|עדכון|अपडेट|แก้ไข|อัปเดต|ปรับปรุง|оновлен)"
    r"|(?P<published>publi(?:sh|cation)|posted|submitted|gespeichert|eingestellt|first published|originally|written on"
    r"|created|veröffentlicht|erschienen|online seit"
    r"|erstellt|publié|paru|mis en ligne|mise en ligne|publicado|publicación"
    r"|pubblicat|gepubliceerd|geplaatst|publicerad|publisert|udgivet|julkaistu|opublikowan|dodano|zveřejněno"
    r"|vydáno|опубликован|yayın|"
    r"发布|發布|公開|投稿|입력|등록|megjelen"
    r"|نشر|منتشر|انتشار|פורסם|प्रकाशित|เผยแพร่|опубліков|ngày đăng|đăng ngày|δημοσι"
    r"|(?<![\w ])(?:date|datum|fecha|data)\b|issued)",
    re.IGNORECASE,
)
_LABEL_WORDS = re.compile(rf"(?:{_LABELS.pattern})\w*", re.IGNORECASE)
# A sentence about the article itself: `This article was first published on ...`.
_ABOUT_THE_ARTICLE = re.compile(
    r"\b(?:this|dieser?|cet|cette|este|esta|questo|dit|deze) "
    r"(?:article|post|story|page|entry|piece|column|artikel|beitrag|text|artículo|artigo|articolo)\b",
    re.IGNORECASE,
)
# What says in the text before or around a date of the article of which kind it is: fewer words than
# `_LABELS` has, and parts of words.
_REVIEWED = re.compile(r"review|geprüft|überprüft|relu\b|revisado", re.IGNORECASE)
_MODIFIED = re.compile(
    r"updat|modif|revis|edited|amended|changed|current as of|aktualisier|geändert|stand\b|mis(?:e)? à jour|actualiza",
    re.IGNORECASE,
)
_ANY_KIND = re.compile(
    rf"publish|posted|veröffentlicht|erschienen|publié|publicado|{_REVIEWED.pattern}|{_MODIFIED.pattern}",
    re.IGNORECASE,
)


def find_last_label(before: str) -> DateKind | None:
    """What the last label in the text before a date says; None where there is none."""
    last = None
    for match in _LABELS.finditer(before[-MAX_CHARS_TO_LABEL:]):
        last = match
    return DateKind(last.lastgroup) if last and last.lastgroup else None


def match_label(after: str) -> DateKind | None:
    """What a label at the start of a text says; None without one.

    It is for what follows a date, as in `May 3, 2024: Updated by ...`.
    """
    match = _LABELS.match(after[:MAX_CHARS_TO_LABEL])
    return DateKind(match.lastgroup) if match and match.lastgroup else None


def classify_label_line(line: str) -> DateKind | None:
    """What a line that is nothing but a label says of the date behind it; None for other lines."""
    matches = list(_LABELS.finditer(line)) if len(line) <= MAX_LABEL_LINE_CHARS else []
    match = matches[-1] if matches else None
    if match is None or match.lastgroup is None or len(line) - match.end() > MAX_LABEL_REST_CHARS:
        return None
    is_label = matches[0].start() == 0 or line.endswith(":")
    return DateKind(match.lastgroup) if is_label else None


def mentions_date_kind(text: str) -> bool:
    """Whether a text around a date says of which kind it is."""
    return _ANY_KIND.search(text) is not None


def date_kind_from_text_before(before: str) -> DateKind:
    """What the words before a date of the article say of it.

    Without a label, it is taken for that of publication.
    """
    if _REVIEWED.search(before):
        return DateKind.REVIEWED
    return DateKind.MODIFIED if _MODIFIED.search(before) else DateKind.PUBLISHED


def remove_date_labels(text: str) -> str:
    """A text without the words that say what its dates are."""
    return _LABEL_WORDS.sub(" ", text)


def is_about_the_article(text: str) -> bool:
    """Whether a text speaks of its own article: `This article was first published`."""
    return _ABOUT_THE_ARTICLE.search(text) is not None
