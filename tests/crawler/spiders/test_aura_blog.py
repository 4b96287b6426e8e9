"""The main job on a real page: a crawl of the Webflow blog of `../shared/sites/aura` gives its gold, and nothing else.

The site is crawled as it is and under another brand: nothing may depend on a name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.cli.command import changed_records, crawl, records
from tests.crawler.aura_site import build_aura, needs_aura, served

SLUGS = (
    "box-breathing-for-anxiety",
    "caffeine-and-sleep-faq",
    "cbt-i-eight-weeks",
    "clonazepam-for-sleep",
    "gratitude-journaling-for-sleep",
    "magnesium-glycinate-vs-citrate",
    "meditation-for-sleep-and-anxiety",
)

pytestmark = [pytest.mark.crawls, needs_aura]

Json = dict[str, Any]


# What its host also does: a slow page, one that fails twice, old addresses that redirect, and one that is missing.
TROUBLE = (
    "/blog/slow-article",
    "/blog/flaky-article",
    "/blog/clonazepam-for-sleep-7486c",
    "/blog/cbt-i-eight-weeks/",
    "/blog/never-written",
)


class Crawled(NamedTuple):
    """The site after two crawls: what the first published and the gold, both by slug, and what the second wrote."""

    published: dict[str, Json]
    gold: dict[str, Json]
    second: str


@pytest.fixture(scope="module", params=["", "Lumina"], ids=["as-it-is", "Lumina"])
def crawled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    """The site, built for a free port, served by its own server, crawled by the command."""
    folder = tmp_path_factory.mktemp("aura")
    here, port = build_aura(folder, request.param)
    base = f"http://127.0.0.1:{port}"
    start = here / "site" / "blog.html"
    links = "".join(f'<a href="{path}"></a>' for path in TROUBLE)
    start.write_text(_text(start).replace("</body>", f"{links}</body>"), encoding="utf-8")
    with served(here, port):
        for _ in range(2):
            run = crawl(f"{base}/blog", "--changes", "changes.jsonl", cwd=folder)
            assert run.returncode == 0, run.stderr
    published = {str(record["url"]).rsplit("/", 1)[-1]: record for record in records(_text(folder / "articles.jsonl"))}
    gold = {path.stem: json.loads(_text(path)) for path in (here / "gold").glob("*.json")}
    return Crawled(published, gold, changed_records(_text(folder / "changes.jsonl")))


def test_all_articles_are_found_and_nothing_else(crawled: Crawled) -> None:
    assert sorted(crawled.published) == sorted(crawled.gold) == list(SLUGS)
    assert {record["pageType"] for record in crawled.published.values()} == {"article"}


def test_a_second_crawl_finds_nothing_new(crawled: Crawled) -> None:
    assert crawled.second == ""


@pytest.fixture(params=SLUGS)
def pair(request: pytest.FixtureRequest, crawled: Crawled) -> tuple[Json, Json]:
    """One article as published, and its gold."""
    return crawled.published[request.param], crawled.gold[request.param]


def test_headline(pair: tuple[Json, Json]) -> None:
    record, gold = pair
    assert record["headline"] == gold["title"]


def test_authors(pair: tuple[Json, Json]) -> None:
    record, gold = pair
    assert _people(record["authors"]) == _people(gold["authors"])


def test_reviewers(pair: tuple[Json, Json]) -> None:
    record, gold = pair
    assert _people(record["reviewedBy"]) == _people(gold["reviewers"])


def test_date_published(pair: tuple[Json, Json]) -> None:
    record, gold = pair
    assert record["datePublished"] == gold["published"]


def test_date_modified(pair: tuple[Json, Json]) -> None:
    record, gold = pair
    assert record["dateModified"] == gold["updated"]


def test_outline(pair: tuple[Json, Json]) -> None:
    record, gold = pair
    assert _outline(record["sections"]) == _outline(gold["sections"])


def test_blocks(pair: tuple[Json, Json]) -> None:
    record, gold = pair
    assert _blocks(record["sections"]) == _blocks(gold["sections"])


def test_nothing_that_the_gold_calls_boilerplate_is_in_the_body(pair: tuple[Json, Json]) -> None:
    record, gold = pair
    true_lines = set(_lines(gold["sections"]))
    boilerplate = {_squashed(block["text"]) for block in gold["boilerplate"]} - true_lines
    assert sorted(boilerplate & set(_lines(record["sections"]))) == []
    body = _squashed(record["articleBody"])
    truth = " ".join(true_lines)
    assert [text for text in boilerplate if len(text) > 30 and text in body and text not in truth] == []


def test_every_dropped_block_has_a_reason(pair: tuple[Json, Json]) -> None:
    record, _ = pair
    assert record["dropped"]
    assert [block for block in record["dropped"] if not (block["reason"] and block["rule"] and block["xpath"])] == []


def test_the_characters_add_up(pair: tuple[Json, Json]) -> None:
    counts = pair[0]["accounting"]
    assert counts["keptChars"] + counts["droppedChars"] == counts["visibleChars"] > 0


def _people(people: list[Json]) -> list[tuple[str, str | None, list[str]]]:
    return [(person["name"], person.get("honorific"), person.get("credentials", [])) for person in people]


def _outline(sections: list[Json]) -> list[Any]:
    """Headings, levels and roles, as a tree."""
    return [
        (section["heading"], section["level"], section.get("role"), _outline(section["sections"]))
        for section in sections
    ]


def _blocks(sections: list[Json]) -> list[tuple[str | None, list[Json]]]:
    """The blocks under each heading, in page order."""
    return [
        entry
        for section in sections
        for entry in [
            (section["heading"], [_bare(block) for block in section["blocks"]]),
            *_blocks(section["sections"]),
        ]
    ]


def _bare(value: Any) -> Any:
    """A block without what is absent: the gold leaves out what a record says is empty."""
    if isinstance(value, dict):
        return {key: bare for key, entry in value.items() if (bare := _bare(entry)) not in (None, [], "")}
    return [_bare(entry) for entry in value] if isinstance(value, list) else value


def _lines(sections: Any) -> Iterator[str]:
    """Every text of a tree of sections: headings, paragraphs, items, cells, captions."""
    if isinstance(sections, dict):
        for key, value in sections.items():
            if key not in {"id", "type", "role", "src", "href", "alt"}:
                yield from _lines(value)
    elif isinstance(sections, list):
        for value in sections:
            yield from _lines(value)
    elif isinstance(sections, str):
        yield _squashed(sections)


def _squashed(text: str) -> str:
    return re.sub(r"[\s\u00a0\u200d]+", " ", text).strip()


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
