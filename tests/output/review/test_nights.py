"""Runs are drawn as columns, site by site: whoever sees no colours reads them by their height and their numbers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

from wellread.output.review.nights import MAX_NIGHTS, MAX_SITES, Night, Strip, group_nights
from wellread.output.review.report import ReportWriter


def runs_of(site: str, count: int, articles: int = 9) -> list[Night]:
    """Runs over a site, the newest first."""
    return [
        Night(site, f"2026-{number:03}", number, 0, 1, articles, {"authors": number / count}, {"kept": 3, "related": 1})
        for number in range(count, 0, -1)
    ]


def heights(strip: Strip) -> list[float]:
    return [float(height) for height in re.findall(r"v-([\d.]+)", strip.path)]


def shown(folder: Path, nights: list[Night]) -> html.HtmlElement:
    """The section of the runs in the list of a report."""
    with ReportWriter(str(folder / "report"), "Walks") as report:
        report.finish(nights=nights)
    page = html.fromstring((folder / "report" / "index.html").read_text(encoding="utf-8"))
    (section,) = page.cssselect("#runs")
    return section


def test_a_share_is_drawn_against_all_and_a_count_against_the_highest() -> None:
    share, count = Strip("kept", (0.5, 1.0), is_share=True, top=1), Strip("new", (2, 4), is_share=False, top=4)
    assert heights(share) == heights(count) == [9.5, 19.0]
    assert heights(Strip("kept", (0.25,), is_share=True, top=1)) == [4.8]


def test_nothing_counted_is_a_gap_and_zero_is_a_line() -> None:
    strip = Strip("kept", (None, 0.0, 0.5), is_share=True, top=1)
    assert re.findall(r"M(\d+)", strip.path) == ["4", "8"]
    assert heights(strip)[0] == 0.6
    assert strip.summary == ("0 %", "50 %", "50 %")
    assert list(strip.cells()) == ["50 %", "0 %", ""]
    assert Strip("kept", (None,), is_share=True, top=1).summary == ("", "", "")


def test_each_site_has_its_latest_runs_and_says_how_many_are_left_out(tmp_path: Path) -> None:
    nights = [*runs_of("a.org", MAX_NIGHTS + 5), *runs_of("b.org", 2), *runs_of("c.org", 1)]
    first, second, _ = group_nights(nights).sites
    assert [len(first.nights), first.total, len(second.nights), second.total] == [MAX_NIGHTS, MAX_NIGHTS + 5, 2, 2]
    assert (first.nights[0].started, first.nights[-1].started) == ("2026-006", "2026-065")
    notes = [" ".join(note.text_content().split()) for note in shown(tmp_path, nights).cssselect("div.runs > .note")]
    assert notes == [
        "60 runs from 2026-006 to 2026-065 (UTC); 5 earlier left out.",
        "2 runs from 2026-001 to 2026-002 (UTC).",
        "1 run, 2026-001 (UTC).",
    ]


def test_the_sites_with_most_articles_are_shown_and_the_others_counted(tmp_path: Path) -> None:
    nights = [night for number in range(MAX_SITES + 3) for night in runs_of(f"{number}.org", 1, articles=number)]
    history = group_nights(nights)
    assert [site.site for site in history.sites][:2] == [f"{MAX_SITES + 2}.org", f"{MAX_SITES + 1}.org"]
    assert history.left_out == 3
    note = " ".join(shown(tmp_path, nights).cssselect("#runs > .note")[0].text_content().split())
    assert "The 40 sites with most articles are shown; 3 others are left out." in note


def test_coverage_kept_share_and_reasons_are_drawn_and_told_in_numbers(tmp_path: Path) -> None:
    section = shown(tmp_path, runs_of("a.org", 3))
    rows = {row.findtext("th"): [cell.text_content() for cell in row.cssselect("td")[1:]]
            for row in section.cssselect(".strips tbody tr")}  # fmt: skip
    assert rows["authors"] == ["33 %", "100 %", "100 %"]
    assert rows["kept"] == ["75 %", "75 %", "75 %"]
    assert rows["related"] == ["25 %", "25 %", "25 %"]
    assert len(section.cssselect(".strips svg path")) == len(rows)
    table = {row.findtext("th"): [cell.text for cell in row.cssselect("td")]
             for row in section.cssselect("details tbody tr")}  # fmt: skip
    assert table["new"] == ["3", "2", "1"]
    assert table["authors"] == ["100 %", "67 %", "33 %"]
    assert set(rows) <= set(table)


@pytest.mark.parametrize("nights", [[], [Night("a.org", "1", 0, 0, 0, 0)]], ids=["no-run", "nothing-read"])
def test_without_anything_read_no_share_is_drawn(nights: list[Night]) -> None:
    assert [title for site in group_nights(nights).sites for title, _ in site.strips] == ["Articles"] * len(nights)
