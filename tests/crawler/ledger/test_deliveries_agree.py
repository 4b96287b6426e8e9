"""Whatever happens to a site: the snapshot, the merged feed and `open_state` have the same articles after each run."""

from __future__ import annotations

import hashlib
import json
import random
import runpy
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.crawler.ledger.conftest import Clock
from tests.crawler.ledger.visits import (
    DAY,
    START,
    failed,
    fetched,
    gone,
    links,
    listing,
    moved,
    replaced,
    unchanged,
    url,
    visit_all,
)
from wellread import open_state
from wellread.crawler.commands.deliveries import write_changes, write_snapshot
from wellread.crawler.ledger import ArticleCandidate, DiscoveredLinks, Ledger, Outcome, UrlKind, VisitResult
from wellread.extractors.article import Accounting, Article
from wellread.output.atomic import AtomicFile
from wellread.output.formats.jsonl import JsonLinesWriter
from wellread.output.record import publish
from wellread.output.record_json import encode_record
from wellread.output.schemas import render_schema

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
Rows = dict[str, dict[str, Any]]


@dataclass
class Page:
    """What a page of the blog says: its text, or what it answers in place of an article."""

    text: str = "1"
    answer: VisitResult | None = None


@dataclass
class Blog:
    """A generated blog that its owner changes every night. `template` surrounds the text, `version` reads it."""

    dice: random.Random
    pages: dict[str, Page]
    template: int = 0
    version: int = 0
    events: list[str] = field(default_factory=list)

    def change(self) -> None:
        """Let one night's changes happen."""
        happening: list[Callable[[], None]] = [
            self._edit, self._edit, self._delete, self._redirect, self._bring_back, self._replace, self._redesign,
            self._read_otherwise, self._fall_ill,
        ]  # fmt: skip
        for event in self.dice.sample(happening, self.dice.randrange(4)):  # none is a quiet night
            self.events.append(event.__name__)
            event()

    def visit(self) -> dict[str, VisitResult]:
        """What each page answers tonight."""
        return {name: page.answer or self._show(name, page.text) for name, page in self.pages.items()}

    def _show(self, name: str, text: str) -> VisitResult:
        content = f"{text}/{self.version}"
        read = Article(
            url=url(name), headline=name, article_body=content, accounting=Accounting(0, 0, 0),
            content_hash=hashlib.sha256(f"{name} {content}".encode()).hexdigest(), extractor_version=str(self.version),
        )  # fmt: skip
        record = publish(read, f"<{self.template}>{text}".encode())
        return VisitResult(Outcome.ARTICLE, candidate=ArticleCandidate(url(name), record), response=fetched(text))

    def _some(self, share: float) -> list[str]:
        return self.dice.sample(sorted(self.pages), max(1, int(len(self.pages) * share)))

    def _edit(self) -> None:
        for name in self._some(0.03):
            self.pages[name].text = str(self.dice.randrange(1000))

    def _delete(self) -> None:
        for name in self._some(0.02):
            self.pages[name].answer = gone()

    def _redirect(self) -> None:
        (name,) = self._some(0)
        target = self.dice.choice(["list", f"{name}-moved", "p0"])
        if target == name:
            return
        if target.endswith("moved"):
            self.pages[target] = Page(self.pages[name].text)
        self.pages[name].answer = moved(target)

    def _bring_back(self) -> None:
        for page in self.pages.values():
            if page.answer and self.dice.random() < 0.5:
                page.answer = None

    def _replace(self) -> None:
        (name,) = self._some(0)
        self.pages[name].answer = self.dice.choice([replaced(), failed(), unchanged()])

    def _redesign(self) -> None:
        self.template += 1

    def _read_otherwise(self) -> None:
        self.version += 1

    def _fall_ill(self) -> None:
        for name in self._some(0.4):
            self.pages[name].answer = self.dice.choice([gone(), failed()])


def crawl(ledger: Ledger, blog: Blog) -> None:
    run = ledger.begin_run(START)
    run.frontier.discover(DiscoveredLinks((START,), "start page", UrlKind.START))
    start = VisitResult(Outcome.PAGE, discovered=(links(*blog.pages),), response=fetched("start"))
    visit_all(run, {START: start, "list": listing(), **blog.visit()})


def merge_into_duckdb(file: Path, target: Path) -> Rows:
    runpy.run_path(str(EXAMPLES / "merge_duckdb.py"))["merge"](str(file), str(target))
    with duckdb.connect(str(target)) as connection:
        rows = [json.loads(row) for (row,) in connection.execute("SELECT to_json(articles) FROM articles").fetchall()]
    return {row["articleId"]: row for row in rows}


@dataclass(frozen=True)
class PostgresTable:
    """A database to which the feed is merged with psql."""

    server: str
    folder: Path

    def run(self, *arguments: str | Path, sql: str | None = None) -> str:
        command = ["psql", self.server.format("postgres"), "-qAt", "-v", "ON_ERROR_STOP=1", *arguments]
        return subprocess.run(command, cwd=self.folder, input=sql, check=True, capture_output=True, text=True).stdout

    def merge(self, file: Path) -> Rows:
        if file.name != "changes.jsonl":
            shutil.copy(file, self.folder / "changes.jsonl")
        self.run(sql=render_schema("postgres"))
        self.run("-f", EXAMPLES / "merge_postgres.sql")
        rows = map(json.loads, self.run("-c", "SELECT to_jsonb(articles) FROM articles").splitlines())
        return {row["articleId"]: row for row in rows}


def by_id(lines: list[str]) -> Rows:
    return {row["articleId"]: row for row in map(json.loads, lines)}


def check_agreement(
    state: str | Path, ledger: Ledger, blog: Blog, folder: Path, *tables: Callable[[Path], Rows]
) -> None:
    """Deliver what a run has come to in every way, with a consumer that may die on the way, and compare the rows."""
    snapshot, feed = folder / "articles.jsonl", folder / "feed" / "changes.jsonl"
    feed.parent.mkdir(exist_ok=True)
    with JsonLinesWriter(str(snapshot), keeps_same=True) as writer:
        write_snapshot(ledger, [START], writer)
    expected = by_id(snapshot.read_text(encoding="utf-8").splitlines())
    before = ledger.read_cursor("table")
    with AtomicFile(str(feed)) as file:
        write_changes(ledger, file, consumer="table")
    lines = feed.read_bytes().splitlines(keepends=True)
    if blog.dice.random() < 0.5:  # the consumer dies between two lines, and begins the file again
        half = folder / "feed" / "half.jsonl"
        half.write_bytes(b"".join(lines[: blog.dice.randrange(len(lines))]))
        for merge in tables:
            merge(half)
        feed.write_bytes(b"".join(lines))
    for merge in tables:
        assert merge(feed) == expected, blog.events
    if blog.dice.random() < 0.2:  # the process dies before it has moved the cursor
        ledger.move_cursor("table", before)
    with open_state(state) as opened:
        articles = [encode_record(record).decode() for record in opened.articles()]
        assert by_id(articles) == expected
        merged: Rows = {}
        for change in opened.changes():
            merged.pop(change.article_id, None)
            if change.article_json is not None:
                merged[change.article_id] = json.loads(change.article_json)
        assert merged == expected


def grow(seed: int, pages: int) -> Blog:
    return Blog(random.Random(seed), {f"p{number}": Page() for number in range(pages)})  # noqa: S311  (a test)


def test_snapshot_feed_and_state_agree_after_each_of_some_nights(tmp_path: Path, clock: Clock) -> None:
    blog = grow(seed=1, pages=12)
    with Ledger.in_folder(tmp_path, clock=clock) as ledger:
        for _ in range(5):
            crawl(ledger, blog)
            check_agreement(
                tmp_path, ledger, blog, tmp_path, lambda file: merge_into_duckdb(file, tmp_path / "articles.duckdb")
            )
            blog.change()
            clock.now += 2 * DAY


@pytest.mark.crawls
def test_snapshot_feed_and_state_agree_after_each_of_fifty_nights(
    tmp_path: Path, database: str, postgres: str, clock: Clock
) -> None:
    """Two hundred pages, with SQLite and Postgres as state, and DuckDB and Postgres as consumers."""
    blog = grow(seed=7, pages=200)
    state = tmp_path if database.startswith("sqlite") else database
    table = PostgresTable(postgres, tmp_path / "feed")
    table.folder.mkdir()
    table.run(sql="DROP TABLE IF EXISTS articles, feed")
    with Ledger(database, clock=clock) as ledger:
        for _ in range(50):
            crawl(ledger, blog)
            check_agreement(
                state, ledger, blog, tmp_path, table.merge,
                lambda file: merge_into_duckdb(file, tmp_path / "articles.duckdb"),
            )  # fmt: skip
            blog.change()
            clock.now += blog.dice.randrange(1, 4) * DAY
    assert len(set(blog.events)) == 8  # everything has happened
