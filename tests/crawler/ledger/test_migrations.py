"""A state that an older program wrote is turned into one of this program, whole or not at all.

The stored states hold a run that ended and one that was killed: with leased URLs, one that waits to be tried again, an
article that waits for its canonical page, others that are new, changed, unchanged, gone and moved, and a second site.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, inspect, make_url, text

from tests.crawler.ledger.conftest import STORED_STATES, Clock, restore_state
from tests.crawler.ledger.visits import START, article, links, merge, url, visit_all
from wellread.crawler.ledger import BusyLedgerError, Change, Ledger, LedgerError, Outcome, UnusableLedgerError, UrlKind
from wellread.crawler.ledger.database import Database
from wellread.crawler.ledger.migrations import SCHEMA_VERSIONS, SchemaVersions, Step
from wellread.crawler.ledger.schema import metadata
from wellread.output.record_json import decode_record

VERSIONS = sorted({int(file.stem.removeprefix("version_").partition(".")[0]) for file in STORED_STATES.iterdir()})
STORED_AT = 1_700_172_800.0  # when the stored states were left by their last run
CURRENT = SCHEMA_VERSIONS.current
ROOT = Path(__file__).resolve().parents[3]

Schema = dict[str, object]


@contextmanager
def connect(database: str) -> Iterator[Connection]:
    engine = create_engine(make_url(database).set(drivername=driver(database)))
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def driver(database: str) -> str:
    return "sqlite" if database.startswith("sqlite") else "postgresql+psycopg"


def read_schema(database: str) -> Schema:
    """Columns, keys and indexes of every table."""
    with connect(database) as connection:
        return {name: read_table_schema(connection, name) for name in inspect(connection).get_table_names()}


def read_table_schema(connection: Connection, table: str) -> Schema:
    inspector = inspect(connection)
    columns = {
        column["name"]: (column["type"].compile(connection.dialect), column["nullable"], column["default"])
        for column in inspector.get_columns(table)
    }
    foreign_keys = {
        (*key["constrained_columns"], key["referred_table"], *key["referred_columns"])
        for key in inspector.get_foreign_keys(table)
    }
    return {
        "columns": columns,
        "primary key": inspector.get_pk_constraint(table)["constrained_columns"],
        "foreign keys": foreign_keys,
        "unique": {tuple(unique["column_names"]) for unique in inspector.get_unique_constraints(table)},
        "indexes": {index["name"]: index["column_names"] for index in inspector.get_indexes(table)},
    }


def read_rows(database: str) -> dict[str, list[tuple[object, ...]]]:
    with connect(database) as connection:
        return {
            name: sorted((tuple(row) for row in connection.execute(text(f'SELECT * FROM "{name}"'))), key=repr)  # noqa: S608
            for name in inspect(connection).get_table_names()
        }


def remove_tables(database: str) -> None:
    if database.startswith("sqlite"):
        Path(database.removeprefix("sqlite:///")).unlink()
        return
    with connect(database) as connection, connection.begin():
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))


def read_version(database: str) -> int:
    with connect(database) as connection:
        return int(connection.execute(text("SELECT schema_version FROM ledger")).scalar_one())


def open_database(database: str, steps: dict[int, Step], *, read_only: bool = False) -> None:
    """Open and close a database with a program that has these steps after the current version, or before it."""
    versions = SchemaVersions(max(steps, default=CURRENT - 1) + 1, steps)
    Database(database, read_only=read_only, versions=versions).close()


def add_language(connection: Connection) -> None:
    connection.execute(text("ALTER TABLE urls ADD COLUMN language TEXT"))
    connection.execute(text("UPDATE urls SET language = 'en' WHERE outcome = 'article'"))


def add_notes(connection: Connection) -> None:
    connection.execute(text("CREATE TABLE notes (url BIGINT PRIMARY KEY REFERENCES urls (id), note TEXT NOT NULL)"))
    connection.execute(text("INSERT INTO notes SELECT id, language FROM urls WHERE language IS NOT NULL"))


def fail_in_the_middle(connection: Connection) -> None:
    add_notes(connection)
    connection.execute(text("DELETE FROM held"))
    connection.execute(text("UPDATE no_such_table SET a = 1"))


def delete_runs(connection: Connection) -> None:
    connection.execute(text("DELETE FROM runs"))


def count_notes(database: str) -> int:
    with connect(database) as connection:
        return int(connection.execute(text("SELECT COUNT(*) FROM notes WHERE note = 'en'")).scalar_one())


@pytest.fixture
def stored(database: str) -> str:
    """A database with the stored state of the current version."""
    restore_state(database, CURRENT)
    return database


# -- stored states


def test_there_is_a_stored_state_of_every_version_that_can_be_used() -> None:
    assert list(range(SCHEMA_VERSIONS.oldest, CURRENT + 1)) == VERSIONS
    assert all(SCHEMA_VERSIONS.oldest <= version < CURRENT for version in SCHEMA_VERSIONS.steps)


@pytest.mark.parametrize("version", VERSIONS, ids="version {}".format)
def test_a_stored_state_gets_the_tables_of_a_new_one(database: str, version: int) -> None:
    restore_state(database, version)
    Ledger(database).close()
    migrated = read_schema(database)
    remove_tables(database)
    Ledger(database).close()
    assert migrated == read_schema(database)
    assert set(migrated) == set(metadata.tables)


@pytest.mark.parametrize("version", VERSIONS, ids="version {}".format)
def test_the_articles_of_a_stored_state_are_read(database: str, version: int) -> None:
    restore_state(database, version)
    with Ledger(database) as ledger:
        lines = list(ledger.articles.iter_current(include_gone=True))
        current = list(ledger.articles.iter_current())
        last = ledger.articles.find_last_sequence()
        changes = list(ledger.articles.iter_changes(0, last))
    records = [decode_record(line) for line in lines]
    assert [(str(record.url).rpartition("/")[2], record.article_body) for record in records] == [
        ("gone", "Here today."),
        ("nap", "Sleep well."),
        ("new", "News."),
        ("paid", "Subscribe."),
        ("tea", "Green tea, and black tea."),
        ("walk", "Walk – “around” the block; don't run."),
    ]
    assert current == lines[1:]
    assert (records[0].gone_at, records[0].gone_reason) == ("2023-11-16T22:13:20Z", "404 Not Found")
    assert merge(changes) == {record.article_id: line for record, line in zip(records[1:], lines[1:], strict=True)}
    assert [str(change.change) for change in changes] == ["new"] * 5 + ["changed", "new", "gone"]
    assert [change.sequence for change in changes] == [*range(1, last + 1)]
    assert (changes[5].fields, changes[7].reason) == (("articleBody",), "404 Not Found")


@pytest.mark.parametrize("version", VERSIONS, ids="version {}".format)
def test_the_run_of_a_stored_state_is_resumed(database: str, version: int, clock: Clock) -> None:
    restore_state(database, version)
    clock.now = STORED_AT + 30
    with Ledger(database, clock=clock) as ledger:
        run = ledger.begin_run(START)
        assert (run.is_resumed, run.started_at, run.home_url) == (True, STORED_AT, f"{START}/")
        assert run.frontier.find_undecided_urls() == ("https://example.org/recipes/soup",)
        assert run.frontier.count(UrlKind.LIST) == 1
        script = run.subresources.find("https://example.org/app.js")
        assert script
        assert (script.validators.etag, script.location.offset) == ('"js-1"', 7)
        leases = {lease.url: lease for lease in run.queue.lease(100)}
        assert [*leases][:2] == [START, url("feed.xml")]
        assert url("slow") not in leases
        assert run.queue.find_wait_seconds() == 30
        assert leases[url("feed.xml")].validators.etag == '"feed"'
        printed = leases[url("print")]
        assert (printed.had_article, printed.attempt) == (True, 1)
        assert printed.last_location
        assert printed.last_location.file == "wellread-20231114T221320Z-1.warc.gz"
        original = article("original", "The original.", headline="Original")
        (revision,) = run.visits.finish(leases[url("original")], original).revisions
        assert (revision.change, revision.record.article_body) == (Change.NEW, "The original.")
        clock.now += 30
        assert [(lease.url, lease.attempt) for lease in run.queue.lease(100)] == [(url("slow"), 2)]
        assert run.end() == ()  # what was pending until then is a duplicate


@pytest.mark.parametrize("version", VERSIONS, ids="version {}".format)
def test_a_new_run_of_a_stored_state_finds_new_and_changed_articles(database: str, version: int, clock: Clock) -> None:
    restore_state(database, version)
    clock.now = STORED_AT + 40 * 86_400
    with Ledger(database, clock=clock) as ledger:
        ledger.begin_run(START).end()
        run = ledger.begin_run(START)
        run.frontier.discover(links("more"))
        finished = visit_all(run, {
            "tea": article("tea", "White tea.", headline="Tea"),
            "nap": article("nap", "Sleep well.", headline="Nap"),
            "more": article("more", "More.", headline="More"),
        })  # fmt: skip
        assert [revision.change for revision in finished["tea"].revisions] == [Change.CHANGED]
        assert finished["nap"].outcome is Outcome.UNCHANGED
        assert [revision.change for revision in finished["more"].revisions] == [Change.NEW]


# -- steps


def test_a_step_changes_the_tables_and_their_version(stored: str) -> None:
    before = read_rows(stored)
    open_database(stored, {CURRENT: add_language})
    assert read_version(stored) == CURRENT + 1
    after = read_rows(stored)
    assert len(after["urls"]) == len(before["urls"])
    assert {row[-1] for row in after["urls"]} == {"en", None}
    for table in before.keys() - {"urls", "ledger"}:
        assert after[table] == before[table]


def test_two_steps_are_done_one_after_the_other(stored: str) -> None:
    open_database(stored, {CURRENT: add_language, CURRENT + 1: add_notes})
    assert read_version(stored) == CURRENT + 2
    assert count_notes(stored) > 0


def test_a_database_that_is_current_is_left_as_it_is(stored: str) -> None:
    open_database(stored, {CURRENT: add_language})
    open_database(stored, {CURRENT: add_language})
    assert read_version(stored) == CURRENT + 1


def test_a_step_that_fails_in_its_middle_leaves_the_version_before_it(stored: str) -> None:
    open_database(stored, {CURRENT: add_language})
    schema, rows = read_schema(stored), read_rows(stored)
    with pytest.raises(LedgerError, match="no_such_table"):
        open_database(stored, {CURRENT: add_language, CURRENT + 1: fail_in_the_middle})
    assert read_version(stored) == CURRENT + 1
    assert read_schema(stored) == schema
    assert read_rows(stored) == rows


def test_a_step_that_fails_after_another_keeps_what_that_has_done(stored: str) -> None:
    with pytest.raises(LedgerError, match="no_such_table"):
        open_database(stored, {CURRENT: add_language, CURRENT + 1: fail_in_the_middle})
    assert read_version(stored) == CURRENT + 1
    open_database(stored, {CURRENT: add_language, CURRENT + 1: add_notes})
    assert read_version(stored) == CURRENT + 2
    assert count_notes(stored) > 0


KILLED_PROGRAM = """
import os, signal, sys
from tests.crawler.ledger.test_migrations import CURRENT, add_language, add_notes, open_database

def kill_in_the_middle(connection):
    add_notes(connection)
    os.kill(os.getpid(), signal.SIGKILL)

open_database(sys.argv[1], {CURRENT: add_language, CURRENT + 1: kill_in_the_middle})
"""


@pytest.mark.crawls
def test_a_process_that_is_killed_in_a_step_leaves_the_version_before_it(stored: str) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED_PROGRAM, stored], check=False, cwd=ROOT)
    assert killed.returncode == -signal.SIGKILL
    assert read_version(stored) == CURRENT + 1
    assert "notes" not in read_schema(stored)
    open_database(stored, {CURRENT: add_language, CURRENT + 1: add_notes})
    assert read_version(stored) == CURRENT + 2
    assert count_notes(stored) > 0


def test_on_sqlite_a_table_to_which_others_refer_can_be_replaced(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'state.sqlite3'}"
    restore_state(database, CURRENT)
    before = read_rows(database)

    def replace_sites(connection: Connection) -> None:
        columns = "id INTEGER PRIMARY KEY, start TEXT, home TEXT, token BIGINT, due_at DOUBLE"
        connection.execute(text(f"CREATE TABLE sites_2 ({columns})"))
        connection.execute(text("INSERT INTO sites_2 SELECT * FROM sites"))
        connection.execute(text("DROP TABLE sites"))
        connection.execute(text("ALTER TABLE sites_2 RENAME TO sites"))

    open_database(database, {CURRENT: replace_sites})
    after = read_rows(database)
    assert {table: rows for table, rows in after.items() if table != "ledger"} == {
        table: rows for table, rows in before.items() if table != "ledger"
    }


def test_a_step_that_would_leave_rows_without_those_they_refer_to_fails(stored: str) -> None:
    rows = read_rows(stored)
    with pytest.raises(LedgerError, match=r"refer to missing ones|still referenced"):
        open_database(stored, {CURRENT: delete_runs})
    assert read_version(stored) == CURRENT
    assert read_rows(stored) == rows


def test_foreign_keys_are_enforced_again_after_a_migration(stored: str) -> None:
    versions = SchemaVersions(CURRENT + 1, {CURRENT: add_language})
    database = Database(stored, versions=versions)
    with pytest.raises(LedgerError), database.transaction() as connection:
        connection.execute(text("DELETE FROM runs"))
    database.close()


# -- versions that cannot be used


def test_a_newer_version_is_refused_with_a_remedy(stored: str) -> None:
    open_database(stored, {CURRENT: add_language})
    with pytest.raises(UnusableLedgerError, match=f"have version {CURRENT + 1}.*install a newer wellread"):
        Ledger(stored)
    with pytest.raises(UnusableLedgerError, match=f"have version {CURRENT + 1}.*install a newer wellread"):
        Ledger(stored, read_only=True)


@pytest.mark.parametrize("read_only", [True, False], ids=["to be read", "to be written"])
def test_a_version_from_which_no_steps_lead_on_is_refused_with_a_remedy(stored: str, *, read_only: bool) -> None:
    rows = read_rows(stored)
    with pytest.raises(
        UnusableLedgerError, match=f"have version {CURRENT},.* from version {CURRENT + 1} on; use the wellread"
    ):
        open_database(stored, {CURRENT + 1: add_notes}, read_only=read_only)
    assert read_rows(stored) == rows


def test_a_database_that_is_only_read_is_not_migrated(stored: str) -> None:
    schema, rows = read_schema(stored), read_rows(stored)
    with pytest.raises(UnusableLedgerError, match=f"have version {CURRENT},.* run `wellread crawl` on it once"):
        open_database(stored, {CURRENT: add_language}, read_only=True)
    assert read_schema(stored) == schema
    assert read_rows(stored) == rows


@pytest.mark.parametrize("database", ["postgres"], indirect=True, ids=["postgres"])
def test_a_server_is_not_migrated_while_a_crawl_writes_to_it(stored: str) -> None:
    with Ledger(stored) as crawling:
        crawling.lock_schema()
        with pytest.raises(BusyLedgerError):
            open_database(stored, {CURRENT: add_language})
    assert read_version(stored) == CURRENT
    open_database(stored, {CURRENT: add_language})
    assert read_version(stored) == CURRENT + 1


def test_the_oldest_version_is_where_the_unbroken_sequence_of_steps_begins() -> None:
    assert SchemaVersions(6, {}).oldest == 6
    assert SchemaVersions(6, {5: add_notes, 4: add_notes}).oldest == 4
    assert SchemaVersions(6, {5: add_notes, 3: add_notes}).oldest == 5
