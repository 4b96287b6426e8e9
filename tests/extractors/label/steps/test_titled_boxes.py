"""A box is an offer or a legal text by the line that it begins with."""

from __future__ import annotations

import pytest

from tests.extractors.label.labelling import ARTICLE, SENTENCES, labelled, labels_of
from wellread.extractors.article import Reason

BENEFITS = ("Every article on sleep, on all devices.", "A letter from the night desk each week.")
POLICY = " ".join(["Our systems gather the language, the time of the visit and the address of each visitor."] * 4)


@pytest.mark.parametrize(
    "notice",
    [
        "This content is reserved for subscribers only",
        "Dieser Artikel ist nur für Abonnenten verfügbar.",
        "Cet article est réservé aux abonnés",
        "Este contenido es exclusivo para suscriptores",
    ],
)
def test_what_subscribers_get_goes_with_the_notice_above_it(notice: str) -> None:
    items = "".join(f"<li>{text}</li>" for text in BENEFITS)
    labels = labels_of(f"<div><div><p>{notice}</p><ul>{items}</ul></div></div>")
    assert [labels[text][0] for text in BENEFITS] == [Reason.PAYWALL] * 2


def test_the_text_that_a_notice_bars_stays() -> None:
    text = " ".join(SENTENCES[:4]) + " And so to bed."
    labels = labels_of(f"<div><p>This content is reserved for subscribers only</p><p>{text}</p></div>")
    assert labels[text][0] is None


@pytest.mark.parametrize(
    "title", ["Privacy Policy", "Datenschutzerklärung", "Mentions légales", "Términos y condiciones", "利用規約"]
)
def test_a_legal_text_beside_the_article_is_dropped(title: str) -> None:
    page = f"<main><h1>On sleep</h1><article>{ARTICLE}</article></main><div><h4>{title}</h4><p>{POLICY}</p></div>"
    labels = {item.block.text: item.label for item in labelled(f"<body>{page}</body>")}
    assert (labels[POLICY].reason, labels[POLICY].rule) == (Reason.DISCLAIMER, "legal-text")


def test_a_section_of_the_article_on_a_legal_text_stays() -> None:
    labels = labels_of(f"<section><h2>Privacy policy</h2><p>{POLICY}</p></section>")
    assert labels[POLICY][1] != "legal-text"


def test_a_page_that_is_a_legal_text_keeps_it() -> None:
    page = f"<main><div><h1>Privacy Policy</h1><p>{POLICY}</p>{ARTICLE}</div></main>"
    assert {item.block.text: item.label.rule for item in labelled(page)}[POLICY] != "legal-text"
