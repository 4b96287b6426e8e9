"""A database that cannot be used says why, in one line, and holds no half of anything."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from tests.crawler.ledger.visits import START, article, crawl, lease_one, seed
from wellread.crawler.ledger import DATABASE_FILE, Ledger, LedgerError, UnusableLedgerError
from wellread.crawler.ledger import database as database_module

MANY = [START, *(f"https://{number}.example/" for number in range(9))]


@pytest.mark.parametrize("since", [{}, {"since": 1}])
@pytest.mark.parametrize("sites", [{}, {"start_urls": [START]}, {"start_urls": MANY}])
def test_articles_are_read_in_their_order_and_never_sorted(
    tmp_path: Path, sites: dict[str, Any], since: dict[str, Any]
) -> None:
    with Ledger.in_folder(tmp_path) as ledger:
        crawl(ledger, {name: article(name, name) for name in "abc"})
        expected = list(ledger.articles.iter_current(**since))
        assert len(expected) == (2 if since else 3)
    statements: dict[str, Any] = {}

    def note(_connection: object, _cursor: object, statement: str, values: object, *_: object) -> None:
        statements[statement] = values

    event.listen(Engine, "before_cursor_execute", note)
    try:
        with Ledger.in_folder(tmp_path, read_only=True) as ledger:
            found = list(ledger.articles.iter_current(**sites, **since))
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    with closing(sqlite3.connect(tmp_path / DATABASE_FILE)) as database:
        plans = {
            statement: [row[-1] for row in database.execute(f"EXPLAIN QUERY PLAN {statement}", values)]
            for statement, values in statements.items()
            if "FROM articles" in statement
        }
    assert found == expected
    (plan,) = (plan for statement, plan in plans.items() if "revisions.record" in statement)
    assert not [step for step in plan if "TEMP B-TREE" in step], plan
    if sites == {"start_urls": [START]}:
        assert not [step for plan in plans.values() for step in plan if step.startswith("SCAN articles")], plans


def test_a_database_that_another_program_keeps_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_module, "LOCK_TIMEOUT_SECONDS", 0.1)
    with Ledger.in_folder(tmp_path) as ledger:
        run = ledger.begin_run(START)
        seed(run, "a")
        visit = lease_one(run)
        other = sqlite3.connect(tmp_path / "state.sqlite3", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match=r"state\.sqlite3: another program has kept it locked"):
            run.visits.finish(visit, article("a"))
        other.execute("ROLLBACK")
        assert list(ledger.articles.iter_current()) == []
        run.visits.finish(visit, article("a"))
        assert len(list(ledger.articles.iter_current())) == 1


def test_an_export_does_not_wait_for_a_crawl_that_is_writing(tmp_path: Path) -> None:
    with Ledger.in_folder(tmp_path) as ledger:
        run = ledger.begin_run(START)
        seed(run, "a")
        run.visits.finish(lease_one(run), article("a"))
        writer = sqlite3.connect(tmp_path / "state.sqlite3", isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        with Ledger.in_folder(tmp_path, read_only=True) as reader:
            assert len(list(reader.articles.iter_current())) == 1
        writer.execute("ROLLBACK")


def test_a_database_that_cannot_be_written(tmp_path: Path) -> None:
    Ledger.in_folder(tmp_path).close()
    with pytest.raises(UnusableLedgerError, match="cannot be written"):
        Ledger(f"sqlite:///file:{tmp_path / 'state.sqlite3'}?mode=ro&uri=true").begin_run(START)


def test_a_page_of_the_database_that_is_damaged(tmp_path: Path) -> None:
    with Ledger.in_folder(tmp_path) as ledger:
        run = ledger.begin_run(START)
        seed(run, *map(str, range(500)))
    file = tmp_path / "state.sqlite3"
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    file.write_bytes(content)
    with pytest.raises(UnusableLedgerError, match=r"state\.sqlite3: it is damaged"):
        Ledger.in_folder(tmp_path).begin_run(START)


def test_the_password_of_a_server_is_in_no_message() -> None:
    with pytest.raises(LedgerError) as raised:
        Ledger("postgresql://crawler:secret@127.0.0.1:1/wellread")
    assert "secret" not in str(raised.value)


def test_an_address_that_is_none() -> None:
    with pytest.raises(UnusableLedgerError, match="postgresql://"):
        Ledger("not an address")


def test_a_database_without_tables_is_nothing_to_export(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "state.sqlite3").close()
    with pytest.raises(UnusableLedgerError, match="no crawl has written"):
        Ledger.in_folder(tmp_path, read_only=True)
