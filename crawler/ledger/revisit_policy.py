"""When a page is to be visited again: from how often it was seen to change. Pure; the clock is an argument.

Times are seconds since 1970 in UTC, intervals are seconds: summer time and time zones do not exist here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

HOUR_SECONDS = 3600.0
DAY_SECONDS = 24 * HOUR_SECONDS

# A job that starts every 24 hours must find a daily page due, also when it starts early or the clock is an hour off.
MIN_INTERVAL_SECONDS = 20 * HOUR_SECONDS
# A site that does not respond is left alone for so long by those who crawl whatever is due.
RETRY_SITE_SECONDS = HOUR_SECONDS
MAX_INTERVAL_SECONDS = 30 * DAY_SECONDS
# Whatever the server says about "not modified", the whole page is asked for after this time.
RECHECK_SECONDS = 30 * DAY_SECONDS
# What earlier visits have shown counts for this much less with each visit: a page that no longer changes is believed.
HISTORY_DECAY = 0.9
MAX_INTERVAL_GROWTH = 2.0  # from one visit to the next


@dataclass(frozen=True)
class ChangeHistory:
    """What repeated visits have shown: how many there were, how many of them found a change, and the time they cover.

    The counts are weighted by HISTORY_DECAY. `span` and `interval` are seconds; `interval` was planned last. The names
    are those of columns of the table `urls`.
    """

    visits: float = 0.0
    changes: float = 0.0
    span: float = 0.0
    interval: float = 0.0

    def add_visit(self, elapsed_seconds: float, *, changed: bool) -> ChangeHistory:
        """The history with one more visit, so long after the last; a clock that was set back counts as no time."""
        seen = ChangeHistory(
            visits=self.visits * HISTORY_DECAY + 1,
            changes=self.changes * HISTORY_DECAY + changed,
            span=self.span * HISTORY_DECAY + max(elapsed_seconds, 0.0),
        )
        return ChangeHistory(seen.visits, seen.changes, seen.span, _compute_interval(seen, self.interval))


def _compute_interval(seen: ChangeHistory, last_interval: float) -> float:
    """The seconds after which a change is as likely as not, at most MAX_INTERVAL_GROWTH times the last interval.

    The rate of change is the estimator of Cho and Garcia-Molina ("Estimating frequency of change", 2003, section 4.2),
    which stays finite where each visit found a change, and is 0 where none did.
    """
    rate = -math.log((seen.visits - seen.changes + 0.5) / (seen.visits + 0.5)) * seen.visits
    median = math.log(2) * seen.span / rate if rate > 0 else MAX_INTERVAL_SECONDS
    return min(max(min(median, last_interval * MAX_INTERVAL_GROWTH), MIN_INTERVAL_SECONDS), MAX_INTERVAL_SECONDS)


def compute_backoff(failures: int) -> float:
    """Seconds to leave a URL alone that has failed, or was gone or blocked, `failures` times in a row (1 or more)."""
    return min(MIN_INTERVAL_SECONDS * MAX_INTERVAL_GROWTH ** min(failures - 1, 10), MAX_INTERVAL_SECONDS)
