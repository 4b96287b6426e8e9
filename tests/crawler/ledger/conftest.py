"""A ledger on each database that it must run on, with a clock that stands still until a test moves it."""

from __future__ import annotations

import getpass
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from wellread.crawler.ledger import Ledger

# What these try is decided alike on both databases: `make test` asks one of them, `.ci/run` both.
ON_SQLITE_FIRST = ("test_missing_articles.py", "test_article_recording.py", "test_next_visit.py")

_DEBIAN = Path("/usr/lib/postgresql")
STORED_STATES = Path(__file__).with_name("states")  # written by the program of each version
_names = count()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        is_of_both = item.path.parent == Path(__file__).parent and item.path.name in ON_SQLITE_FIRST
        if is_of_both and "[postgres" in item.name:
            item.add_marker(pytest.mark.crawls)


@dataclass
class Clock:
    """Seconds since 1970, as the test has it."""

    now: float = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'state.sqlite3'}"
    server: str = request.getfixturevalue("postgres")
    name = f"ledger_{next(_names)}"
    subprocess.run(["psql", server.format("postgres"), "-qc", f"CREATE DATABASE {name}"], check=True)
    return server.format(name)


def restore_state(database: str, version: int) -> None:
    """Write the stored state of a version of the tables into an empty database."""
    if database.startswith("sqlite"):
        script = (STORED_STATES / f"version_{version}.sqlite.sql").read_text(encoding="utf-8")
        with closing(sqlite3.connect(database.removeprefix("sqlite:///"))) as connection:
            connection.executescript(script)
    else:
        script_file = STORED_STATES / f"version_{version}.postgres.sql"
        options = ("-q", "-o", os.devnull, "-v", "ON_ERROR_STOP=1")
        subprocess.run(["psql", database, *options, "-f", script_file], check=True)


@pytest.fixture
def ledger(database: str, clock: Clock) -> Iterator[Ledger]:
    with Ledger(database, clock=clock) as opened:
        yield opened


@dataclass(frozen=True)
class PostgresServer:
    """A server of its own, on a socket in a folder of its own."""

    programs: Path
    folder: str
    user: str

    @property
    def url(self) -> str:
        """With a place for the name of the database."""
        return f"postgresql://{self.user}@/{{}}?host={self.folder}"

    def control(self, program: str, *arguments: str) -> None:
        command = [str(self.programs / program), "-D", f"{self.folder}/data", *arguments]
        as_user = ["runuser", "-u", self.user, "--"] if os.geteuid() == 0 else []
        subprocess.run([*as_user, *command], cwd=self.folder, check=True, stdout=subprocess.DEVNULL)

    def start(self) -> None:
        options = f"-c listen_addresses= -c unix_socket_directories={self.folder} -c fsync=off"
        self.control("pg_ctl", "-w", "-l", f"{self.folder}/log", "-o", options, "start")

    def demand_password(self, user: str, password: str) -> None:
        """Have a new user who must give a password, as nobody else here must."""
        statement = f"CREATE ROLE {user} LOGIN SUPERUSER PASSWORD '{password}'"
        subprocess.run(["psql", self.url.format("postgres"), "-qc", statement], check=True)
        rules = Path(self.folder, "data", "pg_hba.conf")
        rules.write_text(f"local all {user} scram-sha-256\n{rules.read_text()}")
        self.control("pg_ctl", "reload")

    def stop(self) -> None:
        """End it as if it had crashed."""
        self.control("pg_ctl", "-m", "immediate", "stop")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    programs = _programs()
    if programs is None:
        pytest.skip("Postgres is not installed: the Debian package postgresql brings it, .ci/run installs it")
    # Its server refuses to run as root, and pytest's own folder is closed to everybody else.
    user = "postgres" if os.geteuid() == 0 else getpass.getuser()
    with TemporaryDirectory(prefix="wellread-postgres-") as folder:
        if os.geteuid() == 0:
            shutil.chown(folder, user)
        server = PostgresServer(programs, folder, user)
        server.control("initdb", "--no-sync", "-U", user, "-E", "UTF8", "--auth", "trust")
        server.start()
        try:
            yield server
        finally:
            server.stop()


@pytest.fixture(scope="session")
def postgres(postgres_server: PostgresServer) -> str:
    """The URL of a server, with a place for the name of the database."""
    return postgres_server.url


def _programs() -> Path | None:
    """Where the programs of the server are: Debian keeps them off the path."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    versions = sorted(_DEBIAN.glob("*/bin/initdb"))
    return versions[-1].parent if versions else None
