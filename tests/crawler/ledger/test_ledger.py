"""The ledger never loses a URL, never doubles an article, and never lets a failure overwrite what is known."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, permutations

import msgspec
import pytest

from tests.crawler.ledger.conftest import Clock
from tests.crawler.ledger.visits import (
    START,
    answered,
    article,
    failed,
    found,
    gone,
    lease_one,
    listing,
    moved,
    replaced,
    seed,
    unchanged,
    url,
    visit_all,
)
from wellread.crawler.ledger import (
    Change,
    DiscoveredLinks,
    Ledger,
    LedgerError,
    Outcome,
    Revision,
    UrlKind,
    VisitResult,
    visit_writer,
)
from wellread.crawler.ledger.database import MAX_VALUES_PER_STATEMENT
from wellread.output.identity import article_id, site_id
from wellread.output.record import ArticleRecord

DAY = 86_400.0


def records(ledger: Ledger, *, also_gone: bool = False) -> dict[str, str]:
    """The text of every current article, by the URL that names it."""
    decoded = [
        msgspec.json.decode(line, type=ArticleRecord) for line in ledger.iter_current_records(include_gone=also_gone)
    ]
    assert len({record.article_id for record in decoded}) == len(decoded)
    return {str(record.url).rsplit("/", 1)[-1]: record.article_body for record in decoded}


def crawl(ledger: Ledger, site: dict[str, VisitResult], *, order: tuple[str, ...] = ()) -> list[tuple[str, Change]]:
    """Crawl a site whose pages are all known beforehand. What was written, in the order in which it was."""
    run = ledger.begin_run(START)
    seed(run, *site)
    finished = visit_all(run, site, order=order)
    written: list[Revision] = [revision for each in finished.values() for revision in each.revisions]
    return [(str(revision.record.url).rsplit("/", 1)[-1], revision.change) for revision in written]


# -- the queue


def test_a_url_is_visited_once_however_often_it_is_named(ledger: Ledger) -> None:
    run = ledger.begin_run(START)
    assert run.frontier.discover(found("a", "b", "a")) == 2
    assert run.frontier.discover(found("b", "c", source="feed")) == 1
    assert [visit.url for visit in run.queue.lease(10)] == [url("a"), url("b"), url("c")]
    assert run.queue.lease(10) == []
    assert run.summarise().discovered_by_source == {"listing": 2, "feed": 2}


def test_more_urls_than_fit_into_one_statement_are_taken_down(ledger: Ledger) -> None:
    run = ledger.begin_run(START)
    names = [str(number) for number in range(2 * MAX_VALUES_PER_STATEMENT + 1)]
    assert run.frontier.discover(found(*names)) == len(names)
    assert run.summarise().known_urls == len(names)


def test_the_start_page_comes_first_then_lists_then_pages_as_they_were_found(ledger: Ledger) -> None:
    run = ledger.begin_run(START)
    seed(run, "b", "a")
    run.frontier.discover(DiscoveredLinks((url("sitemap.xml"),), "start", UrlKind.LIST))
    run.frontier.discover(DiscoveredLinks((START,), "start", UrlKind.START))
    assert [visit.url for visit in run.queue.lease(9)] == [START, url("sitemap.xml"), url("b"), url("a")]


def test_what_a_killed_process_had_leased_is_leased_again(ledger: Ledger) -> None:
    killed = ledger.begin_run(START)
    seed(killed, "a", "b")
    done, _ = killed.queue.lease(2)
    killed.visits.finish(done, article("a"))
    resumed = ledger.begin_run(START)
    assert (resumed.id, resumed.is_resumed) == (killed.id, True)
    assert [(visit.url, visit.attempt) for visit in resumed.queue.lease(9)] == [(url("b"), 1)]


def test_a_run_that_has_ended_is_not_gone_on_with(ledger: Ledger) -> None:
    first = ledger.begin_run(START)
    first.end()
    second = ledger.begin_run(START)
    assert second.id != first.id
    assert not second.is_resumed


def test_sites_do_not_see_each_other(ledger: Ledger) -> None:
    one, other = ledger.begin_run(START), ledger.begin_run("https://example.com/")
    seed(one, "a")
    assert other.queue.lease(9) == []
    assert other.queue.find_wait_seconds() is None


def test_a_page_to_be_tried_again_waits_its_time(ledger: Ledger, clock: Clock) -> None:
    run = ledger.begin_run(START)
    seed(run, "a")
    run.visits.retry_later(lease_one(run), "503 Service Unavailable", wait_seconds=30)
    assert run.queue.lease(9) == []
    assert run.queue.find_wait_seconds() == 30
    clock.now += 30
    assert run.queue.find_wait_seconds() == 0
    assert lease_one(run).attempt == 2


def test_no_more_pages_are_leased_than_allowed_and_lists_do_not_count(ledger: Ledger) -> None:
    run = ledger.begin_run(START, max_pages=2)
    seed(run, "a", "b", "c")
    run.frontier.discover(DiscoveredLinks((url("feed.xml"),), "start", UrlKind.LIST))
    feed, first, *rest = [*run.queue.lease(2), *run.queue.lease(9)]
    assert [feed.kind, first.url, *(visit.url for visit in rest)] == [UrlKind.LIST, url("a"), url("b")]
    run.visits.retry_later(first, "503", wait_seconds=0)
    assert lease_one(run).url == url("a")
    assert run.queue.lease(9) == []
    assert run.queue.find_wait_seconds() is None


def test_what_is_known_is_told_from_what_is_new(ledger: Ledger) -> None:
    run = ledger.begin_run(START)
    seed(run, "a", "b")
    run.visits.finish(lease_one(run), article("a"))
    assert run.frontier.find_unknown([url("c"), url("a"), url("d")]) == [url("c"), url("d")]
    assert list(run.frontier.iter_pages()) == [(url("a"), "article"), (url("b"), None)]


def test_a_host_that_was_not_asked_costs_no_attempt(ledger: Ledger) -> None:
    run = ledger.begin_run(START)
    seed(run, "a")
    for _ in range(9):
        run.queue.postpone(lease_one(run), "the server asks to be left alone", wait_seconds=0)
    assert lease_one(run).attempt == 1
    assert run.summarise().visits_by_outcome == {}


def test_what_was_leased_and_not_asked_for_can_be_given_back(ledger: Ledger) -> None:
    run = ledger.begin_run(START)
    seed(run, "a", "b")
    run.queue.release(run.queue.lease(9))
    assert [visit.attempt for visit in run.queue.lease(9)] == [1, 1]


# -- one transaction


def test_a_page_that_cannot_be_written_whole_is_not_written_at_all(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = ledger.begin_run(START)
    seed(run, "a")
    visit = lease_one(run)
    with monkeypatch.context() as broken:
        broken.setattr(visit_writer, "compute_url_values", lambda *_, **__: {"state": None})
        with pytest.raises(LedgerError):
            run.visits.finish(visit, replace(article("a"), discovered=(found("b"),)))
    assert records(ledger) == {}
    assert run.summarise().known_urls == 1
    assert run.summarise().visits_by_outcome == {}
    run.visits.finish(visit, article("a", "text"))
    assert records(ledger) == {"a": "text"}


# -- articles and their revisions


def test_a_revision_is_written_when_the_content_changes(ledger: Ledger, clock: Clock) -> None:
    assert crawl(ledger, {"a": article("a", "one")}) == [("a", Change.NEW)]
    clock.now += DAY
    assert crawl(ledger, {"a": article("a", "one")}) == []
    clock.now += 3 * DAY
    assert crawl(ledger, {"a": article("a", "two")}) == [("a", Change.CHANGED)]
    assert records(ledger) == {"a": "two"}


def test_an_article_that_changes_back_has_three_revisions(ledger: Ledger, clock: Clock) -> None:
    for text in ("one", "two", "one"):
        crawl(ledger, {"a": article("a", text)})
        clock.now += 3 * DAY
    assert records(ledger) == {"a": "one"}


def test_the_same_pages_once_more_write_nothing(ledger: Ledger, clock: Clock) -> None:
    site = {name: article(name, name, headline=name) for name in "abc"}
    crawl(ledger, site)
    before = list(ledger.iter_current_records())
    for _ in range(3):
        clock.now += 40 * DAY
        assert crawl(ledger, site) == []
    assert list(ledger.iter_current_records()) == before


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
    assert records(ledger) == {"a": "good"}


def test_an_article_behind_a_wall_is_written_while_nothing_better_is_known(ledger: Ledger, clock: Clock) -> None:
    assert crawl(ledger, {"a": article("a", "teaser", paywalled=True)}) == [("a", Change.NEW)]
    clock.now += DAY
    assert crawl(ledger, {"a": article("a", "whole")}) == [("a", Change.CHANGED)]
    assert records(ledger) == {"a": "whole"}


def test_an_article_that_vanishes_keeps_its_last_revision_and_may_come_back(ledger: Ledger, clock: Clock) -> None:
    crawl(ledger, {"a": article("a", "good")})
    clock.now += DAY
    crawl(ledger, {"a": gone()})
    assert records(ledger) == {}
    assert records(ledger, also_gone=True) == {"a": "good"}
    clock.now += DAY
    assert crawl(ledger, {"a": unchanged()}) == []
    assert records(ledger) == {"a": "good"}


def test_an_article_that_is_replaced_leaves_when_a_second_visit_says_so_and_may_come_back(
    ledger: Ledger, clock: Clock
) -> None:
    crawl(ledger, {"a": article("a", "good")})
    for exported in ({"a": "good"}, {}):
        clock.now += 3 * DAY
        run = ledger.begin_run(START)
        finished = visit_all(run, {"a": replaced("b"), "b": article("b", "other", headline="B")})["a"]
        assert (finished.outcome, finished.revisions) == (Outcome.REPLACED, ())
        assert run.summarise().current_articles == 1  # the other one
        assert records(ledger) == exported | {"b": "other"}
        assert records(ledger, also_gone=True) == {"a": "good", "b": "other"}
    clock.now += 9 * DAY
    visit = next(visit for visit in ledger.begin_run(START).queue.lease(9) if visit.url == url("a"))
    assert (visit.had_article, visit.validators.etag) == (True, '"good"')
    ledger.begin_run(START).visits.finish(visit, unchanged())
    assert records(ledger) == {"a": "good", "b": "other"}


def test_a_page_that_cannot_be_had_in_between_confirms_nothing(ledger: Ledger, clock: Clock) -> None:
    crawl(ledger, {"a": article("a", "good")})
    for finding in (replaced(), failed(), replaced()):
        clock.now += 3 * DAY
        crawl(ledger, {"a": finding})
        assert records(ledger) == {"a": "good"}


@pytest.mark.parametrize("order", [("a", "list"), ("list", "a")])
@pytest.mark.parametrize("shown", [listing(), unchanged(), gone()], ids=lambda finding: finding.outcome)
def test_an_article_that_moves_to_a_list_for_good_is_gone(
    clock: Clock, order: tuple[str, ...], shown: VisitResult
) -> None:
    with Ledger(clock=clock) as ledger:
        crawl(ledger, {"a": article("a", "good"), "list": listing()})
        clock.now += DAY
        crawl(ledger, {"a": moved("list"), "list": shown}, order=order)
        assert records(ledger) == {}
        assert records(ledger, also_gone=True) == {"a": "good"}


def test_a_page_that_asks_for_money_with_its_status_is_no_article(ledger: Ledger, clock: Clock) -> None:
    crawl(ledger, {"a": VisitResult(Outcome.PAYWALLED, "402 Payment Required", response=answered("pay", 402))})
    clock.now += DAY
    assert not lease_one(ledger.begin_run(START)).had_article


def test_an_article_that_moves_stays_the_same_article(ledger: Ledger, clock: Clock) -> None:
    crawl(ledger, {"a": article("a", "good")})
    clock.now += DAY
    assert crawl(ledger, {"a": moved("b"), "b": article("b", "better")}) == [("b", Change.CHANGED)]
    assert records(ledger) == {"b": "better"}


def test_an_article_that_moves_to_another_site_is_gone(ledger: Ledger, clock: Clock) -> None:
    crawl(ledger, {"a": article("a", "good")})
    clock.now += DAY
    crawl(ledger, {"a": moved(None)})
    assert records(ledger) == {}


def test_a_detour_of_a_day_moves_nothing(ledger: Ledger, clock: Clock) -> None:
    crawl(ledger, {"a": article("a", "good")})
    clock.now += DAY
    assert crawl(ledger, {"a": moved("holiday", 302), "holiday": article("holiday", "good", canonical="a")}) == []
    assert records(ledger) == {"a": "good"}


def test_text_that_no_database_stores_is_stored_with_a_mark(ledger: Ledger, clock: Clock) -> None:
    site = {"a": article("a", "lone \ud800, nul \0", headline="Tea \ud800 \0")}
    assert crawl(ledger, site) == [("a", Change.NEW)]
    assert records(ledger) == {"a": "lone \ufffd, nul \ufffd"}
    clock.now += DAY
    assert crawl(ledger, site) == []


# -- one article at several URLs


def twins(*names: str) -> dict[str, VisitResult]:
    """The first is the canonical page, the others say so."""
    canonical, *others = names
    site = {canonical: article(canonical, "same")}
    return site | {name: article(name, "same", canonical=canonical) for name in others}


@pytest.mark.parametrize("order", list(permutations(["a", "print", "amp"])))
def test_twins_are_published_once_in_whatever_order_they_answer(clock: Clock, order: tuple[str, ...]) -> None:
    with Ledger(clock=clock) as ledger:
        assert crawl(ledger, twins("a", "print", "amp"), order=order) == [("a", Change.NEW)]
        clock.now += 40 * DAY
        assert crawl(ledger, twins("a", "print", "amp"), order=order) == []
        assert records(ledger) == {"a": "same"}


@pytest.mark.parametrize("order", list(permutations(["a", "print", "amp"])))
def test_twins_whose_canonical_page_fails_are_published_once(clock: Clock, order: tuple[str, ...]) -> None:
    with Ledger(clock=clock) as ledger:
        assert len(crawl(ledger, twins("a", "print", "amp") | {"a": gone()}, order=order)) == 1
        assert len(records(ledger)) == 1


def test_a_twin_that_waits_survives_the_death_of_the_process(ledger: Ledger) -> None:
    run = ledger.begin_run(START)
    seed(run, "print", "a")
    printed, _ = run.queue.lease(2)
    assert run.visits.finish(printed, article("print", canonical="a")).outcome is Outcome.PENDING_CANONICAL
    resumed = ledger.begin_run(START)
    (revision,) = resumed.visits.finish(lease_one(resumed), gone()).revisions
    assert revision.record.url == url("print")


@pytest.mark.parametrize("order", list(permutations("abc")))
def test_a_template_that_is_wrong_costs_no_article(clock: Clock, order: tuple[str, ...]) -> None:
    site = {name: article(name, name, canonical="a", headline=name) for name in "abc"}
    with Ledger(clock=clock) as ledger:
        assert {name for name, _ in crawl(ledger, site, order=order)} == set("abc")
        clock.now += 40 * DAY
        assert crawl(ledger, site, order=order) == []
        assert len(records(ledger)) == 3


@pytest.mark.parametrize("order", list(permutations("ab")))
def test_pages_that_name_each_other_give_one_article(clock: Clock, order: tuple[str, ...]) -> None:
    site = {"a": article("a", canonical="b"), "b": article("b", canonical="a")}
    with Ledger(clock=clock) as ledger:
        assert len(crawl(ledger, site, order=order)) == 1
        clock.now += 40 * DAY
        assert crawl(ledger, site, order=order) == []


def test_a_canonical_url_that_nobody_visits_is_not_waited_for(ledger: Ledger) -> None:
    assert crawl(ledger, {"print": article("print", canonical="never-linked")}) == [("print", Change.NEW)]


def test_an_article_still_waiting_when_the_run_ends_is_published(ledger: Ledger) -> None:
    run = ledger.begin_run(START, max_pages=1)
    seed(run, "print", "a")
    run.visits.finish(lease_one(run), article("print", "text", canonical="a"))
    (revision,) = run.end()
    assert revision.change is Change.NEW
    assert records(ledger) == {"print": "text"}


def test_an_article_is_named_after_no_page_that_was_never_read(ledger: Ledger) -> None:
    assert crawl(ledger, {"print": article("print", "text", canonical="a"), "a": failed()}) == [("print", Change.NEW)]
    (line,) = ledger.iter_current_records()
    assert msgspec.json.decode(line, type=ArticleRecord).article_id == article_id(site_id(url("")), url("print"))


def test_the_canonical_page_takes_over_when_it_answers_at_last(ledger: Ledger, clock: Clock) -> None:
    printed = article("print", "short", canonical="a")
    crawl(ledger, {"print": printed, "a": failed()})
    clock.now += DAY
    assert crawl(ledger, {"a": article("a", "whole")}) == [("a", Change.CHANGED)]
    for _ in range(3):
        clock.now += 40 * DAY
        assert crawl(ledger, {"print": printed, "a": article("a", "whole")}) == []
    assert records(ledger) == {"a": "whole"}


def test_articles_without_a_headline_are_one_only_if_they_say_the_same(ledger: Ledger) -> None:
    def untitled(name: str, text: str) -> VisitResult:
        finding = article(name, text, canonical="list")
        assert finding.candidate
        record = msgspec.structs.replace(finding.candidate.record, headline=None)
        return replace(finding, candidate=replace(finding.candidate, record=record))

    crawl(ledger, {"a": untitled("a", "one"), "b": untitled("b", "two"), "c": untitled("c", "one"), "list": listing()})
    assert sorted(records(ledger).values()) == ["one", "two"]


def test_urls_that_wait_to_be_believed_wait_across_processes_and_runs(ledger: Ledger) -> None:
    run = ledger.begin_run(START)
    seed(run, "list")
    run.visits.finish(lease_one(run), replace(listing("a"), undecided_urls=(url("b"), url("c"))))
    resumed = ledger.begin_run(START)
    assert resumed.frontier.find_undecided_urls() == (url("b"), url("c"))
    assert resumed.summarise().unvisited_urls == 1
    resumed.visits.finish(lease_one(resumed), replace(listing("b"), undecided_urls=(url("c"), url("d"))))
    assert resumed.frontier.find_undecided_urls() == (url("c"), url("d"))
    visit_all(resumed, {})
    assert ledger.begin_run(START).frontier.find_undecided_urls() == (url("c"), url("d"))


# -- revisits


def test_a_page_is_asked_whether_it_changed_with_what_the_server_gave(ledger: Ledger, clock: Clock) -> None:
    crawl(ledger, {"a": article("a", "one")})
    clock.now += DAY
    run = ledger.begin_run(START)
    visit = lease_one(run)
    assert visit.validators.etag == '"one"'
    run.visits.finish(visit, unchanged())
    run.end()
    assert run.summarise().visits_by_outcome == {"unchanged": 1}


def test_whatever_the_server_says_a_page_is_read_whole_once_a_month(ledger: Ledger, clock: Clock) -> None:
    crawl(ledger, {"a": article("a", "one")})
    clock.now += 31 * DAY
    visit = lease_one(ledger.begin_run(START))
    assert visit.validators.etag is None
    assert visit.last_digest is None


def test_a_page_that_stays_the_same_is_visited_less_and_less_often(ledger: Ledger, clock: Clock) -> None:
    crawl(ledger, {"a": article("a")})
    days = []
    for day in range(1, 60):
        clock.now += DAY
        run = ledger.begin_run(START)
        if visit_all(run, {"a": article("a")}):
            days.append(day)
    assert days == [1, 3, 7, 14, 28, 55]


def test_a_page_that_changes_every_day_is_visited_every_day(ledger: Ledger, clock: Clock) -> None:
    for day in range(10):
        assert len(crawl(ledger, {"a": article("a", str(day))})) == 1
        clock.now += DAY


def test_a_list_is_asked_for_in_every_run(ledger: Ledger, clock: Clock) -> None:
    run = ledger.begin_run(START)
    run.frontier.discover(DiscoveredLinks((url("feed.xml"),), "start", UrlKind.LIST))
    visit_all(run, {"feed.xml": VisitResult(Outcome.LIST)})
    clock.now += 60
    assert lease_one(ledger.begin_run(START)).kind is UrlKind.LIST


def test_what_a_sitemap_calls_changed_is_visited_at_once(ledger: Ledger, clock: Clock) -> None:
    crawl(ledger, {"a": article("a"), "b": article("b", headline="Coffee")})
    clock.now += 60
    run = ledger.begin_run(START)
    run.frontier.enqueue_changed([(url("a"), clock.now - 30), (url("b"), clock.now - 90)])
    assert [visit.url for visit in run.queue.lease(9)] == [url("a")]


def test_a_page_that_fails_is_tried_in_the_next_run_and_then_less_often(ledger: Ledger, clock: Clock) -> None:
    crawl(ledger, {"a": failed()})
    days = []
    for day in range(1, 40):
        clock.now += DAY
        if visit_all(ledger.begin_run(START), {"a": failed()}):
            days.append(day)
    assert days == [1, 3, 7, 14, 28]


@pytest.mark.parametrize("jump", [-3600.0, 3600.0])
def test_a_clock_an_hour_off_neither_misses_a_visit_nor_doubles_one(ledger: Ledger, clock: Clock, jump: float) -> None:
    """A page that changes every day, a job that runs every hour, and a clock that jumps in mid-day."""
    crawl(ledger, {"a": article("a", "first")})
    visits = []
    for hour in range(1, 73):
        clock.now += 3600
        if hour == 30:
            clock.now += jump
        if visit_all(ledger.begin_run(START), {"a": article("a", str(hour))}):
            visits.append(hour)
    assert len(visits) == 3
    assert all(19 <= later - earlier <= 21 for earlier, later in pairwise(visits))


def test_a_visit_noted_by_a_clock_a_year_ahead_does_not_put_the_next_one_off_for_a_year(
    ledger: Ledger, clock: Clock
) -> None:
    clock.now += 365 * DAY
    crawl(ledger, {"a": article("a")})
    clock.now -= 364 * DAY
    assert lease_one(ledger.begin_run(START)).url == url("a")


# -- what a run has written


def undelivered(ledger: Ledger, *starts: str) -> list[tuple[str, str]]:
    """URL and text of each article that no output has had."""
    lines = ledger.iter_undelivered_records(starts or (START,))
    found = [msgspec.json.decode(line, type=ArticleRecord) for line in lines]
    return [(record.url or "", record.article_body) for record in found]


def test_what_no_output_has_had_is_what_was_added_or_changed_since_also_before_a_kill(
    ledger: Ledger, clock: Clock
) -> None:
    crawl(ledger, {"a": article("a", "1"), "b": article("b", "1", headline="B")})
    ledger.mark_delivered([START])
    clock.now += DAY
    killed = ledger.begin_run(START)
    seed(killed, "a", "b", "c")
    first, _, _ = killed.queue.lease(9)
    killed.visits.finish(first, article("a", "2"))
    run = ledger.begin_run(START)
    visit_all(run, {"b": article("b", "1", headline="B"), "c": article("c", "1", headline="C")})
    assert undelivered(ledger) == [(url("a"), "2"), (url("c"), "1")]
    summary = run.summarise()
    assert (summary.new_articles, summary.changed_articles) == (1, 1)
    assert (summary.current_articles, summary.unvisited_urls) == (3, 0)
    assert summary.visits_by_outcome == {"article": 2, "unchanged": 1}


def test_failures_that_were_not_the_pages_own_are_taken_back(ledger: Ledger) -> None:
    run = ledger.begin_run(START)
    seed(run, "a", "b")
    gone, kept = run.queue.lease(9)
    run.visits.finish(gone, failed())
    run.visits.finish(kept, article("b", "1"))
    run.visits.undo_failures([gone])
    assert run.summarise().visits_by_outcome == {"article": 1, "retried": 1}
    again = lease_one(ledger.begin_run(START))
    assert (again.url, again.attempt) == (url("a"), 1)


def test_what_an_ended_run_has_written_waits_for_an_output(ledger: Ledger, clock: Clock) -> None:
    crawl(ledger, {"a": article("a", "1")})
    clock.now += DAY
    crawl(ledger, {"a": article("a", "2"), "b": article("b", "1", headline="B")})
    assert undelivered(ledger) == [(url("a"), "2"), (url("b"), "1")]
    ledger.mark_delivered([START])
    assert undelivered(ledger) == []


def test_what_one_site_has_delivered_is_nothing_to_another(ledger: Ledger) -> None:
    crawl(ledger, {"a": article("a", "1")})
    ledger.begin_run("https://example.com/")
    ledger.mark_delivered(["https://example.com/"])
    assert undelivered(ledger, "https://example.com/") == []
    assert undelivered(ledger, START, "https://example.com/") == [(url("a"), "1")]


def test_many_records_are_read_in_the_order_of_their_urls(ledger: Ledger) -> None:
    names = [f"{number:03}" for number in range(250)]
    crawl(ledger, {name: article(name, name, headline=name) for name in reversed(names)})
    assert list(records(ledger)) == names


def test_links_of_a_page_are_known_when_it_is_done(ledger: Ledger) -> None:
    run = ledger.begin_run(START)
    seed(run, "list")
    assert run.visits.finish(lease_one(run), listing("a", "b")).new_urls == 2
    assert [visit.url for visit in run.queue.lease(9)] == [url("a"), url("b")]
