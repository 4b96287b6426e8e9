"""The record keeps its promise to those who load it: the schema, every key, and ids that mean something."""

import json
from datetime import UTC, datetime, timedelta, timezone

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from wellread.extractors import article as model
from wellread.extractors.article import Accounting, Article, FieldSource, FieldSources, Paragraph, Publisher, Section
from wellread.output.record import ArticleRecord, Fetch, publish
from wellread.output.record_json import decode_record, encode_record, upgrade_json
from wellread.output.schemas.json_schema import build_record_schema

VALIDATOR = Draft202012Validator(build_record_schema())

DESIGNED_KEYS = {
    "schemaVersion", "articleId", "revisionId", "siteId", "url", "canonicalUrl", "pageType",
    "headline", "description", "inLanguage", "direction", "sections", "articleBody", "wordCount", "mainImage", "images",
    "keywords",
    "articleSection", "breadcrumbs", "authors", "reviewedBy", "publisher", "datePublished", "dateModified",
    "lastReviewed", "references", "signals", "isAccessibleForFree", "rights",
    "fieldSources", "dropped", "accounting", "warnings",
    "dateDownloaded", "httpStatus", "rawSha256", "contentHash", "warcFile", "warcRecordId", "extractorVersion",
    "memoryVersion", "parts", "goneAt", "goneReason",
}  # fmt: skip


def an_article(
    url: str | None = "https://www.example.com/blog/tea?utm_source=x", text: str = "Tea is warm."
) -> Article:
    lead = Section(id="s1", heading=None, level=0, blocks=(Paragraph(text=text),))
    return Article(
        url=url,
        sections=(lead,),
        article_body=text,
        content_hash="c1",
        accounting=Accounting(0, 0, 0),
        extractor_version="1",
    )


def as_json(record: ArticleRecord) -> dict[str, object]:
    value = json.loads(encode_record(record))
    assert isinstance(value, dict)
    return value


def test_every_key_is_present_even_when_nothing_was_found() -> None:
    bare = as_json(publish(an_article(url=None), b""))
    assert set(bare) == DESIGNED_KEYS
    assert bare["headline"] is None
    assert bare["authors"] == []
    assert bare["httpStatus"] is None


def test_the_schema_is_valid_and_demands_every_key() -> None:
    Draft202012Validator.check_schema(build_record_schema())
    VALIDATOR.validate(as_json(publish(an_article(), b"")))
    for key in DESIGNED_KEYS:
        incomplete = as_json(publish(an_article(), b""))
        del incomplete[key]
        assert not VALIDATOR.is_valid(incomplete), key
    assert not VALIDATOR.is_valid(as_json(publish(an_article(), b"")) | {"surprise": 1})


BLOCKS = [model.Paragraph, model.ListBlock, model.Table, model.Quote, model.Figure, model.Video, model.Code]


@pytest.mark.parametrize("kind", BLOCKS, ids=lambda kind: kind.__name__)
def test_every_kind_of_block_fits_the_schema_and_survives_the_way_there_and_back(kind: type[msgspec.Struct]) -> None:
    required = {"text": "t", "src": "https://example.com/x", "provider": "example", "ordered": True}
    block = kind(**{name: required[name] for name in kind.__struct_fields__ if name in required})
    lead = Section(id="s1", heading="Tea", level=2, role=model.Role.FAQ, blocks=(block,))  # type: ignore[arg-type]
    record = publish(msgspec.structs.replace(an_article(), sections=(lead,)), b"")
    VALIDATOR.validate(as_json(record))
    assert decode_record(encode_record(record).decode()) == record


@given(st.text(st.characters(), max_size=60))
def test_any_text_becomes_one_line_of_utf8(text: str) -> None:
    sources = FieldSources(headline=FieldSource("meta", None, text))
    sourced = msgspec.structs.replace(an_article(text=text), field_sources=sources)
    encoded = encode_record(publish(sourced, text.encode("utf-8", "surrogatepass")))
    assert b"\n" not in encoded
    VALIDATOR.validate(json.loads(encoded))


def keys_of(value: object, where: str = "") -> dict[str, set[str]]:
    """Place -> keys of the objects there; the blocks of a section by their type."""
    found: dict[str, set[str]] = {}
    if isinstance(value, dict):
        found[f"{where}<{value.get('type', '')}>"] = set(value)
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, entry in entries:
        found |= keys_of(entry, f"{where}/{key}" if isinstance(value, dict) else where)
    return found


def test_objects_have_the_same_keys_whatever_was_found() -> None:
    person = model.Person("Ada")
    found = msgspec.structs.replace(
        an_article(),
        publisher=Publisher("Calm Days"),
        main_image=model.Image("https://example.com/a.jpg"),
        field_sources=FieldSources(headline=FieldSource("h1", None, "Tea")),
        authors=(person,),
    )
    bare, full = (keys_of(as_json(publish(one, b""))) for one in (an_article(), found))
    assert bare.items() <= full.items()
    assert bare["/publisher<>"] == {"name", "url", "logo"}
    assert len(bare["/fieldSources<>"]) == 16


def test_an_object_that_was_not_found_is_false() -> None:
    record = publish(an_article(), b"")
    assert not record.publisher
    assert not record.main_image
    assert not record.field_sources.headline


def in_version_1(record: dict[str, object]) -> str:
    """A record as version 1 wrote it."""
    older: dict[str, object] = {"publisher": None, "mainImage": None, "fieldSources": {}, "schemaVersion": 1}
    return json.dumps(record | older, separators=(",", ":"), ensure_ascii=False)


def test_a_record_of_version_1_is_read_in_the_shape_of_this_one() -> None:
    record = publish(an_article(text='It says "schemaVersion":2, and means it.'), b"")
    older = in_version_1(as_json(record))
    assert decode_record(older) == record
    assert upgrade_json(older) == encode_record(record).decode()
    VALIDATOR.validate(json.loads(upgrade_json(older)))


def test_evidence_of_version_1_is_kept() -> None:
    older = json.loads(in_version_1(as_json(publish(an_article(), b""))))
    older["fieldSources"] = {"headline": {"source": "h1", "selector": None, "raw": "Tea"}}
    older["publisher"] = {"name": "Calm Days", "url": None, "logo": None}
    record = decode_record(json.dumps(older))
    assert record.field_sources == FieldSources(headline=FieldSource("h1", None, "Tea"))
    assert record.publisher == Publisher("Calm Days")


def test_a_record_of_this_version_leaves_as_it_is() -> None:
    encoded = encode_record(publish(an_article(), b"")).decode()
    assert upgrade_json(encoded) is encoded


def test_what_cannot_be_stored_becomes_the_replacement_character() -> None:
    assert as_json(publish(an_article(text="a\ud800b\0c"), b""))["articleBody"] == "a\ufffdb\ufffdc"
    assert as_json(publish(an_article(text=r"a \u0000 in writing"), b""))["articleBody"] == r"a \u0000 in writing"


def test_identity_follows_the_first_seen_url_not_the_latest() -> None:
    now = publish(an_article(), b"1", first_seen="https://example.com/blog/tea")
    moved = publish(an_article(url="https://example.com/new/tea"), b"2", first_seen="https://example.com/blog/tea#top")
    assert now.article_id == moved.article_id
    assert now.revision_id == moved.revision_id
    assert now.site_id == "example.com"


def test_tracking_parameters_do_not_make_another_article() -> None:
    plain = an_article(url="https://www.example.com/blog/tea")
    assert publish(an_article(), b"").article_id == publish(plain, b"").article_id


def test_a_revision_changes_with_the_content_alone() -> None:
    first = publish(an_article(), b"<p>one")
    same = publish(an_article(), b"<p>one <!-- rebuilt -->")
    changed = publish(msgspec.structs.replace(an_article(), content_hash="c2"), b"<p>two")
    assert first.revision_id == same.revision_id
    assert first.article_id == changed.article_id
    assert first.revision_id != changed.revision_id


def test_a_page_without_any_url_is_named_by_its_bytes() -> None:
    assert publish(an_article(url=None), b"1").site_id is None
    assert publish(an_article(url=None), b"1").article_id == publish(an_article(url=None), b"1").article_id
    assert publish(an_article(url=None), b"1").article_id != publish(an_article(url=None), b"2").article_id


def test_the_time_of_download_is_utc() -> None:
    summer = datetime(2024, 5, 10, 20, 30, 15, 999, tzinfo=timezone(timedelta(hours=2)))
    assert publish(an_article(), b"", fetch=Fetch(summer, 200)).date_downloaded == "2024-05-10T18:30:15Z"
    assert publish(an_article(), b"", fetch=Fetch(datetime(2024, 1, 1, tzinfo=UTC), 203)).http_status == 203
