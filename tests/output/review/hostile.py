"""Strings that a hostile page may put into any field, and records that have them everywhere."""

from __future__ import annotations

from typing import Any

import msgspec

from wellread.extractors.article import FieldSource
from wellread.extractors.page_review import FieldCandidate
from wellread.output.changes import ArticleRevision
from wellread.output.record import ArticleRecord
from wellread.output.record_json import encode_record
from wellread.output.review.article_page import ReviewedPage

HOSTILE = (
    "<script>window.hacked = 1</script>",
    "</script><script>window.hacked = 1</script>",
    '"><img src=x onerror="window.hacked = 1">',
    "' onmouseover='window.hacked = 1' x='",
    "<svg onload=window.hacked=1><animate onbegin=window.hacked=1></svg>",
    "javascript:window.hacked=1",
    "data:text/html,<script>window.hacked=1</script>",
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
    "<a href='https://evil.example' id='rows'>[]</a>",
    "a" * 20_000,
    "@@texts@@",
)


def poison(page: ReviewedPage, text: str) -> ReviewedPage:
    """The page with `text` in every string of its record and of its blocks, also where only ids and URLs belong."""
    record = _poison(msgspec.to_builtins(page.article), text)
    blocks = tuple(
        msgspec.structs.replace(block, text=text, rule=text, kind=text, xpath=text, evidence=(text,), block_id=text)
        for block in page.blocks or ()
    )
    candidates = tuple(
        FieldCandidate(each.field, text, FieldSource(text, text, text), each.is_chosen) for each in page.candidates
    )
    revisions = tuple(_poison_revision(revision, f"{text} {number}") for number, revision in enumerate(page.revisions))
    return ReviewedPage(msgspec.convert(record, ArticleRecord), blocks, candidates, revisions)


def _poison_revision(revision: ArticleRevision, text: str) -> ArticleRevision:
    record = msgspec.convert(_poison(msgspec.to_builtins(revision.article), text), ArticleRecord)
    return ArticleRevision(text, text, revision.change, text, encode_record(record).decode())


def _poison(value: Any, text: str, key: str = "") -> Any:
    """Every string becomes `text`, but those of which the record allows a few values only."""
    match value:
        case dict():
            return {name: _poison(inner, text, name) for name, inner in value.items()}
        case list():
            return [_poison(inner, text, key) for inner in value]
        case str() if key not in {"type", "state", "pageType", "direction", "reason", "role"}:
            return text
        case _:
            return value
