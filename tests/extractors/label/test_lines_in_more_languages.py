"""What pages say to their readers, in languages that few rules know: whole lines only."""

from __future__ import annotations

import pytest

from wellread.extractors.article import Reason
from wellread.extractors.label.rules.phrases import first_phrase_rule

LINES = {
    Reason.READING_TIME: (
        "Lukuaika: 4 min",
        "Čas čtení: 4 min",
        "4 perc olvasás",
        "Thời gian đọc: 4 phút",
        "4 хв читання",
    ),
    Reason.ADVERTISEMENT: ("Hirdetés", "Publicitate", "विज्ञापन", "تبلیغات", "Artiklen fortsætter efter annoncen"),
    Reason.SHARE: ("Bagikan artikel ini", "Chia sẻ bài viết này", "Поділитися статтею", "Sdílet článek"),
}
ASKED = ("Byl článek užitečný?", "Hasznos volt a cikk?", "Apakah artikel ini bermanfaat?", "האם המאמר עזר לך?")
CONTENTS = ("Tässä artikkelissa", "V tomto článku", "Cuprins", "Περιεχόμενα", "Daftar isi", "Mục lục", "สารบัญ")


@pytest.mark.parametrize(("reason", "line"), [(reason, line) for reason, lines in LINES.items() for line in lines])
def test_a_line_of_the_page_is_known_by_its_whole_text(reason: Reason, line: str) -> None:
    rule = first_phrase_rule(line)
    assert rule is not None
    assert rule.reason is reason


@pytest.mark.parametrize("line", [*ASKED, *CONTENTS])
def test_questions_to_readers_and_labels_of_contents_are_known(line: str) -> None:
    assert first_phrase_rule(line) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Reklama vzbudila pozornost, protože v ní nikdo nespal a všichni mlčeli.",
        "Časopis psal o tom, že obsah spánku se mění s věkem a s prací.",
        "Iklan itu membuat orang berpikir tentang waktu tidur mereka setiap malam.",
        "Tässä artikkelissa kerrotaan, miten nukutaan paremmin talvella.",
    ],
    ids=["Czech on advertising", "Czech on contents", "Indonesian", "Finnish sentence"],
)
def test_sentences_with_such_words_are_none(text: str) -> None:
    assert first_phrase_rule(text) is None
