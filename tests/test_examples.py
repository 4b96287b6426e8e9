"""The scripts in `examples/` load an export again and again, with the same rows after."""

from __future__ import annotations

import os
import runpy
import sqlite3
import subprocess
import sys
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
# Files of two sites, of one, of the other, and of none.
NIGHTS: tuple[list[ArticleRecord], ...] = ([TEA, NAP], [TEA, NAP], [NEWER], [NAP], [])


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
    changes = [
        (Change.NEW, TEA), (Change.NEW, NAP), (Change.CHANGED, NEWER), (Change.GONE, NAP), (Change.RETURNED, NAP),
    ]  # fmt: skip
    expected = (["Tea"], ["Nap", "Tea"], ["Green tea", "Nap"], ["Green tea"], ["Green tea", "Nap"])
    for end, headlines in enumerate(expected, 1):
        cursor = script["read_cursor"](database)
        (tmp_path / "changes.jsonl").write_bytes(change_lines(cursor + 1, *changes[cursor:end]))
        for _ in range(2):
            assert script["merge"](str(tmp_path / "changes.jsonl"), database) == len(headlines)
            assert [headline for _, headline in rows_of(Path(database))] == headlines


# Does the work of a script of DuckDB in children, and kills each before one of its statements, until none is left.
KILLED_BETWEEN_STATEMENTS = """
import os, runpy, shutil, signal, sys
import duckdb
script, name, file, database = sys.argv[1:]
work, connect = runpy.run_path(script)[name], duckdb.connect

class Dying:
    def __init__(self, connection):
        self.connection = connection
    def __enter__(self):
        return self
    def __exit__(self, *_):
        self.connection.close()
    def execute(self, *arguments):
        global left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        return self.connection.execute(*arguments)

duckdb.connect = lambda database: Dying(connect(database))
left, code = 0, None
while code != 0:
    left += 1
    copy = shutil.copy(database, f"{database}.{left}")
    child = os.fork()
    if not child:
        work(file, copy)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(copy)
"""


def change_lines(first: int, *changes: tuple[Change, ArticleRecord]) -> bytes:
    """A file of the change feed whose first change has this sequence."""
    lines = []
    for number, (change, record) in enumerate(changes, first):
        article = None if change.is_deletion else text(record)
        lines.append(ArticleChange(number, change, record.article_id, "r", "t", None, (), article).to_json())
    return b"".join(line + b"\n" for line in (*lines, encode_cursor(first + len(changes) - 1)))


@pytest.mark.crawls
@pytest.mark.parametrize(("script", "name"), [("merge_duckdb.py", "merge"), ("load_duckdb.py", "load")])
def test_a_load_into_duckdb_that_is_killed_between_any_two_statements_is_done_by_the_next(
    tmp_path: Path, script: str, name: str
) -> None:
    file, database = tmp_path / "in.jsonl", tmp_path / "articles.duckdb"
    work = runpy.run_path(str(EXAMPLES / script))[name]
    file.write_bytes(change_lines(1, (Change.NEW, TEA), (Change.NEW, NAP)))
    if name == "load":
        write(file, [TEA, NAP])
    work(str(file), str(database))
    file.write_bytes(change_lines(3, (Change.CHANGED, NEWER), (Change.GONE, NAP)))
    if name == "load":
        write(file, [NEWER])
    command = [sys.executable, "-c", KILLED_BETWEEN_STATEMENTS, str(EXAMPLES / script), name, str(file), str(database)]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    left = [[headline for _, headline in rows_of(Path(copy))] for copy in run.stdout.splitlines()]
    assert left.count(["Nap", "Tea"]) >= 4
    assert [headlines for headlines in left if headlines not in (["Nap", "Tea"], ["Green tea"])] == []
    for copy in run.stdout.splitlines():
        for _ in range(2):
            assert work(str(file), copy) == 1
        assert [headline for _, headline in rows_of(Path(copy))] == ["Green tea"]


def test_a_merge_into_postgres_that_is_killed_between_two_lines_or_statements_is_done_by_the_next(
    tmp_path: Path,
    postgres: str,  # noqa: F811
) -> None:
    command = ["psql", postgres.format("postgres"), "-qAt", "-v", "ON_ERROR_STOP=1"]

    def run(*arguments: str | Path, sql: str | None = None) -> str:
        return subprocess.run(
            [*command, *arguments], cwd=tmp_path, input=sql, check=True, capture_output=True, text=True
        ).stdout

    def headlines() -> list[str]:
        return run("-c", 'SELECT headline FROM articles ORDER BY headline COLLATE "C"').splitlines()

    def merge_and_die(script: str) -> None:
        """Run the beginning of the script, and kill psql when it has come to its end."""
        with subprocess.Popen(
            [*command, "-f", "-"], cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdin
            assert process.stdout
            process.stdin.write(f"{script}\n\\echo here\n")
            process.stdin.flush()
            process.stdout.readline()
            process.kill()

    changes, script = tmp_path / "changes.jsonl", (EXAMPLES / "merge_postgres.sql").read_text(encoding="utf-8")
    run(sql="DROP TABLE IF EXISTS articles, feed")
    run(sql=render_schema("postgres"))
    changes.write_bytes(change_lines(1, (Change.NEW, TEA), (Change.NEW, NAP)))
    run("-f", EXAMPLES / "merge_postgres.sql")
    new = change_lines(3, (Change.CHANGED, NEWER), (Change.GONE, NAP))
    changes.write_bytes(new)
    statements = script.split("\n")
    ends = [number for number, line in enumerate(statements, 1) if line.endswith(";") or line.startswith("\\copy")]
    for end in ends[:-1]:  # all but after the last, which is COMMIT
        merge_and_die("\n".join(statements[:end]))
        assert headlines() == ["Nap", "Tea"]

    changes.unlink()
    os.mkfifo(changes)  # through which comes the first line alone
    merge = [*command, "-f", str(EXAMPLES / "merge_postgres.sql")]
    with subprocess.Popen(merge, cwd=tmp_path) as process, changes.open("wb") as pipe:
        pipe.write(new.splitlines(keepends=True)[0])
        pipe.flush()
        process.kill()
    assert headlines() == ["Nap", "Tea"]
    changes.unlink()
    changes.write_bytes(new)
    for _ in range(2):
        run("-f", EXAMPLES / "merge_postgres.sql")
        assert headlines() == ["Green tea"]
    run(sql="DROP TABLE articles, feed")


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
