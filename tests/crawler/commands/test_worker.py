"""Workers on one database: whatever is done to them and to the server, each page is there once, and no site waits."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count, groupby
from pathlib import Path
from typing import TypeVar

import psycopg
import pytest

from tests.cli.command import environment, told, wellread, wellread_here
from tests.crawler.ledger.conftest import PostgresServer, postgres, postgres_server  # noqa: F401  (fixtures)
from tests.crawler.loopback import MAX_WAIT_SECONDS, article, listing
from wellread import SiteOutcome
from wellread.crawler.commands import worker
from wellread.crawler.ledger import Ledger
from wellread.crawler.runs.exit_status import CommandError, ExitCode

Item = TypeVar("Item")
SITES, PAGES, WORKERS = 40, 4, 4
DEAD_AFTER = 5.0
GOES_ON_WITHIN = 10.0  # seconds after the death of its worker
_names = count()
# The command with a shorter lease. A file, since the crawls that it spawns import it once more.
_IMPATIENT = f"""
from wellread.crawler.ledger import site_lock
site_lock.DEAD_AFTER_SECONDS = {DEAD_AFTER}
if __name__ == "__main__":
    from wellread.crawler.cli import main
    main()
else:
    from wellread.crawler.spiders import blog
    blog.SIGN_OF_LIFE_SECONDS = 0.5
"""


@dataclass(frozen=True)
class Asked:
    """One request: when, of which site, for what, by which worker."""

    at: float
    site: int
    path: str
    worker: str


@dataclass
class Web:
    """All sites on one address, and who has asked for what."""

    base: str
    asked: list[Asked] = field(default_factory=list)
    waiting: dict[str, int] = field(default_factory=dict)  # workers that wait for the last page of a site
    is_open: threading.Event = field(default_factory=threading.Event)  # the last pages are answered

    def await_opening(self, site: int, worker: str) -> None:
        self.waiting[worker] = site
        assert self.is_open.wait(MAX_WAIT_SECONDS)
        del self.waiting[worker]

    def of_site(self, site: int) -> list[Asked]:
        return [each for each in tuple(self.asked) if each.site == site]


@contextmanager
def serving_sites() -> Iterator[Web]:
    """Sites that are told apart by their path, as workers are by the contact that each sends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            _, name, *rest = self.path.split("/")
            if not name.startswith("site-"):
                self.send_error(404)
                return
            worker = self.headers["User-Agent"].split("worker-")[1].split("@")[0]
            site = int(name.removeprefix("site-"))
            web.asked.append(Asked(time.monotonic(), site, self.path, worker))
            if rest and not rest[0].isdecimal():
                self.send_error(404)
                return
            if rest == [str(PAGES - 1)]:
                web.await_opening(site, worker)
            urls = [f"/{name}/{number}" for number in range(PAGES)]
            body = (article(f"Tea {rest[0]} of {name}") if rest else listing(*urls)).body
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def handle(self) -> None:
            try:
                super().handle()
            except ConnectionError:
                return  # killed clients do not say goodbye

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        web = Web(f"http://127.0.0.1:{server.server_address[1]}")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield web
        finally:
            server.shutdown()
            thread.join()


@dataclass
class Crew:
    """The workers that are alive, each in a process group of its own; those that have ended are started anew."""

    folder: Path
    database: str
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    hired: int = 0

    def keep(self, size: int) -> None:
        """Start workers until there are so many."""
        for name, process in list(self.running.items()):
            if process.poll() is not None:
                del self.running[name]
        while len(self.running) < size:
            self.hired += 1
            self.running[str(self.hired)] = self._start(f"worker-{self.hired}@example.org")

    def _start(self, contact: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "worker.py", "worker", "sites.toml", "--state", "state", "--allow-private"]
        variables = environment(WELLREAD_DATABASE=self.database, WELLREAD_CONTACT=contact)
        with (self.folder / "log.txt").open("ab") as log:
            return subprocess.Popen(
                command, cwd=self.folder, env=variables, stdout=log, stderr=log, start_new_session=True
            )

    def signal(self, name: str, number: signal.Signals) -> None:
        os.killpg(self.running[name].pid, number)

    def kill(self, name: str) -> None:
        self.signal(name, signal.SIGKILL)
        self.running.pop(name).wait()

    def end(self) -> None:
        for name in list(self.running):
            self.kill(name)


@contextmanager
def crew_at_work(folder: Path, web: Web, database: str, sites: int) -> Iterator[Crew]:
    blocks = (f'[sites.site-{site}]\nurl = "{web.base}/site-{site}"\nconcurrency = 1\n' for site in range(sites))
    (folder / "sites.toml").write_text("\n".join(blocks))
    (folder / "worker.py").write_text(_IMPATIENT)
    crew = Crew(folder, database)
    try:
        yield crew
    finally:
        crew.end()


def wait_for(condition: Callable[[], object], crew: Crew, size: int) -> None:
    """Wait until `condition()` holds, while the supervisor does its work."""
    until = time.monotonic() + MAX_WAIT_SECONDS
    while not condition():
        assert time.monotonic() < until, (crew.folder / "log.txt").read_text()[-5000:]
        crew.keep(size)
        time.sleep(0.05)


@contextmanager
def two_in_mid_site(web: Web, crew: Crew) -> Iterator[dict[str, int]]:
    """Two workers that have a site, with the pages fetched but for the last: worker to site."""
    web.is_open.clear()
    try:
        wait_for(lambda: len(web.waiting.keys() & crew.running.keys()) >= 2, crew, WORKERS)
        yield dict([(name, site) for name, site in list(web.waiting.items()) if name in crew.running][:2])
    finally:
        web.is_open.set()


def query(server: str, statement: str) -> list[tuple[object, ...]]:
    with closing(psycopg.connect(server)) as connection:
        return connection.execute(statement).fetchall()


def count_ended(server: str) -> int:
    try:
        return len(query(server, "SELECT 1 FROM runs WHERE ended_at IS NOT NULL"))
    except (psycopg.OperationalError, psycopg.errors.UndefinedTable):
        return 0


def make_database(url: str) -> str:
    name = f"workers_{next(_names)}"
    subprocess.run(["psql", url.format("postgres"), "-qc", f"CREATE DATABASE {name}"], check=True)
    return url.format(name)


@pytest.mark.crawls
def test_forty_sites_are_crawled_once_whatever_happens_to_workers_and_server(
    tmp_path: Path,
    postgres_server: PostgresServer,  # noqa: F811
) -> None:
    server = make_database(postgres_server.url)
    options = f"&options=-c%20idle_in_transaction_session_timeout%3D{DEAD_AFTER * 1000:.0f}"
    went_on: list[float] = []
    with serving_sites() as web, crew_at_work(tmp_path, web, server + options, SITES) as crew:
        began = time.monotonic()
        wait_for(lambda: len({each.worker for each in tuple(web.asked)}) == WORKERS, crew, WORKERS)
        start_seconds = time.monotonic() - began
        for _ in range(3):
            with two_in_mid_site(web, crew) as victims:
                for name in victims:
                    crew.kill(name)
                died = time.monotonic()
            for site in victims.values():
                wait_for(lambda: web.of_site(site)[-1].worker not in victims, crew, WORKERS)  # noqa: B023
                went_on.append(web.of_site(site)[-1].at - died)
        with two_in_mid_site(web, crew) as frozen:
            for name in frozen:
                crew.signal(name, signal.SIGSTOP)
        for site in frozen.values():
            wait_for(lambda: web.of_site(site)[-1].worker not in frozen, crew, WORKERS + len(frozen))  # noqa: B023
        for name in frozen:
            crew.signal(name, signal.SIGCONT)
        postgres_server.stop()
        postgres_server.start()
        wait_for(lambda: count_ended(server) == SITES, crew, WORKERS)
        crew.keep(WORKERS)
        for process in crew.running.values():
            process.terminate()
        assert {process.wait(MAX_WAIT_SECONDS) for process in crew.running.values()} == {143}
        crew.running.clear()
    print(f"went on after {sorted(map(round, went_on))} s; four workers began within {start_seconds:.0f} s")
    # On a machine that does much else, twice as long as it takes to start a worker.
    assert max(went_on) < max(GOES_ON_WITHIN, 2 * start_seconds)
    check_requests(web, set(frozen))
    check_ledger(server)


def check_requests(web: Web, frozen: set[str]) -> None:
    """No two workers on a site at a time, but for the request that a frozen one had under way."""
    for site in range(SITES):
        workers = [name for name, _ in groupby(each.worker for each in web.of_site(site))]
        returned = [name for at, name in enumerate(workers) if name in workers[:at]]
        assert len(returned) <= len(frozen.intersection(returned)), (site, workers)


def check_ledger(server: str) -> None:
    pages = SITES * (PAGES + 1)
    assert query(server, "SELECT count(*), count(DISTINCT url) FROM urls WHERE kind <> 'list'") == [(pages, pages)]
    assert query(server, "SELECT url, state FROM urls WHERE state <> 'done'") == []
    articles = SITES * PAGES
    assert query(server, "SELECT count(*), count(DISTINCT url) FROM articles WHERE gone_at IS NULL") == [
        (articles,) * 2
    ]
    assert query(server, "SELECT count(*), count(DISTINCT article) FROM revisions") == [(articles, articles)]
    assert query(server, "SELECT count(*), count(ended_at), count(DISTINCT site) FROM runs") == [(SITES,) * 3]
    assert query(server, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'") == [(0,)]


@pytest.mark.crawls
def test_a_worker_that_is_asked_to_stop_hands_its_site_back(tmp_path: Path, postgres: str) -> None:  # noqa: F811
    server = make_database(postgres)
    with serving_sites() as web, crew_at_work(tmp_path, web, server, 1) as crew:
        wait_for(lambda: web.waiting, crew, 1)
        (first,) = crew.running.values()
        first.terminate()
        web.is_open.set()
        assert first.wait(MAX_WAIT_SECONDS) == 143
        assert query(server, "SELECT count(*) FROM sites WHERE due_at > 0") == [(1,)]
        wait_for(lambda: count_ended(server) == 1, crew, 1)
    check_requests(web, set())


COMMANDS: dict[str, Callable[..., subprocess.CompletedProcess[str]]] = {
    "worker": partial(wellread_here, "worker", "sites.toml"),
    "crawl": partial(wellread, "crawl", "sites.toml", "-o", "articles.jsonl", "--changes", "changes.jsonl"),
    "status": partial(wellread_here, "status"),
}


@pytest.fixture(scope="module")
def guarded(postgres_server: PostgresServer) -> str:  # noqa: F811
    """A user who must give a password."""
    postgres_server.demand_password("guarded", "right")
    return "guarded"


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("end", "code", "said"),
    [
        ("//nobody@{host}", 2, "the server knows no such user"),
        ("//guarded:wrong@{host}", 2, "the server refuses the user or the password"),
        ("//{user}@/none?host=/nowhere", 1, "the server cannot be reached"),
        ("//{user}@127.0.0.1:9/none", 1, "the server cannot be reached"),
    ],
    ids=["no such user", "wrong password", "no socket", "no server"],
)
@pytest.mark.usefixtures("guarded")
def test_a_server_that_cannot_be_used_is_one_line_and_a_code(
    tmp_path: Path,
    postgres: str,  # noqa: F811
    command: str,
    end: str,
    code: int,
    said: str,
) -> None:
    user, host = make_database(postgres).removeprefix("postgresql://").split("@", 1)
    (tmp_path / "sites.toml").write_text('[sites.tea]\nurl = "https://tea.example/"\ncontact = "x@example.org"\n')
    database = f"postgresql:{end.format(user=user, host=host)}"
    run = COMMANDS[command](cwd=tmp_path, WELLREAD_DATABASE=database)
    check_refusal(run, tmp_path, code)
    assert said in told(run)
    assert "wrong" not in run.stderr  # the password


def check_refusal(run: subprocess.CompletedProcess[str], folder: Path, code: int) -> None:
    """One line, and nothing done but that a crawl leaves the record of its run."""
    assert (run.returncode, run.stderr.count("\n"), run.stdout) == (code, 1, "")
    left = [path for path in folder.rglob("*") if path.is_file() and path.name != "run.json"]
    assert left == [folder / "sites.toml"]
    assert (folder / "wellread-state").exists() == ("crawl" in run.args)


def test_the_right_password_is_let_in(tmp_path: Path, postgres: str, guarded: str) -> None:  # noqa: F811
    host = make_database(postgres).split("@", 1)[1]
    Ledger(database := f"postgresql://{guarded}:right@{host}").close()
    run = wellread_here("status", cwd=tmp_path, WELLREAD_DATABASE=database)
    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.parametrize("command", COMMANDS)
def test_tables_of_a_later_version_are_one_line_and_a_code(
    tmp_path: Path,
    postgres: str,  # noqa: F811
    command: str,
) -> None:
    server = make_database(postgres)
    Ledger(server).close()
    with closing(psycopg.connect(server, autocommit=True)) as connection:
        connection.execute("UPDATE ledger SET schema_version = 999")
    (tmp_path / "sites.toml").write_text('[sites.tea]\nurl = "https://tea.example/"\ncontact = "x@example.org"\n')
    run = COMMANDS[command](cwd=tmp_path, WELLREAD_DATABASE=server)
    check_refusal(run, tmp_path, 2)
    assert "its tables have version 999" in told(run)
    assert query(server, "SELECT (SELECT count(*) FROM sites), (SELECT schema_version FROM ledger)") == [(0, 999)]


class Failing:
    """Crawls whose state, or whose sites, fail as a list says; then the worker is stopped."""

    def __init__(self, dues: list[tuple[str, ...] | CommandError], outcomes: list[SiteOutcome | CommandError]) -> None:
        self.dues, self.outcomes, self.crawled = iter(dues), iter(outcomes), list[str]()

    def due(self, _limit: int) -> tuple[str, ...]:
        return next_of(self.dues)

    def crawl_site(self, site: str, _budget: float) -> SiteOutcome:
        self.crawled.append(site)
        return next_of(self.outcomes)


def next_of(items: Iterator[Item | CommandError]) -> Item:
    item = next(items, KeyboardInterrupt())
    if isinstance(item, BaseException):
        raise item
    return item


@pytest.fixture
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(worker, "set_up_logging", lambda **_: None)


GONE = CommandError("the server cannot be reached", ExitCode.UNEXPECTED)


@pytest.mark.usefixtures("no_pause")
@pytest.mark.parametrize(
    ("dues", "end"),
    [
        ([GONE], CommandError),
        ([(), *[GONE] * (worker.MAX_ERRORS - 1), ()], KeyboardInterrupt),
        ([(), *[GONE] * worker.MAX_ERRORS], CommandError),
        ([(), CommandError("no such user", ExitCode.USAGE)], CommandError),
    ],
    ids=["at once", "for a while", "for too long", "for a person"],
)
def test_a_database_that_fails_is_asked_again_once_it_has_answered(
    dues: list[tuple[str, ...] | CommandError], end: type[BaseException]
) -> None:
    with pytest.raises(end):
        worker.work(Failing(dues, []), 600)  # type: ignore[arg-type]


@pytest.mark.usefixtures("no_pause")
@pytest.mark.parametrize("outcome", [SiteOutcome.BUSY, SiteOutcome.LOST, CommandError("killed", ExitCode.UNEXPECTED)])
def test_a_site_that_cannot_be_crawled_rests_while_others_have_their_turn(outcome: SiteOutcome | CommandError) -> None:
    crawls = Failing([("tea",), ("tea",), ("tea", "nap")], [outcome, SiteOutcome.DONE])
    with pytest.raises(KeyboardInterrupt):
        worker.work(crawls, 600)  # type: ignore[arg-type]
    assert crawls.crawled == ["tea", "nap"]
