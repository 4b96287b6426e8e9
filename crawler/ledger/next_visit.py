"""What a URL is after its visit, and when to come again. Pure: from its row and what was found to new values."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import Row

from wellread.crawler.ledger.model import SETBACKS, Finding, Kind, Outcome, State
from wellread.crawler.ledger.revisit_policy import LEAST, MOST, History, after_failure
from wellread.crawler.record_location import RecordLocation

MOVED_FOR_GOOD = frozenset({301, 308})
_NOT_MODIFIED = 304
_WITHOUT_ARTICLE = frozenset({Outcome.GONE, Outcome.PAGE, Outcome.OTHER, Outcome.UNCHANGED})


def shows_none(row: Row[Any], finding: Finding) -> bool:
    """Whether an article that is read from this URL is no longer there.

    One visit that finds something else in its place is no proof: a server that is being repaired says so with 200.
    """
    if finding.outcome is Outcome.REPLACED:
        return bool(row.outcome == Outcome.REPLACED)
    moved_away = finding.outcome is Outcome.REDIRECTED and finding.target is None
    return moved_away or finding.outcome in _WITHOUT_ARTICLE


def outlook(row: Row[Any], outcome: Outcome, finding: Finding, now: float, *, changed: bool) -> dict[str, object]:
    """The row of a URL after its visit: what it came to, and when to come again."""
    values: dict[str, object] = {
        "state": State.DONE,
        "not_before": 0.0,
        "reason": finding.reason,
        "target": finding.target,
        "visited_at": now,
    }
    if outcome in SETBACKS or (outcome is Outcome.PAYWALLED and finding.candidate is None):
        failures = row.failures + 1
        # Without its start page a run is nothing: the next one asks again, however soon it comes.
        wait = 0.0 if row.kind == Kind.START else after_failure(failures)
        return values | {"outcome": outcome, "failures": failures, "next_visit": now + wait}
    if outcome is Outcome.REDIRECTED:
        wait = MOST if finding.answer.status in MOVED_FOR_GOOD else LEAST
        return values | {"outcome": outcome, "failures": 0, "next_visit": now + wait}
    history = History(row.visits, row.changes, row.span, row.interval)
    if row.visited_at is not None:
        history = history.after(now - row.visited_at, changed=changed)
    # Start pages, sitemaps and feeds are where new articles show up: every run asks for them.
    wait = history.interval if row.kind == Kind.PAGE else 0.0
    values |= {"failures": 0, "next_visit": now + wait, **asdict(history)}
    standing = row.read_as if outcome is Outcome.UNCHANGED else outcome
    values |= {"outcome": standing, "read_as": standing}
    answer = finding.answer
    if answer.status == _NOT_MODIFIED:
        return values
    return values | {
        "read_at": now if answer.is_whole else row.read_at,
        "etag": answer.validators.etag,
        "last_modified": answer.validators.last_modified,
        "digest": answer.digest,
        **place(answer.archived),
    }


def place(location: RecordLocation | None) -> dict[str, object]:
    """The columns that say where a response lies in the archive."""
    if location is None:
        return {"warc_file": None, "warc_offset": None, "warc_record_id": None}
    return {"warc_file": location.file, "warc_offset": location.offset, "warc_record_id": location.record_id}
