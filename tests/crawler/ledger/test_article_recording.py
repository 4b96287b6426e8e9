"""The ledger never doubles an article, and never lets a failure overwrite what is known."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import msgspec
import pytest

from tests.crawler.ledger.conftest import Clock
from tests.crawler.ledger.visits import (
    DAY,
    START,
    article,
    crawl,
    failed,
    fetched,
    gone,
    lease_one,
    listing,
    moved,
    read_articles,
    replaced,
    seed,
    unchanged,
    url,
    visit_all,
)
from wellread.crawler.ledger import Change, Ledger, Outcome, VisitResult
from wellread.extractors.article import RightsStatement
from wellread.output.identity import make_article_id, make_site_id
from wellread.output.record_json import decode_record


def test_a_change_of_rights_alone_is_no_change(ledger: Ledger, clock: Clock) -> None:
    visit = article("a", "one")
    assert visit.candidate
    statement = RightsStatement("noai", None, None, "meta", None, "noai")
    reserved = msgspec.structs.replace(visit.candidate.record, rights=(statement,))
    assert crawl(ledger, {"a": visit}) == [("a", Change.NEW)]
    clock.now += DAY
    assert crawl(ledger, {"a": replace(visit, candidate=replace(visit.candidate, record=reserved))}) == []


def test_a_revision_is_written_when_the_content_changes(ledger: Ledger, clock: Clock) -> None:
    assert crawl(ledger, {"a": article("a", "one")}) == [("a", Change.NEW)]
    clock.now += DAY
    assert crawl(ledger, {"a": article("a", "one")}) == []
    clock.now += 3 * DAY
    assert crawl(ledger, {"a": article("a", "two")}) == [("a", Change.CHANGED)]
    assert read_articles(ledger) == {"a": "two"}


def test_an_article_that_changes_back_has_three_revisions(ledger: Ledger, clock: Clock) -> None:
    for text in ("one", "two", "one"):
        crawl(ledger, {"a": article("a", text)})
        clock.now += 3 * DAY
    assert read_articles(ledger) == {"a": "one"}


def test_the_same_pages_once_more_write_nothing(ledger: Ledger, clock: Clock) -> None:
    site = {name: article(name, name, headline=name) for name in "abc"}
    crawl(ledger, site)
    before = list(ledger.articles.iter_current())
    for _ in range(3):
        clock.now += 40 * DAY
        assert crawl(ledger, site) == []
    assert list(ledger.articles.iter_current()) == before


@pytest.mark.parametrize(
    "setback",
    [
        failed(),
        VisitResult(Outcome.BLOCKED, "403 Forbidden"),
        VisitResult(Outcome.QUARANTINED, "took too long"),
        replaced(),
        article("a", "Subscribe to read", paywalled=True),
    ],
    ids=lambda finding: finding.outcome,
)
def test_what_is_no_article_overwrites_none(ledger: Ledger, clock: Clock, setback: VisitResult) -> None:
    crawl(ledger, {"a": article("a", "good")})
    clock.now += DAY
    assert crawl(ledger, {"a": setback}) == []
    assert read_articles(ledger) == {"a": "good"}


def test_an_article_behind_a_wall_is_written_while_nothing_better_is_known(ledger: Ledger, clock: Clock) -> None:
    assert crawl(ledger, {"a": article("a", "teaser", paywalled=True)}) == [("a", Change.NEW)]
    clock.now += DAY
    assert crawl(ledger, {"a": article("a", "whole")}) == [("a", Change.CHANGED)]
    assert read_articles(ledger) == {"a": "whole"}


def test_an_article_that_vanishes_keeps_its_last_revision_and_may_come_back(ledger: Ledger, clock: Clock) -> None:
    crawl(ledger, {"a": article("a", "good")})
    clock.now += DAY
    crawl(ledger, {"a": gone()})
    assert read_articles(ledger) == {}
    assert read_articles(ledger, include_gone=True) == {"a": "good"}
    clock.now += DAY
    assert crawl(ledger, {"a": unchanged()}) == []
    assert read_articles(ledger) == {"a": "good"}


def test_an_article_that_is_replaced_leaves_when_a_second_visit_says_so_and_may_come_back(
    ledger: Ledger, clock: Clock
) -> None:
    crawl(ledger, {"a": article("a", "good")})
    for exported in ({"a": "good"}, {}):
        clock.now += 3 * DAY
        run = ledger.begin_run(START)
        finished = visit_all(run, {"a": replaced("b"), "b": article("b", "other", headline="B")})["a"]
        assert (finished.outcome, finished.revisions) == (Outcome.REPLACED, ())
        assert read_articles(ledger) == exported | {"b": "other"}
        assert run.summarise().current_articles == len(exported) + 1
        assert read_articles(ledger, include_gone=True) == {"a": "good", "b": "other"}
    clock.now += 9 * DAY
    visit = next(visit for visit in ledger.begin_run(START).queue.lease(9) if visit.url == url("a"))
    assert (visit.had_article, visit.validators.etag) == (True, '"good"')
    ledger.begin_run(START).visits.finish(visit, unchanged())
    assert read_articles(ledger) == {"a": "good", "b": "other"}


def test_a_page_that_cannot_be_had_in_between_confirms_nothing(ledger: Ledger, clock: Clock) -> None:
    crawl(ledger, {"a": article("a", "good")})
    for finding in (replaced(), failed(), replaced()):
        clock.now += 3 * DAY
        crawl(ledger, {"a": finding})
        assert read_articles(ledger) == {"a": "good"}


@pytest.mark.parametrize("order", [("a", "list"), ("list", "a")], ids=" then ".join)
@pytest.mark.parametrize("shown", [listing(), unchanged(), gone()], ids=lambda finding: finding.outcome)
def test_an_article_that_moves_to_a_list_for_good_is_gone(
    clock: Clock, order: tuple[str, ...], shown: VisitResult
) -> None:
    with Ledger(clock=clock) as ledger:
        crawl(ledger, {"a": article("a", "good"), "list": listing()})
        clock.now += DAY
        crawl(ledger, {"a": moved("list"), "list": shown}, order=order)
        assert read_articles(ledger) == {}
        assert read_articles(ledger, include_gone=True) == {"a": "good"}


def test_a_page_that_asks_for_money_with_its_status_is_no_article(ledger: Ledger, clock: Clock) -> None:
    crawl(ledger, {"a": VisitResult(Outcome.PAYWALLED, "402 Payment Required", response=fetched("pay", 402))})
    clock.now += DAY
    assert not lease_one(ledger.begin_run(START)).had_article


def test_an_article_that_moves_stays_the_same_article(ledger: Ledger, clock: Clock) -> None:
    crawl(ledger, {"a": article("a", "good")})
    clock.now += DAY
    assert crawl(ledger, {"a": moved("b"), "b": article("b", "better")}) == [("b", Change.CHANGED)]
    assert read_articles(ledger) == {"b": "better"}


def test_an_article_that_moves_to_another_site_is_gone(ledger: Ledger, clock: Clock) -> None:
    crawl(ledger, {"a": article("a", "good")})
    clock.now += DAY
    crawl(ledger, {"a": moved(None)})
    assert read_articles(ledger) == {}


def test_a_detour_of_a_day_moves_nothing(ledger: Ledger, clock: Clock) -> None:
    crawl(ledger, {"a": article("a", "good")})
    clock.now += DAY
    assert crawl(ledger, {"a": moved("holiday", 302), "holiday": article("holiday", "good", canonical="a")}) == []
    assert read_articles(ledger) == {"a": "good"}


def test_text_that_no_database_stores_is_stored_with_a_mark(ledger: Ledger, clock: Clock) -> None:
    site = {"a": article("a", "lone \ud800, nul \0", headline="Tea \ud800 \0")}
    assert crawl(ledger, site) == [("a", Change.NEW)]
    assert read_articles(ledger) == {"a": "lone \ufffd, nul \ufffd"}
    clock.now += DAY
    assert crawl(ledger, site) == []


def duplicates(*names: str) -> dict[str, VisitResult]:
    """The first is the canonical page, the others say so."""
    canonical, *others = names
    site = {canonical: article(canonical, "same")}
    return site | {name: article(name, "same", canonical=canonical) for name in others}


@pytest.mark.parametrize("order", list(permutations(["a", "print", "amp"])), ids=" then ".join)
def test_duplicates_are_published_once_in_whatever_order_they_answer(clock: Clock, order: tuple[str, ...]) -> None:
    with Ledger(clock=clock) as ledger:
        assert crawl(ledger, duplicates("a", "print", "amp"), order=order) == [("a", Change.NEW)]
        clock.now += 40 * DAY
        assert crawl(ledger, duplicates("a", "print", "amp"), order=order) == []
        assert read_articles(ledger) == {"a": "same"}


@pytest.mark.parametrize("order", list(permutations(["a", "print", "amp"])), ids=" then ".join)
def test_duplicates_whose_canonical_page_fails_are_published_once(clock: Clock, order: tuple[str, ...]) -> None:
    with Ledger(clock=clock) as ledger:
        assert len(crawl(ledger, duplicates("a", "print", "amp") | {"a": gone()}, order=order)) == 1
        assert len(read_articles(ledger)) == 1


def test_an_article_that_waits_for_its_canonical_page_survives_the_death_of_the_process(ledger: Ledger) -> None:
    run = ledger.begin_run(START)
    seed(run, "print", "a")
    printed, _ = run.queue.lease(2)
    assert run.visits.finish(printed, article("print", canonical="a")).outcome is Outcome.PENDING_CANONICAL
    resumed = ledger.begin_run(START)
    (revision,) = resumed.visits.finish(lease_one(resumed), gone()).revisions
    assert revision.record.url == url("print")


@pytest.mark.parametrize("order", list(permutations("abc")), ids=" then ".join)
def test_a_template_that_is_wrong_costs_no_article(clock: Clock, order: tuple[str, ...]) -> None:
    site = {name: article(name, name, canonical="a", headline=name) for name in "abc"}
    with Ledger(clock=clock) as ledger:
        assert {name for name, _ in crawl(ledger, site, order=order)} == set("abc")
        clock.now += 40 * DAY
        assert crawl(ledger, site, order=order) == []
        assert len(read_articles(ledger)) == 3


@pytest.mark.parametrize("order", list(permutations("ab")), ids=" then ".join)
def test_pages_that_name_each_other_give_one_article(clock: Clock, order: tuple[str, ...]) -> None:
    site = {"a": article("a", canonical="b"), "b": article("b", canonical="a")}
    with Ledger(clock=clock) as ledger:
        assert len(crawl(ledger, site, order=order)) == 1
        clock.now += 40 * DAY
        assert crawl(ledger, site, order=order) == []


def test_a_canonical_url_that_nobody_visits_is_not_waited_for(ledger: Ledger) -> None:
    assert crawl(ledger, {"print": article("print", canonical="never-linked")}) == [("print", Change.NEW)]


def test_an_article_still_pending_when_the_run_ends_is_published(ledger: Ledger) -> None:
    run = ledger.begin_run(START, max_pages=1)
    seed(run, "print", "a")
    run.visits.finish(lease_one(run), article("print", "text", canonical="a"))
    (revision,) = run.end()
    assert revision.change is Change.NEW
    assert read_articles(ledger) == {"print": "text"}


def test_an_article_is_named_after_no_page_that_was_never_read(ledger: Ledger) -> None:
    assert crawl(ledger, {"print": article("print", "text", canonical="a"), "a": failed()}) == [("print", Change.NEW)]
    (line,) = ledger.articles.iter_current()
    assert decode_record(line).article_id == make_article_id(make_site_id(url("")), url("print"))


def test_the_canonical_page_takes_over_when_it_answers_at_last(ledger: Ledger, clock: Clock) -> None:
    printed = article("print", "short", canonical="a")
    crawl(ledger, {"print": printed, "a": failed()})
    clock.now += DAY
    assert crawl(ledger, {"a": article("a", "whole")}) == [("a", Change.CHANGED)]
    for _ in range(3):
        clock.now += 40 * DAY
        assert crawl(ledger, {"print": printed, "a": article("a", "whole")}) == []
    assert read_articles(ledger) == {"a": "whole"}


def test_articles_without_a_headline_are_one_only_if_they_say_the_same(ledger: Ledger) -> None:
    def untitled(name: str, text: str) -> VisitResult:
        finding = article(name, text, canonical="list")
        assert finding.candidate
        record = msgspec.structs.replace(finding.candidate.record, headline=None)
        return replace(finding, candidate=replace(finding.candidate, record=record))

    crawl(ledger, {"a": untitled("a", "one"), "b": untitled("b", "two"), "c": untitled("c", "one"), "list": listing()})
    assert sorted(read_articles(ledger).values()) == ["one", "two"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tea", "tea/"),
        ("tea/", "tea/index.html"),
        ("2024/Green-Tea", "2024/green-tea"),
        ("tea.html", "tea"),
        ("a//tea", "a/tea"),
        ("tea?id=7", "tea/?id=7"),
    ],
)
def test_a_page_that_answers_at_two_spellings_is_one_article(
    ledger: Ledger, clock: Clock, one: str, other: str
) -> None:
    assert crawl(ledger, {one: article(one, "Green."), other: article(other, "Green.")}) == [
        (one.rpartition("/")[2], Change.NEW)
    ]
    for changed_first in (one, other):
        clock.now += 40 * DAY
        text = f"Black, {changed_first}."
        site = {one: article(one, text), other: article(other, text)}
        assert len(crawl(ledger, site, order=(changed_first,))) == 1
    assert len(read_articles(ledger)) == 1


def test_a_parameter_more_makes_no_other_article_while_the_content_is_the_same(ledger: Ledger) -> None:
    site = {"tea": article("tea", "Green."), "tea?ref=menu": article("tea?ref=menu", "Green.")}
    assert len(crawl(ledger, site)) == 1


@pytest.mark.parametrize(
    ("other", "text", "headline"),
    [
        ("tea/", "Black.", "Coffee"),
        ("tea?part=2", "Black.", "Tea"),
        ("green/tea", "Green.", "Tea"),
    ],
    ids=["other-title", "other-parameter-and-text", "other-directory"],
)
def test_pages_that_only_look_alike_are_two_articles(ledger: Ledger, other: str, text: str, headline: str) -> None:
    site = {"tea": article("tea", "Green."), other: article(other, text, headline=headline)}
    assert len(crawl(ledger, site)) == 2


def test_two_parameters_with_other_values_are_two_articles(ledger: Ledger) -> None:
    assert len(crawl(ledger, {f"view?id={number}": article(f"view?id={number}", "Same.") for number in (1, 2)})) == 2
