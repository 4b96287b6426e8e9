"""The scripts in `examples/` that need tools of data teams; `.ci/run` has them in an environment of its own."""

from __future__ import annotations

import asyncio
import json
import runpy
import sqlite3
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.test_examples import EXAMPLES, NAP, NEWER, NIGHTS, TEA, rows_of, text, write
from wellread.output.changes import ArticleChange, Change, encode_cursor
from wellread.output.formats import load_format
from wellread.output.record import ArticleRecord

FRAMES = {"pandas": "load_pandas.py", "polars": "load_polars.py", "datasets": "load_datasets.py"}


def load_with(script: str, *needed: str) -> Any:
    """The `load` of a script, or a skip where what it needs is not installed."""
    for library in needed:
        pytest.importorskip(library, reason=f"{script} needs {library}: make .venv-loads/.ready")
    return runpy.run_path(str(EXAMPLES / script))["load"]


def types_of(frame: Any) -> list[tuple[str, str]]:
    if hasattr(frame, "features"):
        return [(name, str(found)) for name, found in frame.features.items()]
    return [(str(name), str(found)) for name, found in zip(frame.columns, frame.dtypes, strict=True)]


@pytest.mark.parametrize("library", FRAMES)
def test_a_table_has_the_same_types_with_two_sites_with_one_and_without_articles(tmp_path: Path, library: str) -> None:
    load = load_with(FRAMES[library], library)
    types = set()
    for night in NIGHTS:
        with load_format("parquet").open_writer(str(tmp_path / "export")) as writer:
            for record in night:
                writer.write(record)
        for frame in (load(str(tmp_path / "export")), load(str(tmp_path / "export"))):
            types.add(tuple(types_of(frame)))
            assert sorted(frame["headline"]) == sorted(str(record.headline) for record in night)
        assert len(load(str(tmp_path / "export"), "authors")) == 0
    assert len(types) == 1


def test_sqlite_utils_makes_the_table_what_the_last_export_was_and_datasette_opens_it(tmp_path: Path) -> None:
    load = load_with("load_sqlite_utils.py", "sqlite_utils", "datasette")
    file, database = tmp_path / "articles.jsonl", tmp_path / "articles.sqlite"
    for night in (*NIGHTS, [TEA, NAP]):
        write(file, night)
        for _ in range(2):
            assert load(str(file), str(database)) == len(night)
        assert [name for name, _ in rows_of(database)] == [
            record.article_id for record in sorted(night, key=lambda record: str(record.headline))
        ]
    with sqlite3.connect(database) as connection:
        (sections,) = connection.execute("SELECT sections FROM articles LIMIT 1").fetchone()
        found = connection.execute("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'nap'").fetchone()
    assert json.loads(sections) == []
    assert found == (1,)
    assert asyncio.run(_ask_datasette(database)) == ["Nap", "Tea"]


async def _ask_datasette(database: Path) -> list[str]:
    from datasette.app import Datasette

    answer = await Datasette([str(database)]).client.get("/articles/articles.json?_shape=array&_sort=headline")
    return [row["headline"] for row in answer.json()]


def test_dlt_merges_changes_also_if_a_file_is_merged_twice(tmp_path: Path) -> None:
    load = load_with("load_dlt.py", "dlt")
    database = tmp_path / "articles.duckdb"
    nights: tuple[tuple[list[tuple[Change, ArticleRecord]], list[str]], ...] = (
        ([], []),
        ([(Change.NEW, TEA), (Change.NEW, NAP)], ["Nap", "Tea"]),
        ([(Change.CHANGED, NEWER), (Change.GONE, NAP)], ["Green tea"]),
        ([(Change.RETURNED, NAP)], ["Green tea", "Nap"]),
    )
    sequence = 0
    for night, headlines in nights:
        lines = []
        for change, record in night:
            sequence += 1
            lines.append(_line(sequence, change, record))
        (tmp_path / "changes.jsonl").write_bytes(b"\n".join([*lines, encode_cursor(sequence)]) + b"\n")
        for _ in range(2):
            load(str(tmp_path / "changes.jsonl"), str(database))
            assert _headlines(database) == headlines


def _line(sequence: int, change: Change, record: ArticleRecord) -> bytes:
    article = None if change.is_deletion else text(record)
    return ArticleChange(sequence, change, record.article_id, "r", "t", None, (), article).to_json()


def _headlines(database: Path) -> list[str]:
    with duckdb.connect(str(database)) as connection:
        (exists,) = connection.execute(
            "SELECT count(*) FROM information_schema.tables WHERE table_name = 'articles'"
        ).fetchone() or (0,)
        rows = connection.execute("SELECT headline FROM wellread.articles ORDER BY 1").fetchall() if exists else []
    return [headline for (headline,) in rows]
