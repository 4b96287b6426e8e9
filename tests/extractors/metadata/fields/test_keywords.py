from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extractors.metadata.conftest import json_ld

if TYPE_CHECKING:
    from tests.extractors.metadata.conftest import Describe


def test_topics_come_from_data_before_search_engine_words(described: Describe) -> None:
    head = (
        '<meta name="keywords" content="cheap, deals"><meta property="article:tag" content="Sleep">'
        '<meta property="article:tag" content="Rest">'
    )
    assert described(head=head).keywords == ("Sleep", "Rest")


def test_fields_of_the_publishing_system_are_no_topics(described: Describe) -> None:
    topics = ["Sleep", "locale: US", "contentId: 15cd344d", "_hidden", "15cd344d-456b-4515-bc42-40ba5b58300e"]
    assert described(head=json_ld(keywords=topics)).keywords == ("Sleep",)
    assert described(head=json_ld(keywords=["yoga: first steps"])).keywords == ("yoga: first steps",)


def test_the_name_of_the_site_is_no_topic(described: Describe) -> None:
    site_name = '<meta property="og:site_name" content="Calm Days">'
    assert described(head=site_name + json_ld(keywords="calm days")).keywords == ()


def test_printed_keywords_are_topics(described: Describe) -> None:
    assert described("<p>Keywords: sleep, rest</p>").keywords == ("sleep", "rest")


def test_printed_tags_are_topics(described: Describe) -> None:
    assert described(
        after='<div class="post-tags"><a href="/t/sleep">Sleep</a> <a href="/t/rest">Rest</a></div>'
    ).keywords == ("Sleep", "Rest")


@pytest.mark.parametrize("url", ["/tags/bathing", "/tag/bathing/", "/themen/x", "/blog?tag=bathing", "/etiquetas/x"])
def test_tags_in_the_line_below_the_headline_are_topics(described: Describe, url: str) -> None:
    line = f"<p>May 19, 2024 · <a href='/categories/3'>3</a> · <a href='{url}'>bathing</a></p>"
    assert described(line).keywords == ("bathing",)


def test_links_to_tags_in_the_text_are_no_topics(described: Describe) -> None:
    assert described(after="<p>More on <a href='/tags/bathing'>bathing</a>.</p>").keywords == ()


@pytest.mark.parametrize(
    "after",
    [
        "<p>Tags: <a href='/tag/mint'>mint</a>, <a href='/t/2' rel='tag'>tea</a></p>",
        "<ul><li>Tags</li><li><a href='/tag/mint'>mint</a></li><li><a href='/tag/tea'>tea</a></li></ul>",
        "<div><span>Étiquettes :</span> <a href='/tag/mint'>#mint</a> <a href='/tag/tea'>#tea</a></div>",
    ],
    ids=["line", "list", "French"],
)
def test_labelled_links_to_tags_behind_the_text_are_topics(described: Describe, after: str) -> None:
    assert described(after=after).keywords == ("mint", "tea")


@pytest.mark.parametrize(
    "after",
    ["<p><a href='/tag/all'>Tags</a></p>", "<p>Topics: <a href='/soup'>soup</a> and <a href='/tag/tea'>tea</a></p>"],
    ids=["link to all tags", "links to pages"],
)
def test_other_lines_with_such_a_word_name_no_topics(described: Describe, after: str) -> None:
    assert described(after=after).keywords == ()
