"""The archive in the state folder of a crawl."""

from __future__ import annotations

from pathlib import Path

from crawler.archive.repair import repair
from crawler.archive.writer import ArchiveWriter
from crawler.logs import log

FOLDER = "archive"


def open_archive(state: Path, user_agent: str) -> ArchiveWriter:
    """The archive of a state folder, to be written, once what a killed process has left there is mended and told.

    Raises ArchiveError where that is not possible.
    """
    directory = state / FOLDER
    for mended in repair(directory):
        log.warning("archive repaired", what=str(mended))
    return ArchiveWriter(directory, user_agent=user_agent)
