"""Rules about words prove themselves: each hits its example, and leaves its near-miss and every other rule's."""

from __future__ import annotations

import time
from collections import Counter

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from wellread.extractors.article import Reason
from wellread.extractors.label.rules.phrases import PHRASE_RULES, PhraseRule, first_phrase_rule, may_be_phrase

each_rule = pytest.mark.parametrize("rule", PHRASE_RULES, ids=lambda rule: rule.id)


def test_ids_are_unique() -> None:
    assert [name for name, count in Counter(rule.id for rule in PHRASE_RULES).items() if count > 1] == []


@each_rule
def test_the_rule_hits_its_example(rule: PhraseRule) -> None:
    assert first_phrase_rule(rule.hits) is rule


@each_rule
def test_in_the_text_of_an_article_a_rule_hits_unless_it_is_not_for_there(rule: PhraseRule) -> None:
    assert (first_phrase_rule(rule.hits, in_body=True) is rule) is rule.in_body


@each_rule
def test_no_rule_hits_the_near_miss(rule: PhraseRule) -> None:
    assert first_phrase_rule(rule.misses) is None


@each_rule
def test_the_near_miss_is_short_enough_to_test_the_pattern(rule: PhraseRule) -> None:
    assert len(rule.misses) <= rule.max_chars


@each_rule
def test_the_rule_gives_a_reason(rule: PhraseRule) -> None:
    assert rule.reason in Reason


@each_rule
def test_white_space_and_punctuation_after_the_example_change_nothing(rule: PhraseRule) -> None:
    assert first_phrase_rule(f"{rule.hits.rstrip('.')} …") is rule


@each_rule
def test_a_longer_text_than_the_rule_allows_is_left(rule: PhraseRule) -> None:
    longer = rule.hits + "." * rule.max_chars
    assert first_phrase_rule(longer) is not rule


def hostile_texts(rule: PhraseRule) -> list[str]:
    """Texts of the greatest length that begin as an example does and go on repeating a part of it."""
    parts = [*rule.hits.split(), *" .-,aA1", "a ", "A. ", "of the ", "1/1/"]
    return [(rule.hits + part * rule.max_chars)[: rule.max_chars - 1] + "\0" for part in parts]


@each_rule
def test_no_text_makes_the_pattern_backtrack_for_long(rule: PhraseRule) -> None:
    texts = hostile_texts(rule)
    start = time.process_time()
    hits = [rule.pattern.fullmatch(text) for text in texts]
    assert time.process_time() - start < 0.01 * len(hits)


@each_rule
@settings(max_examples=settings().max_examples // 4)  # for each of the rules
@given(data=st.data())
def test_the_quick_test_lets_through_whatever_the_rule_matches(rule: PhraseRule, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(rule.pattern, fullmatch=True))
    assume(len(text) <= rule.max_chars and "İ" not in text)  # the only letter that becomes two when it is made small
    assert may_be_phrase(text)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Przeczytaj także: Spacer po kolacji", "cross-reference"),
        ("Läs också: Promenad efter maten", "cross-reference"),
        ("▼あわせて読みたい\n夕食後の散歩", "cross-reference"),
        ("【相关阅读】晚饭后散步", "cross-reference"),
        ("관련기사 저녁 식사 뒤의 산책", "cross-reference"),
        ("اقرأ أيضا: المشي بعد العشاء", "cross-reference"),
        ("Читайте также: Прогулка после ужина", "cross-reference"),
        ("Ähnliche Artikel", "related-label"),
        ("Articles similaires", "related-label"),
        ("おすすめの記事", "related-label"),
        ("Enjoying this? Subscribe to our newsletter and get one recipe a week.", "newsletter-line"),
        ("Melden Sie sich jetzt zu unserem Newsletter an!", "newsletter-line"),
        ("Suscríbete a nuestro boletín semanal.", "newsletter-line"),
        ("👉 Síguenos en nuestro canal de WhatsApp", "follow-line"),
        ("更多内容，请关注我们的微信公众号。", "follow-line"),
        ("Folgen Sie uns auf Instagram", "follow-line"),
        ("Tried this recipe? Let us know how it was!", "recipe-controls"),
        ("This content is hosted by a third party. By showing it you accept its terms.", "embed-consent"),
        ("Pour afficher ce contenu, veuillez accepter les cookies.", "embed-consent"),
        ("Our team of dietitians strives to be objective, unbiased and honest.", "editorial-policy-line"),
        ("Our editors and physicians aim to keep every guide accurate and independent.", "editorial-policy-line"),
        ("We work hard to be reliable. Read more about our editorial process.", "editorial-policy-line"),
        ("Find out how we test and choose our sources.", "editorial-policy-line"),
        ("Dieser Artikel wurde von unserer Redaktion nach aktuellen Leitlinien geprüft.", "editorial-policy-line"),
        ("Cet article a été relu par notre équipe médicale.", "editorial-policy-line"),
        ("Este artículo ha sido revisado por nuestro comité médico.", "editorial-policy-line"),
        ("Questo articolo è stato verificato dai nostri esperti di nutrizione.", "editorial-policy-line"),
        ("Este conteúdo foi revisado por nossos especialistas em sono.", "editorial-policy-line"),
        ("Dit artikel is door onze artsen gecontroleerd.", "editorial-policy-line"),
    ],
)
def test_rules_know_the_phrases_of_other_languages(text: str, rule: str) -> None:
    found = first_phrase_rule(text)
    assert found is not None
    assert found.id == rule


@pytest.mark.parametrize(
    "text",
    [
        "Przeczytaj także ulotkę, zanim weźmiesz tabletkę.",
        "Läs också vad läkaren skrev om dosen innan du tar den.",
        "相关阅读材料很少，因为没有人研究过这个问题。",
        "Weitere Artikel des Gesetzes gelten für Kinder.",
        "We asked whether they would join a walk in the rain, and their newsletter said no.",
        "Folgen Sie dem Rat der Ärztin und essen Sie früh.",
        "Tried this on a Sunday.",
        "The guideline is based on scientific evidence and was written by experts from nine countries.",
        "Our team of nurses strives to make every visit a calm one.",
        "Good studies use several sources, and experts review each of them.",
        "Slow waves decide what we keep, a recent article argues. Few who were woken forgot how we review content.",
        "When you look for help, use trusted sources such as your clinic's leaflets: articles on facts go stale.",
        "The society has strict sourcing guidelines and relies on trials, which makes its summaries a good measure.",
        'Readers said that a note such as "this article was reviewed by our experts" means little to them.',
        "This article was reviewed by our experts, and two of them asked for its withdrawal within a year.",
        "Ask how we review evidence as patients: most of us skim articles and forget the rest.",
        'The editor said that "our writers strive to be accurate" and listed the corrections of the year.',
        "Unsere Texte der Stichprobe wurden von Fachärztinnen geprüft, die nichts von der Herkunft wussten.",
        "Este artículo fue escrito en 2013 por un equipo de la costa, y retirado en 2018.",
        "Cet article de 1998 a été rédigé par des chercheurs payés par un avocat.",
        "Questo articolo, scritto da esperti di statistica, fu ritirato dopo due anni.",
        "Dit artikel werd door artsen van de kust geschreven en nooit herzien.",
        "Dieser Artikel handelt davon, was Fachleute von kalten Bädern halten.",
    ],
)
def test_sentences_with_the_same_words_are_no_phrases(text: str) -> None:
    assert first_phrase_rule(text) is None
