"""The methods say what was counted, and the flow has the same numbers, drawn and as text."""

from pathlib import Path

import msgspec
import pytest
from lxml import html

from tests.output.review.hostile import HOSTILE
from tests.output.review.pages import REVIEWED
from wellread.crawler.commands.crawl_facts import sum_up_runs
from wellread.crawler.runs.record import iter_runs
from wellread.output.record import ArticleRecord
from wellread.output.review.methods import CrawlFacts, Methods, describe_methods
from wellread.output.review.report import ReportWriter
from wellread.output.review.selection import Decision, Selection, SelectionOutcome, candidate_of

CRAWL = CrawlFacts(
    sites=("a.org", "b.org"), runs=3, first="2026-01-01", last="2026-01-03", versions=("0.1.0",), found=120,
    failed=4, responses=90, not_articles=20, unchanged=30, not_found=3, blocked=0, read=30,
)  # fmt: skip


def outcome_of(*reasons: str, sample: int | None = None) -> SelectionOutcome:
    """A selection of which one article is left, and one not sampled where there is a sample."""
    assert isinstance(REVIEWED.article, ArticleRecord)
    seen = candidate_of(REVIEWED.article)
    excluded = [Decision(seen, "excluded", reason) for reason in reasons]
    rest = [Decision(seen, "not sampled")] if sample else []
    return SelectionOutcome(Selection(sample=sample, seed="s"), (*excluded, *rest, Decision(seen, "selected")))


def drawn(methods: Methods, folder: Path) -> html.HtmlElement:
    with ReportWriter(str(folder / "report"), "Walks") as report:
        report.finish(methods=methods)
    page = html.fromstring((folder / "report" / "index.html").read_text(encoding="utf-8"))
    (section,) = page.cssselect("#methods")
    return section


def test_the_paragraph_states_what_was_done() -> None:
    said = " ".join(describe_methods(CRAWL, outcome_of("paid for", "paid for", sample=1), 1, 2).sentences)
    assert "from 2 sites (a.org, b.org) with wellread 0.1.0 in 3 runs from 2026-01-01 to 2026-01-03 (UTC)." in said
    assert "obeyed robots.txt" in said
    assert "Of 4 articles 2 were excluded: paid for (2)." in said
    assert "Of the 2 others 1 were sampled" in said
    assert "“s”" in said
    assert "The report has 1 article." in said


def test_the_flow_loses_nobody(tmp_path: Path) -> None:
    methods = describe_methods(CRAWL, outcome_of("paid for", "old", sample=1), 1, 2)
    steps = [(step.label, step.count) for step in methods.steps]
    assert steps[3:] == [
        ("Pages", 6),
        ("Articles", 4),
        ("Articles to sample from", 2),
        ("Articles in the report", 1),
    ]
    assert methods.steps[3].left == (("could not be read", 2),)
    assert methods.steps[4].left == (("excluded: paid for", 1), ("excluded: old", 1))
    section = drawn(methods, tmp_path)
    shown = [text.text_content() for text in section.cssselect("svg text")]
    assert shown.count("n = 6") == 1
    assert "excluded: paid for: 1" in shown
    described = section.cssselect("desc")[0].text_content()
    for step in methods.steps:
        assert f"{step.label}: {step.count}." in described
        assert f"{step.label}: {step.count}" in methods.to_markdown()


def test_what_leaves_a_step_of_the_crawl_adds_up_to_what_the_next_one_lacks() -> None:
    _, responses, read, articles = describe_methods(CRAWL, None, 12, 0).steps
    assert (responses.count, responses.left[-1]) == (90, ("start pages, redirects and others", 7))
    assert responses.count - sum(count for _, count in responses.left) == read.count == 30
    assert read.count - sum(count for _, count in read.left) == articles.count == 12


def test_pages_and_records_have_no_crawl(tmp_path: Path) -> None:
    methods = describe_methods(None, None, 3, 0)
    assert [(step.label, step.count) for step in methods.steps] == [("Articles in the report", 3)]
    assert "robots" not in " ".join(methods.sentences)
    assert sum_up_runs(iter_runs(tmp_path)) is None


def test_many_reasons_fit_into_their_box() -> None:
    methods = describe_methods(None, outcome_of(*(f"reason {number} {'x' * 60}" for number in range(20))), 1, 0)
    box = methods.boxes[0].left
    assert box
    assert len(box.lines) == 7
    assert box.lines[-1] == "other reasons: 14"
    assert all(len(line) < 50 for line in box.lines)
    tops = [one.y for one in methods.boxes]
    assert tops[1] > box.y + box.height


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_reasons_are_text(tmp_path: Path, text: str) -> None:
    crawl = msgspec.structs.replace(CRAWL, sites=(text,))
    methods = describe_methods(crawl, outcome_of(text), 1, 0)
    section = drawn(methods, tmp_path)
    assert not section.cssselect("script, img, iframe, style, animate")
    assert {one.tag for one in section.cssselect("svg *")} <= {"title", "desc", "rect", "text", "path"}
    assert "\x1b" not in methods.to_markdown()
    plain = describe_methods(msgspec.structs.replace(CRAWL, sites=("words",)), outcome_of("words"), 1, 0)
    assert len(methods.to_markdown().splitlines()) == len(plain.to_markdown().splitlines())
