"""What the row of a URL says after a visit, and when to come again. Pure: from the row before it and its result."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import Row

from wellread.crawler.ledger.model import (
    FAILURE_OUTCOMES,
    RANK_AFTER_FAILURE,
    RANKS,
    Outcome,
    UrlKind,
    UrlState,
    Validators,
    VisitResult,
)
from wellread.crawler.ledger.revisit_policy import (
    MAX_INTERVAL_SECONDS,
    ChangeHistory,
    compute_backoff,
)
from wellread.crawler.ledger.schema import location_values

_PERMANENT_REDIRECTS = frozenset({301, 308})
_NOT_MODIFIED = 304
# The page has answered, and did not show an article.
OUTCOMES_WITHOUT_ARTICLE = frozenset(
    {Outcome.GONE, Outcome.REPLACED, Outcome.PAGE, Outcome.LIST, Outcome.OTHER, Outcome.UNCHANGED}
)


def shows_loss_for_certain(row: Row[Any], outcome: Outcome) -> bool:
    """Whether one visit with this outcome is enough to know that the article of this URL is no longer there.

    `row` is that of the table `urls` before the visit. One visit that finds something else in place of the article is
    no proof: a server that is being repaired says so with status 200.
    """
    return outcome is not Outcome.REPLACED or row.outcome == Outcome.REPLACED


def leads_away_for_good(result: VisitResult) -> bool:
    """Whether a redirect says that its page has moved: to stay, or to another site."""
    return result.redirect_target is None or result.response.status in _PERMANENT_REDIRECTS


def compute_url_values(
    row: Row[Any], outcome: Outcome, result: VisitResult, now: float, *, changed: bool
) -> dict[str, object]:
    """The columns of a URL that a visit changes, with their new values: what it came to, and when to come again.

    `row` is that of the table `urls` before the visit, `outcome` the one after it was decided which article the page
    is, `changed` whether the visit found anything new.
    """
    values: dict[str, object] = {
        "state": UrlState.DONE,
        "not_before": 0.0,
        "reason": result.reason,
        "target": result.redirect_target,
        "visited_at": now,
    }
    if outcome in FAILURE_OUTCOMES or (outcome is Outcome.PAYWALLED and result.candidate is None):
        return values | _compute_failure_values(row, outcome, now)
    values["rank"] = rank_after(row.kind, failed=False)
    if outcome is Outcome.REDIRECTED:
        return values | _compute_redirect_values(row, result, now)
    values |= _compute_success_values(row, outcome, now, changed=changed)
    response = result.response
    is_reserved = outcome is Outcome.RESERVED
    if response.status == _NOT_MODIFIED and not is_reserved:
        return values
    # Only of an article that stands on one page does the page say whether it has changed; of what was left alone
    # nothing is kept, so that it is read if it is asked for again.
    is_whole = not result.part_urls and not result.is_incomplete and not is_reserved
    validators = response.validators if is_whole else Validators()
    return values | {
        "read_at": now if response.sent_in_full else row.read_at,
        "etag": validators.etag,
        "last_modified": validators.last_modified,
        "digest": response.digest if is_whole else None,
        **location_values(response.location),
        **({"next_visit": now} if result.is_incomplete else {}),
    }


def rank_after(kind: str, *, failed: bool) -> int:
    """When a URL of this kind has its turn, after a visit that has failed or not: the low ones come first."""
    return RANK_AFTER_FAILURE if failed and kind == UrlKind.PAGE else RANKS[UrlKind(kind)]


def _compute_redirect_values(row: Row[Any], result: VisitResult, now: float) -> dict[str, object]:
    """A redirect that leads elsewhere each time may do so for ever: it is followed less and less often."""
    is_aimless = row.outcome == Outcome.REDIRECTED and row.target != result.redirect_target
    failures = row.failures + 1 if is_aimless else 0
    # What lies in the middle of a chain is visited when its beginning still leads there.
    is_settled = result.response.status in _PERMANENT_REDIRECTS or row.hops > 0
    wait = MAX_INTERVAL_SECONDS if is_settled else compute_backoff(failures + 1)
    return {"outcome": Outcome.REDIRECTED, "failures": failures, "next_visit": now + wait}


def _compute_failure_values(row: Row[Any], outcome: Outcome, now: float) -> dict[str, object]:
    failures = row.failures + 1
    # Without its start page a run finds nothing: the next one asks again, however soon it comes.
    wait = 0.0 if row.kind == UrlKind.START else compute_backoff(failures)
    rank = rank_after(row.kind, failed=True)
    return {"outcome": outcome, "failures": failures, "next_visit": now + wait, "rank": rank}


def _compute_success_values(row: Row[Any], outcome: Outcome, now: float, *, changed: bool) -> dict[str, object]:
    history = ChangeHistory(row.visits, row.changes, row.span, row.interval)
    if row.visited_at is not None:
        history = history.add_visit(now - row.visited_at, changed=changed)
    # Start pages, sitemaps and feeds are where new articles show up: every run asks for them.
    wait = history.interval if row.kind == UrlKind.PAGE else 0.0
    shown = row.read_as if outcome is Outcome.UNCHANGED else outcome
    return {"failures": 0, "next_visit": now + wait, **asdict(history), "outcome": shown, "read_as": shown}
