"""Errors of object storage as those of a command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from wellread.crawler.object_storage import StorageError
from wellread.crawler.runs.exit_status import CommandError, ExitCode


@contextmanager
def storage_errors() -> Iterator[None]:
    """Raises CommandError for what object storage raises: wrong usage where it is of no use to try again."""
    try:
        yield
    except StorageError as error:
        raise CommandError(str(error), ExitCode.USAGE if error.is_lasting else ExitCode.UNEXPECTED) from error
