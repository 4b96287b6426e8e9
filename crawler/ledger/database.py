"""The state database: opened, checked, and its errors turned into messages for the user."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, Function, create_engine, event, func, inspect, make_url, select, text
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
# Of libpq, unless the URL has its own: a server that does not answer is noticed within a minute, as is a lost network.
_SERVER_OPTIONS = {"connect_timeout": 10, "keepalives_idle": 20, "keepalives_interval": 10, "keepalives_count": 3}
# Of sessions, unless the options of the URL name them: the server ends one that is frozen amid a transaction, for whose
# locks others wait, and notices as fast as we do that a machine or its network has gone.
_SESSION_SETTINGS = {
    "idle_in_transaction_session_timeout": "60000",  # ms
    "tcp_keepalives_idle": "20",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
}
_CRAWL_LOCK_KEY = 0x77656C6C  # of our locks among those of other programs: "well" in ASCII
_SET_UP_LOCK_KEY = _CRAWL_LOCK_KEY + 1
# In the view of all locks, `objsubid` is 2 for those whose key is a pair: ours and the site.
_OF_SITES = (
    "FROM pg_locks LEFT JOIN pg_stat_activity USING (pid) "
    "WHERE locktype = 'advisory' AND objsubid = 2 AND granted AND classid = :key "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
# Of sessions of other users the server tells neither name nor state.
_SILENT_FOR = "CASE WHEN state LIKE 'idle%' THEN extract(epoch FROM clock_timestamp() - state_change) ELSE 0 END"
_FIND_LOCKED = text(f"SELECT objid::bigint, coalesce(application_name, ''), ({_SILENT_FOR})::float {_OF_SITES}")
_END_HOLDER = text(f"SELECT pg_terminate_backend(pid) {_OF_SITES} AND objid = :number AND {_SILENT_FOR} > :seconds")

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
    ("authentication failed", UnusableLedgerError, "the server refuses the user or the password"),
    ("no password supplied", UnusableLedgerError, "the server wants a password"),
    ("no pg_hba.conf entry", UnusableLedgerError, "the server admits no such user from here"),
    ("fatal:  role", UnusableLedgerError, "the server knows no such user"),
    ("fatal:  database", UnusableLedgerError, "the server has no such database"),
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
        self._locked_sites: set[int] = set()
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

    @contextmanager
    def question(self) -> Iterator[Connection]:
        """For a `Statement` that only reads: on SQLite without a transaction, which would keep writers out."""
        if self._is_server:
            with self.transaction() as connection:
                yield connection
        else:
            with self._translating_errors():
                yield self._connection

    # Locks of Postgres that belong to the session, and end with it. SQLite needs none: its database lies in a state
    # folder, which has a lock of its own.

    def lock_schema(self) -> None:
        """Keep others from migrating a Postgres database for as long as this is open. Others may crawl meanwhile.

        Raises BusyLedgerError if it is being migrated, or belongs to a crawl of an older program, which shares nothing.
        """
        if self._is_server and not self._try(func.pg_try_advisory_lock_shared(_CRAWL_LOCK_KEY)):
            raise self._busy_error()

    def try_lock(self, site_id: int) -> bool:
        """Take the lock of a site, unless it is taken here already. False if somebody else has it."""
        if self._is_server and site_id not in self._locked_sites:
            if not self._try(func.pg_try_advisory_lock(*_site_key(site_id))):
                return False
            self._locked_sites.add(site_id)
        return True

    def release_lock(self, site_id: int) -> None:
        """Give the lock of a site back."""
        if site_id in self._locked_sites:
            self._locked_sites.discard(site_id)
            self._try(func.pg_advisory_unlock(*_site_key(site_id)))

    def end_silent_holder(self, site_id: int, seconds: float) -> bool:
        """End the session that has the lock of a site, if it has been silent for so long. Whether there was one."""
        key, number = _site_key(site_id)
        silent = {"key": key, "number": number, "seconds": seconds}
        with suppress(DBAPIError), self._connection.begin():  # which raises if the session is of another user
            return bool(self._connection.execute(_END_HOLDER, silent).all())
        return False

    def find_locked(self, connection: Connection) -> list[tuple[int, str, float]]:
        """The sites whose lock somebody has: the name of that session, and for how many seconds it has been silent."""
        if not self._is_server:
            return []
        return [tuple(row) for row in connection.execute(_FIND_LOCKED, {"key": _CRAWL_LOCK_KEY})]

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

    def _try(self, function: Function[bool]) -> bool:
        """The answer of a function of Postgres about a lock, which outlives the transaction."""
        with self.transaction() as connection:
            return connection.execute(select(function)).scalar_one()

    def _busy_error(self) -> BusyLedgerError:
        return BusyLedgerError(f"{self.name}: another crawl writes to this database; wait for its end")

    @property
    def _is_server(self) -> bool:
        return self._url.get_backend_name() != "sqlite"

    @property
    def _is_file(self) -> bool:
        return self._url.get_backend_name() == "sqlite" and bool(self._url.database)

    def _prepare_tables(self, versions: SchemaVersions) -> None:
        """Create the tables, or migrate them. Raises UnusableLedgerError if neither is possible."""
        with self._connection.begin():
            if self._is_server and not self._read_only:  # others may open the same new database
                self._connection.execute(select(func.pg_advisory_xact_lock(_SET_UP_LOCK_KEY)))
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
        if self._is_server and not self._try(func.pg_try_advisory_lock(_CRAWL_LOCK_KEY)):
            raise self._busy_error()
        try:
            migrate(self._connection, versions)
        except LedgerError as error:
            raise LedgerError(f"{self.name}: {error}") from error
        if self._is_server:
            self._try(func.pg_advisory_unlock(_CRAWL_LOCK_KEY))
        log.info("tables of the state database converted", database=self.name, version=versions.current)

    @contextmanager
    def _translating_errors(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            self._locked_sites.clear()  # if the connection is lost, so are they; if not, the crawl ends all the same
            raise _translate_error(self.name or "", error) from error


def _site_key(site_id: int) -> tuple[int, int]:
    return _CRAWL_LOCK_KEY, site_id


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
            options = {name: value for name, value in _SERVER_OPTIONS.items() if name not in url.query}
            name = {"fallback_application_name": f"process {os.getpid()} on {socket.gethostname()}"}
            engine = create_engine(url, connect_args=options | name)
            event.listen(engine, "connect", partial(_set_up_session, str(url.query.get("options", ""))))
            return engine
        timeout = {"timeout": LOCK_TIMEOUT_SECONDS}
        if read_only and url.database:
            url = url.set(database=_read_only_uri(Path(url.database)), query={"uri": "true"})
        engine = create_engine(url, poolclass=StaticPool, connect_args=timeout)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise UnusableLedgerError(
            f"no driver for {url.drivername} is installed; pip install 'wellread[postgres]' brings that of Postgres"
        ) from error
    event.listen(engine, "connect", _set_up_read_only_sqlite if read_only else _set_up_sqlite)
    begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def _set_up_session(own_options: str, connection: Any, _record: object) -> None:
    """Not done by options of the connection, which poolers refuse."""
    for name, value in _SESSION_SETTINGS.items():
        if name not in own_options:
            connection.execute("SELECT set_config(%s, %s, false)", (name, value)).close()
    connection.commit()


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
    their pages are fetched again. A record takes many pages of the database, of which twice the size makes half as
    many to write; it counts for a new database only.
    """
    connection.isolation_level = None
    for pragma in ("page_size=8192", "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "cache_size=-16000"):
        connection.execute(f"PRAGMA {pragma}").close()


def _translate_error(name: str, error: DBAPIError) -> LedgerError:
    driver_message = str(error.orig)
    for words, error_class, explanation in _ERROR_MESSAGES:
        if words in driver_message.lower():
            return error_class(f"{name}: {explanation}")
    return LedgerError(f"{name}: {' '.join(driver_message.split())}")
