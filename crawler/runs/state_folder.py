"""The folder of `--state`: its lock, its database, its archive and the records of its runs."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from wellread.crawler.archive.files import find_archive_files, find_open_files, locate_archive_file
from wellread.crawler.archive.repair import repair_open_files
from wellread.crawler.archive.writer import ArchiveWriter
from wellread.crawler.ledger import DATABASE_FILE, Ledger, UnusableLedgerError
from wellread.crawler.logs import log
from wellread.crawler.runs.lock import StateLock
from wellread.crawler.runs.record import read_run

DATABASE_VARIABLE = "WELLREAD_DATABASE"  # the URL of a database that takes the place of the file in the folder


@dataclass(frozen=True)
class StateFolder:
    """A state folder; it need not exist yet."""

    path: Path

    @property
    def database_file(self) -> Path:
        """The SQLite file of the ledger, where the environment names no other database."""
        return self.path / DATABASE_FILE

    @property
    def archive(self) -> Path:
        """The folder of the WARC files."""
        return self.path / "archive"

    @property
    def runs(self) -> Path:
        """The folder with a folder for each run."""
        return self.path / "runs"

    @property
    def lock_file(self) -> Path:
        """The file that a run holds locked."""
        return self.path / "lock"

    @property
    def contents(self) -> tuple[Path, ...]:
        """Everything in the folder that is written by runs, and must be written by nothing else."""
        return (self.lock_file, self.database_file, self.archive, self.runs)

    @property
    def has_database(self) -> bool:
        """Whether there is a database to read: the environment names one, or the file is there."""
        return DATABASE_VARIABLE in os.environ or self.database_file.exists()

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Keep other runs off the folder for as long as the block runs.

        The folder is made if it is not there.

        Raises LockedError if another run is under way, and OSError where the folder cannot be
        written.
        """
        for folder in (self.path, self.archive):
            if folder.exists() and not folder.is_dir():
                raise NotADirectoryError(errno.ENOTDIR, "it is a file, not a folder", str(folder))
        self.path.mkdir(parents=True, exist_ok=True)
        with StateLock(self.lock_file):
            yield

    def open_ledger(self, *, read_only: bool = False) -> Ledger:
        """The ledger in the database that the environment names, or else in that of the folder.

        Raises LedgerError; UnusableLedgerError also where earlier runs have left their traces, and
        the database knows nothing of them: a crawl would find everything new, and publish it again.
        """
        database = os.environ.get(DATABASE_VARIABLE)
        must_know_sites = not read_only and self._has_traces_of_runs()
        if must_know_sites and not database and not self.database_file.exists():
            raise self._lost_database_error(f"{DATABASE_FILE} is not")
        ledger = Ledger(database, read_only=read_only) if database else Ledger.in_folder(self.path, read_only=read_only)
        if must_know_sites and ledger.is_empty():
            ledger.close()
            raise self._lost_database_error("the database knows nothing of them")
        return ledger

    def find_missing_archive_files(self, names: Iterable[str]) -> tuple[str, ...]:
        """Those of these files of the archive that are not there, sorted."""
        return tuple(sorted(name for name in names if not locate_archive_file(self.archive, name).exists()))

    def _has_traces_of_runs(self) -> bool:
        """Whether earlier runs have read pages here. A run that never got so far leaves a record as well."""
        if self.archive.is_dir() and (find_archive_files(self.archive) or find_open_files(self.archive)):
            return True
        records = map(read_run, self.runs.glob("*/run.json"))
        return any(site.fetched for run in records if run for site in run.sites)

    def _lost_database_error(self, what_is_wrong: str) -> UnusableLedgerError:
        return UnusableLedgerError(
            f"{self.path}: archive and runs of earlier crawls are here, and {what_is_wrong}; restore the database from "
            f"a copy, or name another --state to begin anew"
        )

    def open_archive(self, user_agent: str) -> ArchiveWriter:
        """The archive of the folder, to be written.

        What a killed process has left there is repaired first, and logged.

        Raises ArchiveError where a file cannot be repaired or written.
        """
        for repaired in repair_open_files(self.archive):
            log.warning("archive repaired", what=str(repaired))
        return ArchiveWriter(self.archive, user_agent=user_agent)
