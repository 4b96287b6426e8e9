"""The scripts in `examples/` that need tools of data teams; `.ci/run` has them in an environment of its own."""

from __future__ import annotations

import asyncio
import json
import runpy
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

import duckdb
import pytest

from tests.test_examples import EXAMPLES, NAP, NEWER, NIGHTS, TEA, change_lines, rows_of, text, write
from wellread.crawler.demo.site import build_site
from wellread.extractors import extract
from wellread.output.changes import Change
from wellread.output.formats import load_format
from wellread.output.record import ArticleRecord, publish
from wellread.output.schemas import render_schema

PAGE = "https://demo.example/blog/light-and-the-body-clock"
BODY = build_site("https://demo.example")[PAGE.removeprefix("https://demo.example")].content
FULL = publish(extract(BODY, url=PAGE), BODY)  # with text, sources, signals, what was dropped
FRAMES = {"pandas": "load_pandas.py", "polars": "load_polars.py", "datasets": "load_datasets.py"}


def load_with(script: str, *needed: str) -> Any:
    """The `load` of a script, or a skip where what it needs is not installed."""
    for library in needed:
        pytest.importorskip(library, reason=f"{script} needs {library}: make .venv-loads/.ready")
    return runpy.run_path(str(EXAMPLES / script))["load"]


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """A session on one processor of this machine."""
    sql = pytest.importorskip("pyspark.sql", reason="load_spark.py needs pyspark: make .venv-loads/.ready")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    options = {"spark.ui.enabled": "false", "spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}
    session = sql.SparkSession.builder.master("local[1]").config(map=options).getOrCreate()
    yield session
    session.stop()


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


def test_spark_reads_what_the_schema_says_and_the_table_is_what_the_last_export_was(tmp_path: Path, spark: Any) -> None:
    load = load_with("load_spark.py", "pyspark")
    file, table, types = tmp_path / "articles.jsonl.gz", tmp_path / "articles", set()
    for night in (*NIGHTS, [FULL, NAP]):
        write(file, night)
        for _ in range(2):
            assert load(spark, str(file), str(table)) == len(night)
        found = spark.read.parquet(str(table))
        types.add(found.schema.simpleString())
        rows = {row["articleId"]: row.asDict(recursive=True) for row in found.collect()}
        read = {name: row | {"sections": json.loads(row["sections"])} for name, row in rows.items()}
        assert read == {record.article_id: json.loads(text(record)) for record in night}
    assert len(types) == 1


def test_bigquery_is_sent_the_schema_and_lines_that_fit_it(tmp_path: Path) -> None:
    load = load_with("load_bigquery.py", "google.cloud.bigquery")
    sent: list[tuple[dict[str, Any], list[dict[str, Any]]]] = []
    with serve_bigquery(sent) as client:
        for night in (*NIGHTS, [FULL, NAP]):
            write(tmp_path / "articles.jsonl", night)
            for _ in range(2):
                assert load(client, str(tmp_path / "articles.jsonl"), "wellread.articles") == len(night)
                settings, rows = sent.pop()
                assert (settings["sourceFormat"], settings["writeDisposition"]) == (
                    "NEWLINE_DELIMITED_JSON", "WRITE_TRUNCATE",
                )  # fmt: skip
                assert rows == [json.loads(text(record)) for record in night]
                assert [problem for row in rows for problem in misfits(settings["schema"]["fields"], row)] == []
    fields = json.loads(render_schema("bigquery"))
    row = json.loads(text(FULL))
    broken = row | {"url": 1, "keywords": None, "publisher": {"name": []}, "other": "?", "articleId": None}
    assert set(misfits(fields, broken)) == {"url", "keywords", "publisher.name", "other", "articleId"}


def misfits(fields: list[dict[str, Any]], row: dict[str, Any], inside: str = "") -> Iterator[str]:
    """The keys of a row that a load into BigQuery would refuse (cloud.google.com/bigquery/docs/schemas)."""
    known = {field["name"]: field for field in fields}
    assert len({name.lower() for name in known}) == len(known)  # names are the same in capitals
    yield from (f"{inside}{name}" for name in row if name not in known)
    for name, field in known.items():
        value = row.get(name)
        if field["mode"] == "REPEATED":
            values, fits = (value or [], isinstance(value, list))
        else:
            values, fits = ([] if value is None else [value], value is not None or field["mode"] == "NULLABLE")
        if not fits or not all(_fits(field["type"], each) for each in values):
            yield f"{inside}{name}"
        elif field["type"] == "RECORD":
            for each in values:
                yield from misfits(field["fields"], each, f"{inside}{name}.")


def _fits(kind: str, value: object) -> bool:
    """Whether a value of JSON can be one of a type; every one is JSON."""
    kinds = {"STRING": str, "INT64": int, "BOOL": bool, "RECORD": dict, "JSON": object}
    return isinstance(value, kinds[kind]) and (kind != "INT64" or not isinstance(value, bool))


@contextmanager
def serve_bigquery(sent: list[tuple[dict[str, Any], list[dict[str, Any]]]]) -> Iterator[Any]:
    """A client of a server that takes load jobs as BigQuery's does, and notes the settings and the rows of each."""
    bigquery, credentials = import_module("google.cloud.bigquery"), import_module("google.auth.credentials")

    class Handler(BaseHTTPRequestHandler):
        settings: ClassVar[dict[str, Any]] = {}

        def do_POST(self) -> None:
            job = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            type(self).settings = job["configuration"]["load"]
            self._answer({}, ("Location", f"http://{self.headers['Host']}/upload"))

        def do_PUT(self) -> None:
            lines = self.rfile.read(int(self.headers["Content-Length"])).splitlines()
            sent.append((self.settings, [json.loads(line) for line in lines]))
            self._answer({
                "jobReference": {"projectId": "p", "jobId": "j", "location": "EU"},
                "configuration": {"jobType": "LOAD", "load": self.settings},
                "status": {"state": "DONE"},
                "statistics": {"load": {"outputRows": str(len(lines))}},
            })  # fmt: skip

        def _answer(self, content: dict[str, Any], *headers: tuple[str, str]) -> None:
            body = json.dumps(content).encode()
            self.send_response(200)
            for name, value in (*headers, ("Content-Type", "application/json"), ("Content-Length", str(len(body)))):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = {"api_endpoint": f"http://127.0.0.1:{server.server_port}"}
        yield bigquery.Client("p", credentials=credentials.AnonymousCredentials(), client_options=address)
        server.shutdown()


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
        (tmp_path / "changes.jsonl").write_bytes(change_lines(sequence + 1, *night))
        sequence += len(night)
        for _ in range(2):
            load(str(tmp_path / "changes.jsonl"), str(database))
            assert _headlines(database) == headlines


def _headlines(database: Path) -> list[str]:
    with duckdb.connect(str(database)) as connection:
        (exists,) = connection.execute(
            "SELECT count(*) FROM information_schema.tables WHERE table_name = 'articles'"
        ).fetchone() or (0,)
        rows = connection.execute("SELECT headline FROM wellread.articles ORDER BY 1").fetchall() if exists else []
    return [headline for (headline,) in rows]
