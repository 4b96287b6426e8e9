"""Parts of an article in boxes beside the one with its text: kept, in whatever language and markup."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pytest

from wellread.extractors import extract


class Article(NamedTuple):
    language: str
    title: str
    paragraphs: Sequence[str]
    heading: str
    label: str
    pairs: Sequence[tuple[str, str]]
    offer: str


ENGLISH = Article(
    "en",
    "Warm feet, calm nights",
    (
        "Cold feet keep more people awake than noise does, though hardly anybody mentions them to a doctor.",
        "The body gives off heat through hands and feet before it falls asleep, and narrow vessels hold it back.",
        "In a small study of forty adults a foot bath of ten minutes shortened the wait for sleep by twelve minutes.",
        "Socks do nearly the same, as long as they are loose, since a tight band at the ankle slows the blood.",
        "A walk after dinner widens the vessels as well, and it costs nothing and harms nobody.",
    ),
    "What warms",
    "Frequently asked questions",
    (
        ("Are socks in bed unhealthy?", "No. Loose socks made of wool or cotton do no harm to healthy skin."),
        ("How hot should a foot bath be?", "About forty degrees, as warm as a bath for a child would be."),
        ("Do children need socks at night?", "Rarely, since children lose less heat through their feet."),
    ),
    "Our programme has helped thousands of members to rest. Join today and get your first month for free.",
)
GERMAN = Article(
    "de",
    "Warme Füße, ruhige Nächte",
    (
        "Kalte Füße halten mehr Menschen wach als Lärm, auch wenn kaum jemand sie in der Sprechstunde erwähnt.",
        "Der Körper gibt vor dem Einschlafen Wärme über Hände und Füße ab, und enge Gefäße halten sie zurück.",
        "In einer kleinen Studie mit vierzig Erwachsenen verkürzte ein Fußbad das Einschlafen um zwölf Minuten.",
        "Socken leisten fast dasselbe, solange sie locker sitzen, denn ein enger Bund am Knöchel bremst das Blut.",
        "Auch ein Spaziergang nach dem Abendessen weitet die Gefäße, kostet nichts und schadet niemandem.",
    ),
    "Was wärmt",
    "Häufige Fragen",
    (
        ("Sind Socken im Bett ungesund?", "Nein. Lockere Socken aus Wolle schaden gesunder Haut nicht."),
        ("Wie warm soll ein Fußbad sein?", "Etwa vierzig Grad, so warm wie ein Bad für ein Kind."),
        ("Brauchen Kinder nachts Socken?", "Selten, denn Kinder verlieren über die Füße weniger Wärme."),
    ),
    "Unser Programm hat Tausenden geholfen. Melden Sie sich heute an und erhalten Sie den ersten Monat gratis.",
)
RUSSIAN = Article(
    "ru",
    "Тёплые ноги, спокойные ночи",
    (
        "Холодные ноги мешают спать чаще, чем шум, хотя на приёме у врача о них почти никто не вспоминает.",
        "Перед сном тело отдаёт тепло через кисти и стопы, и суженные сосуды удерживают это тепло час и дольше.",
        "В небольшом исследовании с участием сорока взрослых ванна для ног сократила засыпание на двенадцать минут.",
        "Носки действуют почти так же, если они свободные, ведь тугая резинка на щиколотке замедляет кровоток.",
        "Прогулка после ужина тоже расширяет сосуды, ничего не стоит и никому не вредит.",
    ),
    "Что согревает",
    "Частые вопросы",
    (
        ("Вредны ли носки в постели?", "Нет. Свободные носки из шерсти или хлопка не вредят здоровой коже."),
        ("Какой должна быть ванна для ног?", "Около сорока градусов, как ванна для ребёнка."),
        ("Нужны ли детям носки ночью?", "Редко, ведь дети теряют через стопы меньше тепла, чем взрослые."),
    ),
    "Наша программа помогла тысячам людей. Запишитесь сегодня и получите первый месяц бесплатно.",
)
PANELS = {
    "headings": "<div class='q'><h3>{}</h3><p>{}</p></div>",
    "details": "<details><summary>{}</summary><p>{}</p></details>",
    "hidden until found": "<div><h3>{}</h3><div hidden='until-found'><p>{}</p></div></div>",
    "buttons": "<div><h3><button aria-expanded='false'>{}</button></h3><div><p>{}</p></div></div>",
    "bold lines": "<div><strong>{}</strong><div>{}</div></div>",
}


def body_of(article: Article, beside: str) -> str:
    first, *others = (f"<p>{text}</p>" for text in article.paragraphs)
    page = (
        f"<html lang='{article.language}'><title>{article.title}</title><body><nav><a href='/'>Fern</a></nav>"
        f"<div class='w'><div class='c1'><h1>{article.title}</h1><div class='t'>{first}<h2>{article.heading}</h2>"
        f"{''.join(others)}</div></div><div class='c2'><div class='in'>{beside}</div></div>"
        f"<div class='c4'><p>{article.offer}</p><a href='/join'>→</a></div></div><footer><p>© Fern</p></footer>"
    )
    return extract(page, "https://fern.example/blog/warm").article_body


@pytest.mark.parametrize("panel", PANELS.values(), ids=PANELS)
@pytest.mark.parametrize("article", [ENGLISH, GERMAN, RUSSIAN], ids=lambda article: article.language)
def test_questions_in_a_box_beside_the_text_are_kept_and_an_offer_is_not(article: Article, panel: str) -> None:
    questions = "".join(panel.format(*pair) for pair in article.pairs)
    body = body_of(article, f"<h2>{article.label}</h2>{questions}")
    assert [text for pair in article.pairs for text in pair if text not in body] == []
    assert article.offer not in body


@pytest.mark.parametrize("article", [ENGLISH, GERMAN, RUSSIAN], ids=lambda article: article.language)
def test_the_last_part_of_a_text_in_a_box_of_its_own_is_kept(article: Article) -> None:
    answers = [answer for _, answer in article.pairs]
    body = body_of(article, f"<h2>{article.pairs[0][0]}</h2>" + "".join(f"<p>{text}</p>" for text in answers))
    assert [text for text in answers if text not in body] == []
