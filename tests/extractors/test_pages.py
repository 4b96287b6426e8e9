"""Pages written for this project, one nuisance or structure each, with the whole truth about each field.

A folder of `tests/pages` holds `page.html`, `expected.json`, and `source.txt`: the address, two spaces, why the page
exists. `pytest tests/extractors/test_pages.py --update-pages` writes expectations, all of them for a new page and else
those that are there; whoever runs it reads the difference against the page. Where the extractors are known to be wrong,
`expected.json` holds the truth all the same, and `known_failures.json` names the field and what is wrong with it:
`--update-pages` leaves that field alone, and once it comes out right the test fails until the entry is removed.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec
import pytest

from wellread.extractors import Article, explain, extract

PAGES = Path(__file__).resolve().parent.parent / "pages"
FOLDERS = sorted(path.name for path in PAGES.iterdir() if path.is_dir())
FIELDS = (
    "pageType",
    "headline",
    "inLanguage",
    "authors",
    "reviewedBy",
    "datePublished",
    "dateModified",
    "lastReviewed",
    "isAccessibleForFree",
    "sections",
    "articleBody",
    "images",
    "references",
    "signals",
    "dropped",
    "warnings",
)
# Of these lists, only what a reader would judge a page by.
PARTS = {
    "references": ("text", "url", "doi", "pmid", "citedBy"),
    "signals": ("id", "state", "value", "quote"),
    "dropped": ("text", "reason", "rule"),
    "warnings": ("code",),
}
Truth = dict[str, object]


def known_failures(name: str) -> dict[str, str]:
    path = PAGES / name / "known_failures.json"
    return msgspec.json.decode(path.read_bytes(), type=dict[str, str]) if path.exists() else {}


@cache
def article(name: str) -> Article:
    return extract((PAGES / name / "page.html").read_bytes(), address(name))


def address(name: str) -> str:
    return (PAGES / name / "source.txt").read_text(encoding="utf-8").split("  ", 1)[0]


def found(name: str) -> Truth:
    """What the extractors make of a page, as in its JSON."""
    published = msgspec.json.decode(msgspec.json.encode(article(name)), type=dict[str, object])
    return {field: _part(published[field], PARTS.get(field)) for field in FIELDS}


def _part(value: object, keys: tuple[str, ...] | None) -> object:
    if keys is None:
        return value
    return [{key: item[key] for key in keys} for item in msgspec.convert(value, list[dict[str, object]])]


def expected(name: str) -> Truth:
    path = PAGES / name / "expected.json"
    if not path.exists():
        pytest.fail(
            f"{path.relative_to(PAGES.parent.parent)} is missing. Write it with"
            f" `pytest tests/extractors/test_pages.py -k {name} --update-pages` and read it against the page",
            pytrace=False,
        )
    return msgspec.json.decode(path.read_bytes(), type=Truth)


@cache
def update(name: str) -> None:
    """Write the expectations of a page, once in a run."""
    path = PAGES / name / "expected.json"
    truth = found(name)
    if path.exists():
        before, failing = expected(name), known_failures(name)
        truth = {field: value if field in failing else truth[field] for field, value in before.items()}
    path.write_bytes(msgspec.json.format(msgspec.json.encode(truth), indent=1) + b"\n")


def items() -> list[object]:
    """One for each field of each page; those that are known to fail must fail."""
    return [
        pytest.param(name, field, id=f"{name}-{field}", marks=[pytest.mark.xfail(reason=why)] if why else [])
        for name in FOLDERS
        for field in (expected(name) if (PAGES / name / "expected.json").exists() else FIELDS)
        for why in [known_failures(name).get(field)]
    ]


@pytest.mark.parametrize(("name", "field"), items())
def test_the_field_of_the_page_is_as_expected(name: str, field: str, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-pages"):
        update(name)
    assert found(name)[field] == expected(name)[field]


@pytest.mark.parametrize("name", FOLDERS)
def test_every_visible_character_of_the_page_is_kept_or_dropped(name: str) -> None:
    count = article(name).accounting
    assert count.kept_chars + count.dropped_chars == count.visible_chars


@pytest.mark.parametrize("name", FOLDERS)
def test_the_explanation_of_the_page_drops_what_the_article_drops(name: str) -> None:
    explained = explain((PAGES / name / "page.html").read_bytes(), address(name))
    reported = [
        (item.text, item.reason, item.rule, item.xpath) for item in article(name).dropped if item.rule != "quote-dash"
    ]
    assert [
        (block.text, block.reason, block.rule, block.xpath) for block in explained if not block.kept and block.text
    ] == reported


@pytest.mark.parametrize("name", FOLDERS)
def test_the_folder_says_what_the_page_is_for(name: str) -> None:
    platform, _, what = name.partition("--")
    url, _, why = (PAGES / name / "source.txt").read_text(encoding="utf-8").strip().partition("  ")
    assert platform
    assert what
    assert url.startswith(("http://", "https://"))
    assert why.endswith(".")
    assert set(known_failures(name)) <= set(expected(name)) <= set(FIELDS)
