"""Strings that a hostile page may put into any field, and reports that have them everywhere.

What has them is made from the types of the record, of the run and of what is reviewed: no list of fields to forget one.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from tests.output.review.filled import TextAt, fill
from wellread.crawler.commands.crawl_facts import sum_up_runs
from wellread.crawler.commands.reviewed_state import describe_last_runs, list_nights
from wellread.crawler.runs.record import RunRecord, SiteRecord
from wellread.extractors import BlockExplanation
from wellread.extractors.page_review import FieldCandidate
from wellread.output.changes import ArticleRevision, Change
from wellread.output.ratings.rating_sheets import Rating
from wellread.output.record import ArticleRecord
from wellread.output.record_json import encode_record
from wellread.output.review.article_page import ReviewedPage
from wellread.output.review.blind_report import BlindReportWriter
from wellread.output.review.methods import describe_methods
from wellread.output.review.rating_tables import ReportRatings
from wellread.output.review.report import ReportWriter
from wellread.output.review.retractions import RetractionList
from wellread.output.review.selection import Decision, Selection, SelectionOutcome, candidate_of

HOSTILE = (
    "<script>window.hacked = 1</script>",
    "</script><script>window.hacked = 1</script>",
    '"><img src=x onerror="window.hacked = 1">',
    "' onmouseover='window.hacked = 1' x='",
    "<svg onload=window.hacked=1><animate onbegin=window.hacked=1></svg>",
    "javascript:window.hacked=1",
    "data:text/html,<script>window.hacked=1</script>",
    "https://evil.example/\"onmouseover=window.hacked=1'<script>window.hacked=1</script>",
    "</style><style>body { display: none } @import url(//evil.example/x.css)",
    "{{ 7 * 7 }} {% for x in () %} ${7 * 7} <%= 7 * 7 %>",
    "\u202egnp.exe\u202c \u2066hidden\u2069",
    "\x00\x07\x1b[2J\x1b]0;title\x07",
    "../../../../etc/passwd",
    "..\\..\\windows\\system32",
    "<!-- --><iframe src='https://evil.example'></iframe>",
    "]]><base href='https://evil.example/'><meta http-equiv=refresh content='0;url=https://evil.example'>",
    "&lt;script&gt;&#106;avascript:",
    "half \ud83d a character",
    "one line\r\n- another | cell\n\n# a heading",
    "<a href='https://evil.example' id='rows'>[]</a>",
    "a" * 20_000,
    "@@texts@@",
)


def everywhere(text: str) -> TextAt:
    """The same text at each place."""
    return lambda _path: text


def hostile_record(text_at: TextAt) -> ArticleRecord:
    """A record with a text in every field; its signal stands in the text, so that the words are marked."""
    record = fill(ArticleRecord, text_at)
    (signal,) = record.signals
    signal = msgspec.structs.replace(signal, state="present")
    marked = msgspec.structs.replace(signal, block_id="/sections/0/blocks/0/text", start=0, end=3)
    return msgspec.structs.replace(record, signals=(signal, marked))


def hostile_page(text_at: TextAt) -> ReviewedPage:
    """A page with all that is known of one: blocks kept and dropped, candidates, states."""
    block = fill(BlockExplanation, text_at)
    kept = msgspec.structs.replace(block, kept=True, reason=None, block_id="/sections/0/blocks/0/text", score=0.5)
    dropped = msgspec.structs.replace(block, kept=False, score=None)
    record = hostile_record(text_at)
    lost = msgspec.structs.replace(fill(FieldCandidate, text_at), field="authors", is_chosen=False)
    return ReviewedPage(
        record,
        (kept, dropped),
        (lost, msgspec.structs.replace(lost, value=record.authors)),
        tuple(_hostile_revision(text_at, number) for number in range(3)),
    )


def _hostile_revision(text_at: TextAt, number: int) -> ArticleRevision:
    record = hostile_record(lambda path: f"{text_at(path)} {number}")
    text = text_at("revision")
    return ArticleRevision(text, text, Change.CHANGED, text, encode_record(record).decode())


def hostile_runs(text_at: TextAt) -> tuple[RunRecord, ...]:
    """Runs over a site that was crawled and one that failed."""
    run = fill(RunRecord, text_at)
    failed = fill(SiteRecord, text_at, url=f"{text_at('sites[].url')} 2", status="failed")
    return (msgspec.structs.replace(run, sites=(*run.sites, failed)),)


def hostile_outcome(text_at: TextAt) -> SelectionOutcome:
    """A selection with all that may become of an article."""
    seen = candidate_of(hostile_record(text_at))
    decisions = (
        Decision(seen, "excluded", text_at("reason")),
        Decision(seen, "not sampled"),
        Decision(seen, "selected"),
    )
    return SelectionOutcome(Selection(sample=1, seed=text_at("seed"), stratify="site"), decisions, (seen.article_id,))


def hostile_retractions(text_at: TextAt) -> RetractionList:
    """Notices of all works."""

    class Everything(RetractionList):
        def find(self, _reference: object) -> Any:
            return tuple(self._by_id["pmid:1"])

    row: Mapping[str, str] = {
        "OriginalPaperDOI": "", "OriginalPaperPubMedID": "1", "RetractionDate": text_at("RetractionDate"),
        "RetractionNature": text_at("RetractionNature"), "Reason": text_at("Reason"),
    }  # fmt: skip
    return Everything([row])


def hostile_ratings(text_at: TextAt) -> ReportRatings:
    """Of the hostile record what a rater wrote, and of an article that is not in the report."""
    texts = {name: text_at(name) for name in ("rater", "note", "place")}
    rated = hostile_record(text_at).article_id
    return ReportRatings.group(Rating("jama", one, values={1: "yes"}, **texts) for one in (rated, f"{rated} 2"))


def write_hostile_report(folder: Path, text_at: TextAt) -> None:
    """A report, of a page with its blocks and of a record alone, with all that may stand in its list."""
    page, runs, outcome = hostile_page(text_at), hostile_runs(text_at), hostile_outcome(text_at)
    with ReportWriter(
        str(folder), text_at("title"), retractions=hostile_retractions(text_at), ratings=hostile_ratings(text_at)
    ) as report:
        report.add(page)
        report.add(ReviewedPage(page.article))
        methods = describe_methods(sum_up_runs(runs), outcome, 2, 1)
        report.finish([text_at("alarm"), *describe_last_runs(runs)], outcome, tuple(list_nights(runs)), methods)


def write_hostile_blind_report(folder: Path, text_at: TextAt) -> None:
    """The same for raters."""
    page, outcome = hostile_page(text_at), hostile_outcome(text_at)
    with BlindReportWriter(str(folder), text_at("title")) as report:
        report.add(page)
        report.add(ReviewedPage(page.article))
        report.finish((), outcome, methods=describe_methods(sum_up_runs(hostile_runs(text_at)), outcome, 2, 1))
