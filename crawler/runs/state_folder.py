"""The state folder: its lock, its ledger, its archive, for whoever needs them."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wellread.crawler.archive.repair import repair_open_files
from wellread.crawler.archive.writer import ArchiveWriter
from wellread.crawler.ledger import Ledger
from wellread.crawler.logs import log
from wellread.crawler.runs.lock import StateLock

ARCHIVE = "archive"
DATABASE = "WELLREAD_DATABASE"


@contextmanager
def locked(state: Path) -> Iterator[None]:
    """Keep other runs off a state folder, which is made if it is not there, for as long as the block runs.

    Raises LockedError if one is under way, and OSError.
    """
    for folder in (state, state / ARCHIVE):
        if folder.exists() and not folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, "it is a file, not a folder", str(folder))
    state.mkdir(parents=True, exist_ok=True)
    with StateLock(state / "lock"):
        yield


def open_ledger(state: Path | None, *, read_only: bool = False) -> Ledger:
    """The database that the environment names, or that in the folder; without a folder one that is forgotten.

    Raises LedgerError.
    """
    if database := os.environ.get(DATABASE):
        return Ledger(database, read_only=read_only)
    return Ledger.in_folder(state, read_only=read_only) if state else Ledger()


def open_archive(state: Path, user_agent: str) -> ArchiveWriter:
    """The archive of a state folder, to be written, once what a killed process has left there is mended and told.

    Raises ArchiveError where that is not possible.
    """
    directory = state / ARCHIVE
    for repaired in repair_open_files(directory):
        log.warning("archive repaired", what=str(repaired))
    return ArchiveWriter(directory, user_agent=user_agent)
