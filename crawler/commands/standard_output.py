"""Standard output, which its reader may close before everything is written."""

from __future__ import annotations

import os
import sys


def discard_standard_output() -> None:
    """Send what is still to be written to the null device.

    Python flushes standard output at exit, and would report the closed pipe a second time.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
