"""When a page is to be visited again: from how often it was seen to change. Pure; the clock is an argument.

Times are seconds since 1970 in UTC, spans are seconds: summer time and time zones do not exist here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

HOUR = 3600.0
DAY = 24 * HOUR

# A job that starts every 24 hours must find a daily page due, also when it starts early or the clock is an hour off.
LEAST = 20 * HOUR
MOST = 30 * DAY
# Whatever the server says about "not modified", the whole page is asked for after this time.
RECHECK = 30 * DAY
# What we remember of the past shrinks with each visit, so that a page which has calmed down is believed.
MEMORY = 0.9
GROWTH = 2.0


@dataclass(frozen=True)
class History:
    """What repeated visits have shown: how many there were, how many of them found a change, and the time they cover.

    The counts are weighted: those of long ago count for less. `interval` is the span that was planned last.
    """

    visits: float = 0.0
    changes: float = 0.0
    span: float = 0.0
    interval: float = 0.0

    def after(self, elapsed: float, *, changed: bool) -> History:
        """The history with one more visit, `elapsed` seconds after the last; a clock set back counts as no time."""
        seen = History(
            visits=self.visits * MEMORY + 1,
            changes=self.changes * MEMORY + changed,
            span=self.span * MEMORY + max(elapsed, 0.0),
        )
        return History(seen.visits, seen.changes, seen.span, _planned(seen, self.interval))


def _planned(seen: History, before: float) -> float:
    """The span after which a change is as likely as not, at most twice the one `before`, within LEAST and MOST.

    The rate is the estimator of Cho and Garcia-Molina ("Estimating frequency of change", 2003, section 4.2), which
    stays finite where each visit found a change, and is 0 where none did.
    """
    rate = -math.log((seen.visits - seen.changes + 0.5) / (seen.visits + 0.5)) * seen.visits
    likely = math.log(2) * seen.span / rate if rate > 0 else MOST
    return min(max(min(likely, before * GROWTH), LEAST), MOST)


def after_failure(failures: int) -> float:
    """How long to leave a URL alone that has failed, or was gone or blocked, `failures` times in a row (1 or more)."""
    return min(LEAST * GROWTH ** min(failures - 1, 10), MOST)
