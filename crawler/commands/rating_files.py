"""The sheets of raters, read from their files."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from wellread.crawler.logs import escape_unprintable
from wellread.crawler.runs.exit_status import CommandError, ExitCode
from wellread.output.ratings.rating_sheets import Rating, RatingError, read_sheets


def load_ratings(sheets: Iterable[Path], known: frozenset[str] | None = None) -> list[Rating]:
    """The ratings in sheets; `known` are the ids that articles may have. Raises CommandError with all problems."""
    try:
        return read_sheets(((str(path), _read_text(path)) for path in sheets), known)
    except RatingError as error:
        message = "\n".join(escape_unprintable(line) for line in str(error).splitlines())
        raise CommandError(message, ExitCode.USAGE) from error


def _read_text(path: Path) -> IO[str]:
    try:
        return io.StringIO(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise CommandError(f"{path}: it is not UTF-8; save it as “CSV UTF-8”", ExitCode.USAGE) from error
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror or error}", ExitCode.USAGE) from error
