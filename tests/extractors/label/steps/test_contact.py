"""The site's own telephone number and addresses after an article are promotion; those of others are content."""

from __future__ import annotations

import msgspec
import pytest

from tests.extractors.label.labelling import ARTICLE, all_kept, dropped_texts, layout_of
from wellread.extractors.label.steps.contact import drop_own_contact


def texts_dropped_from(end: str, url: str = "https://www.fernbankmusic.example/post/rest") -> list[str]:
    state = msgspec.structs.replace(all_kept(layout_of(f"<article>{ARTICLE}{end}</article>")), url=url)
    return dropped_texts(drop_own_contact(state))


@pytest.mark.parametrize(
    "lines",
    [
        ("CONTACT INFO", "Phone number: 615 555 0142", "Email: fernbankmusic@mail.example"),
        ("Kontakt", "Tel.: +49 30 5550142", "info@fernbankmusic.example"),
        ("Contacto:", "www.fernbank-music.example"),
        ("お問い合わせ", "fernbankmusic.example"),
    ],
)
def test_own_addresses_at_the_end_go_with_their_label(lines: tuple[str, ...]) -> None:
    assert texts_dropped_from("".join(f"<p>{line}</p>" for line in lines)) == list(lines)


def test_addresses_of_others_stay() -> None:
    assert texts_dropped_from("<p>Helpline: 0800 555 0142</p><p>www.quietnights.example</p>") == []


def test_a_sentence_with_an_own_address_stays() -> None:
    assert (
        texts_dropped_from("<p>Write to us at info@fernbankmusic.example and tell how you slept last week.</p>") == []
    )


def test_own_addresses_before_more_text_stay() -> None:
    assert texts_dropped_from(f"<p>info@fernbankmusic.example</p>{ARTICLE}") == []


def test_a_page_without_an_address_is_left() -> None:
    assert texts_dropped_from("<p>info@fernbankmusic.example</p>", url="") == []
