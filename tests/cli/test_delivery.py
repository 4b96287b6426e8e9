"""The output of a run is all that is current, and its changes are all that is new, whatever ended a run before."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest

from tests.cli.command import CONTACT, crawl, environment, records, told, wellread
from tests.cli.test_runs import make_due
from tests.crawler.loopback import Site, StubResponse, article, listing
from wellread.crawler.runs.record import read_run

pytestmark = pytest.mark.crawls


def headlines(path: Path) -> list[str]:
    return sorted(str(record["headline"]) for record in records(path.read_text()))


def ended_runs(state: Path) -> int:
    """How many sites have been crawled to their end."""
    if not (state / "state.sqlite3").exists():
        return 0
    with closing(sqlite3.connect(state / "state.sqlite3")) as database:
        try:
            (count,) = database.execute("SELECT count(*) FROM runs WHERE ended_at IS NOT NULL").fetchone()
        except sqlite3.OperationalError:  # the tables are being made
            return 0
        return int(count)


def test_a_site_that_had_ended_when_the_run_was_killed_is_in_the_next_output(tmp_path: Path, site: Site) -> None:
    slow = Event()
    site.pages |= {"/tea": listing("/tea/green"), "/tea/green": article("Green tea")}
    site.pages |= {"/nap": listing("/nap/noon"), "/nap/noon": StubResponse(article("A nap at noon").body, wait=slow)}
    sites = (f"{site.base}/tea", f"{site.base}/nap")
    options = ("--contact", CONTACT, "--allow-private")
    command = [sys.executable, "-m", "wellread", "crawl", *sites, *options]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment(), stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        while process.poll() is None and not ended_runs(tmp_path / "wellread-state"):
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGKILL)
    slow.set()
    assert not (tmp_path / "articles.jsonl").exists()
    assert wellread("crawl", *sites, *options, cwd=tmp_path).returncode == 0
    assert headlines(tmp_path / "articles.jsonl") == ["A nap at noon", "Green tea"]
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_what_an_output_could_not_take_is_in_the_next(tmp_path: Path, site: Site) -> None:
    site.pages |= {"/blog": listing("/blog/tea"), "/blog/tea": article("Tea at night")}
    assert crawl(f"{site.base}/blog", "-o", "/dev/full", cwd=tmp_path).returncode == 1
    assert crawl(f"{site.base}/blog", cwd=tmp_path).returncode == 0
    assert headlines(tmp_path / "articles.jsonl") == ["Tea at night"]


def test_a_reader_that_leaves_early_is_no_error_and_nothing_is_lost(tmp_path: Path, site: Site) -> None:
    names = [f"/blog/{number}" for number in range(12)]
    site.pages |= {"/blog": listing(*names), **{name: article(f"Article {name}") for name in names}}
    options = ("--contact", CONTACT, "--allow-private", "-o", "-")
    command = [sys.executable, "-m", "wellread", "crawl", f"{site.base}/blog", *options]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=tmp_path, env=environment(), stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        said = process.stderr.read()
    assert process.returncode == 0, said
    assert said.splitlines()[-1] == "standard output was closed before all articles were written"
    (path,) = (tmp_path / "wellread-state" / "runs").glob("*/run.json")
    run = read_run(path)
    assert run
    assert (run.exit_code, run.written) == (0, 0)
    assert crawl(f"{site.base}/blog", cwd=tmp_path).returncode == 0
    assert len(headlines(tmp_path / "articles.jsonl")) == len(names)


def test_while_a_site_fails_the_articles_of_the_others_are_current(tmp_path: Path, site: Site) -> None:
    site.pages |= {"/tea": listing("/tea/green"), "/tea/green": article("Green tea")}
    sites = (f"{site.base}/tea", f"{site.base}/nap")
    for code, expected in ((4, ["Green tea"]), (0, ["A nap at noon", "Green tea"])):
        if code == 0:
            site.pages |= {"/nap": listing("/nap/noon"), "/nap/noon": article("A nap at noon")}
        run = wellread("crawl", *sites, "--contact", CONTACT, "--allow-private", cwd=tmp_path)
        assert run.returncode == code
        assert headlines(tmp_path / "articles.jsonl") == expected
    one = wellread("crawl", sites[0], "--contact", CONTACT, "--allow-private", "-o", "tea.jsonl", cwd=tmp_path)
    assert one.returncode == 0
    assert headlines(tmp_path / "tea.jsonl") == ["Green tea"]


def read_feed(path: Path) -> list[tuple[str, str | None]]:
    return [(line["op"], line["change"]) for line in map(json.loads, path.read_text().splitlines())]


def test_a_run_writes_its_changes_and_none_that_cannot_be_trusted(tmp_path: Path, site: Site) -> None:
    def run(code: int, *changes: tuple[str, str | None]) -> None:
        if (tmp_path / "wellread-state").exists():
            make_due(tmp_path)
        assert crawl(f"{site.base}/blog", "--changes", "changes.jsonl", cwd=tmp_path).returncode == code
        assert read_feed(tmp_path / "changes.jsonl") == [*changes, ("cursor", None)]

    names = [f"/blog/{number}" for number in range(10)]
    site.pages |= {"/blog": listing(*names), **{name: article(f"Article {name}") for name in names}}
    run(0, *[("upsert", "new")] * 10)
    run(0)
    site.pages |= {names[0]: article("Another"), names[1]: StubResponse(status=404)}
    run(0, ("upsert", "changed"), ("delete", "gone"))
    snapshot = (tmp_path / "articles.jsonl").read_bytes()
    pages = dict(site.pages)
    site.pages |= dict.fromkeys(names[5:], StubResponse(status=404)) | {names[2]: article("A sick one")}
    run(3, ("upsert", "changed"), ("delete", "gone"))  # the file of the last run that could be trusted
    assert (tmp_path / "articles.jsonl").read_bytes() == snapshot
    site.pages |= pages | {names[2]: article("A sick one")}
    run(0, ("upsert", "changed"))
    assert "A sick one" in headlines(tmp_path / "articles.jsonl")


def test_changes_that_were_not_loaded_are_in_the_next_file_of_a_run(tmp_path: Path, site: Site) -> None:
    def run(*changes: tuple[str, str | None]) -> None:
        options = ("--changes", "changes.jsonl", "--repeat-unloaded")
        assert crawl(f"{site.base}/blog", *options, cwd=tmp_path).returncode == 0
        assert read_feed(tmp_path / "changes.jsonl") == [*changes, ("cursor", None)]
        make_due(tmp_path)

    site.pages |= {"/blog": listing("/blog/tea"), "/blog/tea": article("Tea at night")}
    run(("upsert", "new"))
    site.pages |= {"/blog/tea": article("Tea at noon")}
    run(("upsert", "new"), ("upsert", "changed"))
    (tmp_path / "changes.jsonl").unlink()  # loaded
    run()


def test_a_file_that_cannot_be_repeated_is_known_before_the_site_is_asked(tmp_path: Path, site: Site) -> None:
    (tmp_path / "changes.jsonl").write_text("mine")
    for options, problem in (
        (("--changes", "changes.jsonl", "--repeat-unloaded"), "is no file of changes"),
        (("--repeat-unloaded",), "is for the file of --changes"),
    ):
        run = crawl(f"{site.base}/blog", *options, cwd=tmp_path)
        assert (run.returncode, problem in told(run)) == (2, True)
    assert (site.asked, (tmp_path / "changes.jsonl").read_text()) == ([], "mine")


@pytest.mark.parametrize("target", ["missing/wellread.prom", ".", "pipe"])
def test_metrics_that_cannot_be_written_are_known_before_the_site_is_asked(
    tmp_path: Path, site: Site, target: str
) -> None:
    os.mkfifo(tmp_path / "pipe")
    run = crawl(f"{site.base}/blog", "--metrics", target, cwd=tmp_path)
    assert run.returncode == 2
    assert told(run).startswith(f"Error: cannot write {target}: ")
    assert site.asked == []


@pytest.mark.parametrize("name", ["metrics.txt", "prom", "wellread.prom.gz"])
def test_metrics_that_the_collector_would_not_read_are_refused(tmp_path: Path, site: Site, name: str) -> None:
    run = crawl(f"{site.base}/blog", "--metrics", name, cwd=tmp_path)
    assert run.returncode == 2
    assert "reads only files that end in .prom" in told(run)
    assert site.asked == []
    assert not (tmp_path / name).exists()
