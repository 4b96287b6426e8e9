"""What is counted on a site, and what the record of the run says of it."""

from dataclasses import replace

import msgspec
import pytest

from wellread.crawler.ledger import RunSummary
from wellread.crawler.runs.health import WATCHED_FIELDS
from wellread.crawler.runs.site_progress import SiteProgress, summarise_site
from wellread.extractors.article import Accounting, Article, Dropped, Reason

ARTICLE = Article(url=None, accounting=Accounting(0, 0, 0), content_hash="c", extractor_version="1")
SUMMARY = RunSummary(
    {"feeds": 2, "sitemaps": 3, "guessed": 1}, 4, 0, {"gone": 3, "blocked": 2}, 5, 1, 4096, 7, 1, 2, 1, 9
)


def progress(**changes: object) -> SiteProgress:
    made = SiteProgress("https://tea.example/", "tea")
    for name, value in changes.items():
        setattr(made, name, value)
    return made


def test_coverage_is_the_share_of_the_articles_read_that_have_a_field() -> None:
    counted = progress()
    assert counted.coverage == {}
    counted.count_article(ARTICLE)
    counted.count_article(msgspec.structs.replace(ARTICLE, headline="Tea", date_published="2026-01-31"))
    assert counted.coverage == dict.fromkeys(WATCHED_FIELDS, 0.0) | {"headline": 0.5, "datePublished": 0.5}


def test_the_text_of_the_articles_read_is_counted_by_what_became_of_it() -> None:
    dropped = (Dropped("Read this too", Reason.RELATED, "r", "/p"), Dropped("And this", Reason.RELATED, "r", "/p"))
    article = msgspec.structs.replace(ARTICLE, dropped=dropped, accounting=Accounting(30, 18, 48))
    counted = progress()
    for _ in range(2):
        counted.count_article(article)
    assert summarise_site(counted, "done", None).characters == {"kept": 60, "related": 36}


@pytest.mark.parametrize(
    ("changes", "failure"),
    [
        ({"summary": SUMMARY}, None),
        ({"summary": SUMMARY, "start_failure": "404 Not Found"}, "404 Not Found"),
        ({"summary": SUMMARY, "give_up_reason": "no response"}, "no response"),
        ({"fetched": 3}, "no article found (3 pages read)"),
        ({"start_is_article": True}, "the start page is itself an article; give the page that lists the articles"),
    ],
    ids=["articles", "no-start-page", "given-up", "no-article", "start-is-article"],
)
def test_why_a_site_counts_as_failed(changes: dict[str, object], failure: str | None) -> None:
    assert progress(**changes).failure == failure


def test_the_record_of_a_site_is_what_the_ledger_knows_of_the_run() -> None:
    site = summarise_site(progress(summary=SUMMARY, fetched=9), "done", None)
    assert (site.site, site.url, site.status, site.complete) == ("tea", "https://tea.example/", "done", True)
    assert list(site.discovered.items()) == [("sitemaps", 3), ("feeds", 2)]
    assert (site.found, site.fetched, site.new, site.changed, site.gone, site.blocked) == (4, 9, 5, 1, 1, 2)
    assert (site.articles, site.unconfirmed, site.suspended) == (7, 2, 1)


def test_what_could_not_be_had_is_counted_and_listed_alike() -> None:
    """Also what the run had met before its process was killed; and a 404 of what never was an article is not gone."""
    visits = {"gone": 2, "replaced": 1, "blocked": 1, "failed": 1, "quarantined": 1}
    failures = tuple((f"https://tea.example/{number}", "trouble") for number in range(6))
    summary = replace(SUMMARY, visits_by_outcome=visits, gone_articles=0, responses=8, failures=failures)
    site = summarise_site(progress(summary=summary, fetched=2, failed_pages={"a": "b"}), "done", None)
    assert (site.gone, site.not_found, site.replaced, site.blocked, site.failed) == (0, 2, 1, 1, 2)
    assert site.fetched == 8
    assert len(site.failures) == site.not_found + site.replaced + site.blocked + site.failed


def test_without_the_ledger_the_counts_of_the_process_stand_in() -> None:
    site = summarise_site(progress(new=2, waiting=3), "failed", "the disk is full")
    assert (site.new, site.waiting, site.complete, site.reason) == (2, 3, False, "the disk is full")


def test_the_list_of_failed_pages_is_bounded() -> None:
    failed = {f"https://tea.example/{number}": "no response" for number in range(150)}
    assert len(summarise_site(progress(failed_pages=failed), "done", None).failures) == 100
