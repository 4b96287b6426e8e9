"""The site's own telephone number and addresses after an article are promotion; those of others are content."""

from __future__ import annotations

import msgspec
import pytest

from tests.extractors.label.labelling import ARTICLE, all_kept, dropped_texts, layout_of
from wellread.extractors.article import Reason
from wellread.extractors.label import Label
from wellread.extractors.label.state import LabelState
from wellread.extractors.label.steps.contact import drop_own_contact


def texts_dropped_from(end: str, url: str = "https://www.fernbankmusic.example/post/rest") -> list[str]:
    state = msgspec.structs.replace(all_kept(layout_of(f"<article>{ARTICLE}{end}</article>")), url=url)
    return dropped_texts(drop_own_contact(state))


@pytest.mark.parametrize(
    "lines",
    [
        ("CONTACT INFO", "Email: fernbankmusic@mail.example", "Web: fernbankmusic.example"),
        ("Kontakt", "Tel.: +49 30 5550142, info@fernbankmusic.example"),
        ("Contacto:", "https://www.fernbankmusic.example/contacto"),
        ("お問い合わせ", "メールinfo@fernbankmusic.exampleまで"),
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


@pytest.mark.parametrize(
    "end",
    [
        "<p>Group by the lake: 955 000 001</p><p>Group in the park: 955 000 002</p><p>Email: lake@{host}</p>",
        "<ul><li>Clinic in the north: 01632 960 001</li><li>harbour@{host}</li></ul><p>Register: {host}/groups</p>",
        "<ul><li>lake@{host}</li><li>park@{host}</li></ul>",
        "<h2>The baths by the lake</h2><p>lake@{host}</p>",
        "<h2>The lake</h2><p>lake@{host}</p><p>Daily from nine to five, all year round.</p><p>park@{host}</p>",
        "<p>Rest line: 01632 960 111</p><p>www.{host}trust.example</p>",
        "<p>www.sleepandfernbankmusic.example</p>",
    ],
    ids=["numbers", "items and a line", "items", "all of a section", "another above", "longer name", "part of a name"],
)
def test_lists_of_addresses_and_those_of_other_sites_stay(end: str) -> None:
    assert texts_dropped_from(end.format(host="fernbankmusic.example")) == []


@pytest.mark.parametrize(
    "text",
    [
        "二週間たっても眠れないときは、我慢せずに www.fernbankmusic.example の予約窓口から受診を申し込んでください。",
        "二週間たっても眠れないときは我慢せずにfernbankmusic.exampleから申し込みましょう",
        "如果两周后仍然睡不好请写信到info@fernbankmusic.example预约门诊",
        "Schreib an info@fernbankmusic.example.",
    ],
)
def test_what_is_said_about_an_own_address_stays(text: str) -> None:
    assert texts_dropped_from(f"<p>{text}</p>") == []


def test_own_addresses_before_more_text_stay() -> None:
    assert texts_dropped_from(f"<p>info@fernbankmusic.example</p>{ARTICLE}") == []


def test_a_page_without_an_address_is_left() -> None:
    assert texts_dropped_from("<p>info@fernbankmusic.example</p>", url="") == []


NUMBER_LINKS = ("tel:+493055501420", "TEL:030-5550-1420")


def state_with_head(link: str, end: str) -> LabelState:
    """An article whose head is dropped, with a link that calls a number."""
    head = f"<p><a href='{link}'>Call</a></p>"
    state = all_kept(layout_of(f"{head}<article>{ARTICLE}{end}</article>"))
    labels = (Label(Reason.HEADER, "site-header"), *state.labels[1:])
    return msgspec.structs.replace(state, url="https://fernbankmusic.example/rest", labels=labels)


@pytest.mark.parametrize(
    "lines",
    [
        ("CONTACT INFO", "Phone number: (030) 5550 1420", "Email: fernbankmusic@mail.example"),
        ("Kontakt", "Tel. 030/55501420"),
        ("お問い合わせ", "電話 03055501420"),
    ],
)
@pytest.mark.parametrize("link", NUMBER_LINKS)
def test_a_number_that_the_head_calls_is_the_sites_own(link: str, lines: tuple[str, ...]) -> None:
    state = drop_own_contact(state_with_head(link, "".join(f"<p>{line}</p>" for line in lines)))
    assert dropped_texts(state)[1:] == list(lines)


def test_a_number_that_the_head_does_not_call_stays() -> None:
    assert dropped_texts(drop_own_contact(state_with_head("tel:911", "<p>Helpline: 0800 555 0142</p>")))[1:] == []
