"""Every field, and every source of it, by an example: a page on which this source gives the value."""

from __future__ import annotations

import json
from dataclasses import dataclass

import msgspec
import pytest

from wellread.extractors.article import Article, Breadcrumb, FieldSources, Image, Person, PublishedMetadata, Publisher
from wellread.extractors.metadata import collect_evidence, describe
from wellread.extractors.metadata.field_definition import Field
from wellread.extractors.metadata.field_table import FIELDS, PROPERTY_NAMES
from wellread.extractors.metadata.page_data import read_page_data
from wellread.extractors.parse import PageInput, parse
from wellread.extractors.segment import segment

HEADING = "<h1>How to Rest Well</h1>"
PARAGRAPH = f"<p>{'Sleep is a habit of the whole body and it likes to be asked at the same hour. ' * 4}</p>"


@dataclass(frozen=True)
class Example:
    """A page on which `source` gives `value` for `field`, and the kind of source that the record names.

    `head` stands in its head, `below` between the heading and two paragraphs, `after` behind these.
    """

    field: str
    source: str
    value: object
    kind: str
    head: str = ""
    heading: str = HEADING
    below: str = ""
    after: str = ""
    url: str = "https://calmdays.example/blog/rest"
    lang: str = ""

    def html(self) -> str:
        body = f"{self.heading}{self.below}{PARAGRAPH}{PARAGRAPH}{self.after}"
        return f'<html lang="{self.lang}"><head>{self.head}</head><body><main>{body}</main></body></html>'


def data(schema_type: str = "Article", **properties: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": schema_type, **properties})}</script>'


def item(name: str, content: str) -> str:
    return f'<meta itemprop="{name}" content="{content}">'


def metas(field: str, content: str, value: object, kind: str, *names: str) -> list[Example]:
    """An example for each name of a meta element; those for the headline have no heading."""
    heading = "" if field == "headline" else HEADING
    return [
        Example(field, f"meta {name}", value, kind, f'<meta name="{name}" content="{content}">', heading)
        for name in names
    ]


TITLE = "How to Rest"
HEADLINE = [
    Example("headline", "heading", TITLE, "h1", heading="<h1>How to Rest</h1>"),
    Example("headline", "heading", TITLE, "h2", head="<title>How to Rest</title>", heading="<h2>How to Rest</h2>"),
    Example("headline", "json-ld headline", TITLE, "json-ld", data(headline=TITLE), heading=""),
    Example("headline", "properties headline", TITLE, "microdata", item("headline", TITLE), heading=""),
    *metas("headline", TITLE, TITLE, "citation", "citation_title"),
    *metas("headline", TITLE, TITLE, "opengraph", "og:title"),
    *metas("headline", TITLE, TITLE, "meta", "twitter:title", "sailthru.title"),
    *metas("headline", TITLE, TITLE, "parsely", "parsely-title"),
    *metas("headline", TITLE, TITLE, "dublin-core", "dc.title", "dcterms.title"),
    Example("headline", "json-ld name", TITLE, "json-ld", data("Recipe", name=TITLE), heading=""),
    Example("headline", "title", TITLE, "title", "<title>How to Rest</title>", heading=""),
]

SUMMARY = "Sleep at the same hour."
DESCRIPTION = [
    *metas("description", SUMMARY, SUMMARY, "meta", "description", "twitter:description"),
    *metas("description", SUMMARY, SUMMARY, "opengraph", "og:description"),
    *metas("description", SUMMARY, SUMMARY, "dublin-core", "dc.description", "dcterms.description"),
    Example("description", "json-ld description", SUMMARY, "json-ld", data(description=SUMMARY)),
]

LANGUAGE = [
    Example("in_language", "html lang", "en-GB", "html", lang="en-gb"),
    Example("in_language", "json-ld inLanguage", "en-AU", "json-ld", data(inLanguage="en-au")),
    Example("in_language", "properties inlanguage", "en", "microdata", item("inLanguage", "en")),
    *metas("in_language", "en_US", "en-US", "opengraph", "og:locale"),
    *metas("in_language", "en_nz", "en-NZ", "meta", "content-language", "language"),
    *metas("in_language", "en-ie", "en-IE", "dublin-core", "dc.language"),
    Example("in_language", "text", "en", "text"),
]

DIRECTION = [
    Example(
        "direction", "dir", "rtl", "html", below="<p dir='rtl'>x</p>", heading="<h1 dir='rtl'>How to Rest Well</h1>"
    ),
    Example("direction", "letters", "rtl", "text", below=f"<p>{'النوم نصف الصحة ' * 60}</p>"),
]

LENA = (Person("Lena Park"),)
DR_LENA = (Person("Lena Park", honorific="Dr."),)
SITE_OF_LENA = '<meta property="og:site_name" content="Dr. Lena Park">'
WRITTEN_BY = '<meta name="twitter:label1" content="Written by">'
BIOGRAPHY = "<div><img src='a.jpg' alt=''><h3>Lena Park</h3><p>Lena Park is a dietitian in Oslo.</p></div>"
AUTHORS = [
    Example("authors", "json-ld author creator", LENA, "json-ld", data(author="Lena Park")),
    Example("authors", "properties author creator", LENA, "microdata", item("author", "Lena Park")),
    Example(
        "authors",
        "properties author creator",
        LENA,
        "rdfa",
        below='<i vocab="https://schema.org/" property="creator" content="Lena Park"></i>',
    ),
    *metas("authors", "Park, Lena", LENA, "citation", "citation_author", "citation_authors"),
    *metas("authors", "Lena Park", LENA, "parsely", "parsely-author"),
    *metas("authors", "By Lena Park", LENA, "meta", "author", "sailthru.author", "byl"),
    *metas("authors", "Lena Park", LENA, "opengraph", "article:author", "article:author_name", "og:author"),
    *metas("authors", "Lena Park", LENA, "opengraph", "book:author"),
    *metas("authors", "Lena Park", LENA, "dublin-core", "dc.creator", "dcterms.creator", "dc.contributor"),
    Example(
        "authors",
        "meta twitter:data1",
        LENA,
        "meta",
        f'{WRITTEN_BY}<meta name="twitter:data1" content="Lena Park">',
    ),
    Example("authors", "bylines", LENA, "byline-text", below="<p>By Lena Park</p>"),
    Example("authors", "bylines", LENA, "byline-markup", below="<p class='byline'><b>Lena Park</b></p>"),
    Example("authors", "bylines", LENA, "text", after="<p>Written by Lena Park</p>"),
    Example("authors", "line before the text", LENA, "text", below="<p>Lena Park</p>"),
    Example("authors", "markup of an author", LENA, "byline-markup", after="<p class='author-name'>Lena Park</p>"),
    Example("authors", "biography", LENA, "text", after=BIOGRAPHY),
    Example("authors", "signature", LENA, "text", after="<p>– Lena Park</p>"),
    Example("authors", "name of the site", DR_LENA, "text", SITE_OF_LENA, after="<div>All by Dr. Lena Park</div>"),
]

REVIEWERS = [
    Example("reviewed_by", "json-ld reviewedBy", LENA, "json-ld", data("MedicalWebPage", reviewedBy="Lena Park")),
    Example("reviewed_by", "properties reviewedby", LENA, "microdata", item("reviewedBy", "Lena Park")),
    Example("reviewed_by", "bylines", LENA, "byline-text", below="<p>Medically reviewed by Lena Park</p>"),
]

CALM = Publisher("Calm Days")
PUBLISHER = [
    Example("publisher", "json-ld publisher", CALM, "json-ld", data(publisher={"name": "Calm Days"})),
    Example("publisher", "properties publisher", CALM, "microdata", item("publisher", "Calm Days")),
    *metas("publisher", "Calm Days | Meals for Everybody", CALM, "opengraph", "og:site_name"),
    *metas("publisher", "Calm Days", CALM, "meta", "application-name", "apple-mobile-web-app-title"),
    *metas("publisher", "Calm Days", CALM, "dublin-core", "dc.publisher"),
    *metas("publisher", "Calm Days", CALM, "citation", "citation_publisher"),
    Example("publisher", "json-ld site", CALM, "json-ld", data("Organization", name="Calm Days")),
    Example("publisher", "brand in host", CALM, "text", after="<footer>© 2024 Calm Days</footer>"),
]

DAY = "2024-05-03"
DATE_PUBLISHED = [
    Example("date_published", "json-ld datePublished", DAY, "json-ld", data(datePublished=DAY)),
    *metas("date_published", DAY, DAY, "opengraph", "article:published_time", "article:published"),
    *metas("date_published", DAY, DAY, "opengraph", "og:article:published_time", "og:published_time"),
    Example("date_published", "properties datepublished", DAY, "microdata", item("datePublished", DAY)),
    *metas("date_published", DAY, DAY, "parsely", "parsely-pub-date"),
    *metas("date_published", "2024/5/3", DAY, "citation", "citation_publication_date", "citation_online_date"),
    *metas("date_published", "2024/5/3", DAY, "citation", "citation_date"),
    *metas("date_published", DAY, DAY, "dublin-core", "dc.date.issued", "dcterms.issued", "dcterms.created"),
    *metas("date_published", DAY, DAY, "dublin-core", "dc.date.created", "dc.date", "dcterms.date"),
    *metas("date_published", "May 3, 2024", DAY, "meta", "sailthru.date", "pubdate", "publishdate", "publish-date"),
    *metas("date_published", "20240503", DAY, "meta", "publish_date", "publication_date", "originalpublicationdate"),
    *metas("date_published", DAY, DAY, "meta", "article_date_original", "cxenseparse:recs:publishtime"),
    *metas("date_published", DAY, DAY, "meta", "article.published", "published_at", "date"),
    Example("date_published", "properties issued date", DAY, "microdata", item("date", DAY)),
    Example("date_published", "json-ld dateCreated uploadDate", DAY, "json-ld", data(dateCreated=DAY)),
    Example("date_published", "properties datecreated created", DAY, "microdata", item("dateCreated", DAY)),
    Example(
        "date_published",
        "meta named for publication",
        DAY,
        "meta",
        f'<meta name="w-published-date" content="{DAY}">',
    ),
    Example("date_published", "printed", DAY, "text", below="<p>May 3, 2024</p>"),
    Example("date_published", "printed", DAY, "time", below=f"<time datetime='{DAY}'>Friday</time>"),
    Example("date_published", "url", DAY, "url", url="https://calmdays.example/2024/05/03/rest"),
]

DATE_MODIFIED = [
    Example("date_modified", "json-ld dateModified", DAY, "json-ld", data(dateModified=DAY)),
    *metas("date_modified", DAY, DAY, "opengraph", "article:modified_time", "og:updated_time", "article:modified"),
    Example("date_modified", "properties datemodified modified", DAY, "microdata", item("dateModified", DAY)),
    *metas("date_modified", DAY, DAY, "dublin-core", "dcterms.modified", "dc.date.modified"),
    *metas("date_modified", "Fri, 03 May 2024 00:00:00 GMT", DAY, "meta", "last-modified", "lastmod"),
    *metas("date_modified", DAY, DAY, "meta", "article_date_updated", "revision_date", "article.updated"),
    Example("date_modified", "printed", DAY, "text", below="<p>Last updated May 3, 2024</p>"),
]

LAST_REVIEWED = [
    Example("last_reviewed", "json-ld lastReviewed", DAY, "json-ld", data("WebPage", lastReviewed=DAY)),
    Example("last_reviewed", "properties lastreviewed", DAY, "microdata", item("lastReviewed", DAY)),
    *metas("last_reviewed", DAY, DAY, "dublin-core", "dcterms.reviewed", "dc.date.reviewed"),
    Example("last_reviewed", "printed", DAY, "text", below="<p>Medically reviewed on May 3, 2024</p>"),
]

PICTURE = Image("https://calmdays.example/sleeper.jpg")
MAIN_IMAGE = [
    Example("main_image", "json-ld image", PICTURE, "json-ld", data(image={"url": "/sleeper.jpg"})),
    *metas("main_image", "/sleeper.jpg", PICTURE, "opengraph", "og:image:secure_url", "og:image", "og:image:url"),
    *metas("main_image", "/sleeper.jpg", PICTURE, "meta", "twitter:image", "twitter:image:src"),
    *metas("main_image", "/sleeper.jpg", PICTURE, "parsely", "parsely-image-url"),
    Example("main_image", "link image_src", PICTURE, "link", '<link rel="image_src" href="/sleeper.jpg">'),
]

TOPICS = ("Sleep", "Rest")
TAG_LINKS = '<div class="post-tags"><a href="/t/sleep">Sleep</a> <a href="/t/rest">Rest</a></div>'
KEYWORDS = [
    Example("keywords", "json-ld keywords", TOPICS, "json-ld", data(keywords=["Sleep", "Rest"])),
    *metas("keywords", "Sleep, Rest", TOPICS, "meta", "article:tag", "parsely-tags", "sailthru.tags"),
    Example("keywords", "tag links", TOPICS, "text", after=TAG_LINKS),
    Example("keywords", "tags near the headline", ("Sleep",), "text", below="<p>3 May <a href='/tag/x'>Sleep</a></p>"),
    Example(
        "keywords",
        "tag lines",
        ("mint", "tea"),
        "text",
        after='<p>Tags: <a href="/tag/mint">mint</a>, <a href="/t/2" rel="tag">tea</a></p>',
    ),
    Example("keywords", "keyword lines", TOPICS, "text", below="<p>Keywords: Sleep, Rest</p>"),
    *metas("keywords", "Sleep, Rest", TOPICS, "meta", "news_keywords", "citation_keywords", "keywords"),
]

ARTICLE_SECTION = [
    Example("article_section", "json-ld articleSection", "Sleep", "json-ld", data(articleSection="Sleep")),
    Example("article_section", "properties articlesection", "Sleep", "microdata", item("articleSection", "Sleep")),
    *metas("article_section", "Sleep", "Sleep", "opengraph", "article:section"),
    *metas("article_section", "Sleep", "Sleep", "parsely", "parsely-section"),
    *metas("article_section", "Sleep", "Sleep", "meta", "sailthru.section"),
    *metas("article_section", "Sleep", "Sleep", "dublin-core", "dc.subject"),
]

CRUMBS = (Breadcrumb("Home", "https://calmdays.example/"), Breadcrumb("Sleep"))
CRUMB_LIST = [{"name": "Home", "item": "/"}, {"name": "Sleep"}]
BREADCRUMBS = [
    Example(
        "breadcrumbs", "json-ld BreadcrumbList", CRUMBS, "json-ld", data("BreadcrumbList", itemListElement=CRUMB_LIST)
    ),
    Example(
        "breadcrumbs",
        "breadcrumb links",
        CRUMBS,
        "text",
        below="<nav class='breadcrumbs'><a href='/'>Home</a> / Sleep</nav>",
    ),
]

CANONICAL = "https://calmdays.example/rest"
CANONICAL_URL = [
    Example("canonical_url", "link canonical", CANONICAL, "link", '<link rel="canonical" href="/rest">'),
    *metas("canonical_url", "/rest", CANONICAL, "opengraph", "og:url"),
]

FREE, PAID = True, False
FREE_ACCESS = [
    Example(
        "is_accessible_for_free", "json-ld isAccessibleForFree", PAID, "json-ld", data(isAccessibleForFree="False")
    ),
    Example(
        "is_accessible_for_free",
        "properties isaccessibleforfree",
        FREE,
        "microdata",
        item("isAccessibleForFree", "true"),
    ),
    *metas("is_accessible_for_free", "metered", PAID, "opengraph", "article:content_tier"),
]

EXAMPLES = [
    *HEADLINE,
    *DESCRIPTION,
    *LANGUAGE,
    *DIRECTION,
    *AUTHORS,
    *REVIEWERS,
    *PUBLISHER,
    *DATE_PUBLISHED,
    *DATE_MODIFIED,
    *LAST_REVIEWED,
    *MAIN_IMAGE,
    *KEYWORDS,
    *ARTICLE_SECTION,
    *BREADCRUMBS,
    *CANONICAL_URL,
    *FREE_ACCESS,
]
FIELDS_BY_NAME = {field.name: field for field in FIELDS}


def test_every_source_of_every_field_has_an_example() -> None:
    shown = {(example.field, example.source) for example in EXAMPLES}
    assert shown == {(field.name, source.name) for field in FIELDS for source in field.sources}


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_the_sources_of_a_field_have_names_of_their_own(field: Field[object]) -> None:
    names = [source.name for source in field.sources]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    "example", EXAMPLES, ids=lambda example: f"{example.field} from {example.source}: {example.kind}"
)
def test_a_source_gives_the_value_of_its_field(example: Example) -> None:
    document = parse(PageInput(example.html(), example.url))
    layout = segment(document)
    field = FIELDS_BY_NAME[example.field]
    evidence = collect_evidence(read_page_data(document, layout, PROPERTY_NAMES))
    giving = [source.name for source in field.sources if next(source.read(evidence), None) is not None]
    metadata = describe(document, layout)
    assert giving[:1] == [example.source]
    assert getattr(metadata, example.field) == example.value
    assert getattr(metadata.field_sources, field.name).source == example.kind


def test_the_table_has_every_field_of_published_metadata() -> None:
    assert sorted(FIELDS_BY_NAME) == sorted(field.name for field in msgspec.structs.fields(PublishedMetadata))


def test_the_article_has_every_field_of_published_metadata_with_the_same_type() -> None:
    of_article = {field.name: (field.type, field.default) for field in msgspec.structs.fields(Article)}
    for field in msgspec.structs.fields(PublishedMetadata):
        assert of_article[field.name] == (field.type, field.default)


def test_every_field_of_published_metadata_has_a_source() -> None:
    assert FieldSources.__struct_fields__ == PublishedMetadata.__struct_fields__
