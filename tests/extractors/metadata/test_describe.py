from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from wellread.extractors.article import Breadcrumb, Publisher

if TYPE_CHECKING:
    from tests.extractors.metadata.conftest import Describe


def data(**properties: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "Article", **properties})}</script>'


def codes(warnings: tuple[object, ...]) -> list[str]:
    return [str(getattr(warning, "code", "")) for warning in warnings]


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
)
def test_a_date_that_a_sentence_is_about_is_no_dateline(described: Describe, below: str) -> None:
    assert described(below).date_published is None


def test_a_day_printed_beside_the_headline_outdoes_a_later_one_in_the_data(described: Describe) -> None:
    found = described("<p>July 1, 2022</p>", head=data(datePublished="2023-05-03", dateModified="2023-05-03"))
    assert (found.date_published, found.date_modified) == ("2022-07-01", "2023-05-03")
    assert "datePublished: json-ld says '2023-05-03'" in [warning.message for warning in found.warnings]
    assert described("<p>July 1, 2024</p>", head=data(datePublished="2023-05-03")).date_published == "2023-05-03"
    assert described("<p>July 2022</p>", head=data(datePublished="2023-05-03")).date_published == "2023-05-03"


def test_a_declared_date_of_change_never_becomes_that_of_publication(described: Describe) -> None:
    found = described("<p>July 1, 2024</p>", head=data(datePublished="2012-05-03", dateModified="2024-07-01"))
    assert (found.date_published, found.date_modified) == ("2012-05-03", "2024-07-01")
    assert described("<p>Updated July 1, 2024</p>").date_published is None


@pytest.mark.parametrize("name", ["w-published-date", "published", "publication_time", "release-date"])
def test_a_name_that_says_published_is_understood(described: Describe, name: str) -> None:
    assert described(head=f'<meta name="{name}" content="July 1, 2023">').date_published == "2023-07-01"


@pytest.mark.parametrize("name", ["publisher", "unpublished-date", "published-updated-date", "expires-published-date"])
def test_other_names_with_those_letters_are_not(described: Describe, name: str) -> None:
    assert described(head=f'<meta name="{name}" content="July 1, 2023">').date_published is None


def test_microdata_in_the_head_is_the_articles(described: Describe) -> None:
    head = '<meta itemprop="datePublished" content="2023-07-01"><meta itemprop="author" content="Lena Park">'
    found = described(head=head)
    assert ([person.name for person in found.authors], found.date_published) == (["Lena Park"], "2023-07-01")


def test_works_without_the_title_are_teasers(described: Describe) -> None:
    date = '<meta itemprop="datePublished" content="2023-0{}-01">'
    teaser = f'<article itemscope itemtype="https://schema.org/Article">{date}</article>'
    assert described(after="".join(map(teaser.format, range(1, 5)))).date_published is None


@pytest.mark.parametrize(
    ("below", "published"),
    [
        ("<p>03/04/2023</p>", "2023-03-04"),
        ("<p>03/04/2023</p><aside><p>25/12/2022</p></aside>", "2023-04-03"),
        ("<p>03-04-2023</p><aside><p>April 3, 2023</p></aside>", "2023-04-03"),
    ],
)
def test_the_page_shows_in_which_order_it_writes_day_and_month(described: Describe, below: str, published: str) -> None:
    assert described(below).date_published == published


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
)
def test_dates_of_something_else_are_not_the_articles(described: Describe, after: str) -> None:
    assert described(after="<p>Short.</p>" * 40 + after).date_published is None


def test_the_publish_comment_of_a_site_is_no_date(described: Describe) -> None:
    assert described("<!-- Last Published: Fri May 10 2024 18:22:41 GMT+0000 -->").date_published is None


def test_the_day_in_the_address_is_the_day_of_publication(described: Describe) -> None:
    found = described(url="https://example.org/2024/05/03/rest")
    assert found.date_published == "2024-05-03"
    assert found.field_sources["datePublished"].source == "url"


def test_an_address_may_write_the_day_first_and_may_stop_at_the_month(described: Describe) -> None:
    assert described(url="https://example.org/news/29-10-2021").date_published == "2021-10-29"
    assert described(url="https://example.org/2021/10/rest/").date_published == "2021-10"
    assert described("<p>May 3, 2024</p>", url="https://example.org/2021/10/rest/").date_published == "2024-05-03"


def test_an_instant_in_utc_gives_way_to_the_day_that_the_page_prints_for_it(described: Describe) -> None:
    head = data(datePublished="2024-05-04T01:00:00Z")
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
    head = data(**{"@type": "LiveBlogPosting", "datePublished": "2024-05-03"})
    assert described(head=head).date_published == "2024-05-03"


def test_a_date_after_the_fetch_is_refused(described: Describe) -> None:
    found = described(head=data(datePublished="2031-01-01", dateModified="2024-01-01"))
    assert (found.date_published, found.date_modified) == (None, "2024-01-01")
    assert "date_after_fetch" in codes(found.warnings)


@pytest.mark.parametrize("raw", ["0000-00-00", "0000-00-00T00:00:00+00:00", "soon", "2024-02-31"])
def test_a_date_that_is_none_gives_a_warning_and_no_value(described: Describe, raw: str) -> None:
    found = described(head=data(datePublished=raw))
    assert found.date_published is None
    assert "date_unreadable" in codes(found.warnings)


@pytest.mark.parametrize(
    "author", [{"@type": "Person"}, {"@type": "Person", "name": ""}, {}, [None], 7, {"name": {}}, "admin"]
)
def test_an_author_without_a_name_is_no_author(described: Describe, author: object) -> None:
    assert described(head=data(author=author)).authors == ()


def test_an_author_without_a_name_gives_a_warning(described: Describe) -> None:
    found = described(head=data(author={"@type": "Person"}))
    assert "author_without_name" in codes(found.warnings)


@pytest.mark.parametrize("name", ["lena@example.org", "May 3, 2024", "https://example.org/lena"])
def test_what_is_no_name_is_told(described: Describe, name: str) -> None:
    found = described(head=data(author={"@type": "Person", "name": name}))
    assert found.authors == ()
    assert [c.message for c in found.warnings if c.code == "author_without_name"] == [
        f"1 of 1 authors in JSON-LD: {name!r}"
    ]


def test_a_person_in_the_data_has_parts(described: Describe) -> None:
    person = {
        "@type": "Person",
        "givenName": "Lena",
        "familyName": "Park",
        "honorificPrefix": "Dr.",
        "honorificSuffix": "MD, MPH",
        "jobTitle": "Editor",
        "url": "/lena",
    }
    (found,) = described(head=data(author=person)).authors
    assert (found.name, found.honorific, found.credentials) == ("Lena Park", "Dr.", ("MD", "MPH"))
    assert (found.job_title, found.url) == ("Editor", "https://example.org/lena")


def test_four_hundred_authors_in_one_text_are_cut_and_told_as_well(described: Describe) -> None:
    names = ", ".join(f"Lena {chr(65 + n // 26)}{chr(97 + n % 26)}park" for n in range(400))
    found = described(head=data(author=names))
    assert len(found.authors) == 40
    assert "too_many_authors" in codes(found.warnings)


def test_a_list_of_four_hundred_authors_is_cut_and_told(described: Describe) -> None:
    authors = [{"@type": "Person", "name": f"Lena {chr(65 + n // 26)}{chr(97 + n % 26)}park"} for n in range(400)]
    found = described(head=data(author=authors))
    assert 0 < len(found.authors) <= 40
    assert "too_many_authors" in codes(found.warnings)


def test_the_record_says_where_a_value_was_read(described: Describe) -> None:
    found = described(
        "<p>By Lena Park</p>", head='<meta property="article:published_time" content="2024-05-03T15:47:42Z">'
    )
    by, on = found.field_sources["authors"], found.field_sources["datePublished"]
    assert (by.source, by.raw, by.selector) == ("byline-text", "By Lena Park", "/html/body/main/p[1]")
    assert (on.source, on.selector) == ("opengraph", 'meta[property="article:published_time"]')


def test_sources_that_contradict_each_other_are_kept(described: Describe) -> None:
    found = described(
        "<p>By Ida Holm</p>",
        head=data(datePublished="2024-05-03", author="Lena Park") + '<meta name="pubdate" content="2023-01-01">',
    )
    messages = [warning.message for warning in found.warnings if warning.code == "contradicted"]
    assert messages == ["authors: json-ld says 'Lena Park'", "datePublished: meta says '2023-01-01'"]


def test_a_day_in_two_time_zones_is_no_contradiction(described: Describe) -> None:
    found = described("<p>May 3, 2024</p>", head=data(datePublished="2024-05-04T01:00:00Z"))
    assert "contradicted" not in codes(found.warnings)


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href="/rest">', "https://example.org/rest"),
        ('<meta property="og:url" content="https://example.org/a">', "https://example.org/a"),
        ('<link rel="canonical" href="javascript:void(0)">', None),
        ('<link rel="canonical" href="http://[bad">', None),
        ('<link rel="canonical" href="https://-/rest">', None),
    ],
)
def test_the_canonical_address_is_absolute_or_null(described: Describe, head: str, url: str | None) -> None:
    assert described(head=head).canonical_url == url


def test_topics_come_from_data_before_search_engine_words(described: Describe) -> None:
    head = (
        '<meta name="keywords" content="cheap, deals"><meta property="article:tag" content="Sleep">'
        '<meta property="article:tag" content="Rest">'
    )
    assert described(head=head).keywords == ("Sleep", "Rest")


def test_fields_of_the_publishing_system_are_no_topics(described: Describe) -> None:
    topics = ["Sleep", "locale: US", "contentId: 15cd344d", "_hidden", "15cd344d-456b-4515-bc42-40ba5b58300e"]
    assert described(head=data(keywords=topics)).keywords == ("Sleep",)
    assert described(head=data(keywords=["yoga: first steps"])).keywords == ("yoga: first steps",)


def test_the_name_of_the_site_is_no_topic(described: Describe) -> None:
    site_name = '<meta property="og:site_name" content="Calm Days">'
    assert described(head=site_name + data(keywords="calm days")).keywords == ()


def test_printed_keywords_are_topics(described: Describe) -> None:
    assert described("<p>Keywords: sleep, rest</p>").keywords == ("sleep", "rest")


def test_a_sentence_is_no_section(described: Describe) -> None:
    head = data(articleSection="Sleep is a habit of the whole body. " * 3)
    assert described(head=f'{head}<meta property="article:section" content="Sleep">').article_section == "Sleep"


def test_a_logo_is_no_picture_of_the_article(described: Describe) -> None:
    head = '<meta property="og:image" content="/img/site-logo.png"><meta name="twitter:image" content="/catalogos.jpg">'
    image = described(head=head).main_image
    assert image is not None
    assert image.url == "https://example.org/catalogos.jpg"


@pytest.mark.parametrize(
    "trail",
    [
        '<h2>You are here:</h2><p><a href="/b">Blog</a></p><p>How to Rest Well</p><a href="/es">Español</a>',
        '<a href="/b">Blog</a> &gt; How to Rest Well',
    ],
)
def test_the_way_to_a_page_ends_with_the_page_and_has_no_label(described: Describe, trail: str) -> None:
    crumbs = described(f'<nav class="breadcrumbs">{trail}</nav>').breadcrumbs
    assert crumbs == (Breadcrumb("Blog", "https://example.org/b"), Breadcrumb("How to Rest Well"))


def test_a_publisher_has_no_slogan_and_may_be_known_by_its_host(described: Describe) -> None:
    url = "https://calmdays.example/rest"
    head = '<meta property="og:site_name" content="Calm Days | Meals for Everybody">'
    footer = "<footer><p>© 2024 Calm Days. All rights reserved.</p></footer>"
    assert described(head=head, url=url).publisher == Publisher("Calm Days")
    assert described(after=footer, url=url).publisher == Publisher("Calm Days")
    assert described(after=footer, url="https://other.example/rest").publisher is None


def test_the_usual_port_is_no_part_of_an_address(described: Describe) -> None:
    head = '<link rel="canonical" href="https://example.org:443/rest">'
    assert described(head=head).canonical_url == "https://example.org/rest"


def test_printed_tags_are_topics(described: Describe) -> None:
    assert described(
        after='<div class="post-tags"><a href="/t/sleep">Sleep</a> <a href="/t/rest">Rest</a></div>'
    ).keywords == ("Sleep", "Rest")


def test_breadcrumbs_are_read_from_data_and_from_the_page(described: Describe) -> None:
    items = [
        {"@type": "ListItem", "position": 1, "name": "Home", "item": "/"},
        {"@type": "ListItem", "item": {"@id": "/b", "name": "Blog"}},
    ]
    expected = (Breadcrumb("Home", "https://example.org/"), Breadcrumb("Blog", "https://example.org/b"))
    assert (
        described(head=data() + data(**{"@type": "BreadcrumbList", "itemListElement": items})).breadcrumbs == expected
    )
    printed = '<div class="breadcrumbs"><a href="/">Home</a> / <a href="/b">Blog</a></div>'
    assert described(printed).breadcrumbs == expected


def test_publisher_picture_section_and_access_are_read(described: Describe) -> None:
    publisher = {"@type": "Organization", "name": "Calm Days", "url": "/", "logo": {"url": "/logo.png"}}
    found = described(
        head=data(publisher=publisher, image=["/a.jpg"], articleSection="Sleep", isAccessibleForFree="False")
    )
    assert found.publisher == Publisher("Calm Days", "https://example.org/", "https://example.org/logo.png")
    assert found.main_image is not None
    assert found.main_image.url == "https://example.org/a.jpg"
    assert (found.article_section, found.is_accessible_for_free) == ("Sleep", False)


def test_types_of_the_page_are_listed(described: Describe) -> None:
    assert described(head=data() + '<meta property="og:type" content="article">').schema_types == (
        "Article",
        "og:article",
    )


def test_the_names_of_the_site_are_gathered_from_its_own_evidence(described: Describe) -> None:
    head = '<meta property="og:site_name" content="Calm Days">'
    found = described(head=head, after="<footer><p>© 2024 Calm Days Media Ltd. All rights reserved.</p></footer>")
    assert found.brands == ("Calm Days", "Calm Days Media Ltd")


def test_the_suffix_of_the_title_is_a_name_of_the_site(described: Describe) -> None:
    assert described().brands == ("Calm Days",)


def test_what_the_article_cites_says_nothing_about_the_article(described: Describe) -> None:
    cited = (
        '<div itemscope itemtype="https://schema.org/Article"><ol><li itemprop="citation" itemscope'
        ' itemtype="https://schema.org/ScholarlyArticle"><span itemprop="author">Ida Holm</span>'
        '<meta itemprop="datePublished" content="2001-05-05"></li></ol></div>'
    )
    found = described(after=cited)
    assert (found.authors, found.date_published) == ((), None)


def test_microdata_of_the_article_is_read(described: Describe) -> None:
    marked = (
        '<div itemscope itemtype="https://schema.org/Article"><span itemprop="author" itemscope'
        ' itemtype="https://schema.org/Person"><span itemprop="name">Ida Holm</span></span>'
        '<meta itemprop="datePublished" content="2024-05-03"></div>'
    )
    found = described(after=marked)
    assert ([person.name for person in found.authors], found.date_published) == (["Ida Holm"], "2024-05-03")
    assert found.field_sources["authors"].source == "microdata"


AFFILIATED = (
    '<b itemprop="name">Ida Holm</b><div itemprop="affiliation" itemscope itemtype="https://schema.org/Organization">'
    '<b itemprop="name">The University</b></div>'
)
TOLD = f"<b>Ida Holm</b><p>Writes, sleeps, and keeps bees; settle down. {'Rest, calm, and quiet. ' * 9}</p>"


def marked_author(inner: str) -> str:
    person = '<div itemprop="author" itemscope itemtype="https://schema.org/Person">'
    article = '<div itemscope itemtype="https://schema.org/Article"><h1>How to Rest Well</h1>'
    return f"{article}{person}{inner}</div></div>"


@pytest.mark.parametrize("inner", [AFFILIATED, TOLD])
def test_the_box_of_an_author_in_microdata_names_the_author_alone(described: Describe, inner: str) -> None:
    assert [person.name for person in described(after=marked_author(inner)).authors] == ["Ida Holm"]


def test_who_brought_an_article_up_to_date_is_no_author_in_microdata(described: Describe) -> None:
    assert described(after=marked_author("Updated by Ida Holm")).authors == ()


def test_a_role_in_the_data_stands_for_who_plays_it(described: Describe) -> None:
    role = {"@type": "Role", "roleName": "writer", "author": {"@type": "Person", "name": "Lena Park"}}
    assert [person.name for person in described(head=data(author=role)).authors] == ["Lena Park"]


def test_rdfa_that_begins_in_the_page_is_read(described: Describe) -> None:
    found = described(
        '<div vocab="https://schema.org/" typeof="MedicalWebPage"><b property="author" typeof="Person">'
        '<b property="name">Lena Park</b></b><b property="lastReviewed" content="2024-06-07">June 7</b></div>'
    )
    assert ([person.name for person in found.authors], found.last_reviewed) == (["Lena Park"], "2024-06-07")


def test_microdata_in_a_menu_is_of_other_articles(described: Describe) -> None:
    assert described(after=f"<nav>{marked_author('<i>Ida Holm</i>')}</nav>").authors == ()


def test_the_line_above_the_text_outdoes_microdata_that_names_more(described: Describe) -> None:
    more = marked_author("Ida Holm") + marked_author("Lena Park")
    assert [person.name for person in described("<p>By Lena Park</p>", after=more).authors] == ["Lena Park"]


def test_names_that_two_kinds_of_sources_add_are_added(described: Describe) -> None:
    more = '<meta name="author" content="Lena Park, Ida Holm"><meta property="og:author" content="Lena Park, Ida Holm">'
    found = described(head=data(author="Lena Park") + more)
    assert [person.name for person in found.authors] == ["Lena Park", "Ida Holm"]


def test_a_topic_that_nothing_divides_from_the_author_is_none(described: Describe) -> None:
    line = "<div>by <a href='/lena'>Lena Park</a> <a href='/calm'>Quiet Nights</a></div>"
    found = described(line, head='<meta name="author" content="Lena Park">')
    assert [person.name for person in found.authors] == ["Lena Park"]


def test_the_name_of_the_site_before_that_of_the_author_is_left_out(described: Describe) -> None:
    head = '<meta property="og:site_name" content="Calm Days"><meta name="author" content="Calm Days - Lena Park">'
    assert [person.name for person in described(head=head).authors] == ["Lena Park"]


def test_a_date_in_the_title_of_an_article_is_what_it_is_about(described: Describe) -> None:
    assert described("<h2>What happened in the laboratory on May 3, 2024</h2>").date_published is None


def test_metadata_is_the_same_every_time(described: Describe) -> None:
    assert described("<p>By Lena Park</p>") == described("<p>By Lena Park</p>")
