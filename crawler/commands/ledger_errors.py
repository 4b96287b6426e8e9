"""Errors of the ledger as those of a command that reads a state."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from wellread.crawler.ledger import LedgerError, UnusableLedgerError
from wellread.crawler.runs.exit_status import CommandError, ExitCode


@contextmanager
def ledger_errors() -> Iterator[None]:
    """Raises CommandError for what the ledger raises: wrong usage where the state cannot be used as it is."""
    try:
        yield
    except UnusableLedgerError as error:
        raise CommandError(str(error), ExitCode.USAGE) from error
    except LedgerError as error:
        raise CommandError(str(error), ExitCode.UNEXPECTED) from error
