"""`python -m tests.hasty MODULE ARGUMENTS`: a module whose crawls wait a tenth as long for hosts that are in trouble.

For tests of what comes after those waits; how long they are is tested by itself.
"""

from __future__ import annotations

import runpy
import sys

from wellread.crawler.fetching import backoff, error_classification

HASTE = 0.1


def main() -> None:
    """Shorten the waits, all alike, and run the module."""
    error_classification._FIRST_RETRY_WAIT_SECONDS *= HASTE
    backoff.MAX_HOLD_SECONDS *= HASTE
    backoff._CHECK_PAUSE_SECONDS *= HASTE
    backoff._FIRST_PAUSE_SECONDS *= HASTE
    backoff._MAX_PAUSE_SECONDS *= HASTE
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
