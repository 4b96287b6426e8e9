"""What a name says of its box is told from what it says of the box's content, and from names that mislead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from wellread.extractors.trait_reader import _words_of, read_class_names, read_traits
from wellread.extractors.vocabulary.traits import Trait


@pytest.mark.parametrize("names", ["has-sidebar", "main--with-nav", "content-with-related", "pageHasComments"])
def test_a_box_is_not_what_it_contains(names: str) -> None:
    assert read_class_names(names) & ~(Trait.MAIN | Trait.BODY) == Trait.NONE


@given(st.lists(st.text("abcxyz", min_size=1)), st.sampled_from("-_:./é"))
def test_a_name_in_small_letters_is_cut_at_its_marks(words: list[str], mark: str) -> None:
    assert _words_of(mark.join(words)) == _words_of(mark.join(word.upper() for word in words)) == words


def test_what_stands_before_the_word_counts() -> None:
    assert read_class_names("related-posts-with-thumbnails") == Trait.RELATED


@pytest.mark.parametrize("mark", ["hentry", "type-post"])
def test_the_topics_of_a_post_are_not_traits_of_its_box(mark: str) -> None:
    assert read_class_names(f"{mark} category-popular tag-related-reading") == read_class_names(mark)


def test_topics_elsewhere_are_read() -> None:
    assert read_class_names("tag-list") == Trait.TAGS


def test_values_of_styles_are_not_read() -> None:
    assert read_class_names("lg:[--sidebar-width:18rem] prose") == Trait.BODY


@pytest.mark.parametrize("name", ["elementor-element-ad102a7", "sc-9749ad0f-0", "w-node-b5343ad4-d1b4-4ad1-818c"])
def test_numbers_are_not_read_as_words(name: str) -> None:
    assert read_class_names(name) == Trait.NONE


@pytest.mark.parametrize("name", ["ad1", "ad-300x250", "ad12345"])
def test_a_number_after_a_word_leaves_the_word(name: str) -> None:
    assert read_class_names(name) == Trait.ADVERTISEMENT


@pytest.mark.parametrize(
    ("markup", "meaning"),
    [
        ('<section id="how-to-find-the-most-popular-course"></section>', Trait.NONE),
        ('<section id="most-popular"></section>', Trait.RELATED),
        ("<amp-sidebar></amp-sidebar>", Trait.SIDEBAR),
        ('<div data-hook="post-description"></div>', Trait.BODY),
        ('<div class="d-block lg:hidden"></div>', Trait.HIDDEN),
        ('<div class="elementor-element elementor-hidden-desktop"></div>', Trait.HIDDEN),
    ],
)
def test_elements_are_read_by_their_tag_and_attributes(markup: str, meaning: int) -> None:
    assert read_traits(html.fragment_fromstring(markup)) == meaning


@pytest.mark.parametrize(
    "names",
    [
        "dialog-off-canvas-main-canvas",
        "node node--promoted",
        "off-canvas-wrap",
        "cs-sidebar-enabled cs-sidebar-right",
        "theiaStickySidebar",
        "hs_cos_wrapper hs_cos_wrapper_widget",
        "shopify-section",
        "date-outer",
        "kg-card kg-callout-card",
    ],
)
def test_platforms_name_boxes_around_the_article_that_are_nothing_else(names: str) -> None:
    assert read_class_names(names) & ~Trait.MAIN == Trait.NONE


@pytest.mark.parametrize(
    ("names", "meaning"),
    [
        ("rte", Trait.BODY),
        ("available-content", Trait.BODY),
        ("gh-content", Trait.BODY),
        ("field field--name-body", Trait.BODY),
        ("kg-bookmark-card", Trait.RELATED),
        ("sqs-block summary-v2-block", Trait.RELATED),
        ("announcement-bar", Trait.HEADER),
        ("hs-menu-wrapper", Trait.NAVIGATION),
    ],
)
def test_platforms_have_names_of_their_own(names: str, meaning: int) -> None:
    assert read_class_names(names) == meaning
