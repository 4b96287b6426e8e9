from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extractors.metadata.conftest import codes, json_ld
from wellread.extractors.metadata import describe
from wellread.extractors.parse import PageInput, parse
from wellread.extractors.segment import segment

if TYPE_CHECKING:
    from tests.extractors.metadata.conftest import Describe


def test_each_date_keeps_to_its_field(described: Describe) -> None:
    found = described("<p>Last updated March 4, 2024</p><p>Medically reviewed on April 2, 2024</p>")
    assert (found.date_published, found.date_modified, found.last_reviewed) == (None, "2024-03-04", "2024-04-02")


def test_a_history_of_the_article_says_what_each_date_is(described: Describe) -> None:
    history = "<p>Mar 5, 2024: Updated by Bo Lind</p><p>Apr 6, 2024: Medically reviewed by Ida Holm, MD</p>"
    found = described(after=f"<details><summary>History</summary>{history}</details>")
    assert (found.date_published, found.date_modified, found.last_reviewed) == (None, "2024-03-05", "2024-04-06")
    assert ([person.name for person in found.reviewed_by], found.authors) == (["Ida Holm"], ())


@pytest.mark.parametrize(
    "below",
    [
        "<p>July 1, 2023</p>",
        "<p>Published: July 1, 2023</p>",
        "<p>by Lena Park | Jul 1, 2023</p>",
        "<time datetime='2023-07-01'>today</time>",
        "<p>Lena Park<span>July 1, 2023</span><span>5 mins</span></p>",
        "<p>Updated July 5, 2023\nPublished July 1, 2023</p>",
        "<p>July 1, 2023. <i>Updated: July 5, 2023</i></p>",
        "<h4>Published</h4><p>1 July 2023</p>",
        f"<p>OSLO, July 1, 2023 – {'They slept all day long and liked it. ' * 5}</p>",
        f"<p>(1. Juli 2023) {'They slept all day long and liked it. ' * 5}</p>",
        "<div class='newsletter-details'><p>July 1, 2023</p></div>",
        "<p>Released: August 1, 2020</p><p>July 1, 2023</p>",
        "<p>This article was first published on July 1, 2023 but has been kept up to date since then, as needed.</p>",
    ],
    ids=[
        "day alone",
        "label",
        "byline",
        "time element",
        "spans",
        "two lines",
        "label behind a full stop",
        "label as a heading",
        "dateline of an agency",
        "day in brackets",
        "box named for a newsletter",
        "day of something else before",
        "sentence about the article",
    ],
)
def test_a_date_below_the_headline_is_the_day_of_publication(described: Describe, below: str) -> None:
    assert described(below).date_published == "2023-07-01"


@pytest.mark.parametrize(
    "below",
    [
        f"<p>On July 1, 2023, {'they slept all day long and liked it. ' * 5}</p>",
        "<figure><img src='a.jpg'><figcaption>Sleepers at the end of their day, July 1, 2023</figcaption></figure>",
        "<p>The tanks in front of the town of sleepers, July 1, 2023</p>",
        "<p>Available until:<br>July 1, 2023</p>",
        f"<p>Last updated: July 1, 2023. {'They slept all day long and liked it. ' * 5}</p>",
        "<time class='published-date' datetime='2023-07-01'>Updated July 1, 2023</time>",
    ],
    ids=[
        "sentence",
        "caption",
        "caption without a figure",
        "day of expiry",
        "sentence with a label",
        "time that says updated",
    ],
)
def test_a_date_that_a_sentence_is_about_is_no_dateline(described: Describe, below: str) -> None:
    assert described(below).date_published is None


def test_a_day_printed_beside_the_headline_outdoes_a_later_one_in_the_data(described: Describe) -> None:
    found = described("<p>July 1, 2022</p>", head=json_ld(datePublished="2023-05-03", dateModified="2023-05-03"))
    assert (found.date_published, found.date_modified) == ("2022-07-01", "2023-05-03")
    assert "datePublished: json-ld says '2023-05-03'" in [warning.message for warning in found.warnings]
    assert described("<p>July 1, 2024</p>", head=json_ld(datePublished="2023-05-03")).date_published == "2023-05-03"
    assert described("<p>July 2022</p>", head=json_ld(datePublished="2023-05-03")).date_published == "2023-05-03"


def test_a_declared_date_of_change_never_becomes_that_of_publication(described: Describe) -> None:
    found = described("<p>July 1, 2024</p>", head=json_ld(datePublished="2012-05-03", dateModified="2024-07-01"))
    assert (found.date_published, found.date_modified) == ("2012-05-03", "2024-07-01")
    assert described("<p>Updated July 1, 2024</p>").date_published is None


@pytest.mark.parametrize(
    "name",
    ["w-published-date", "published", "publication_time", "release-date"],
    ids=["date", "word alone", "time", "release"],
)
def test_a_name_that_says_published_is_understood(described: Describe, name: str) -> None:
    assert described(head=f'<meta name="{name}" content="July 1, 2023">').date_published == "2023-07-01"


@pytest.mark.parametrize(
    "name",
    ["publisher", "unpublished-date", "published-updated-date", "expires-published-date"],
    ids=["publisher", "unpublished", "updated", "expires"],
)
def test_other_names_with_those_letters_are_not(described: Describe, name: str) -> None:
    assert described(head=f'<meta name="{name}" content="July 1, 2023">').date_published is None


@pytest.mark.parametrize(
    ("below", "published"),
    [
        ("<p>03/04/2023</p>", "2023-03-04"),
        ("<p>03/04/2023</p><aside><p>25/12/2022</p></aside>", "2023-04-03"),
        ("<p>03-04-2023</p><aside><p>April 3, 2023</p></aside>", "2023-04-03"),
    ],
    ids=["as in America", "by another day", "by words"],
)
def test_the_page_shows_in_which_order_it_writes_day_and_month(described: Describe, below: str, published: str) -> None:
    assert described(below).date_published == published


def test_the_day_of_a_change_shows_no_order(described: Describe) -> None:
    changed = json_ld(dateModified="2024-05-04")
    found = described("<p>Published 05/04/2024</p>", head=changed, url="https://calm.co.uk/rest")
    assert found.date_published == "2024-04-05"


def test_the_day_of_publication_shows_the_order(described: Describe) -> None:
    head = "<meta name='dc.date.issued' content='2024-05-04'>"
    assert described("<p>05/04/2024</p>", head=head, url="https://calm.co.uk/rest").date_published == "2024-05-04"


def test_the_address_shows_the_order_as_well(described: Describe) -> None:
    assert (
        described("<p>03/10/2023</p>", url="https://example.org/blog/2023/october/03/rest").date_published
        == "2023-10-03"
    )


def test_a_date_alone_behind_the_body_is_the_day_of_publication(described: Describe) -> None:
    filler = "<p>Short.</p>" * 40
    assert described(after=f"{filler}<div>July 1, 2023</div>").date_published == "2023-07-01"


def test_a_labelled_month_stays_a_month(described: Describe) -> None:
    assert described("<p>Last Updated: June 2022</p>").date_modified == "2022-06"


@pytest.mark.parametrize(
    "after",
    [
        "<p>© July 1, 2023 Calm Days</p>",
        "<div class='related'><p>July 1, 2023</p></div>",
        "<div class='comments'><p>July 1, 2023</p></div>",
        "".join(f"<div><p>July {day}, 2023</p></div>" for day in (1, 2, 3, 4)),
        "<p>Accessed July 1, 2023</p>",
    ],
    ids=["copyright", "related article", "comment", "four other pages", "accessed"],
)
def test_dates_of_something_else_are_not_the_articles(described: Describe, after: str) -> None:
    assert described(after="<p>Short.</p>" * 40 + after).date_published is None


def test_the_publish_comment_of_a_site_is_no_date(described: Describe) -> None:
    assert described("<!-- Last Published: Fri May 10 2024 18:22:41 GMT+0000 -->").date_published is None


def test_the_day_in_the_address_is_the_day_of_publication(described: Describe) -> None:
    found = described(url="https://example.org/2024/05/03/rest")
    assert found.date_published == "2024-05-03"
    assert found.field_sources.date_published.source == "url"


def test_an_address_may_write_the_day_first_and_may_stop_at_the_month(described: Describe) -> None:
    assert described(url="https://example.org/news/29-10-2021").date_published == "2021-10-29"
    assert described(url="https://example.org/2021/10/rest/").date_published == "2021-10"
    assert described("<p>May 3, 2024</p>", url="https://example.org/2021/10/rest/").date_published == "2024-05-03"


def test_an_instant_in_utc_gives_way_to_the_day_that_the_page_prints_for_it(described: Describe) -> None:
    head = json_ld(datePublished="2024-05-04T01:00:00Z")
    assert described("<p>May 3, 2024</p>", head=head).date_published == "2024-05-03"
    assert described(url="https://example.org/2024/05/03/rest", head=head).date_published == "2024-05-03"
    assert described("<p>May 5, 2024</p>", head=head).date_published == "2024-05-04T01:00:00Z"
    local = "<time datetime='2024-05-03T21:00:00-04:00'>May 3</time>"
    assert described(local, head=head).date_published == "2024-05-03T21:00:00-04:00"


def test_the_date_nearest_to_the_headline_is_believed(described: Describe) -> None:
    event = "<div>Workshop</div><div>12 June 2024</div><div>Sign up</div>"
    assert described("<p>May 3, 2024</p>" + event).date_published == "2024-05-03"


def test_the_earliest_of_several_names_for_publication_is_believed(described: Describe) -> None:
    head = '<meta name="published-time" content="2024-05-03"><meta name="published-date" content="2021-05-03">'
    assert described(head=head).date_published == "2021-05-03"


def test_a_live_blog_is_an_article(described: Describe) -> None:
    head = json_ld(**{"@type": "LiveBlogPosting", "datePublished": "2024-05-03"})
    assert described(head=head).date_published == "2024-05-03"


def test_a_date_after_the_fetch_is_refused(described: Describe) -> None:
    found = described(head=json_ld(datePublished="2031-01-01", dateModified="2024-01-01"))
    assert (found.date_published, found.date_modified) == (None, "2024-01-01")
    assert "date_after_fetch" in codes(found.warnings)


@pytest.mark.parametrize(
    "raw",
    ["0000-00-00", "0000-00-00T00:00:00+00:00", "soon", "2024-02-31"],
    ids=["zero day", "zero instant", "word", "31 February"],
)
def test_a_date_that_is_none_gives_a_warning_and_no_value(described: Describe, raw: str) -> None:
    found = described(head=json_ld(datePublished=raw))
    assert found.date_published is None
    assert "date_unreadable" in codes(found.warnings)


def test_a_day_in_two_time_zones_is_no_contradiction(described: Describe) -> None:
    found = described("<p>May 3, 2024</p>", head=json_ld(datePublished="2024-05-04T01:00:00Z"))
    assert "contradicted" not in codes(found.warnings)


def test_a_date_in_the_title_of_an_article_is_what_it_is_about(described: Describe) -> None:
    assert described("<h2>What happened in the laboratory on May 3, 2024</h2>").date_published is None


@pytest.mark.parametrize(
    "element",
    [
        "<abbr class='published' title='2024-05-12T00:23:00-04:00'>12:23 AM</abbr>",
        "<span class='date' title='12 May 2024, 10:15'>a year ago</span>",
        "<span title='Sunday, 12 May 2024 at 10:15'>1 year ago</span>",
        "<time title='12. Mai 2024'>vor einem Jahr</time>",
        "<relative-time datetime='2024-05-12T10:00:00Z'>last year</relative-time>",
        "<span class='ago' data-timestamp='1715508900'>1 year ago</span>",
        "<span class='posted-on'><a title='12 mai 2024' href='/x'>il y a un an</a></span>",
        "<em data-date='2024/05/12'>1年前</em>",
        "<span data-posted-at='2024-05-12T10:00'>a year ago</span>",
        "<span data-utc='2024-05-12T10:00Z'>a year ago</span>",
    ],
)
def test_a_date_in_an_attribute_is_read_where_the_text_is_another(described: Describe, element: str) -> None:
    found = described(f"<div>By Lena Park · {element}</div>")
    assert ((found.date_published or "")[:10], found.date_modified) == ("2024-05-12", None)


@pytest.mark.parametrize(
    "element",
    [
        "<div class='player' data-timestamp='2016-04-03'>Listen</div>",
        "<p data-publish-date='2024-01-01'>A walk counts.</p>",
        "<p class='post-date' data-cache-until='2024-09-09'>Long read</p>",
        "<span data-expires='2024-09-09'>2 days ago</span>",
        "<x-sentiment title='2024-05-12'>Glad</x-sentiment>",
        "<app-updates title='2024-05-12'>News</app-updates>",
    ],
)
def test_dates_in_attributes_of_other_things_are_none_of_the_article(described: Describe, element: str) -> None:
    assert described(element).date_published is None


def test_the_class_says_which_date_an_attribute_holds(described: Describe) -> None:
    found = described("<p>Lena Park <span class='updated' title='2024-06-01'>2 days ago</span></p>")
    assert (found.date_published, found.date_modified) == (None, "2024-06-01")


def test_the_date_of_a_post_stands_in_an_abbreviation_below_it(described: Describe) -> None:
    after = "<p>Posted at <abbr class='published' title='2011-04-25T00:23:00-04:00'>12:23 AM</abbr></p>"
    assert described("<p>x</p>" * 30, after=after).date_published == "2011-04-25T00:23:00-04:00"


@pytest.mark.parametrize(
    "element",
    [
        "<abbr title='World Health Organization, founded 7 April 1948'>WHO</abbr>",
        "<a href='/a' title='Diary of 12 May 2024'>my diary</a>",
        "<a href='/a' title='12 May 2024'>my diary</a>",
        "<img src='a.jpg' title='12 May 2024'>",
    ],
)
def test_titles_of_other_elements_are_no_dates(described: Describe, element: str) -> None:
    assert described(f"<p>By Lena Park {element}</p>").date_published is None


HREFLANG = "<link rel='alternate' hreflang='en-nz' href='https://calm.example/%s'>"


@pytest.mark.parametrize(
    ("lang", "head", "url", "expected"),
    [
        ("en", "", "https://calm.co.uk/x", "2024-04-03"),
        ("en", "", "https://calm.com.au/x", "2024-04-03"),
        ("en", "", "https://calm.io/x", "2024-03-04"),
        ("en", "", "https://calm.us/x", "2024-03-04"),
        ("en-US", "", "https://calm.co.uk/x", "2024-04-03"),
        ("en-US", "", "https://calm.example/x", "2024-03-04"),
        ("en-GB", "", "https://calm.example/x", "2024-04-03"),
        ("en", "<meta property='og:locale' content='en_GB'>", "https://calm.example/x", "2024-04-03"),
        (
            "en",
            HREFLANG % "x",
            "https://calm.example/x",
            "2024-04-03",
        ),
        (
            "en",
            HREFLANG % "nz",
            "https://calm.example/x",
            "2024-03-04",
        ),
        ("fr", "", "https://calm.example/x", "2024-04-03"),
    ],
)
def test_the_region_decides_between_day_and_month(lang: str, head: str, url: str, expected: str) -> None:
    html = f"<html lang='{lang}'><head>{head}</head><body><h1>How to Rest</h1><p>Published 03/04/2024</p></body></html>"
    document = parse(PageInput(html, url))
    found = describe(document, segment(document))
    is_known = lang != "en" or expected == "2024-04-03" or url.endswith("us/x")
    assert (found.date_published, "date_ambiguous" in codes(found.warnings)) == (expected, not is_known)


def test_the_day_of_a_quoted_post_is_not_the_articles(described: Describe) -> None:
    post = "<p>Eleven winters, not one cold.</p>— Ada Fenwick <a href='/1'>November 18, 2024</a>"
    found = described(f"<p>Readers answered within minutes of it.</p><blockquote>{post}</blockquote>")
    assert found.date_published is None


@pytest.mark.parametrize("tag", ["abbr class='published'", "abbr"])
def test_the_title_of_an_abbreviation_is_the_value_of_its_property(described: Describe, tag: str) -> None:
    item = "<div itemscope itemtype='https://schema.org/BlogPosting'>"
    title = "2024-03-12T08:15:00-03:00"
    found = described(f"{item}<{tag} itemprop='datePublished' title='{title}'>08:15</abbr></div>")
    assert (found.date_published, [warning.code for warning in found.warnings]) == (title, [])
