"""Standard output, whose reader may leave before its end."""

from __future__ import annotations

import os
import sys


def leave_standard_output() -> None:
    """Write no more to a reader that has seen enough: Python would complain once more when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
