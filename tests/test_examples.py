"""The scripts in `examples/` load an export again and again, with the same rows after."""

from __future__ import annotations

import runpy
import sqlite3
from pathlib import Path

import duckdb
import msgspec
import pytest

from wellread.extractors.article import Accounting, Article
from wellread.output.formats import load_format
from wellread.output.record import ArticleRecord, publish

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


@pytest.mark.parametrize(("script", "file", "database"), [
    ("load_duckdb.py", "articles.jsonl.gz", "articles.duckdb"),
    ("load_sqlite.py", "articles.jsonl", "articles.sqlite"),
])  # fmt: skip
def test_the_table_is_what_the_last_export_was(tmp_path: Path, script: str, file: str, database: str) -> None:
    load = runpy.run_path(str(EXAMPLES / script))["load"]
    for night in NIGHTS:
        with load_format("jsonl").open_writer(str(tmp_path / file)) as writer:
            for record in night:
                writer.write(record)
        assert load(str(tmp_path / file), str(tmp_path / database)) == len(night)
        expected = sorted((str(record.headline), record.article_id) for record in night)
        assert [(headline, name) for name, headline in rows_of(tmp_path / database)] == expected
