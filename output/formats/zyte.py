"""Items of zyte-common-items: `Article` on a line each"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from wellread.extractors.article import Image, PageType, Section, Video
from wellread.output.atomic import AtomicFile
from wellread.output.compression import open_file
from wellread.output.dates import to_instant
from wellread.output.format import Format, StoredRecordWriter
from wellread.output.record import ArticleRecord


class ZyteWriter(StoredRecordWriter[AtomicFile]):
    """Writes what `zyte_common_items.Article.from_dict` takes, as lines of JSON."""

    def __init__(self, target: str) -> None:
        super().__init__(open_file(target))

    def write_stored(self, record: ArticleRecord) -> None:
        self.output.write(msgspec.json.encode(build_item(record)) + b"\n")


def build_item(record: ArticleRecord) -> dict[str, object]:
    """The item of a record. As items are, it is without the keys that have no value."""
    sources = record.field_sources
    item: dict[str, object] = {
        "url": record.url or record.canonical_url or "",
        "canonicalUrl": record.canonical_url,
        "headline": record.headline,
        "datePublished": to_instant(record.date_published),
        "datePublishedRaw": sources.date_published.raw,
        "dateModified": to_instant(record.date_modified),
        "dateModifiedRaw": sources.date_modified.raw,
        "authors": [_without_nulls({"name": author.name, "url": author.url}) for author in record.authors],
        "breadcrumbs": [_without_nulls({"name": step.name, "url": step.url}) for step in record.breadcrumbs],
        "inLanguage": record.in_language.partition("-")[0].lower() if record.in_language else None,
        "mainImage": _describe_image(record.main_image),
        "images": [_describe_image(image) for image in record.images],
        "description": record.description,
        "articleBody": record.article_body.strip() or None,
        "videos": [{"url": video.src} for video in _list_videos(record.sections)],
        "metadata": _without_nulls({
            "dateDownloaded": record.date_downloaded,
            "probability": float(record.page_type == PageType.ARTICLE),
        }),
    }  # fmt: skip
    return _without_nulls({key: value or None for key, value in item.items() if key != "url"} | {"url": item["url"]})


def _describe_image(image: Image) -> dict[str, str] | None:
    return {"url": image.url} if image.url else None


def _list_videos(sections: Sequence[Section]) -> Iterator[Video]:
    for section in sections:
        yield from (block for block in section.blocks if isinstance(block, Video))
        yield from _list_videos(section.sections)


def _without_nulls(values: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in values.items() if value is not None}


FORMAT = Format(ZyteWriter)
