"""The state database: opened, checked, and its errors turned into messages for the user."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, inspect, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import StaticPool

from wellread.crawler.ledger.migrations import SCHEMA_VERSIONS, SchemaVersions, migrate, read_version
from wellread.crawler.ledger.model import BusyLedgerError, LedgerError, UnusableLedgerError
from wellread.crawler.ledger.schema import ledger, metadata
from wellread.crawler.logs import log

IN_MEMORY_URL = "sqlite://"
DATABASE_FILE = "state.sqlite3"
MAX_VALUES_PER_STATEMENT = 500  # older builds of SQLite refuse more than 999
LOCK_TIMEOUT_SECONDS = 10  # until a database that another program has locked counts as an error
_CRAWL_LOCK_KEY = 0x77656C6C  # of our lock among those of other programs: "well" in ASCII

# Words in the message of a driver, the error to raise, and what to tell the user. The first that fits counts.
_ERROR_MESSAGES = (
    (
        "database is locked",
        LedgerError,
        f"another program has kept it locked for {LOCK_TIMEOUT_SECONDS} s; run it again later",
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
    """One connection to the state database, for one thread.

    Every method raises LedgerError, or one of its subclasses, if the database fails.
    """

    def __init__(self, url: str, *, read_only: bool = False, versions: SchemaVersions = SCHEMA_VERSIONS) -> None:
        """Open the database at `url`, in SQLAlchemy's spelling; create its tables if it is new, migrate them if old.

        `read_only` does neither, and does not wait for a crawl that is writing. Raises UnusableLedgerError if the URL
        is none, if the driver is missing, or if the tables have a version that cannot be used; BusyLedgerError if they
        are to be migrated while another crawl writes to a server.
        """
        self._url = _parse_url(url)
        self._read_only = read_only
        self.name = self._url.database if self._is_file else self._url.render_as_string(hide_password=True)
        with self._translating_errors():
            self._engine = _create_engine(self._url, read_only=read_only)
            self._connection = self._engine.connect()
            try:
                self._prepare_tables(versions)
                self._identity = self._identify_file()
            except BaseException:
                self.close()
                raise

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """All that is executed in the block becomes durable together, or none of it."""
        with self._translating_errors(), self._connection.begin():
            yield self._connection

    def acquire_crawl_lock(self) -> None:
        """Keep other crawls out of a Postgres database for as long as this is open.

        Does nothing for SQLite: that lies in a state folder, which has a lock of its own. Raises BusyLedgerError if
        another crawl has the lock.
        """
        if self._url.get_backend_name() == "sqlite":
            return
        with self.transaction() as connection:  # the lock is that of the session, and outlives the transaction
            is_acquired = connection.execute(select(func.pg_try_advisory_lock(_CRAWL_LOCK_KEY))).scalar_one()
        if not is_acquired:
            raise BusyLedgerError(f"{self.name}: another crawl writes to this database; wait for its end")

    def check_in_place(self) -> None:
        """Raise LedgerError if the file of the database is no longer the one that was opened.

        SQLite itself does not notice: it goes on writing to a file without a name, which ends with the process.
        """
        if self._identity != self._identify_file():
            raise LedgerError(
                f"{self.name}: it was removed or replaced while the run was under way, and what the run has found is "
                f"lost; restore it from a copy"
            )

    def close(self) -> None:
        """Close the connection. What was written in transactions is kept in any case."""
        self._connection.close()
        self._engine.dispose()

    def _identify_file(self) -> tuple[int, int] | None:
        """Device and inode of the file; None without one."""
        if not self._is_file or self._url.database is None:
            return None
        try:
            status = Path(self._url.database).stat()
        except OSError:
            return None
        return status.st_dev, status.st_ino

    @property
    def _is_file(self) -> bool:
        return self._url.get_backend_name() == "sqlite" and bool(self._url.database)

    def _prepare_tables(self, versions: SchemaVersions) -> None:
        """Create the tables, or migrate them. Raises UnusableLedgerError if neither is possible."""
        with self._connection.begin():
            if not inspect(self._connection).has_table(ledger.name):
                if self._read_only:
                    raise UnusableLedgerError(f"{self.name}: no crawl has written anything here yet")
                metadata.create_all(self._connection)
                self._connection.execute(ledger.insert().values(schema_version=versions.current))
            version = read_version(self._connection)
        if version == versions.current:
            return
        mismatch = f"{self.name}: its tables have version {version}, and this wellread uses version {versions.current}"
        if version > versions.current:
            raise UnusableLedgerError(f"{mismatch}; install a newer wellread, or use another state folder")
        if version < versions.oldest:
            raise UnusableLedgerError(
                f"{mismatch} and can convert those from version {versions.oldest} on; "
                f"use the wellread that wrote it, or another state folder"
            )
        if self._read_only:
            raise UnusableLedgerError(f"{mismatch}; run `wellread crawl` on it once, which converts them")
        self._migrate(versions)

    def _migrate(self, versions: SchemaVersions) -> None:
        self.acquire_crawl_lock()
        try:
            migrate(self._connection, versions)
        except LedgerError as error:
            raise LedgerError(f"{self.name}: {error}") from error
        log.info("tables of the state database converted", database=self.name, version=versions.current)

    @contextmanager
    def _translating_errors(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise _translate_error(self.name or "", error) from error


def split_values(values: Sequence[str]) -> Iterator[Sequence[str]]:
    """The values in parts of which each fits into one statement."""
    step = MAX_VALUES_PER_STATEMENT
    return (values[at : at + step] for at in range(0, len(values), step))


def build_sqlite_url(folder: Path) -> str:
    """The URL of the SQLite database in a state folder."""
    return URL.create("sqlite", database=str(folder / DATABASE_FILE)).render_as_string(hide_password=False)


def _parse_url(url: str) -> URL:
    try:
        parsed = make_url(url)
        return (
            parsed.set(drivername="postgresql+psycopg") if parsed.drivername in {"postgres", "postgresql"} else parsed
        )
    except ArgumentError as error:
        raise UnusableLedgerError("the address of the database is none; postgresql://USER@HOST/NAME is one") from error


def _create_engine(url: URL, *, read_only: bool) -> Engine:
    try:
        if url.get_backend_name() != "sqlite":
            return create_engine(url)
        options = {"timeout": LOCK_TIMEOUT_SECONDS}
        if read_only and url.database:
            url = url.set(database=_read_only_uri(Path(url.database)), query={"uri": "true"})
        engine = create_engine(url, poolclass=StaticPool, connect_args=options)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise UnusableLedgerError(
            f"no driver for {url.drivername} is installed; pip install 'wellread[postgres]' brings that of Postgres"
        ) from error
    event.listen(engine, "connect", _set_up_read_only_sqlite if read_only else _set_up_sqlite)
    begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def _read_only_uri(file: Path) -> str:
    """The URI of a database that is only read.

    A write-ahead log is read with the help of an index, in a file beside it. Where that is missing nobody has the
    database open, and where it cannot be made either, the database is read as it is.
    """
    is_open = file.with_name(f"{file.name}-shm").exists()
    is_fixed = not is_open and not os.access(file.parent, os.W_OK)
    return f"file:{quote(str(file.absolute()))}?mode=ro{'&immutable=1' if is_fixed else ''}"


def _set_up_read_only_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA cache_size=-16000").close()


def _set_up_sqlite(connection: Any, _record: object) -> None:
    """Transactions are begun by us: the driver would begin them too late, and read outside of them.

    With a write-ahead log, NORMAL loses no transaction to a killed process. A power cut may take the last ones, whole:
    their pages are fetched again.
    """
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "cache_size=-16000"):
        connection.execute(f"PRAGMA {pragma}").close()


def _translate_error(name: str, error: DBAPIError) -> LedgerError:
    driver_message = str(error.orig)
    for words, error_class, explanation in _ERROR_MESSAGES:
        if words in driver_message.lower():
            return error_class(f"{name}: {explanation}")
    return LedgerError(f"{name}: {' '.join(driver_message.split())}")
