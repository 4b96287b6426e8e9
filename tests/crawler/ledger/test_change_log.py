"""Every change of an article is in the feed, in its order; whoever loads the feed has the current articles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import msgspec
import pytest

from tests.crawler.ledger.conftest import Clock
from tests.crawler.ledger.visits import (
    DAY,
    START,
    article,
    crawl,
    fetched,
    gone,
    links,
    listing,
    merge,
    moved,
    read_changes,
    replaced,
    unchanged,
    url,
    visit_all,
)
from wellread.crawler.ledger import Change, DiscoveredLinks, Ledger, Outcome, UrlKind, VisitResult
from wellread.output.changes import ArticleChange
from wellread.output.record_json import decode_record

NAMES = tuple("abcdefgh")
HEALTHY = {name: article(name, name, headline=name) for name in NAMES}
START_PAGE = VisitResult(Outcome.PAGE, discovered=(links(*NAMES),), response=fetched("start"))


@pytest.fixture
def crawled(ledger: Ledger, clock: Clock) -> Ledger:
    """A ledger after a first night."""
    night(ledger, clock, HEALTHY)
    return ledger


def night(ledger: Ledger, clock: Clock, site: Mapping[str, VisitResult]) -> list[ArticleChange]:
    """One crawl, two days after the last; what it has added to the feed. The feed always gives the current articles."""
    before = ledger.articles.find_last_sequence()
    clock.now += 2 * DAY
    run = ledger.begin_run(START)
    run.frontier.discover(DiscoveredLinks((START,), "start page", UrlKind.START))
    visit_all(run, {START: START_PAGE, **site})
    current = [decode_record(line) for line in ledger.articles.iter_current()]
    assert {name: decode_record(line) for name, line in merge(read_changes(ledger)).items()} == {
        record.article_id: record for record in current
    }
    return read_changes(ledger, before)


def told(changes: list[ArticleChange]) -> list[tuple[str, str]]:
    return [(change.op, str(change.change)) for change in changes]


def test_a_first_run_is_all_new(ledger: Ledger, clock: Clock) -> None:
    changes = night(ledger, clock, HEALTHY)
    assert told(changes) == [("upsert", "new")] * len(NAMES)
    assert [change.sequence for change in changes] == [*range(1, len(NAMES) + 1)]
    assert {change.fields for change in changes} == {()}
    assert changes[0].changed_at == "2023-11-16T22:13:20Z"


def test_a_quiet_night_adds_nothing(crawled: Ledger, clock: Clock) -> None:
    assert night(crawled, clock, HEALTHY) == []
    assert night(crawled, clock, dict.fromkeys(NAMES, unchanged())) == []


def test_a_change_names_the_fields_that_differ(crawled: Ledger, clock: Clock) -> None:
    (change,) = night(crawled, clock, HEALTHY | {"a": article("a", "A!", headline="Another")})
    assert (change.op, change.change, change.fields) == ("upsert", Change.CHANGED, ("headline", "articleBody"))
    assert change.article
    assert (change.article.article_body, change.article.revision_id) == ("A!", change.revision_id)


def test_the_same_bytes_that_are_read_otherwise_are_reextracted(crawled: Ledger, clock: Clock) -> None:
    read = HEALTHY["a"].candidate
    assert read
    record = msgspec.structs.replace(read.record, article_body="Better.", content_hash="0" * 64, extractor_version="2")
    (change,) = night(crawled, clock, HEALTHY | {"a": replace(HEALTHY["a"], candidate=replace(read, record=record))})
    assert (change.change, change.fields) == (Change.REEXTRACTED, ("articleBody",))


@pytest.mark.parametrize(
    ("answer", "change", "reason"),
    [
        (gone(), Change.GONE, "404 Not Found"),
        (moved(None), Change.GONE, "redirects to another site"),
        (moved("list"), Change.GONE, f"redirects to {url('list')}"),
        (replaced(), Change.REPLACED, "a list in place of its article"),
    ],
    ids=["404", "parked", "moved-to-a-list", "replaced"],
)
def test_what_is_gone_is_deleted_once_with_a_reason(
    crawled: Ledger, clock: Clock, answer: VisitResult, change: Change, reason: str
) -> None:
    site = HEALTHY | {"a": answer, "list": listing()}
    found = night(crawled, clock, site) + night(crawled, clock, site) + night(crawled, clock, site)
    assert [(one.op, one.change, one.reason, one.article) for one in found] == [("delete", change, reason, None)]
    (record,) = [
        record for line in crawled.articles.iter_current(include_gone=True) if (record := decode_record(line)).gone_at
    ]
    assert (record.article_id, record.gone_at, record.gone_reason) == (
        found[0].article_id,
        found[0].changed_at,
        reason,
    )


def test_what_a_sick_night_found_missing_is_not_in_the_feed(crawled: Ledger, clock: Clock) -> None:
    assert night(crawled, clock, dict.fromkeys(NAMES, gone())) == []
    assert night(crawled, clock, HEALTHY) == []


@pytest.mark.parametrize(
    ("back", "fields"),
    [(HEALTHY["a"], ()), (unchanged(), ()), (article("a", "New.", headline="a"), ("articleBody",))],
    ids=["as-it-was", "not-modified", "changed"],
)
def test_what_is_back_returns_once(crawled: Ledger, clock: Clock, back: VisitResult, fields: tuple[str, ...]) -> None:
    night(crawled, clock, HEALTHY | {"a": gone()})
    clock.now += 40 * DAY
    (change,) = night(crawled, clock, HEALTHY | {"a": back})
    assert (change.op, change.change, change.fields) == ("upsert", Change.RETURNED, fields)
    assert night(crawled, clock, HEALTHY | {"a": back}) == []


def test_a_move_is_no_change(crawled: Ledger, clock: Clock) -> None:
    site = HEALTHY | {"a": moved("a-new"), "a-new": article("a-new", "a", headline="a")}
    assert night(crawled, clock, site) == []


def test_a_page_that_is_found_to_be_the_part_of_an_article_is_deleted_once(ledger: Ledger, clock: Clock) -> None:
    crawl(ledger, {"a": article("a", "a", headline="a"), "b": article("b", "b", headline="b")})
    for text in ("a and b", "a and B"):
        clock.now += 40 * DAY
        run = ledger.begin_run(START)
        (first,) = run.queue.lease(1)
        run.visits.finish(first, replace(article("a", text, headline="a"), part_urls=(url("b"),)))
        assert run.queue.lease(9) == []
        run.end()
    changes = read_changes(ledger, 2)
    assert [str(change.change) for change in changes] == ["changed", "gone", "changed"]
    assert changes[1].reason == f"part of {url('a')}"


def test_a_long_feed_is_read_in_its_order_from_any_place(ledger: Ledger) -> None:
    names = [f"{number:03}" for number in range(250)]
    crawl(ledger, {name: article(name, name, headline=name) for name in names})
    assert [change.sequence for change in read_changes(ledger)] == [*range(1, 251)]
    assert [change.sequence for change in read_changes(ledger, 240)] == [*range(241, 251)]


def test_each_consumer_has_a_cursor_of_its_own(ledger: Ledger) -> None:
    ledger.move_cursor("one", 7)
    ledger.move_cursor("one", 9)
    ledger.move_cursor("other", 3)
    assert [ledger.read_cursor(name) for name in ("one", "other", "third")] == [9, 3, 0]


def test_an_article_is_found_by_its_id_and_by_its_urls(crawled: Ledger, clock: Clock) -> None:
    night(crawled, clock, HEALTHY | {"a": moved("a-new"), "a-new": article("a-new", "a", headline="a")})
    by_url = crawled.articles.find(url("a"))
    assert by_url
    name = decode_record(by_url).article_id
    assert crawled.articles.find(name) == crawled.articles.find(url("a-new")) == by_url
    assert crawled.articles.find(url("never")) is None


def test_the_revisions_of_an_article_come_in_their_order(crawled: Ledger, clock: Clock) -> None:
    night(crawled, clock, HEALTHY | {"a": article("a", "two", headline="a")})
    (change,) = night(crawled, clock, HEALTHY | {"a": article("a", "three", headline="a")})
    found = list(crawled.articles.iter_revisions(change.article_id))
    texts = [revision.article.article_body for revision in found]
    assert texts == ["a", "two", "three"]
    assert [revision.change for revision in found] == [Change.NEW, Change.CHANGED, Change.CHANGED]


def test_articles_that_have_changed_since_a_cursor_are_read_alone(crawled: Ledger, clock: Clock) -> None:
    before = crawled.articles.find_last_sequence()
    night(crawled, clock, HEALTHY | {"a": article("a", "A!", headline="a"), "b": gone()})
    changed = [decode_record(line).headline for line in crawled.articles.iter_current(since=before)]
    assert changed == ["a"]
    both = [decode_record(line).headline for line in crawled.articles.iter_current(since=before, include_gone=True)]
    assert both == ["a", "b"]
    assert crawled.articles.find_last_sequence(before=clock.now) == before
