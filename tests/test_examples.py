"""The scripts in `examples/` load an export again and again, with the same rows after."""

from __future__ import annotations

import runpy
import sqlite3
import subprocess
from pathlib import Path

import duckdb
import msgspec
import pytest

from tests.crawler.ledger.conftest import postgres, postgres_server  # noqa: F401  (fixtures)
from wellread.extractors.article import Accounting, Article
from wellread.output.changes import ArticleChange, Change, encode_cursor
from wellread.output.formats import load_format
from wellread.output.record import ArticleRecord, publish
from wellread.output.record_json import encode_record
from wellread.output.schemas import render_schema

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
BARE = Article(url="https://example.org/tea", accounting=Accounting(0, 0, 0), content_hash="c", extractor_version="1")
TEA = publish(msgspec.structs.replace(BARE, headline="Tea"), b"")
NEWER = publish(msgspec.structs.replace(BARE, headline="Green tea", content_hash="d"), b"")
NAP = publish(msgspec.structs.replace(BARE, url="https://other.example/nap", headline="Nap"), b"")
NIGHTS: tuple[list[ArticleRecord], ...] = ([TEA, NAP], [TEA, NAP], [NEWER], [])


def rows_of(database: Path) -> list[tuple[str, str]]:
    query = 'SELECT "articleId", headline FROM articles ORDER BY headline'
    if database.suffix == ".sqlite":
        return sqlite3.connect(database).execute(query).fetchall()
    with duckdb.connect(str(database)) as connection:
        return connection.execute(query).fetchall()


def text(record: ArticleRecord) -> str:
    return encode_record(record).decode()


def write(path: Path, night: list[ArticleRecord]) -> None:
    with load_format("jsonl").open_writer(str(path)) as writer:
        for record in night:
            writer.write(record)


@pytest.mark.parametrize(("script", "file", "database"), [
    ("load_duckdb.py", "articles.jsonl.gz", "articles.duckdb"),
    ("load_sqlite.py", "articles.jsonl", "articles.sqlite"),
])  # fmt: skip
def test_the_table_is_what_the_last_export_was(tmp_path: Path, script: str, file: str, database: str) -> None:
    load = runpy.run_path(str(EXAMPLES / script))["load"]
    for night in NIGHTS:
        write(tmp_path / file, night)
        assert load(str(tmp_path / file), str(tmp_path / database)) == len(night)
        expected = sorted((str(record.headline), record.article_id) for record in night)
        assert [(headline, name) for name, headline in rows_of(tmp_path / database)] == expected


def test_the_table_is_what_the_merged_changes_have_left_also_if_a_file_is_merged_twice(tmp_path: Path) -> None:
    script = runpy.run_path(str(EXAMPLES / "merge_duckdb.py"))
    database = str(tmp_path / "articles.duckdb")
    lines = [
        ArticleChange(
            number, change, record.article_id, "r", "t", None, (), None if change.is_deletion else text(record)
        )
        for number, (change, record) in enumerate(
            [(Change.NEW, TEA), (Change.NEW, NAP), (Change.CHANGED, NEWER), (Change.GONE, NAP), (Change.RETURNED, NAP)],
            1,
        )
    ]
    expected = (["Tea"], ["Nap", "Tea"], ["Green tea", "Nap"], ["Green tea"], ["Green tea", "Nap"])
    for end, headlines in enumerate(expected, 1):
        cursor = script["read_cursor"](database)
        part = [line.to_json() for line in lines[cursor:end]] + [encode_cursor(end)]
        (tmp_path / "changes.jsonl").write_bytes(b"\n".join(part) + b"\n")
        for _ in range(2):
            assert script["merge"](str(tmp_path / "changes.jsonl"), database) == len(headlines)
            assert [headline for _, headline in rows_of(Path(database))] == headlines


def test_the_table_of_postgres_is_what_the_last_export_was(tmp_path: Path, postgres: str) -> None:  # noqa: F811
    def run(*arguments: str | Path, sql: str | None = None) -> str:
        command = ["psql", postgres.format("postgres"), "-qAt", "-v", "ON_ERROR_STOP=1", *arguments]
        return subprocess.run(command, cwd=tmp_path, input=sql, check=True, capture_output=True, text=True).stdout

    for night in NIGHTS:
        write(tmp_path / "articles.jsonl", night)
        run(sql=render_schema("postgres"))
        run("-f", EXAMPLES / "load_postgres.sql")
        headlines = run("-c", 'SELECT headline FROM articles ORDER BY headline COLLATE "C"').splitlines()
        assert headlines == sorted(str(record.headline) for record in night)
