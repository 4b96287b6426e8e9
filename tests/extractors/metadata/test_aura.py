"""The invented wellness blog next to the project: every person and date in it is known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wellread.extractors.article import Person
from wellread.extractors.metadata import describe
from wellread.extractors.parse import PageInput, parse
from wellread.extractors.segment import segment

SITE = Path(__file__).parents[4] / "shared" / "sites" / "aura"
GOLD = sorted(SITE.glob("gold/*.json"))


def people(found: tuple[Person, ...]) -> list[dict[str, object]]:
    each = ({"name": p.name, "honorific": p.honorific, "credentials": list(p.credentials)} for p in found)
    return [{key: value for key, value in person.items() if value} for person in each]


@pytest.mark.skipif(not GOLD, reason="the site at ../shared/sites/aura is not there")
@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_the_blog_is_described_exactly(path: Path) -> None:
    gold = json.loads(path.read_text())
    page = parse(PageInput((SITE / "site" / "blog" / f"{path.stem}.html").read_bytes(), gold["url"]))
    found = describe(page, segment(page))
    named = [
        [{k: v for k, v in p.items() if k != "display"} for p in gold[field]] for field in ("authors", "reviewers")
    ]
    assert [people(found.authors), people(found.reviewed_by)] == named
    assert (found.headline, found.description, found.in_language) == (gold["title"], gold["description"], gold["lang"])
    assert (found.date_published, found.date_modified, found.last_reviewed) == (
        gold["published"],
        gold["updated"],
        None,
    )
    assert (found.main_image.url, list(found.keywords)) == (gold["image"], gold["tags"])
