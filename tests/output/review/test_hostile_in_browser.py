"""What strangers wrote is inert in a real Chromium, in every view: the DOM is that of plain words in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.output.review.hostile import HOSTILE, everywhere, write_hostile_blind_report, write_hostile_report
from tests.output.review.opening import needs_chromium, opened
from wellread.output.review.inert_text import show_controls, web_link

pytestmark = [pytest.mark.crawls, needs_chromium]

Links = tuple[bool, bool]
# Every element of a page in order, with the names of its attributes, and those values that act.
DOM = """() => [...document.querySelectorAll("*")].map((one) => [
  one.tagName, ...[...one.getAttributeNames()].sort(),
  ...["id", "class", "role", "src", "http-equiv", "data-reason"].map((name) => one.getAttribute(name)),
].join(" "))"""
PROVOKE = """() => {
  for (const one of document.querySelectorAll("details")) one.open = true;
  for (const one of document.querySelectorAll("*"))
    for (const event of ["mouseover", "load", "error", "begin", "focus"]) one.dispatchEvent(new Event(event));
}"""
# Of each report its views: which of its articles it is, from 1, or 0 for the list; and what holds texts of strangers.
VIEWS: dict[str, dict[str, tuple[Any, ...]]] = {
    "report": {
        "list": (0, ".alarm", "#table tbody", "#corpus", "#runs", "#selection", "#methods"),
        "article": (1, "[aria-label=Warnings]", "#page", "#article", "#fields", "#signals", "#ratings",
                    "#references", "#rights", "#provenance", "#changes .beside", "#changes .inline"),
        "record": (2, "#page", "#article", "#fields", "#references", "#provenance"),
    },
    "blind": {
        "blind list": (0, "#articles", "#selection", "#methods"),
        "blind article": (1, "#article", "#others", "#provenance"),
        "blind record": (2, "#article", "#others", "#provenance"),
    },
}  # fmt: skip


def pages_of(folder: Path) -> Iterator[tuple[str, Path, list[str]]]:
    """The views of both reports: name, page, and the parts of it that hold texts of strangers."""
    for report, views in VIEWS.items():
        written = sorted((folder / report / "articles").rglob("*.html"), key=lambda path: path.stat().st_mtime_ns)
        pages = [folder / report / "index.html", *written]
        yield from ((name, pages[number], parts) for name, (number, *parts) in views.items())


def links_of(text: str) -> Links:
    """Whether a text is a web address, and whether it makes one behind that of a registry of works."""
    return bool(web_link(text)), bool(web_link(f"https://doi.org/{text}"))


def as_stored(text: str) -> str:
    """A text as the JSON of a record has it."""
    return re.sub("[\x00\ud800-\udfff]", "\ufffd", text)


def write_both(folder: Path, text: str) -> Path:
    write_hostile_report(folder / "report", everywhere(text))
    write_hostile_blind_report(folder / "blind", everywhere(text))
    return folder


@pytest.fixture(scope="module")
def plain(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, Links], list[str]]:
    """The DOM of each view with plain words everywhere, with a word, and with a web address."""
    found = {}
    for text in ("plain words", "word", "https://example.org/words"):
        for name, path, _ in pages_of(write_both(tmp_path_factory.mktemp("plain"), text)):
            with opened(browser, path) as page:
                found[name, links_of(text)] = page.evaluate(DOM)
    return found


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_strings_are_inert_text_in_every_view(
    browser: Any, tmp_path: Path, plain: dict[tuple[str, Links], list[str]], text: str
) -> None:
    for name, path, parts in pages_of(write_both(tmp_path, text)):
        with opened(browser, path) as page:
            assert page.evaluate(DOM) == plain[name, links_of(text)], name
            page.evaluate(PROVOKE)
            assert page.evaluate("window.hacked") is None
            assert page.locator("h1").is_visible()
            for part in parts:
                shown = page.locator(part).evaluate_all("all => all.map((one) => one.textContent).join(' ')")
                said = as_stored(text) if part.startswith("#changes") else text
                assert " ".join(show_controls(said).split()) in " ".join(shown.split()), f"{name}: {part}"
