"""What differs between two states of an article is told by field, block and word; what is the same is not told."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.extractors.article import (
    Accounting,
    Article,
    Dropped,
    Item,
    ListBlock,
    Paragraph,
    Person,
    Reason,
    Reference,
    Section,
    Table,
)
from wellread.output.article_diff import compare_articles, compare_words
from wellread.output.record import ArticleRecord, publish

DOSE = "Take 12 mg of it half an hour before you go to bed."
WALK = "A short walk after supper settles the stomach."
ROOM = "Most people sleep better in a cool room."
NOTE = "Leave your worries on a note in another room."


def record(*sections: Section, raw: bytes = b"", **values: object) -> ArticleRecord:
    article = Article(
        url="https://example.org/a", accounting=Accounting(0, 0, 0), content_hash="c", extractor_version="1",
        sections=sections,
    )  # fmt: skip
    return publish(msgspec.structs.replace(article, **values), raw)


def lead(*texts: str) -> Section:
    return Section("lead", None, 0, blocks=tuple(map(Paragraph, texts)))


def told(before: ArticleRecord, after: ArticleRecord) -> list[tuple[str, int | None, int | None]]:
    changes = compare_articles(before, after).blocks
    return [
        (one.change, one.before.number if one.before else None, one.after.number if one.after else None)
        for one in changes
    ]


def test_the_same_text_in_another_template_is_no_difference() -> None:
    noise = Dropped("Menu", Reason.NAVIGATION, "nav", "/html/body/nav")
    before = record(lead(WALK, ROOM), raw=b"old")
    after = record(lead(WALK, ROOM), raw=b"new", dropped=(noise,), extractor_version="2", content_hash="d")
    assert not compare_articles(before, after)


@pytest.mark.parametrize(("old", "new"), [("12 mg", "21 mg"), ("12 mg", "1.2 mg"), ("12 mg", "12 g"), ("it", "IT")])
def test_one_other_word_is_a_change_of_its_block(old: str, new: str) -> None:
    (change,) = compare_articles(record(lead(WALK, DOSE)), record(lead(WALK, DOSE.replace(old, new, 1)))).blocks
    assert change.change == "changed"
    removed, added = ("".join(word.text for word in change.words if word.op == op) for op in ("removed", "added"))
    assert removed in old
    assert added in new
    assert (removed, added) != ("", "")


def test_a_block_that_stands_elsewhere_was_moved() -> None:
    assert told(record(lead(WALK, ROOM, NOTE)), record(lead(NOTE, WALK, ROOM))) == [("moved", 3, 1)]


def test_a_block_that_was_moved_and_revised_is_one_change() -> None:
    before, after = record(lead(DOSE, WALK, ROOM)), record(lead(WALK, ROOM, DOSE.replace("12", "21")))
    assert told(before, after) == [("changed", 1, 3)]


def test_what_is_new_and_what_is_gone_is_told() -> None:
    assert told(record(lead(WALK, ROOM)), record(lead(WALK, NOTE))) == [("removed", 2, None), ("added", None, 2)]


def test_headings_items_and_rows_are_blocks() -> None:
    def page(item: str, cell: str) -> ArticleRecord:
        items = ListBlock(ordered=False, items=(Item("Warm milk", items=(Item(item),)),))
        table = Table(header=("Herb", "Grams"), rows=(("Lemon balm", cell),))
        return record(Section("s", "What helps", 2, blocks=(items, table)))

    changes = compare_articles(page("with 5 g of honey in it", "3"), page("with 6 g of honey in it", "4")).blocks
    assert [(one.change, one.after.type if one.after else None) for one in changes] == [
        ("changed", "item"),
        ("changed", "row"),
    ]


def test_a_paragraph_that_has_become_a_heading_is_changed_without_other_words() -> None:
    after = record(Section("s", WALK, 2, blocks=(Paragraph(ROOM),)))
    (change,) = compare_articles(record(lead(WALK, ROOM)), after).blocks
    assert (change.change, change.words) == ("changed", ())


def test_fields_are_told_with_their_values_and_places_of_citations_are_not() -> None:
    before = record(authors=(Person("Ada Green"),), references=(Reference("A study", cited_by=("/sections/0",)),))
    after = record(authors=(Person("Ada Grün"),), references=(Reference("A study", cited_by=("/sections/1",)),))
    (change,) = compare_articles(before, after).fields
    assert change.field == "authors"
    assert "Ada Grün" in str(change.after)


TEXTS = st.text("ab 1.\n", max_size=30)


@given(TEXTS, TEXTS)
def test_the_words_of_a_difference_make_up_both_texts(before: str, after: str) -> None:
    words = list(compare_words(before, after))
    assert "".join(word.text for word in words if word.op != "added") == before
    assert "".join(word.text for word in words if word.op != "removed") == after


@given(st.lists(TEXTS, max_size=6), st.lists(TEXTS, max_size=6))
def test_applying_a_difference_leads_from_one_state_to_the_other(old: list[str], new: list[str]) -> None:
    changes = compare_articles(record(lead(*old)), record(lead(*new))).blocks
    left = [
        text
        for number, text in enumerate(old, 1)
        if all(c.before is None or c.before.number != number for c in changes)
    ]
    kept = [
        text for number, text in enumerate(new, 1) if all(c.after is None or c.after.number != number for c in changes)
    ]
    assert left == kept
    assert (not changes) == (old == new)
