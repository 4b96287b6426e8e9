"""An article on several pages is collected page by page, and nothing else is taken for a part of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from tests.crawler.loopback import SENTENCES
from wellread.crawler.discovery.parts import MAX_PARTS
from wellread.crawler.pages.extraction import extract_page
from wellread.crawler.pages.fetched_page import FetchedPage
from wellread.crawler.pages.part_collector import CollectedArticle, PartCollector

TEA = "https://example.org/blog/tea"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def page(url: str, text: str, *links: str, title: str = "Tea at night") -> FetchedPage:
    paragraphs = "".join(f"<p>{text} {sentence} {SENTENCES[0]}</p>" for sentence in SENTENCES)
    anchors = " ".join(f'<a href="{href}">{href.rpartition("/" if "?" not in href else "=")[2]}</a>' for href in links)
    body = (
        f'<html lang="en"><head><title>{title}</title><meta property="og:type" content="article"></head><body><main>'
        f"<article><h1>{title}</h1>{paragraphs}<div>Pages: {anchors}</div></article></main></body></html>"
    )
    return FetchedPage(url, 200, {"Content-Type": "text/html; charset=utf-8"}, body.encode(), NOON)


def collect(site: Mapping[str, FetchedPage], url: str = TEA) -> CollectedArticle:
    collector = PartCollector(site[url], extract_page(site[url]))
    while collector.next_url:
        part = site.get(collector.next_url)
        if part is None:
            collector.fail()
        else:
            collector.add(part, extract_page(part))
    return collector.join()


def warnings(collected: CollectedArticle) -> list[str]:
    return [warning.code for warning in collected.article.warnings if "part" in warning.code]


def test_parts_are_joined_in_order_with_what_each_was_read_from() -> None:
    site = {
        TEA: page(TEA, "First of all.", f"{TEA}/2", f"{TEA}/3"),
        f"{TEA}/2": page(f"{TEA}/2", "In the middle.", TEA),
        f"{TEA}/3": page(f"{TEA}/3", "At last.", TEA, title="Tea at night – Page 3"),
    }
    collected = collect(site)
    assert [part.url for part in collected.parts] == list(site)
    assert len({part.raw_sha256 for part in collected.parts}) == 3
    places = [collected.article.article_body.index(text) for text in ("First of all.", "In the middle.", "At last.")]
    assert places == sorted(places)
    assert (collected.is_incomplete, collected.first_url, warnings(collected)) == (False, None, [])


def test_each_part_may_name_the_next_alone() -> None:
    site = {
        TEA: page(TEA, "First of all.", f"{TEA}?page=2"),
        f"{TEA}?page=2": page(f"{TEA}?page=2", "In the middle.", f"{TEA}?page=3"),
        f"{TEA}?page=3": page(f"{TEA}?page=3", "At last.", f"{TEA}?page=2"),
    }
    assert len(collect(site).parts) == 3


def test_a_part_that_cannot_be_read_is_told() -> None:
    site = {
        TEA: page(TEA, "First of all.", f"{TEA}/2", f"{TEA}/3"),
        f"{TEA}/2": page(f"{TEA}/2", "In the middle.", TEA),
    }
    collected = collect(site)
    assert [part.url for part in collected.parts] == [TEA, f"{TEA}/2"]
    assert (collected.is_incomplete, warnings(collected)) == (True, ["part_missing"])


def test_the_same_text_above_other_comments_is_no_part() -> None:
    site = {TEA: page(TEA, "First of all.", f"{TEA}/2"), f"{TEA}/2": page(f"{TEA}/2", "First of all.", TEA)}
    collected = collect(site)
    assert (collected.parts, collected.is_incomplete) == ((), False)


def test_another_article_with_a_number_in_its_name_is_no_part() -> None:
    site = {
        TEA: page(TEA, "First of all.", f"{TEA}-2"),
        f"{TEA}-2": page(f"{TEA}-2", "Of coffee.", TEA, title="Coffee in the morning"),
    }
    assert collect(site).parts == ()


def test_a_further_part_alone_is_not_the_beginning_of_an_article() -> None:
    second = page(f"{TEA}/2", "In the middle.", TEA, f"{TEA}/3")
    collected = collect({second.url: second, f"{TEA}/3": page(f"{TEA}/3", "At last.")}, second.url)
    assert (collected.parts, collected.first_url) == ((), TEA)


def test_parts_without_end_come_to_one() -> None:
    site = {TEA: page(TEA, "Number 1.", f"{TEA}/2")}
    for number in range(2, MAX_PARTS + 5):
        url = f"{TEA}/{number}"
        site[url] = page(url, f"Number {number}.", TEA, f"{TEA}/{number + 1}")
    collected = collect(site)
    assert (len(collected.parts), warnings(collected)) == (MAX_PARTS, ["too_many_parts"])
