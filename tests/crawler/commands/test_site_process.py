"""Sites that are crawled one by one, by several processes on one server: never by two at a time, never in vain."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import closing
from itertools import count
from pathlib import Path

import psycopg
import pytest

from tests.cli.command import CONTACT, crawl, environment, told, wellread
from tests.crawler.ledger.conftest import postgres, postgres_server  # noqa: F401  (fixtures)
from tests.crawler.loopback import Site, StubResponse, article, listing, serving, text
from wellread import Crawls, SiteOutcome
from wellread.crawler.ledger import Ledger
from wellread.crawler.runs.exit_status import CommandError

PAGES = 6
_names = count()
# The command, with a shorter time until a crawl without a sign of life counts as dead.
_IMPATIENT = (
    "import sys; from wellread.crawler.ledger import site_lock; site_lock.DEAD_AFTER_SECONDS = 1.0; "
    "from wellread.crawler.cli import main; main()"
)


@pytest.fixture
def server(postgres: str) -> str:  # noqa: F811
    """The URL of an empty database."""
    name = f"crawls_{next(_names)}"
    subprocess.run(["psql", postgres.format("postgres"), "-qc", f"CREATE DATABASE {name}"], check=True)
    return postgres.format(name)


def publish(site: Site, *, wait: threading.Event | None = None) -> Site:
    """A blog whose last article answers only after `wait`."""
    names = [f"/blog/{number}" for number in range(PAGES)]
    site.pages |= {"/blog": listing(*names)} | {name: article(f"Tea {name}") for name in names}
    if wait:
        site.pages[names[-1]] = StubResponse(site.pages[names[-1]].body, wait=wait)
    return site


def write_sites(folder: Path, *sites: Site) -> Path:
    path = folder / "sites.toml"
    blocks = [f'[sites.{number}]\nurl = "{site.base}/blog"\n' for number, site in enumerate(sites)]
    path.write_text("\n".join(blocks))
    return path


def count_articles(server: str) -> int:
    with closing(psycopg.connect(server)) as connection:
        row = connection.execute("SELECT count(*) FROM articles").fetchone()
    return row[0] if row else 0


def test_sites_that_are_due_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "sites.toml").write_text(
        '[sites.tea]\nurl = "https://tea.example/"\n[sites.nap]\nurl = "https://nap.example/"\n'
    )
    crawls = Crawls(tmp_path / "sites.toml", tmp_path / "state", contact=CONTACT)
    assert crawls.due(9) == ("tea", "nap")
    assert crawls.due(1) == ("tea",)
    with pytest.raises(CommandError, match="no such site"):
        crawls.crawl_site("coffee", 1)


@pytest.mark.crawls
def test_a_site_is_crawled_within_its_budget_and_goes_on_where_it_was(
    tmp_path: Path, site: Site, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WELLREAD_DATABASE", server)
    publish(site)
    site.pages["/robots.txt"] = text("User-agent: *\nCrawl-delay: 1")
    crawls = Crawls(write_sites(tmp_path, site), tmp_path / "state", contact=CONTACT, allow_private=True)
    assert crawls.crawl_site("0", 0.1) is SiteOutcome.MORE
    assert crawls.due(9) == ("0",)
    while (outcome := crawls.crawl_site("0", 250)) is SiteOutcome.MORE:
        pass
    assert outcome is SiteOutcome.DONE
    assert crawls.due(9) == ()
    assert count_articles(server) == PAGES
    assert len(list((tmp_path / "state" / "archive").iterdir())) == 1


@pytest.mark.crawls
def test_runs_over_different_sites_work_side_by_side_and_over_the_same_not(
    tmp_path: Path, site: Site, server: str
) -> None:
    publish(site)
    options = ("--contact", CONTACT, "--allow-private")
    with Ledger(server) as ledger:
        ledger.lock_schema()
        run = ledger.begin_run("https://busy.example/blog")
        side = wellread("crawl", f"{site.base}/blog", *options, cwd=tmp_path, WELLREAD_DATABASE=server)
        assert side.returncode == 0, side.stderr
        run.check_lock()
        same = wellread("crawl", "https://busy.example/blog", *options, cwd=tmp_path, WELLREAD_DATABASE=server)
        assert (same.returncode, told(same)) == (
            75,
            "Error: https://busy.example/blog: another run is crawling this site; wait for its end",
        )
        run.check_lock()
        status = wellread("status", cwd=tmp_path, WELLREAD_DATABASE=server)
        assert "1 of 2 sites are being crawled\n" in status.stdout
        assert f"busy.example/blog: process {os.getpid()} on {socket.gethostname()} has it" in status.stdout
    assert count_articles(server) == PAGES


@pytest.mark.crawls
def test_a_crawl_that_was_frozen_and_taken_over_stops_without_writing(tmp_path: Path, server: str) -> None:
    wait = threading.Event()
    variables = environment(WELLREAD_DATABASE=server)
    with serving() as site:
        publish(site, wait=wait)
        arguments = ["crawl", f"{site.base}/blog", "--contact", CONTACT, "--allow-private", "-o"]
        frozen = subprocess.Popen(
            [sys.executable, "-m", "wellread", *arguments, "frozen.jsonl"], cwd=tmp_path, env=variables,
            start_new_session=True, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        site.wait_until_asked(f"/blog/{PAGES - 1}")
        os.killpg(frozen.pid, signal.SIGSTOP)
        wait.set()
        second = subprocess.run(
            [sys.executable, "-c", _IMPATIENT, *arguments, "second.jsonl"], cwd=tmp_path, env=variables,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        while second.returncode == 75:
            second = subprocess.run(
                [sys.executable, "-c", _IMPATIENT, *arguments, "second.jsonl"], cwd=tmp_path, env=variables,
                capture_output=True, text=True, check=False,
            )  # fmt: skip
        assert second.returncode == 0, second.stderr
        asked = len(site.asked)
        os.killpg(frozen.pid, signal.SIGCONT)
        _, error = frozen.communicate()
        assert len(site.asked) == asked
    assert frozen.returncode == 75
    assert error.splitlines()[-1].endswith("another crawl has taken this site over; what it finds counts")
    assert not (tmp_path / "frozen.jsonl").exists()
    assert len((tmp_path / "second.jsonl").read_text().splitlines()) == PAGES
    assert count_articles(server) == PAGES


@pytest.mark.crawls
def test_a_server_that_cannot_be_reached_is_one_line_and_nothing_is_done(tmp_path: Path, site: Site) -> None:
    publish(site)
    run = wellread(
        "crawl", f"{site.base}/blog", "--contact", CONTACT, "--allow-private", cwd=tmp_path,
        WELLREAD_DATABASE="postgresql://nobody@127.0.0.1:1/none",
    )  # fmt: skip
    assert run.returncode == 1
    assert told(run).endswith("the server cannot be reached")
    assert site.asked == []


@pytest.mark.crawls
def test_an_old_archive_goes_on_in_the_folder_of_the_site(tmp_path: Path, site: Site) -> None:
    publish(site)
    assert crawl(f"{site.base}/blog", cwd=tmp_path).returncode == 0
    (folder,) = (tmp_path / "wellread-state" / "archive").iterdir()
    (file,) = folder.iterdir()
    file.rename(folder.parent / file.name)  # where older versions have written it
    folder.rmdir()
    site.pages["/blog/0"] = article("Tea and biscuits")
    assert crawl(f"{site.base}/blog", "--max-pages", "1", cwd=tmp_path).returncode == 0
    assert len(list(folder.iterdir())) == 1
    run = wellread("extract", "wellread-state/archive", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert len(run.stdout.splitlines()) == PAGES
