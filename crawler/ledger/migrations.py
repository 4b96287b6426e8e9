"""Turns the tables of an older version of the program into those of this one.

The version of the tables stands in the table `ledger`. When a state database is opened to be written and its version is
older than LEDGER_VERSION, it is migrated one version at a time. Each step is one transaction, together with the new
version number, on SQLite and Postgres alike: whatever becomes of the process, the tables are those of one version.

To change the tables:

1. Change them in `schema.py` and raise its LEDGER_VERSION, say from 3 to 4.
2. Write the step from 3 to 4 below and enter it in STEPS as `3: add_language`. It is called in a transaction:

       def add_language(connection: Connection) -> None:
           connection.execute(text("ALTER TABLE urls ADD COLUMN language TEXT"))

   It uses SQL text and not the tables of `schema.py`: those are of the newest version, and a step does the same for
   ever. Where the databases differ, `connection.dialect.name` is "sqlite" or "postgresql". SQLite can add, rename and
   drop columns; for all else the rows are copied to a new table (https://www.sqlite.org/lang_altertable.html, section
   7). Foreign keys are not enforced during a step there, and checked at its end.
3. Run `tests/crawler/ledger/test_migrations.py`: it migrates the stored state of each version, and compares the tables
   with those of a new database. For the next step it needs a stored state of version 4 as well: dump one that a crawl
   of version 4 has left, with `.dump` of sqlite3 and with `pg_dump --inserts --no-owner`, into its folder `states/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, select, text, update

from wellread.crawler.ledger.model import LedgerError
from wellread.crawler.ledger.schema import LEDGER_VERSION, ledger

Step = Callable[[Connection], None]


def _add_missing_articles_and_hops(connection: Connection) -> None:
    is_postgres = connection.dialect.name == "postgresql"
    time, key = ("DOUBLE PRECISION", "BIGINT") if is_postgres else ("DOUBLE", "INTEGER")
    columns = (
        "article TEXT NOT NULL",
        f"since {time} NOT NULL",
        "runs INTEGER NOT NULL",
        f"run {key} NOT NULL",
        "certain BOOLEAN NOT NULL",
        "suspended BOOLEAN NOT NULL",
        "target TEXT",
        "PRIMARY KEY (article)",
        "FOREIGN KEY (article) REFERENCES articles (id)",
        "FOREIGN KEY (run) REFERENCES runs (id)",
    )
    connection.execute(text(f"CREATE TABLE missing ({', '.join(columns)})"))
    connection.execute(text("CREATE INDEX ix_missing_run ON missing (run)"))
    connection.execute(text("CREATE INDEX ix_missing_target ON missing (target)"))
    connection.execute(text("ALTER TABLE urls ADD COLUMN hops INTEGER NOT NULL DEFAULT '0'"))


def _add_spellings(connection: Connection) -> None:
    # Stays empty for what is known already: its URL was asked for in its normal form, and its twins were published.
    connection.execute(text("ALTER TABLE urls ADD COLUMN written TEXT"))
    connection.execute(text("ALTER TABLE articles ADD COLUMN spelling TEXT"))
    connection.execute(text("CREATE INDEX articles_spelling ON articles (site, spelling)"))


def _add_change_feed(connection: Connection) -> None:
    is_postgres = connection.dialect.name == "postgresql"
    time, key, serial = ("DOUBLE PRECISION", "BIGINT", "BIGSERIAL") if is_postgres else ("DOUBLE", "INTEGER", "INTEGER")
    columns = (
        f"sequence {serial} NOT NULL",
        "article TEXT NOT NULL",
        f"revision {key} NOT NULL",
        "change TEXT NOT NULL",
        f"at {time} NOT NULL",
        "reason TEXT",
        "PRIMARY KEY (sequence)",
        "FOREIGN KEY (article) REFERENCES articles (id)",
        "FOREIGN KEY (revision) REFERENCES revisions (id)",
    )
    connection.execute(text(f"CREATE TABLE changes ({', '.join(columns)})"))
    connection.execute(text("CREATE INDEX changes_of_article ON changes (article, sequence)"))
    connection.execute(text("CREATE TABLE consumers (name TEXT NOT NULL, cursor BIGINT NOT NULL, PRIMARY KEY (name))"))
    # What has happened before there was a feed, as far as it is known: an article that is gone was so last of all.
    connection.execute(
        text(
            "INSERT INTO changes (article, revision, change, at) "
            "SELECT article, id, change, at FROM revisions ORDER BY id"
        )
    )
    connection.execute(
        text(
            "INSERT INTO changes (article, revision, change, at, reason) "
            "SELECT a.id, a.revision, CASE WHEN u.outcome = 'replaced' THEN 'replaced' ELSE 'gone' END, a.gone_at, "
            "NULLIF(u.reason, '') FROM articles a JOIN urls u ON u.id = a.url "
            "WHERE a.gone_at IS NOT NULL ORDER BY a.gone_at, a.id"
        )
    )
    connection.execute(text("ALTER TABLE sites DROP COLUMN delivered"))


def _add_site_locks(connection: Connection) -> None:
    time = "DOUBLE PRECISION" if connection.dialect.name == "postgresql" else "DOUBLE"
    connection.execute(text("ALTER TABLE sites ADD COLUMN token BIGINT NOT NULL DEFAULT '0'"))
    connection.execute(text(f"ALTER TABLE sites ADD COLUMN due_at {time} NOT NULL DEFAULT '0'"))
    connection.execute(text("CREATE INDEX sites_due ON sites (due_at)"))


# From a version to the step that turns its tables into those of the next. A step that was released never changes.
STEPS: Mapping[int, Step] = {
    3: _add_missing_articles_and_hops,
    4: _add_spellings,
    5: _add_change_feed,
    6: _add_site_locks,
}


@dataclass(frozen=True)
class SchemaVersions:
    """Which versions of the tables the program can use: the current one, and those from which `steps` lead to it."""

    current: int
    steps: Mapping[int, Step]

    @property
    def oldest(self) -> int:
        """The oldest version from which an unbroken sequence of steps leads to the current one."""
        version = self.current
        while version - 1 in self.steps:
            version -= 1
        return version


SCHEMA_VERSIONS = SchemaVersions(LEDGER_VERSION, STEPS)


def read_version(connection: Connection) -> int:
    """The version of the tables, whatever it is. The table `ledger` must exist; it is the same in every version."""
    version: int = connection.execute(select(ledger.c.schema_version)).scalar_one()
    return version


def migrate(connection: Connection, versions: SchemaVersions) -> None:
    """Turn the tables into those of the current version, one transaction for each step.

    `connection` must not be in a transaction, the tables not be older than the oldest version, and no other process may
    write to the database meanwhile. Raises what a step raises, and LedgerError if it leaves rows that refer to missing
    ones; then the tables stay those of the version before this step.
    """
    is_current = False
    while not is_current:
        with _without_foreign_keys(connection), connection.begin():
            version = read_version(connection)
            is_current = version >= versions.current
            if not is_current:
                versions.steps[version](connection)
                _check_foreign_keys(connection)
                connection.execute(update(ledger).values(schema_version=version + 1))


@contextmanager
def _without_foreign_keys(connection: Connection) -> Iterator[None]:
    """On SQLite a table that others refer to can be replaced only while foreign keys are not enforced.

    That can be changed only outside of transactions.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    _execute_outside_transaction(connection, "PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        _execute_outside_transaction(connection, "PRAGMA foreign_keys = ON")


def _execute_outside_transaction(connection: Connection, statement: str) -> None:
    cursor = connection.connection.cursor()  # of the driver: SQLAlchemy would begin a transaction
    cursor.execute(statement)
    cursor.close()


def _check_foreign_keys(connection: Connection) -> None:
    """Make up for `_without_foreign_keys`; Postgres has checked them all along."""
    if connection.dialect.name != "sqlite":
        return
    broken = {row[0] for row in connection.exec_driver_sql("PRAGMA foreign_key_check")}
    if broken:
        raise LedgerError(f"a migration would leave rows that refer to missing ones, in {', '.join(sorted(broken))}")
