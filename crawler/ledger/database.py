"""The state database: opened, checked, and every error of it put into words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, inspect, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import StaticPool

from wellread.crawler.ledger.model import BusyLedgerError, LedgerError, UnusableLedgerError
from wellread.crawler.ledger.schema import SCHEMA_VERSION, ledger, metadata

MEMORY = "sqlite://"
FILE = "state.sqlite3"
_CLAIM = 0x77656C6C  # the name of our lock among those of other programs: "well"
LOCK_PATIENCE = 10  # seconds until a database that another program has locked counts as an error

# What the drivers say, what it means, and what to do. The first that fits is told.
_DIAGNOSES = (
    (
        "database is locked",
        LedgerError,
        f"another program has kept it locked for {LOCK_PATIENCE} s; run it again later",
    ),
    ("readonly database", UnusableLedgerError, "it cannot be written; check who owns the file and its folder"),
    ("unable to open database", UnusableLedgerError, "it cannot be opened; check who owns the file and its folder"),
    (
        "database or disk is full",
        LedgerError,
        "the disk is full; make room and run it again",
    ),
    ("disk i/o error", LedgerError, "the disk does not write; make room or repair it and run it again"),
    (
        "malformed",
        UnusableLedgerError,
        "it is damaged; restore a copy, or save what can be read with sqlite3 and .recover",
    ),
    ("not a database", UnusableLedgerError, "it is damaged or no database at all; move it aside, or restore a copy"),
    ("connection", LedgerError, "the server cannot be reached"),
)


class Database:
    """One connection, for one thread. Every method raises LedgerError in the words of a person."""

    def __init__(self, url: str, *, read_only: bool = False) -> None:
        """Open the database at `url`, in SQLAlchemy's spelling, and make its tables if it is new.

        `read_only` makes nothing, and does not wait for a crawl that is writing.
        """
        self._url = _parsed(url)
        self._read_only = read_only
        self.name = self._url.database if self._is_file else self._url.render_as_string(hide_password=True)
        with self._reported():
            self._engine = _engine(self._url, begin="BEGIN" if read_only else "BEGIN IMMEDIATE")
            self._connection = self._engine.connect()
            self._check_schema()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """All that is executed in the block becomes durable together, or none of it."""
        with self._reported(), self._connection.begin():
            yield self._connection

    def claim(self) -> None:
        """Keep other crawls out of a server for as long as this is open. Raises BusyLedgerError if one is in it.

        A file needs none of this: it lies in a state folder, which has a lock of its own.
        """
        if self._url.get_backend_name() == "sqlite":
            return
        with self.transaction() as connection:  # the lock is that of the session, and outlives the transaction
            claimed = connection.execute(select(func.pg_try_advisory_lock(_CLAIM))).scalar_one()
        if not claimed:
            raise BusyLedgerError(f"{self.name}: another crawl writes to this database; wait for its end")

    def close(self) -> None:
        """Give the database back. What was written in transactions is kept in any case."""
        self._connection.close()
        self._engine.dispose()

    @property
    def _is_file(self) -> bool:
        return self._url.get_backend_name() == "sqlite" and bool(self._url.database)

    def _check_schema(self) -> None:
        with self._connection.begin():
            if not inspect(self._connection).has_table(ledger.name):
                if self._read_only:
                    raise UnusableLedgerError(f"{self.name}: no crawl has written anything here yet")
                metadata.create_all(self._connection)
                self._connection.execute(ledger.insert().values(schema_version=SCHEMA_VERSION))
            version = self._connection.execute(select(ledger.c.schema_version)).scalar_one()
        if version != SCHEMA_VERSION:
            raise UnusableLedgerError(
                f"{self.name}: its tables have version {version}, and this wellread reads version {SCHEMA_VERSION}; "
                f"use the wellread that wrote it, or another state folder"
            )

    @contextmanager
    def _reported(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise _diagnosed(self.name or "", error) from error


def database_url(directory: Path) -> str:
    """The URL of the SQLite database in a state folder."""
    return URL.create("sqlite", database=str(directory / FILE)).render_as_string(hide_password=False)


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
        return (
            parsed.set(drivername="postgresql+psycopg") if parsed.drivername in {"postgres", "postgresql"} else parsed
        )
    except ArgumentError as error:
        raise UnusableLedgerError("the address of the database is none; postgresql://USER@HOST/NAME is one") from error


def _engine(url: URL, *, begin: str) -> Engine:
    try:
        if url.get_backend_name() != "sqlite":
            return create_engine(url)
        engine = create_engine(url, poolclass=StaticPool, connect_args={"timeout": LOCK_PATIENCE})
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise UnusableLedgerError(
            f"no driver for {url.drivername} is installed; pip install 'wellread[postgres]' brings that of Postgres"
        ) from error
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def _set_up_sqlite(connection: Any, _record: object) -> None:
    """Transactions are begun by us: the driver would begin them too late, and read outside of them.

    With a write-ahead log, NORMAL loses no transaction to a killed process. A power cut may take the last ones, whole:
    their pages are fetched again.
    """
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "cache_size=-16000"):
        connection.execute(f"PRAGMA {pragma}").close()


def _diagnosed(name: str, error: DBAPIError) -> LedgerError:
    said = str(error.orig)
    for words, kind, meaning in _DIAGNOSES:
        if words in said.lower():
            return kind(f"{name}: {meaning}")
    return LedgerError(f"{name}: {' '.join(said.split())}")
