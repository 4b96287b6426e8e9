"""The legal texts of a site are no part of the article that they stand beside."""

from __future__ import annotations

import pytest

from tests.extractors.label.labelling import ARTICLE, labelled, labels_of
from wellread.extractors.article import Reason

POLICY = " ".join(["Our systems gather the language, the time of the visit and the address of each visitor."] * 4)


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
