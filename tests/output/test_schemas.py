"""Every schema has every key of the record, and is understood by the system that it is for."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import msgspec
import pyarrow as pa
import pytest
from jsonschema import Draft201909Validator

from wellread.extractors.article import Accounting, Article, FieldSource, FieldSources, Paragraph, Person, Section
from wellread.output.contract import Column, ListOf, ObjectOf, Scalar, list_columns
from wellread.output.record import ArticleRecord, publish
from wellread.output.record_json import encode_record
from wellread.output.schemas import describe_schema, render_schema, schema_names

STANDARDS = Path(__file__).parent / "standards"
BARE = Article(url=None, accounting=Accounting(0, 0, 0), content_hash="c", extractor_version="1")
FULL = msgspec.structs.replace(
    BARE,
    url="https://example.org/tea",
    headline="Tea",
    sections=(Section("lead", None, 0, blocks=(Paragraph("Warm."),)),),
    authors=(Person("Ada Green", credentials=("MD",)),),
    date_published="2024-05-10T08:00:00+02:00",
    is_accessible_for_free=True,
    keywords=("tea",),
    field_sources=FieldSources(headline=FieldSource("h1", None, "Tea")),
)
RECORDS = (publish(BARE, b"bare"), publish(FULL, b"full"))


def write_lines(path: Path, *records: ArticleRecord) -> str:
    path.write_bytes(b"".join(encode_record(record) + b"\n" for record in records))
    return str(path)


def names_in(columns: tuple[Column, ...]) -> list[str]:
    return [name for column in columns for name in (column.name, *_names_below(column))]


def _names_below(column: Column) -> list[str]:
    found = column.type.items if isinstance(column.type, ListOf) else column.type
    return names_in(found.keys) if isinstance(found, ObjectOf) else []


@pytest.mark.parametrize("name", schema_names())
def test_a_schema_names_every_key_and_says_what_it_is(name: str) -> None:
    columns = list_columns()
    names = [column.name for column in columns] if name == "postgres" else names_in(columns)  # objects are jsonb there
    assert [key for key in names if f'"{key}"' not in render_schema(name)] == []
    assert 10 <= len(describe_schema(name)) <= 76 - len(name)


def test_the_columns_are_those_of_the_record() -> None:
    assert [column.name for column in list_columns()] == list(json.loads(encode_record(RECORDS[0])))
    types = {column.name: (column.type, column.is_nullable) for column in list_columns()}
    assert types["headline"] == (Scalar.TEXT, True)
    assert types["wordCount"] == (Scalar.INTEGER, False)
    assert types["sections"] == (Scalar.JSON, False)
    assert types["keywords"] == (ListOf(Scalar.TEXT), False)


def test_duckdb_loads_files_of_any_content_into_one_table(tmp_path: Path) -> None:
    database = duckdb.connect()
    for _ in range(2):
        database.execute(render_schema("duckdb"))
    for number, records in enumerate(([RECORDS[0]], [RECORDS[1]], [])):
        path = write_lines(tmp_path / f"{number}.jsonl", *records)
        database.execute("INSERT INTO articles FROM read_articles(?)", [path])
    rows = database.execute(
        'SELECT "datePublished", publisher.name, authors[1].credentials, "fieldSources".headline.source,'
        "  sections->>'$[0].blocks[0].text' FROM articles ORDER BY url NULLS FIRST"
    ).fetchall()
    assert rows == [
        (None, None, None, None, None),
        ("2024-05-10T08:00:00+02:00", None, ["MD"], "h1", "Warm."),
    ]


def test_arrow_takes_the_records() -> None:
    names: dict[str, pa.Schema] = {}
    exec(render_schema("arrow"), names)  # noqa: S102  (it is Python that the schema is printed as)
    rows = [json.loads(encode_record(record)) for record in RECORDS]
    table = pa.Table.from_pylist([row | {"sections": json.dumps(row["sections"])} for row in rows], names["schema"])
    assert table.schema == names["schema"]
    assert table.column("authors").to_pylist()[1][0]["name"] == "Ada Green"


def test_the_data_contract_is_valid_under_its_standard() -> None:
    standard = json.loads((STANDARDS / "odcs-3.1.0.schema.json").read_text(encoding="utf-8"))
    validator = Draft201909Validator(standard)
    contract = json.loads(render_schema("odcs"))
    assert [error.message for error in validator.iter_errors(contract)] == []
    assert not validator.is_valid(contract | {"kind": "something else"})


def test_spark_and_bigquery_have_the_shape_of_their_schemas() -> None:
    def check_spark(struct: dict[str, object]) -> None:
        assert struct["type"] == "struct"
        for field in msgspec.convert(struct["fields"], list[dict[str, object]]):
            assert field.keys() == {"name", "type", "nullable", "metadata"}
            kind = field["type"]
            if isinstance(kind, dict) and kind["type"] == "array":
                kind = kind["elementType"]
            if isinstance(kind, dict):
                check_spark(kind)
            else:
                assert kind in {"string", "long", "boolean"}

    def check_bigquery(fields: list[dict[str, object]]) -> None:
        for field in fields:
            assert field["mode"] in {"NULLABLE", "REQUIRED", "REPEATED"}
            assert (field["type"] == "RECORD") == ("fields" in field)
            check_bigquery(msgspec.convert(field.get("fields", []), list[dict[str, object]]))

    check_spark(json.loads(render_schema("spark")))
    check_bigquery(json.loads(render_schema("bigquery")))
