"""A second crawl asks for what may have changed, transfers next to nothing, and says what is new, changed and gone."""

from __future__ import annotations

import gzip
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from tests.cli.command import CONTACT, changed_records, crawl, environment, records, told, wellread
from tests.crawler.loopback import MAX_WAIT_SECONDS, Site, StubResponse, article, listing, redirect, tagged, text
from wellread.crawler.ledger import Ledger

pytestmark = pytest.mark.crawls

Json = dict[str, object]
TIMES = {
    "urls": ("found_at", "visited_at", "read_at", "next_visit"),
    "runs": ("started_at", "ended_at"),
    "fetches": ("at",),
    "revisions": ("at",),
    "articles": ("found_at", "gone_at"),
    "missing": ("since",),
}


def blog(site: Site, **titles: str) -> None:
    """A start page with an article for each title."""
    site.pages |= {f"/blog/{slug}": tagged(article(title)) for slug, title in titles.items()}
    site.pages["/blog"] = tagged(listing(*(f"/blog/{slug}" for slug in titles)))


def nightly(site: Site, tmp_path: Path) -> dict[str, Json]:
    """Crawl once more; what the run has added or changed, by path."""
    site.asked.clear()
    site.responded.clear()
    run = crawl(f"{site.base}/blog", "-o", "tonight.jsonl", "--changes", "changes.jsonl", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    return by_path(site, changed_records((tmp_path / "changes.jsonl").read_text()))


def exported(site: Site, tmp_path: Path, *options: str) -> dict[str, Json]:
    run = wellread("export", *options, cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    return by_path(site, run.stdout)


def by_path(site: Site, lines: str) -> dict[str, Json]:
    found = records(lines)
    paths = [str(record["url"]).removeprefix(site.base) for record in found]
    assert len(set(paths)) == len(paths)
    return dict(zip(paths, found, strict=True))


def pass_days(tmp_path: Path, days: float) -> None:
    """Make everything that the ledger knows that much older."""
    with sqlite3.connect(tmp_path / "wellread-state" / "state.sqlite3") as database:
        for table, columns in TIMES.items():
            older = ", ".join(f"{column} = {column} - {days * 86_400}" for column in columns)
            database.execute(f"UPDATE {table} SET {older}")  # noqa: S608


def test_an_unchanged_site_is_asked_little_and_sends_nothing(tmp_path: Path, site: Site) -> None:
    blog(site, a="Article A", b="Article B")
    assert sorted(nightly(site, tmp_path)) == ["/blog/a", "/blog/b"]
    assert nightly(site, tmp_path) == {}
    assert site.responded == [("/robots.txt", 404), ("/blog", 304)]
    pass_days(tmp_path, 1)
    assert nightly(site, tmp_path) == {}
    pages = {path: status for path, status in site.responded if path.startswith("/blog")}
    assert pages == {"/blog": 304, "/blog/a": 304, "/blog/b": 304}
    assert sorted(exported(site, tmp_path)) == ["/blog/a", "/blog/b"]


def test_new_and_changed_articles_are_all_that_a_run_writes(tmp_path: Path, site: Site) -> None:
    blog(site, a="Article A", b="Article B")
    first = nightly(site, tmp_path)
    pass_days(tmp_path, 1)
    blog(site, a="Article A", b="Article B, revised", c="Article C")
    second = nightly(site, tmp_path)
    assert {path: record["headline"] for path, record in second.items()} == {
        "/blog/b": "Article B, revised",
        "/blog/c": "Article C",
    }
    before, after = first["/blog/b"], second["/blog/b"]
    assert before["articleId"] == after["articleId"]
    assert before["revisionId"] != after["revisionId"]
    assert exported(site, tmp_path) == {"/blog/a": first["/blog/a"], **second}


def test_a_page_that_differs_only_around_its_article_has_not_changed(tmp_path: Path, site: Site) -> None:
    site.pages |= {"/blog": listing("/blog/a"), "/blog/a": article("Article A", "/blog")}
    nightly(site, tmp_path)
    pass_days(tmp_path, 1)
    site.pages["/blog/a"] = article("Article A", "/blog", "/blog-category/news")
    assert nightly(site, tmp_path) == {}
    assert "/blog/a" in site.asked


def test_an_article_that_vanishes_leaves_the_export_and_is_kept(tmp_path: Path, site: Site) -> None:
    blog(site, a="Article A", b="Article B")
    nightly(site, tmp_path)
    pass_days(tmp_path, 1)
    del site.pages["/blog/b"]
    assert nightly(site, tmp_path) == {}
    assert sorted(exported(site, tmp_path)) == ["/blog/a"]
    assert sorted(exported(site, tmp_path, "--gone")) == ["/blog/a", "/blog/b"]


def test_what_stands_in_place_of_an_article_is_told_and_overwrites_nothing(tmp_path: Path, site: Site) -> None:
    """Three of four articles are replaced at once, and come back."""
    instead = {
        "a list": StubResponse(
            "".join(f'<h2><a href="/{n}">Another article, number {n}</a></h2>' for n in "123").encode()
        ),
        "a page without one": StubResponse(b"<html><h1>Not found</h1><p>Nothing to see here.</p></html>"),
        "something that is not HTML": text("gone"),
    }
    blog(site, a="Article A", b="Article B", c="Article C", d="Article D")
    pages = dict(site.pages)
    before = nightly(site, tmp_path)
    site.pages |= {f"/blog/{slug}": answer for slug, answer in zip("abc", instead.values(), strict=True)}
    for code, standing in ((3, "abcd"), (3, "abcd"), (3, "abcd"), (3, "d"), (0, "d")):
        pass_days(tmp_path, 3)
        run = crawl(f"{site.base}/blog", "-o", "tonight.jsonl", cwd=tmp_path)
        assert run.returncode == code, run.stderr
        assert code == 0 or " replaced=3 " in run.stderr
        for slug, what in zip("abc", instead, strict=True):
            assert code == 0 or f'url={site.base}/blog/{slug} reason="{what} in place of its article"' in run.stderr
        assert exported(site, tmp_path) == {f"/blog/{slug}": before[f"/blog/{slug}"] for slug in standing}
    pass_days(tmp_path, 9)
    site.pages |= pages
    assert nightly(site, tmp_path) == {path: before[path] for path in ("/blog/a", "/blog/b", "/blog/c")}
    assert exported(site, tmp_path) == before


def test_a_part_of_an_article_is_no_new_state_of_it(tmp_path: Path, site: Site) -> None:
    """The archive of such nights says the same."""
    blog(site, a="Article A", b="Article B")
    before = nightly(site, tmp_path)
    whole = article("Article A, revised").body
    site.pages |= {
        "/blog/a": StubResponse(whole[: len(whole) // 2], status=206, headers={"Content-Range": "bytes 0-999/2000"}),
        "/blog/b": StubResponse(gzip.compress(whole)[:-200], headers={"Content-Encoding": "gzip"}),
    }
    for _ in range(2):
        pass_days(tmp_path, 3)
        run = crawl(f"{site.base}/blog", "-o", "tonight.jsonl", cwd=tmp_path)
        assert run.returncode == 0, run.stderr
        assert " failed=2 " in run.stderr
    assert exported(site, tmp_path) == before
    again = wellread("extract", "wellread-state/archive", cwd=tmp_path)
    assert f"{site.base}/blog/b: its body cannot be unpacked\n" in again.stderr
    assert by_path(site, again.stdout) == before


def test_a_validator_that_no_server_would_take_back_is_not_sent(tmp_path: Path, site: Site) -> None:
    blog(site, a="Article A")
    site.pages["/blog/a"] = replace(article("Article A"), headers={"ETag": f'"{"x" * 10_000}"'})
    nightly(site, tmp_path)
    pass_days(tmp_path, 1)
    assert nightly(site, tmp_path) == {}
    assert ("/blog/a", 200) in site.responded


def test_an_article_that_moves_to_the_start_page_is_gone(tmp_path: Path, site: Site) -> None:
    blog(site, a="Article A", b="Article B")
    nightly(site, tmp_path)
    pass_days(tmp_path, 1)
    site.pages["/blog/a"] = redirect("/blog")
    assert nightly(site, tmp_path) == {}
    assert sorted(exported(site, tmp_path)) == ["/blog/b"]


def test_an_article_that_moves_keeps_its_name(tmp_path: Path, site: Site) -> None:
    blog(site, a="Article A")
    first = nightly(site, tmp_path)
    pass_days(tmp_path, 1)
    site.pages |= {"/blog/a": redirect("/blog/a-renamed"), "/blog/a-renamed": article("Article A, renamed")}
    second = nightly(site, tmp_path)
    assert second["/blog/a-renamed"]["articleId"] == first["/blog/a"]["articleId"]
    assert list(exported(site, tmp_path)) == ["/blog/a-renamed"]


@pytest.mark.parametrize(
    ("answer", "code"),
    [(StubResponse(status=403), 4), (StubResponse(status=404), 3), (StubResponse(b"", status=500), 4)],
    ids=["403", "404", "500"],
)
def test_a_site_that_shuts_its_door_takes_nothing_with_it(
    tmp_path: Path, site: Site, answer: StubResponse, code: int
) -> None:
    blog(site, a="Article A")
    first = nightly(site, tmp_path)
    pass_days(tmp_path, 1)
    site.pages |= {"/blog": answer, "/blog/a": answer}
    run = crawl(f"{site.base}/blog", "-o", "tonight.jsonl", cwd=tmp_path)
    assert run.returncode == code
    assert (f"Error: {site.base}/blog: {answer.status} " if code == 4 else "1 of 1 articles have vanished") in told(run)
    assert exported(site, tmp_path) == first


def test_a_start_page_that_moves_is_followed(tmp_path: Path, site: Site) -> None:
    site.pages |= {"/old": redirect("/blog"), "/blog": listing("/blog/a"), "/blog/a": article("Article A")}
    for written in (1, 0):
        run = crawl(f"{site.base}/old", cwd=tmp_path)
        assert run.returncode == 0, run.stderr
        assert f" new={written} changed=0 " in run.stderr
        assert len(records((tmp_path / "articles.jsonl").read_text())) == 1


# -- runs that are cut short


def begin(site: Site, tmp_path: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "wellread", "crawl", f"{site.base}/blog", "--contact", CONTACT]
    return subprocess.Popen(
        [*command, "--allow-private", "-o", "tonight.jsonl"],
        cwd=tmp_path, env=environment(), stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_run_that_goes_on_after_its_death_is_the_same_run(tmp_path: Path, site: Site, number: signal.Signals) -> None:
    blog(site, **{f"page-{at:02}": f"Article {at}" for at in range(12)})
    gate = Event()
    site.pages["/blog/page-06"] = StubResponse(wait=gate, status=503)
    with begin(site, tmp_path) as process:
        site.wait_until_asked("/blog/page-06")
        os.killpg(process.pid, number)
        gate.set()
        process.wait(timeout=MAX_WAIT_SECONDS)
    site.pages["/blog/page-06"] = article("Article 6")
    assert len(nightly(site, tmp_path)) == 12
    extracted = wellread("extract", "wellread-state/archive", cwd=tmp_path)
    assert sorted(extracted.stdout.splitlines()) == sorted((tmp_path / "tonight.jsonl").read_text().splitlines())
    assert site.asked.count("/blog/page-06") == 1
    assert len(exported(site, tmp_path)) == 12
    assert nightly(site, tmp_path) == {}


def test_what_waited_until_its_directory_was_believed_survives_the_death_of_the_process(
    tmp_path: Path, site: Site
) -> None:
    """The sitemap names six stories beside the blog, and the list of the blog only three of them."""
    gate = Event()
    stories = [f"/stories/number-{number}" for number in range(6)]
    site.pages |= {
        "/blog": listing(*stories[:3]),
        "/sitemap.xml": text("\n".join(f"{site.base}{path}" for path in stories)),
        **{path: StubResponse(wait=gate, status=503) for path in stories},
    }
    with begin(site, tmp_path) as process:
        site.wait_until_asked(stories[0])
        os.killpg(process.pid, signal.SIGKILL)
        gate.set()
    assert "/sitemap.xml" in site.asked
    site.pages |= {path: article(path.replace("-", " ")) for path in stories}
    assert sorted(nightly(site, tmp_path)) == stories
    assert "/sitemap.xml" not in site.asked


def test_where_articles_lie_is_not_forgotten_when_the_start_page_changes(tmp_path: Path, site: Site) -> None:
    stories = {f"/stories/number-{number}": article(f"Story {number}") for number in range(4)}
    site.pages |= {"/blog": tagged(listing(*stories)), **{path: tagged(page) for path, page in stories.items()}}
    assert len(nightly(site, tmp_path)) == 4
    site.pages |= {
        "/blog": listing("/blog/news"),
        "/sitemap.xml": text(f"{site.base}/stories/number-9"),
        "/stories/number-9": article("Story 9"),
    }
    pass_days(tmp_path, 1)
    assert list(nightly(site, tmp_path)) == ["/stories/number-9"]


def test_a_full_disk_stops_the_crawl_and_costs_nothing(tmp_path: Path, site: Site) -> None:
    blog(site, **{f"page-{at:02}": f"Article {at}" for at in range(12)})
    command = [sys.executable, "-m", "wellread", "crawl", f"{site.base}/blog", "--contact", CONTACT]
    limit = 220 * 1024  # bytes in one file: enough for the empty tables, not for all the articles
    run = subprocess.run(
        [*command, "--allow-private", "-o", "tonight.jsonl"],
        cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False, timeout=MAX_WAIT_SECONDS,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )  # fmt: skip
    assert run.returncode == 1
    assert "state.sqlite3: " in told(run)
    assert "run it again" in told(run)
    assert not (tmp_path / "tonight.jsonl").exists()
    assert len(nightly(site, tmp_path)) == 12


# -- a state that cannot be used


def test_a_state_that_is_no_database(tmp_path: Path, site: Site) -> None:
    state = tmp_path / "wellread-state"
    state.mkdir()
    (state / "state.sqlite3").write_bytes(b"not a database, but long enough to be taken for one" * 50)
    run = crawl(f"{site.base}/blog", cwd=tmp_path)
    assert run.returncode == 2
    assert "damaged or no database at all" in told(run)
    assert site.asked == []


def test_a_state_of_another_version(tmp_path: Path, site: Site) -> None:
    blog(site, a="Article A")
    nightly(site, tmp_path)
    with sqlite3.connect(tmp_path / "wellread-state" / "state.sqlite3") as database:
        database.execute("UPDATE ledger SET schema_version = 99")
    for run in (crawl(f"{site.base}/blog", cwd=tmp_path), wellread("export", cwd=tmp_path)):
        assert run.returncode == 2
        assert "version 99" in told(run)


def test_a_state_folder_that_cannot_be_made(tmp_path: Path, site: Site) -> None:
    (tmp_path / "file").write_text("")
    run = crawl(f"{site.base}/blog", "--state", "file/state", cwd=tmp_path)
    assert run.returncode == 2
    assert told(run) == "Error: cannot write file/state: Not a directory"


def test_an_export_without_a_state(tmp_path: Path) -> None:
    run = wellread("export", "--state", "nowhere", "-o", "all.jsonl", cwd=tmp_path)
    assert run.returncode == 2
    assert told(run).startswith("Error: nowhere: there is no state.sqlite3 here")
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("loss", ["deleted", "emptied", "replaced by an empty one"])
def test_traces_of_runs_without_their_database_are_not_crawled_anew(tmp_path: Path, site: Site, loss: str) -> None:
    blog(site, a="Article A")
    nightly(site, tmp_path)
    output = (tmp_path / "tonight.jsonl").read_bytes()
    database = tmp_path / "wellread-state" / "state.sqlite3"
    database.unlink()
    if loss == "emptied":
        database.touch()
    elif loss == "replaced by an empty one":
        Ledger.in_folder(database.parent).close()
    site.asked.clear()
    run = crawl(f"{site.base}/blog", "-o", "tonight.jsonl", cwd=tmp_path)
    assert run.returncode == 2, run.stderr
    assert "restore the database from a copy, or name another --state" in told(run)
    assert site.asked == []
    assert (tmp_path / "tonight.jsonl").read_bytes() == output


def test_a_state_that_vanishes_during_a_run_is_no_success(tmp_path: Path, site: Site) -> None:
    gate = Event()
    blog(site, a="Article A", b="Article B")
    site.pages["/blog/b"] = replace(site.pages["/blog/b"], wait=gate)
    with begin(site, tmp_path) as process:
        site.wait_until_asked("/blog/b")
        shutil.rmtree(tmp_path / "wellread-state")
        gate.set()
        assert process.stderr
        told = process.stderr.read()
    assert process.returncode == 1, told
    assert "removed or replaced while the run was under way" in told
    assert not (tmp_path / "tonight.jsonl").exists()


def test_archive_files_that_are_gone_are_told_once(tmp_path: Path, site: Site) -> None:
    blog(site, a="Article A")
    nightly(site, tmp_path)
    shutil.rmtree(tmp_path / "wellread-state" / "archive")
    run = crawl(f"{site.base}/blog", "-o", "tonight.jsonl", cwd=tmp_path)
    assert run.returncode == 3, run.stderr
    assert "archive files that hold pages of current articles are gone: wellread-" in told(run)
    assert nightly(site, tmp_path) == {}


def test_a_start_page_that_is_empty_is_told(tmp_path: Path, site: Site) -> None:
    blog(site, a="Article A", b="Article B", c="Article C")
    before = nightly(site, tmp_path)
    pass_days(tmp_path, 1)
    del site.pages["/blog/a"]
    site.pages["/blog"] = StubResponse(b"<html><title>Blog</title><body></body></html>")
    run = crawl(f"{site.base}/blog", "-o", "tonight.jsonl", cwd=tmp_path)
    assert run.returncode == 3, run.stderr
    assert "the start page names no page of the site any more" in run.stderr
    assert exported(site, tmp_path) == before


def test_an_export_says_what_it_wrote(tmp_path: Path, site: Site) -> None:
    blog(site, b="Article B", a="Article A")
    nightly(site, tmp_path)
    run = wellread("export", "--format", "jsonl", "-o", "all.jsonl", cwd=tmp_path)
    assert (run.returncode, run.stderr) == (0, "2 articles, written to all.jsonl\n")
    assert list(by_path(site, (tmp_path / "all.jsonl").read_text())) == ["/blog/a", "/blog/b"]
