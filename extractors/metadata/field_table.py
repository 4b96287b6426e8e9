"""All fields of metadata: the sources of each in their order, and how its value is chosen.

A new field is a line in `PublishedMetadata`, in `Article` and in `FieldSources`, an entry here, and a
line in docs/record.md. A new source of a field is an entry among its sources here.

Properties of JSON-LD, microdata and RDFa are those of schema.org (https://schema.org/Article), and
of Dublin Core (https://www.dublincore.org/specifications/dublin-core/dcmi-terms/). Names of meta
elements are those of the HTML Standard (4.2.5), Open Graph (https://ogp.me), Dublin Core, Google
Scholar (`citation_...`), parse.ly, Sailthru and other systems, as pages have them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from wellread.extractors.metadata.candidates import Candidate
from wellread.extractors.metadata.evidence import Evidence
from wellread.extractors.metadata.field_definition import Field
from wellread.extractors.metadata.fields import access, breadcrumbs, direction, images, keywords, publisher
from wellread.extractors.metadata.fields.author_last_resorts import (
    FROM_AUTHOR_MARKUP,
    FROM_BIOGRAPHIES,
    FROM_FIRST_LINES,
    FROM_OWNER,
    FROM_SIGNATURE,
)
from wellread.extractors.metadata.fields.date_candidates import (
    FROM_PRINT_BY_KIND,
    FROM_PUBLISHED_NAMES,
    FROM_URL,
    are_different_days,
    gather_dates,
)
from wellread.extractors.metadata.fields.declared_people import (
    from_json_ld_people,
    from_meta_people,
    from_property_people,
)
from wellread.extractors.metadata.fields.declared_urls import to_page_url
from wellread.extractors.metadata.fields.language import (
    FROM_LANG_ATTRIBUTE,
    FROM_TEXT,
    choose_language,
    to_language_tag,
)
from wellread.extractors.metadata.fields.people_choice import are_different_people, decide_people, gather_people
from wellread.extractors.metadata.fields.printed_people import from_bylines
from wellread.extractors.metadata.page_data import PageData
from wellread.extractors.metadata.people.parsing import People
from wellread.extractors.metadata.sources import (
    Source,
    convert,
    from_json_ld,
    from_links,
    from_metas,
    from_properties,
)
from wellread.extractors.metadata.titles.brands import SITE_NAME_METAS
from wellread.extractors.metadata.titles.headline import FROM_PAGE_TITLE, are_different_titles
from wellread.extractors.vocabulary.byline_labels import BylineRole
from wellread.extractors.vocabulary.date_labels import DateKind

# A longer section is a sentence.
MAX_SECTION_CHARS = 60

# -- the headline, and the language, which other fields are found by

DECLARED_TITLES: tuple[Source[PageData, str], ...] = (
    from_json_ld("headline", with_web_pages=False),
    from_properties("headline"),
    *from_metas(
        "citation_title", "og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "dcterms.title"
    ),
    from_json_ld("name", with_web_pages=False),
    FROM_PAGE_TITLE,
)
LANGUAGES: tuple[Source[PageData, str], ...] = convert(
    (
        FROM_LANG_ATTRIBUTE,
        from_json_ld("inLanguage"),
        from_properties("inlanguage"),
        *from_metas("og:locale", "content-language", "dc.language", "language"),
        FROM_TEXT,
    ),
    to_language_tag,
)


def _read_heading(page: Evidence) -> Iterator[Candidate[str]]:
    return iter(page.headline.candidates[:1] if page.headline.block else ())


def _gather_titles(page: Evidence) -> tuple[Candidate[str], ...]:
    """The candidates as they were found at first, without the names of the site."""
    return page.headline.candidates


def _gather_languages(page: Evidence) -> tuple[Candidate[str], ...]:
    """The candidates as they were found at first: dates are read by them."""
    return page.languages


# -- people


def _people_field(
    name: str, sources: tuple[Source[Evidence, People], ...], last_resorts: tuple[Source[Evidence, People], ...] = ()
) -> Field[People]:
    """A field of people.

    `last_resorts` are asked in turn where `sources` name nobody but the site.
    """
    return Field(
        name,
        (*sources, *last_resorts),
        contradicts=are_different_people,
        gather=partial(gather_people, sources=sources, last_resorts=last_resorts),
        choose=decide_people,
    )


# -- dates


def _date_field(
    name: str,
    kind: DateKind,
    declared: tuple[Source[Evidence, str], ...],
    in_url: tuple[Source[Evidence, str], ...] = (),
) -> Field[str]:
    """A field of a date: what the page declares, what it prints, and what its URL says."""
    return Field(
        name,
        (*declared, FROM_PRINT_BY_KIND[kind], *in_url),
        contradicts=are_different_days,
        gather=partial(gather_dates, kind=kind, declared=declared, in_url=in_url),
    )


# -- the others


def _to_section(_: PageData, text: str) -> str | None:
    return text if len(text) <= MAX_SECTION_CHARS else None


# In the order in which they are decided, and in which the warnings stand in the record.
FIELDS: tuple[Field[Any], ...] = (
    Field(
        "headline",
        (Source("heading", _read_heading), *DECLARED_TITLES),
        contradicts=are_different_titles,
        gather=_gather_titles,
    ),
    Field(
        "description",
        (
            *from_metas(
                "description", "og:description", "twitter:description", "dc.description", "dcterms.description"
            ),
            from_json_ld("description"),
        ),
    ),
    Field("in_language", LANGUAGES, gather=_gather_languages, choose=choose_language),
    Field("direction", (direction.FROM_ATTRIBUTE, direction.FROM_LETTERS)),
    _people_field(
        "authors",
        (
            from_json_ld_people("author", "creator"),
            from_property_people("author", "creator"),
            *from_meta_people(
                "citation_author",
                "citation_authors",
                "parsely-author",
                "author",
                "article:author",
                "article:author_name",
                "og:author",
                "book:author",
                "sailthru.author",
                "byl",
                "dc.creator",
                "dcterms.creator",
                "dc.contributor",
                "twitter:data1",
            ),
            from_bylines(BylineRole.AUTHOR),
        ),
        last_resorts=(FROM_FIRST_LINES, FROM_AUTHOR_MARKUP, FROM_BIOGRAPHIES, FROM_SIGNATURE, FROM_OWNER),
    ),
    _people_field(
        "reviewed_by",
        (
            from_json_ld_people("reviewedBy"),
            from_property_people("reviewedby"),
            from_bylines(BylineRole.REVIEWER),
        ),
    ),
    Field(
        "publisher",
        (
            publisher.FROM_ARTICLE_NODES,
            *convert((from_properties("publisher"), *from_metas(*SITE_NAME_METAS)), publisher.to_publisher),
            publisher.FROM_SITE_NODES,
            publisher.FROM_HOST,
        ),
    ),
    _date_field(
        "date_published",
        DateKind.PUBLISHED,
        (
            from_json_ld("datePublished"),
            *from_metas(
                "article:published_time", "article:published", "og:article:published_time", "og:published_time"
            ),
            from_properties("datepublished"),
            *from_metas(
                "parsely-pub-date",
                "citation_publication_date",
                "citation_online_date",
                "citation_date",
                "dc.date.issued",
                "dcterms.issued",
                "dcterms.created",
                "dc.date.created",
                "dc.date",
                "dcterms.date",
                "sailthru.date",
                "pubdate",
                "publishdate",
                "publish-date",
                "publish_date",
                "publication_date",
                "originalpublicationdate",
                "article_date_original",
                "cxenseparse:recs:publishtime",
                "article.published",
                "published_at",
                "date",
            ),
            from_properties("issued", "date"),
            from_json_ld("dateCreated", "uploadDate"),
            from_properties("datecreated", "created"),
            FROM_PUBLISHED_NAMES,
        ),
        in_url=(FROM_URL,),
    ),
    _date_field(
        "date_modified",
        DateKind.MODIFIED,
        (
            from_json_ld("dateModified"),
            *from_metas("article:modified_time", "og:updated_time", "article:modified"),
            from_properties("datemodified", "modified"),
            *from_metas(
                "dcterms.modified",
                "dc.date.modified",
                "last-modified",
                "lastmod",
                "article_date_updated",
                "revision_date",
                "article.updated",
            ),
        ),
    ),
    _date_field(
        "last_reviewed",
        DateKind.REVIEWED,
        (
            from_json_ld("lastReviewed"),
            from_properties("lastreviewed"),
            *from_metas("dcterms.reviewed", "dc.date.reviewed"),
        ),
    ),
    Field(
        "main_image",
        (
            images.FROM_JSON_LD,
            *convert(
                (
                    *from_metas(
                        "og:image:secure_url",
                        "og:image",
                        "og:image:url",
                        "twitter:image",
                        "twitter:image:src",
                        "parsely-image-url",
                    ),
                    from_links("image_src"),
                ),
                images.to_image,
            ),
        ),
    ),
    Field(
        "keywords",
        (
            keywords.FROM_JSON_LD,
            *keywords.from_keyword_metas("article:tag", "parsely-tags", "sailthru.tags"),
            keywords.FROM_TAG_LINKS,
            keywords.FROM_TAGS_NEAR_HEADLINE,
            keywords.FROM_TAG_LINES,
            keywords.FROM_KEYWORD_LINES,
            # These are written for search engines.
            *keywords.from_keyword_metas("news_keywords", "citation_keywords", "keywords"),
        ),
    ),
    Field(
        "article_section",
        convert(
            (
                from_json_ld("articleSection"),
                from_properties("articlesection"),
                *from_metas("article:section", "parsely-section", "sailthru.section", "dc.subject"),
            ),
            _to_section,
        ),
    ),
    Field("breadcrumbs", (breadcrumbs.FROM_JSON_LD, breadcrumbs.FROM_PRINT)),
    Field("canonical_url", convert((from_links("canonical"), *from_metas("og:url")), to_page_url)),
    Field(
        "is_accessible_for_free",
        (
            access.FROM_JSON_LD,
            *convert((from_properties("isaccessibleforfree"), *from_metas("article:content_tier")), access.to_is_free),
        ),
    ),
)

# What is looked for in microdata and RDFa. No field is read from `keywords`, but an item that has
# them is a work; `license` is read with the rights.
PROPERTY_NAMES: frozenset[str] = frozenset(
    name for field in FIELDS for source in field.sources for name in source.property_names
) | {"keywords", "license"}
