"""One sick night takes no article out of the export; a healthy one takes those that are really gone."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.crawler.ledger.conftest import Clock
from tests.crawler.ledger.visits import (
    DAY,
    START,
    article,
    failed,
    fetched,
    gone,
    links,
    listing,
    moved,
    read_articles,
    replaced,
    unchanged,
    url,
    visit_all,
)
from wellread.crawler.ledger import DiscoveredLinks, Ledger, Outcome, RunSummary, UrlKind, VisitResult

NAMES = tuple("abcdefgh")
HEALTHY = {name: article(name, name, headline=name) for name in NAMES}
PAGES = links(*NAMES)
START_PAGE = VisitResult(Outcome.PAGE, discovered=(PAGES,), response=fetched("start"))


def night(ledger: Ledger, clock: Clock, site: Mapping[str, VisitResult], start: VisitResult = START_PAGE) -> RunSummary:
    """One crawl, a day after the last."""
    clock.now += DAY
    run = ledger.begin_run(START)
    run.frontier.discover(DiscoveredLinks((START,), "start page", UrlKind.START))
    visit_all(run, {START: start, **site})
    return run.summarise()


def all_answer(answer: VisitResult) -> dict[str, VisitResult]:
    return dict.fromkeys(NAMES, answer)


def first_night(ledger: Ledger, clock: Clock) -> None:
    assert night(ledger, clock, HEALTHY).current_articles == len(NAMES)


def redirected_to_login() -> dict[str, VisitResult]:
    return all_answer(moved("login")) | {"login": listing()}


@pytest.mark.parametrize(
    "sick",
    [
        all_answer(gone()),
        all_answer(moved(None)),
        all_answer(moved(None, 302)),
        redirected_to_login(),
        all_answer(moved("a")) | {"a": HEALTHY["a"]},
        all_answer(replaced()),
        {**HEALTHY, **dict.fromkeys("abcd", gone())},
        {**all_answer(failed()), "a": gone(), "b": gone()},
        {**all_answer(VisitResult(Outcome.BLOCKED, "403 Forbidden")), "a": gone(), "b": replaced()},
    ],
    ids=[
        "404",
        "parked",
        "parked-for-a-while",
        "login-page",
        "one-article",
        "bot-check",
        "half-of-the-site",
        "time-outs-beside-it",
        "refusals-beside-it",
    ],
)
def test_one_sick_night_changes_nothing(ledger: Ledger, clock: Clock, sick: dict[str, VisitResult]) -> None:
    first_night(ledger, clock)
    before = read_articles(ledger)
    summary = night(ledger, clock, sick)
    assert read_articles(ledger) == before
    assert (summary.current_articles, summary.gone_articles) == (len(NAMES), 0)
    assert summary.suspended_articles > 0
    recovered = night(ledger, clock, HEALTHY)
    assert (recovered.unconfirmed_articles, recovered.suspended_articles) == (0, 0)
    assert read_articles(ledger) == before


def test_one_text_for_all_is_no_new_state_of_any_but_the_first(ledger: Ledger, clock: Clock) -> None:
    """A page for logging in may be as long as an article."""
    first_night(ledger, clock)
    login = {name: article(name, "Please log in to go on.", headline="Members only") for name in NAMES}
    summary = night(ledger, clock, login)
    assert summary.changed_articles == 1
    assert summary.visits_by_outcome["replaced"] == summary.suspended_articles == len(NAMES) - 1
    assert list(read_articles(ledger).values())[1:] == [*NAMES[1:]]
    assert {reason for _, reason in summary.failures} == {"the text of another article in place of its own"}
    recovered = night(ledger, clock, HEALTHY)
    assert (recovered.changed_articles, recovered.unconfirmed_articles) == (1, 0)
    assert list(read_articles(ledger).values()) == [*NAMES]


def test_a_sick_night_is_told_until_its_findings_are_settled(ledger: Ledger, clock: Clock) -> None:
    first_night(ledger, clock)
    night(ledger, clock, all_answer(gone()))
    clock.now -= DAY * 0.9
    assert night(ledger, clock, HEALTHY).suspended_articles == len(NAMES)  # too early to ask again


@pytest.mark.parametrize("answer", [gone(), moved(None), moved("login")], ids=["404", "parked", "login-page"])
def test_a_site_that_has_died_is_believed_after_a_week(ledger: Ledger, clock: Clock, answer: VisitResult) -> None:
    first_night(ledger, clock)
    site = all_answer(answer) | {"login": listing()}
    for _ in range(7):
        assert night(ledger, clock, site).suspended_articles == len(NAMES)
        assert len(read_articles(ledger)) == len(NAMES)
    summary = night(ledger, clock, site)
    assert (summary.current_articles, summary.gone_articles, summary.suspended_articles) == (0, len(NAMES), 0)
    assert len(read_articles(ledger, include_gone=True)) == len(NAMES)


def test_a_week_of_two_runs_is_not_enough(ledger: Ledger, clock: Clock) -> None:
    first_night(ledger, clock)
    for _ in range(2):
        clock.now += 10 * DAY
        night(ledger, clock, all_answer(gone()))
    assert len(read_articles(ledger)) == len(NAMES)


def test_a_healthy_night_confirms_what_a_sick_one_has_found(ledger: Ledger, clock: Clock) -> None:
    first_night(ledger, clock)
    night(ledger, clock, all_answer(gone()))
    summary = night(ledger, clock, HEALTHY | {"a": gone()})
    assert (summary.gone_articles, summary.suspended_articles) == (1, 0)
    assert sorted(read_articles(ledger)) == [*NAMES[1:]]


@pytest.mark.parametrize("answer", [gone(), moved(None), moved("list")], ids=["404", "parked", "moved-to-a-list"])
def test_a_single_deletion_takes_effect_at_once(ledger: Ledger, clock: Clock, answer: VisitResult) -> None:
    first_night(ledger, clock)
    summary = night(ledger, clock, HEALTHY | {"a": answer, "list": listing()})
    assert (summary.current_articles, summary.gone_articles, summary.unconfirmed_articles) == (len(NAMES) - 1, 1, 0)
    assert sorted(read_articles(ledger)) == [*NAMES[1:]]


@pytest.mark.parametrize(
    "start",
    [gone(), failed(), VisitResult(Outcome.PAGE, "it names no page of the site", response=fetched("empty"))],
    ids=["404", "no-response", "empty"],
)
def test_without_a_start_page_no_deletion_is_believed(ledger: Ledger, clock: Clock, start: VisitResult) -> None:
    first_night(ledger, clock)
    summary = night(ledger, clock, HEALTHY | {"a": gone()}, start)
    assert (summary.current_articles, summary.suspended_articles) == (len(NAMES), 1)
    assert night(ledger, clock, HEALTHY | {"a": gone()}).gone_articles == 1


def test_a_move_of_the_whole_site_keeps_every_article(ledger: Ledger, clock: Clock) -> None:
    first_night(ledger, clock)
    site = {name: moved(f"{name}-new") for name in NAMES}
    site |= {f"{name}-new": article(f"{name}-new", name, headline=name) for name in NAMES}
    summary = night(ledger, clock, site)
    assert (summary.current_articles, summary.unconfirmed_articles) == (len(NAMES), 0)
    assert summary.new_articles == 0


def test_a_move_through_several_pages_keeps_the_article(ledger: Ledger, clock: Clock) -> None:
    first_night(ledger, clock)
    chain = {"a": moved("a-1"), "a-1": moved("a-2"), "a-2": article("a-2", "a", headline="a")}
    assert night(ledger, clock, HEALTHY | chain).new_articles == 0
    assert len(read_articles(ledger)) == len(NAMES)


def test_a_move_to_a_page_that_does_not_answer_is_not_decided(ledger: Ledger, clock: Clock) -> None:
    first_night(ledger, clock)
    summary = night(ledger, clock, HEALTHY | {"a": moved("a-new"), "a-new": failed()})
    assert (summary.current_articles, summary.unconfirmed_articles, summary.suspended_articles) == (len(NAMES), 1, 0)
    clock.now += DAY
    later = night(ledger, clock, HEALTHY | {"a": moved("a-new"), "a-new": article("a-new", "a", headline="a")})
    assert (later.new_articles, later.unconfirmed_articles) == (0, 0)


def test_another_page_takes_over_from_one_that_is_missing(ledger: Ledger, clock: Clock) -> None:
    first_night(ledger, clock)
    copy = article("a-print", "a", canonical="a", headline="a")
    start = VisitResult(Outcome.PAGE, discovered=(links("a-print"),), response=fetched("start"))
    summary = night(ledger, clock, HEALTHY | {"a": gone(), "a-print": copy}, start)
    assert summary.current_articles == len(NAMES)
    assert read_articles(ledger)["a"] == "a"


@pytest.mark.parametrize("back", [HEALTHY["a"], unchanged()], ids=["whole", "not-modified"])
def test_what_is_back_begins_anew(ledger: Ledger, clock: Clock, back: VisitResult) -> None:
    first_night(ledger, clock)
    for _ in range(2):
        clock.now += 4 * DAY
        night(ledger, clock, all_answer(gone()))
    night(ledger, clock, HEALTHY | {"a": back})
    clock.now += 4 * DAY
    night(ledger, clock, all_answer(gone()))
    assert "a" in read_articles(ledger)


def test_pages_of_missing_articles_are_asked_for_every_night(ledger: Ledger, clock: Clock) -> None:
    first_night(ledger, clock)
    for answer in (moved(None), gone(), replaced()):
        night(ledger, clock, all_answer(answer))
        clock.now += DAY
        planned = {visit.url for visit in ledger.plan_visits(START)}
        assert planned >= set(map(url, NAMES))
        clock.now -= DAY
