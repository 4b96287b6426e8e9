"""What buttons, links and notices say is known in many languages, and sentences with the same words are not."""

from __future__ import annotations

import pytest

from wellread.extractors.article import Reason
from wellread.extractors.label.rules.phrases import first_phrase_rule

KNOWN = {
    Reason.READING_TIME: ["Temps de lecture : 4 minutes", "Tempo di lettura: 3 min", "読了時間：約5分"],
    Reason.ADVERTISEMENT: ["Advertentie", "Реклама", "広告", "Artikel wird nach der Anzeige fortgesetzt"],
    Reason.MEDIA_CONTROLS: [
        "War dieser Artikel hilfreich? Ja Nein", "Was this article helpful?", "この記事は役に立ちましたか？",
        "Écouter cet article", "Escuchar este artículo", "더보기",
    ],
    Reason.DISCLOSURE: ["Dieser Beitrag enthält Affiliate-Links.", "Este post contém links de afiliados."],
    Reason.SHARE: ["Поделиться статьёй", "分享本文", "Condividi questo articolo", "공유하기"],
    Reason.TABLE_OF_CONTENTS: ["Índice de contenidos", "Spis treści", "目次"],
    Reason.COMMENTS: ["Laisser un commentaire", "3 Kommentare", "Deja una respuesta", "コメントを残す"],
    Reason.CALL_TO_ACTION: ["En savoir plus", "Leggi di più", "続きを読む", "Czytaj dalej"],
    Reason.EMPTY_STATE: ["Keine Beiträge gefunden", "Aucun résultat trouvé", "未找到内容"],
}  # fmt: skip


@pytest.mark.parametrize(("reason", "text"), [(reason, text) for reason, texts in KNOWN.items() for text in texts])
def test_what_the_page_says_is_known(reason: Reason, text: str) -> None:
    rule = first_phrase_rule(text)
    assert rule is not None
    assert rule.reason is reason


@pytest.mark.parametrize(
    "text",
    [
        "Le temps de lecture du soir aide les enfants à dormir.",
        "Reklama dźwignią handlu, mówili dawniej kupcy.",
        "War dieser Artikel hilfreich für die Forschung, so wurde er oft zitiert.",
        "5 Antworten",
        "Ver mais árvores acalma.",
    ],
)
def test_sentences_of_an_article_are_not(text: str) -> None:
    assert first_phrase_rule(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "An official website of the United States government",
        "Secure .gov websites use HTTPS",
        "A lock ( ) or https:// means you’ve safely connected to the .gov website. Share it only on secure websites.",
        "A .gov website belongs to an official government organization in the United States.",
    ],
)
def test_the_banner_of_official_sites_is_known(text: str) -> None:
    rule = first_phrase_rule(text)
    assert rule is not None
    assert rule.id == "official-site"
