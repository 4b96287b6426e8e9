"""The article: the shape of everything that `extract` returns.

Frozen typed values in the field names of schema.org and zyte-common-items: snake_case in Python, camelCase in JSON.
Every key is always present in JSON, also in objects inside others; `null` means "looked for, not found". A list without
entries is `[]`, and no object is `null`: one that was not found has `null` in all its keys, and is false in Python.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from html import escape
from typing import Any, Literal

import msgspec

from wellread.extractors.json_text import encode_json

SCHEMA_VERSION = 2


class Record(msgspec.Struct, frozen=True, rename="camel", gc=False):
    """Base of every published value: immutable, camelCase in JSON."""


class Reason(StrEnum):
    """Why a block of the page is not part of the article. Every dropped block carries exactly one."""

    # That of `Enum` is no built-in function, and reasons are keys.
    __hash__ = str.__hash__

    NAVIGATION = "navigation"
    BREADCRUMB = "breadcrumb"
    HEADER = "header"
    FOOTER = "footer"
    SIDEBAR = "sidebar"
    HIDDEN = "hidden"
    POPUP = "popup"
    CONSENT = "consent"
    ADVERTISEMENT = "advertisement"
    SHARE = "share"
    RELATED = "related"
    NEWSLETTER = "newsletter"
    FORM = "form"
    CALL_TO_ACTION = "call_to_action"
    PROMOTION = "promotion"
    PRODUCT = "product"
    COMMENTS = "comments"
    TABLE_OF_CONTENTS = "table_of_contents"
    TAGS = "tags"
    HEADLINE = "headline"
    DUPLICATE = "duplicate"
    BYLINE = "byline"
    REVIEWER = "reviewer"
    DATE = "date"
    READING_TIME = "reading_time"
    AUTHOR_BOX = "author_box"
    CREDIT = "credit"
    MEDIA_CONTROLS = "media_controls"
    DISCLAIMER = "disclaimer"
    DISCLOSURE = "disclosure"
    COPYRIGHT = "copyright"
    PAYWALL = "paywall"
    EMPTY_STATE = "empty_state"
    PLACEHOLDER = "placeholder"
    LABEL = "label"
    CODE_LEAK = "code_leak"
    OUTSIDE_ARTICLE = "outside_article"
    LINK_LIST = "link_list"
    UNLIKELY = "unlikely"


class PageType(StrEnum):
    """What a page is: one article, a list, or something else."""

    ARTICLE = "article"
    LISTING = "listing"
    PRODUCT = "product"
    SERVICE = "service"
    FORUM = "forum"
    DOCUMENTATION = "documentation"
    OTHER = "other"


Direction = Literal["ltr", "rtl"]


class Role(StrEnum):
    """What a section is for, where its heading or markup says so."""

    KEY_TAKEAWAYS = "key_takeaways"
    FAQ = "faq"
    REFERENCES = "references"
    DISCLAIMER = "disclaimer"


class Link(Record, frozen=True):
    """A link inside the text of a block; `href` is absolute."""

    text: str
    href: str


class Item(Record, frozen=True):
    """One list item; `items` are those of all lists nested in it."""

    text: str
    links: tuple[Link, ...] = ()
    items: tuple[Item, ...] = ()


def walk_items(items: Sequence[Item]) -> Iterator[Item]:
    """The items of a list in reading order, each before those of the lists nested in it."""
    for item in items:
        yield item
        yield from walk_items(item.items)


class Paragraph(Record, tag="paragraph", tag_field="type", frozen=True):
    """A run of text; its line breaks are newlines."""

    text: str
    links: tuple[Link, ...] = ()


class ListBlock(Record, tag="list", tag_field="type", frozen=True):
    """A list, numbered or not; each item may hold further lists."""

    ordered: bool
    items: tuple[Item, ...] = ()


class Table(Record, tag="table", tag_field="type", frozen=True):
    """A data table. Each row has one text per column; a cell that spans several stands in the first of them."""

    caption: str | None = None
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


class Quote(Record, tag="quote", tag_field="type", frozen=True):
    """A quotation; `cite` is who said it, where the page names somebody below it."""

    text: str
    cite: str | None = None


class Figure(Record, tag="figure", tag_field="type", frozen=True):
    """An image of the article. The caption belongs to it and is not in `articleBody`."""

    src: str | None
    alt: str | None = None
    caption: str | None = None


class Video(Record, tag="video", tag_field="type", frozen=True):
    """A player; `provider` is None where the site serves the video itself."""

    provider: str | None
    src: str
    title: str | None = None


class Code(Record, tag="code", tag_field="type", frozen=True):
    """Preformatted text; `language` is the programming language in lower case, as the markup names it."""

    text: str
    language: str | None = None


ContentBlock = Paragraph | ListBlock | Table | Quote | Figure | Video | Code


class Section(Record, frozen=True):
    """A heading with what stands under it. The first section of an article is the lead: heading null, level 0.

    `level` is that of the heading, from 1 to 6. `id` is unique in the article, made of the words of the heading.
    """

    id: str
    heading: str | None
    level: int
    role: Role | None = None
    blocks: tuple[ContentBlock, ...] = ()
    sections: tuple[Section, ...] = ()


class Person(Record, frozen=True):
    """An author or a reviewer. `name` is without honorific and credentials, which have fields of their own."""

    name: str
    url: str | None = None
    job_title: str | None = None
    honorific: str | None = None
    credentials: tuple[str, ...] = ()
    type: Literal["person", "organization"] = "person"


class Publisher(Record, frozen=True):
    """Who publishes the site; `url` and `logo` are absolute. Without a name nobody was found."""

    name: str | None = None
    url: str | None = None
    logo: str | None = None

    def __bool__(self) -> bool:
        return self.name is not None


class Image(Record, frozen=True):
    """A picture by its absolute URL. Without one there is none."""

    url: str | None = None
    alt: str | None = None
    caption: str | None = None

    def __bool__(self) -> bool:
        return self.url is not None


class Breadcrumb(Record, frozen=True):
    """One step of the path from the home page to the article; `url` is absolute."""

    name: str
    url: str | None = None


class Reference(Record, frozen=True):
    """A work that the article cites, once. Identifiers are a DOI in lower case, PubMed's, PubMed Central's, a trial's.

    `block_id` is the JSON Pointer (RFC 6901) to where the record writes it out, `cited_by` are those to what cites it.
    """

    text: str
    url: str | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    nct: str | None = None
    block_id: str | None = None
    cited_by: tuple[str, ...] = ()


class Signal(Record, frozen=True):
    """What an auditor looks for, with the place where it stands.

    `rule` is the id and version of the rule that found it. `state` is `not_checked` where no rule can read the
    language of the page. `block_id` is the JSON Pointer (RFC 6901) to the text in the record that `quote` stands in;
    `start` and `end` count Unicode code points of that text.
    """

    id: str
    rule: str | None
    state: Literal["present", "not_found", "not_checked"]
    value: str | None = None
    quote: str | None = None
    block_id: str | None = None
    start: int | None = None
    end: int | None = None
    note: str | None = None


class RightsStatement(Record, frozen=True):
    """One thing that the site says of the use of its text, as found.

    `term` is the word of its protocol in lower case (`noai`, `tdm-reservation`, `ai-train`, `license`), `value` what
    stands with it, `agent` the crawler that it speaks to, None for all. `source` is the kind of place, `selector` the
    place in it, `raw` the text there.
    """

    term: str
    value: str | None
    agent: str | None
    source: str
    selector: str | None
    raw: str


class FieldSource(Record, frozen=True):
    """Where the value of a field was read: the kind of source, the place in it, and the text as found.

    Without a source, the field was not found.
    """

    source: str | None = None
    selector: str | None = None
    raw: str | None = None

    def __bool__(self) -> bool:
        return self.source is not None


class FieldSources(Record, kw_only=True, frozen=True):
    """Where each field of `PublishedMetadata` was read."""

    headline: FieldSource = FieldSource()
    description: FieldSource = FieldSource()
    in_language: FieldSource = FieldSource()
    direction: FieldSource = FieldSource()
    authors: FieldSource = FieldSource()
    reviewed_by: FieldSource = FieldSource()
    publisher: FieldSource = FieldSource()
    date_published: FieldSource = FieldSource()
    date_modified: FieldSource = FieldSource()
    last_reviewed: FieldSource = FieldSource()
    main_image: FieldSource = FieldSource()
    keywords: FieldSource = FieldSource()
    article_section: FieldSource = FieldSource()
    breadcrumbs: FieldSource = FieldSource()
    canonical_url: FieldSource = FieldSource()
    is_accessible_for_free: FieldSource = FieldSource()


class Dropped(Record, frozen=True):
    """A block of the page that is not in the article, and why.

    `part` is the number of the page that it stands on, from 1, where the article stands on several.
    """

    text: str
    reason: Reason
    rule: str
    xpath: str
    part: int | None = None


class Accounting(Record, frozen=True):
    """Visible characters of the page, white space not counted: each is either kept or dropped."""

    kept_chars: int
    dropped_chars: int
    visible_chars: int


class PageWarning(Record, frozen=True):
    """Something the reader of the record should know: a limit that was hit, a value that was refused.

    `code` is one of those in docs/record.md, `message` is for people and may change.
    """

    code: str
    message: str


class PublishedMetadata(Record, kw_only=True, frozen=True):
    """The fields of the article that its page gives besides the text. `Article` has them all, with the same types.

    They stand here a second time, since the order of fields in `Article` is that of the keys in the record.
    """

    headline: str | None = None
    description: str | None = None
    in_language: str | None = None
    direction: Direction | None = None
    authors: tuple[Person, ...] = ()
    reviewed_by: tuple[Person, ...] = ()
    publisher: Publisher = Publisher()
    date_published: str | None = None
    date_modified: str | None = None
    last_reviewed: str | None = None
    main_image: Image = Image()
    keywords: tuple[str, ...] = ()
    article_section: str | None = None
    breadcrumbs: tuple[Breadcrumb, ...] = ()
    canonical_url: str | None = None
    is_accessible_for_free: bool | None = None


class Article(Record, kw_only=True, frozen=True):
    """One page, read: a pure function of the page's bytes, its URL, its headers and the time of the fetch.

    URLs are absolute. Dates are ISO 8601, as precise as the page gives them; `in_language` is a BCP 47 tag.
    `word_count` counts what white space divides in `article_body`. `content_hash` is the SHA-256 of headline and
    sections. The order of fields is that of the keys in JSON.
    """

    url: str | None
    canonical_url: str | None = None
    page_type: PageType = PageType.OTHER
    headline: str | None = None
    description: str | None = None
    in_language: str | None = None
    direction: Direction | None = None
    sections: tuple[Section, ...] = ()
    article_body: str = ""
    word_count: int = 0
    main_image: Image = Image()
    images: tuple[Image, ...] = ()
    keywords: tuple[str, ...] = ()
    article_section: str | None = None
    breadcrumbs: tuple[Breadcrumb, ...] = ()
    authors: tuple[Person, ...] = ()
    reviewed_by: tuple[Person, ...] = ()
    publisher: Publisher = Publisher()
    date_published: str | None = None
    date_modified: str | None = None
    last_reviewed: str | None = None
    references: tuple[Reference, ...] = ()
    signals: tuple[Signal, ...] = ()
    is_accessible_for_free: bool | None = None
    rights: tuple[RightsStatement, ...] = ()
    field_sources: FieldSources = FieldSources()
    dropped: tuple[Dropped, ...] = ()
    accounting: Accounting
    warnings: tuple[PageWarning, ...] = ()
    content_hash: str
    extractor_version: str
    memory_version: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """What `to_json` gives, as dictionaries and lists, with the keys of JSON."""
        return msgspec.json.decode(encode_json(self), type=dict[str, Any])

    def to_json(self) -> str:
        """The article as one line of JSON; a lone surrogate or a NUL in its texts becomes U+FFFD."""
        return encode_json(self).decode()

    def __repr__(self) -> str:
        facts = [repr(self.headline), ", ".join(author.name for author in self.authors), self.date_published]
        shown = ", ".join(fact for fact in (*facts, f"{self.word_count} words", self.url) if fact)
        return f"<{type(self).__name__} {shown}>"

    def _repr_html_(self) -> str:
        """What a notebook shows: headline, who and when, the text."""
        facts = [", ".join(author.name for author in self.authors), self.date_published, f"{self.word_count} words"]
        paragraphs = "".join(f"<p>{escape(text)}</p>" for text in self.article_body.split("\n\n"))
        return (
            f"<article><h3>{escape(self.headline or '')}</h3>"
            f"<p><small>{escape(' · '.join(fact for fact in facts if fact))}</small></p>{paragraphs}</article>"
        )
