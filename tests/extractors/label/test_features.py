"""Vectors: a number for each name, whatever the page, and what some of the numbers say."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.markup import pages
from wellread.extractors.label import classifier
from wellread.extractors.label.classifier import ClassifierData
from wellread.extractors.label.features import FEATURE_NAMES, GROUPS, compute_vectors, survey_page
from wellread.extractors.label.features.lexicon import LEXICON, find_lists
from wellread.extractors.label.features.page import FeaturePage
from wellread.extractors.label.regions import find_regions
from wellread.extractors.metadata import Metadata
from wellread.extractors.parse import PageInput, parse
from wellread.extractors.segment import Block, Layout, segment

URL = "https://example.org/blog/post"


def layout_of(html: str) -> tuple[Layout, list[Block]]:
    layout = segment(parse(PageInput(html, URL)))
    return layout, [block for block in layout.blocks if block.chars]


def page_of(html: str) -> FeaturePage:
    layout, blocks = layout_of(html)
    return survey_page(layout, find_regions(layout), blocks, URL, Metadata())


def vectors_of(html: str) -> list[list[float]]:
    layout, blocks = layout_of(html)
    return compute_vectors(layout, find_regions(layout), blocks, URL, Metadata()) if blocks else []


def column(name: str, vectors: Sequence[Sequence[float]]) -> list[float]:
    return [vector[FEATURE_NAMES.index(name)] for vector in vectors]


def test_names_are_unique() -> None:
    assert len(set(FEATURE_NAMES)) == len(FEATURE_NAMES)


def test_the_shipped_classifier_wants_features_that_there_are_in_their_order() -> None:
    content = Path(classifier.__file__).with_name("classifier.json").read_bytes()
    wanted = msgspec.json.decode(content, type=ClassifierData).features
    assert list(wanted) == [name for name in FEATURE_NAMES if name in wanted]


@given(pages)
def test_each_group_gives_each_block_one_number_for_each_name(html: str) -> None:
    page = page_of(html)
    if not page.blocks:
        return
    for group in GROUPS:
        rows = group.describe(page)
        assert len(rows) == len(page.blocks), group.names
        assert {len(numbers) for numbers in rows} == {len(group.names)}, group.names


@given(pages)
def test_a_block_is_described_by_one_number_for_each_name(html: str) -> None:
    vectors = vectors_of(html)
    assert len(vectors) == len(layout_of(html)[1])
    assert {len(vector) for vector in vectors} <= {len(FEATURE_NAMES)}


def test_a_block_after_a_rule_across_the_page_knows_how_far_back_it_is() -> None:
    vectors = vectors_of("<p>One.</p><hr><p>Two.</p><p>Three.</p><p>* * *</p><p>Four.</p>")
    assert column("separator_distance", vectors) == [99, 0, 1, 0, 1]


def test_a_block_knows_how_often_its_text_stood_before() -> None:
    assert column("repeated", vectors_of("<p>One.</p><p>Two.</p><p>One.</p><p>One.</p>")) == [0, 0, 1, 2]


@given(st.lists(st.sampled_from(("shop", "subscribe", "photo", "the", "sleep", "©"))))
def test_a_text_is_in_the_lists_that_have_one_of_its_words(words: list[str]) -> None:
    bits = [1 << place for place in range(len(LEXICON))]
    assert [bool(find_lists(words) & bit) for bit in bits] == [
        not listed.isdisjoint(words) for listed in LEXICON.values()
    ]


def test_a_part_beside_the_article_is_told_by_its_topic_its_headings_and_its_links() -> None:
    text = "<h2>{}</h2><p>Warm water widens the vessels of cold feet, and sleep comes sooner than without.</p>"
    article = f"<section>{text.format('Bathing')}{text.format('Waiting')}{text.format('Sleeping')}</section>"
    questions = "<section><h2>Is warm water safe?</h2><p>Yes, the vessels of feet bear warm water.</p></section>"
    offer = "<aside><h4>Members</h4><p>Coaches listen kindly.</p><p><a href='/join'>Register today</a></p></aside>"
    vectors = vectors_of(f"<main>{article}{questions}{offer}</main>")
    own, of_offer = vectors[6], vectors[9]
    for name, sign in {
        "part_topic": 1,
        "part_level": 1,
        "part_linked": -1,
        "heading_alike": 1,
    }.items():
        place = FEATURE_NAMES.index(name)
        assert (own[place] - of_offer[place]) * sign > 0, name
    assert column("part_topic", vectors)[0] == -1


def test_a_topic_is_unknown_without_long_words_and_usual_where_no_spaces_tell_words_apart() -> None:
    texts = "冷たい足は音よりも多くの人を眠らせません。", "体は眠る前に手足から熱を逃がすものです。", "Ja."
    vectors = vectors_of("<main>" + "".join(f"<p>{text}</p>" for text in texts) + "</main>")
    assert column("topic", vectors) == [1, 1, -1]
