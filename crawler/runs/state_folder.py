"""The folder of `--state`: its lock, its database, its archive and the records of its runs."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from wellread.crawler.archive.files import find_folders, locate_archive_file
from wellread.crawler.archive.repair import repair_open_files
from wellread.crawler.archive.writer import ArchiveWriter
from wellread.crawler.ledger import DATABASE_FILE, Ledger, UnusableLedgerError
from wellread.crawler.logs import log
from wellread.crawler.runs.lock import StateLock
from wellread.crawler.runs.record import find_run_records, read_run
from wellread.output.safe_names import make_safe_name

DATABASE_VARIABLE = "WELLREAD_DATABASE"  # the URL of a database that takes the place of the file in the folder


@dataclass(frozen=True)
class StateFolder:
    """A state folder; it need not exist yet. `site` is the one whose runs are looked at, if it is crawled alone."""

    path: Path
    site: str = ""

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
        return self.path / "runs" / make_safe_name(self.site) if self.site else self.path / "runs"

    @property
    def lock_file(self) -> Path:
        """The file that a run holds locked."""
        return self.path / "lock"

    @property
    def contents(self) -> tuple[Path, ...]:
        """Everything in the folder that is written by runs, and must be written by nothing else."""
        beside = (self.path / f"{DATABASE_FILE}{suffix}" for suffix in ("-wal", "-shm", "-journal"))
        return (self.lock_file, self.database_file, *beside, self.archive, self.path / "runs")

    def holds(self, target: str | Path) -> bool:
        """Whether a file would lie in the place of anything that runs write, or in a folder of it."""
        place = Path(os.path.realpath(target))
        return any(place.is_relative_to(os.path.realpath(path)) for path in self.contents)

    @property
    def has_database(self) -> bool:
        """Whether there is a database to read: the environment names one, or the file is there."""
        return _named_database() is not None or self.database_file.exists()

    @property
    def is_on_server(self) -> bool:
        """Whether the environment names a database on a server."""
        return not (_named_database() or "sqlite").startswith("sqlite")

    @property
    def is_read_only(self) -> bool:
        """Whether the database is in the folder, and nothing can be written to it."""
        return _named_database() is None and not os.access(self.path, os.W_OK)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Keep other runs off the folder for as long as the block runs, unless the database is on a server.

        Then several runs may use the folder: the server locks each site. The folder is made if it is not there.

        Raises LockedError if another run is under way, and OSError where the folder cannot be
        written.
        """
        for folder in (self.path, self.archive):
            if folder.exists() and not folder.is_dir():
                raise NotADirectoryError(errno.ENOTDIR, "it is a file, not a folder", str(folder))
        self.path.mkdir(parents=True, exist_ok=True)
        with nullcontext() if self.is_on_server else StateLock(self.lock_file):
            yield

    def open_ledger(self, *, read_only: bool = False) -> Ledger:
        """The ledger in the database that the environment names, or else in that of the folder.

        Raises LedgerError; UnusableLedgerError also where earlier runs have left their traces, and
        the database knows nothing of them: a crawl would find everything new, and publish it again.
        """
        database = _named_database()
        if not read_only and not self.has_database and self._has_traces_of_runs():
            raise self._lost_database_error(f"{DATABASE_FILE} is not")
        ledger = Ledger(database, read_only=read_only) if database else Ledger.in_folder(self.path, read_only=read_only)
        if not read_only and ledger.is_empty() and self._has_traces_of_runs():
            ledger.close()
            raise self._lost_database_error("the database knows nothing of them")
        return ledger

    def archive_of(self, start_url: str) -> Path:
        """The folder in the archive for the responses of a site. Older ones lie beside it."""
        return self.archive / make_safe_name(start_url)

    def find_missing_archive_files(self, start_url: str, names: Iterable[str]) -> tuple[str, ...]:
        """Those of these files of a site's archive that are not there, sorted."""
        folder = self.archive_of(start_url)
        return tuple(sorted(name for name in names if not locate_archive_file(folder, name).exists()))

    def _has_traces_of_runs(self) -> bool:
        """Whether earlier runs have read pages here. A run that never got so far leaves a record as well."""
        if find_folders(self.archive):
            return True
        records = map(read_run, find_run_records(self.path / "runs"))
        return any(site.fetched for run in records if run for site in run.sites)

    def _lost_database_error(self, what_is_wrong: str) -> UnusableLedgerError:
        return UnusableLedgerError(
            f"{self.path}: archive and runs of earlier crawls are here, and {what_is_wrong}; restore the database from "
            f"a copy, or name another --state to begin anew"
        )

    def open_archive(self, start_url: str, token: int, user_agent: str) -> ArchiveWriter:
        """The archive of a site, to be written by the crawl with this token.

        What killed processes have left there is repaired first, and logged.

        Raises ArchiveError where a file cannot be repaired or written.
        """
        folder = self.archive_of(start_url)
        for repaired in (*repair_open_files(self.archive), *repair_open_files(folder)):
            log.warning("archive repaired", what=str(repaired))
        return ArchiveWriter(folder, token=token, user_agent=user_agent)


def _named_database() -> str | None:
    """The URL in the environment; a variable that is empty counts as one that is not set."""
    return os.environ.get(DATABASE_VARIABLE) or None
