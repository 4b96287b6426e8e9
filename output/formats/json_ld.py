"""JSON-LD: one graph of schema.org articles, safe inside of a page"""

from __future__ import annotations

import msgspec

from wellread.extractors.article import Person
from wellread.output.atomic import AtomicFile
from wellread.output.compression import open_file
from wellread.output.format import Format, StoredRecordWriter
from wellread.output.record import ArticleRecord

# No end of a script and no comment begins in a text of HTML that has none of these.
_IN_HTML = {b"<": rb"\u003c", b">": rb"\u003e", b"&": rb"\u0026"}
_START = b'{"@context":"https://schema.org","@graph":[\n'
_NEXT = b",\n"


class JsonLdWriter(StoredRecordWriter[AtomicFile]):
    """Writes one JSON document, an article a line."""

    def __init__(self, target: str) -> None:
        super().__init__(open_file(target))
        self._before = _START

    def write_stored(self, record: ArticleRecord) -> None:
        encoded = msgspec.json.encode(describe_article(record))
        for char, escape in _IN_HTML.items():
            encoded = encoded.replace(char, escape)
        self.output.write(self._before + encoded)
        self._before = _NEXT

    def finish(self) -> None:
        self.output.write(b"\n]}\n" if self._before == _NEXT else _START + b"]}\n")


def describe_article(record: ArticleRecord) -> dict[str, object]:
    """A record in the words of https://schema.org/Article. What was not found is left out."""
    return _without_empty({
        "@type": "Article",
        "identifier": record.article_id,
        "url": record.canonical_url or record.url,
        "headline": record.headline,
        "description": record.description,
        "inLanguage": record.in_language,
        "author": [_describe_person(person) for person in record.authors],
        "publisher": _describe_publisher(record),
        "datePublished": record.date_published,
        "dateModified": record.date_modified,
        "image": [image.url for image in (record.main_image, *record.images) if image.url],
        "articleSection": record.article_section,
        "keywords": record.keywords,
        "isAccessibleForFree": record.is_accessible_for_free,
        "wordCount": record.word_count,
        "articleBody": record.article_body,
        "citation": _list_citations(record),
        "mainEntityOfPage": _describe_page(record),
    })  # fmt: skip


def _describe_person(person: Person) -> dict[str, object]:
    return _without_empty({
        "@type": "Organization" if person.type == "organization" else "Person",
        "name": person.name,
        "url": person.url,
        "jobTitle": person.job_title,
        "honorificPrefix": person.honorific,
        "honorificSuffix": ", ".join(person.credentials),
    })  # fmt: skip


def _describe_publisher(record: ArticleRecord) -> dict[str, object]:
    publisher = record.publisher
    named = {"name": publisher.name, "url": publisher.url, "logo": publisher.logo}
    return _without_empty({"@type": "Organization", **named}) if publisher else {}


def _list_citations(record: ArticleRecord) -> list[dict[str, object]]:
    """The sources; identifiers are written as URIs."""
    return [
        _without_empty({
            "@type": "CreativeWork",
            "name": reference.text,
            "url": reference.url,
            "sameAs": f"https://doi.org/{reference.doi}" if reference.doi else None,
        })
        for reference in record.references
    ]  # fmt: skip


def _describe_page(record: ArticleRecord) -> dict[str, object]:
    """What schema.org says of the page, and not of the article."""
    steps = [
        _without_empty({"@type": "ListItem", "position": position, "name": crumb.name, "item": crumb.url})
        for position, crumb in enumerate(record.breadcrumbs, 1)
    ]
    return _without_empty({
        "@type": "WebPage",
        "@id": record.url,
        "reviewedBy": [_describe_person(person) for person in record.reviewed_by],
        "lastReviewed": record.last_reviewed,
        "breadcrumb": {"@type": "BreadcrumbList", "itemListElement": steps} if steps else {},
    })  # fmt: skip


def _without_empty(values: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in values.items() if value not in (None, "", [], (), {})}


FORMAT = Format(JsonLdWriter)
