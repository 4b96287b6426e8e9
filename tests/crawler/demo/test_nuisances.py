"""All that makes such pages hard to read is in the demo: repeated bylines, hidden copies ..."""

from __future__ import annotations

import json

from tests.crawler.demo.demo_pages import (
    ARTICLES,
    GUEST,
    HIDDEN_COPY,
    NO_AUTHOR,
    PLAIN,
    QUESTIONS,
    QUOTES_EMPTY_STATE,
    document,
    each_article,
    sections,
    text,
    texts,
)
from wellread.extractors.article import Quote, Role


def test_the_byline_is_repeated() -> None:
    for css_class in ("blog-author_name-top", "blog-author_name"):
        assert texts(PLAIN, css_class) == ["Ottermere Editors"] * 2
    assert texts(PLAIN, "blog-author_label") == ["Written by"] * 2


def test_the_title_is_printed_twice_without_a_space() -> None:
    assert ARTICLES[PLAIN].headline * 2 in texts(PLAIN, "blog-share_wrap")[0]


def test_a_call_to_action_parts_the_text() -> None:
    (offer,) = document(PLAIN).find_class("blog-cta_component")
    for sibling in (offer.getprevious(), offer.getnext()):
        assert sibling is not None
        assert "w-richtext" in str(sibling.get("class")).split()


def test_a_call_to_action_is_an_embed_in_the_text() -> None:
    (offer, _) = document(HIDDEN_COPY).find_class("blog-cta_embed")
    assert [str(a.get("class")) for a in offer.iterancestors("div")][:2] == [
        "w-embed",
        "blog-body_rich-text w-richtext",
    ]


def test_a_call_to_action_is_a_linked_picture() -> None:
    assert document(NO_AUTHOR).xpath("//*[contains(@class, 'w-richtext')]/figure/a[@href='/start']//img")


def test_the_last_paragraph_promotes_the_product() -> None:
    last = document(PLAIN).find_class("w-richtext")[-1][-1]
    assert last.tag == "p"
    assert last.text_content() in ARTICLES[PLAIN].boilerplate
    assert "Download" in last.text_content()


def test_an_empty_list_says_so_beside_an_article_that_quotes_the_same_words() -> None:
    (expected, page) = ARTICLES[QUOTES_EMPTY_STATE], document(QUOTES_EMPTY_STATE)
    quotes = [b.text for s in sections(expected) for b in s.blocks if isinstance(b, Quote)]
    assert "No items found." in quotes
    assert "No items found." in [empty.text_content() for empty in page.find_class("w-dyn-empty")]
    assert "No items found." not in expected.boilerplate
    assert "No items found." in ARTICLES[PLAIN].boilerplate


@each_article
def test_the_date_stands_after_the_body(path: str) -> None:
    html = text(path)
    assert html.rindex("w-richtext") < html.index('class="blog-date"')
    assert not document(path).xpath("//time")


def test_forms_hold_their_messages() -> None:
    assert set(texts(PLAIN, "w-form-done")) == {"Thank you! Your submission has been received!"}
    assert set(texts(PLAIN, "w-form-fail")) == {"Oops! Something went wrong while submitting the form."}


def test_a_list_of_favourites_follows() -> None:
    assert len(texts(PLAIN, "popular_link")) == 8


def test_the_next_article_is_teased() -> None:
    following = list(ARTICLES.values())[list(ARTICLES).index(PLAIN) + 1]
    assert texts(PLAIN, "next_title") == [following.headline] * 2
    assert texts(PLAIN, "next_summary") == [following.description]


def test_a_newsletter_asks_for_an_address() -> None:
    assert texts(PLAIN, "newsletter_heading")
    assert document(PLAIN).xpath("//*[contains(@class, 'newsletter_form')]//input[@type='email']")


def test_a_whole_body_is_held_twice() -> None:
    (copy,) = document(HIDDEN_COPY).find_class("blog-body_mobile")
    assert "w-condition-invisible" in str(copy.get("class")).split()
    assert texts(HIDDEN_COPY, "blog-body_rich-text")[0] == copy[0].text_content()


def test_labels_stand_without_a_value() -> None:
    assert texts(NO_AUTHOR, "blog-author_label") == ["Written by"] * 2
    assert set(texts(NO_AUTHOR, "w-dyn-bind-empty")) == {""}


def test_a_paragraph_holds_only_a_joiner() -> None:
    assert "\u200d" in [p.text for p in document(NO_AUTHOR).iter("p")]


def test_questions_fold_outside_the_rich_text() -> None:
    (faq,) = document(QUESTIONS).find_class("faq_component")
    assert not any("w-richtext" in str(a.get("class")) for a in faq.iterancestors())
    (section,) = (s for s in sections(ARTICLES[QUESTIONS]) if s.role is Role.FAQ)
    asked = [str(toggle.text_content()) for toggle in faq.find_class("w-dropdown-toggle")]
    assert asked == [question.heading for question in section.sections]


def test_tables_are_embeds() -> None:
    assert document(QUESTIONS).xpath("//*[contains(@class, 'w-richtext')]/div[@class='w-embed']/table/thead/tr/th")


def test_related_posts_are_in_the_page_and_hidden() -> None:
    (related,) = document(PLAIN).find_class("section_related")
    assert "w-condition-invisible" in str(related.get("class")).split()
    assert related.find_class("w-dyn-item")


def test_a_disclaimer_and_a_consent_box_are_there() -> None:
    assert texts(GUEST, "blog-disclaimer")
    assert texts(GUEST, "fs-cc-banner_text")


def test_structured_data_is_on_some_articles_and_right_where_it_is() -> None:
    found = {path: document(path).xpath("//script[@type='application/ld+json']/text()") for path in ARTICLES}
    assert 0 < sum(bool(scripts) for scripts in found.values()) < len(ARTICLES)
    for path, scripts in found.items():
        for data in map(json.loads, map(str, scripts)):
            assert data["headline"] == ARTICLES[path].headline
            assert data["datePublished"] == ARTICLES[path].date_published
            assert [author["name"] for author in data["author"]] == [a.name for a in ARTICLES[path].authors]
