"""Notices of the site are dropped by what they say and that nothing else stands in their box."""

from __future__ import annotations

import pytest

from tests.extractors.label.labelling import ARTICLE, SENTENCES, labelled, labels_of
from wellread.extractors.article import Reason
from wellread.extractors.label.rules.notices import NOTICE_RULES, NoticeRule, first_notice_rule

each_rule = pytest.mark.parametrize("rule", NOTICE_RULES, ids=lambda rule: rule.id)
SHORT_ARTICLE = (
    "<p>The bakery at the bridge opens at six, and the first loaves are sold before it is light outside.</p>"
)


@each_rule
def test_a_notice_is_told_by_what_it_says(rule: NoticeRule) -> None:
    assert [first_notice_rule(text) for text in rule.hits] == [rule] * len(rule.hits)
    assert [first_notice_rule(text) for text in rule.misses] == [None] * len(rule.misses)


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        (
            "<div class='zq'><h2>Ihre Daten</h2><p>Wir speichern Cookies auf dem Gerät, bis Sie gehen.</p></div>",
            Reason.CONSENT,
        ),
        (
            "<section><p>Vos choix</p><p>Nous utilisons des cookies pour mesurer l’audience.</p></section>",
            Reason.CONSENT,
        ),
        ("<aside id='x1'><p>Utilizamos cookies propias y de terceros en este sitio.</p></aside>", Reason.CONSENT),
        ("<div><p>Twoja przeglądarka</p><p>Używamy plików cookie w celu statystyk.</p></div>", Reason.CONSENT),
        ("<div><p>Ihr Browser ist veraltet. Bitte nehmen Sie einen neueren.</p></div>", Reason.POPUP),
        ("<div><span>Please disable your ad blocker to read on.</span></div>", Reason.POPUP),
        ("<div><p>Votre abonnement est utilisé sur un autre appareil.</p></div>", Reason.PAYWALL),
    ],
    ids=["German", "French", "Spanish", "Polish", "browser", "ad blocker", "subscription"],
)
@pytest.mark.parametrize("place", ["before", "after", "inside"])
def test_a_box_that_is_a_notice_goes_wherever_it_stands(markup: str, reason: Reason, place: str) -> None:
    pages = {
        "before": f"{markup}<main><h1>On bread</h1>{SHORT_ARTICLE}</main>",
        "after": f"<main><h1>On bread</h1>{SHORT_ARTICLE}</main><footer>Bread</footer>{markup}",
        "inside": f"<main><h1>On sleep</h1><div>{ARTICLE}{markup}{ARTICLE.replace('one', 'some')}</div></main>",
    }
    items = labelled(f"<title>On bread</title>{pages[place]}")
    rules = {rule.id for rule in NOTICE_RULES}
    assert {item.label.reason for item in items if item.label.rule in rules} == {reason}
    assert not any(item.label.is_kept for item in items if item.block.text in markup)


@pytest.mark.parametrize("box", ["<div>{}</div>", "<div class='post-content'>{}</div>"])
def test_an_article_about_cookies_stays(box: str) -> None:
    text = (
        "<p>What a banner says is mostly the same: we and our partners use cookies, and you accept cookies.</p>"
        "<p>Half of the readers in a study clicked on the first button, and no one read what stood above it.</p>"
        "<p>The authors of the study changed the order of the buttons, and found that it matters most of all.</p>"
    )
    items = labelled(f"<title>On banners</title><main><h1>On banners</h1>{box.format(text)}</main>")
    assert all(item.label.is_kept for item in items if item.block.chars > 60)


def test_a_paragraph_goes_alone_where_each_of_its_sentences_is_a_notice() -> None:
    notice = "Je gebruikt een verouderde browser. Werk je browser bij om deze site te zien."
    mixed = "Je gebruikt een verouderde browser. De helft van de lezers doet dat, en zij slapen even goed."
    items = labelled(f"<title>On sleep</title><div><h1>On sleep</h1><p>{notice}</p><p>{mixed}</p>{ARTICLE}</div>")
    kept = {item.block.text: item.label.is_kept for item in items}
    assert not kept[notice]
    assert kept[mixed]


BENEFITS = ("Every article on sleep, on all devices.", "A letter from the night desk each week.")


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
