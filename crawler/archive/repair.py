"""What a process that was killed has left behind: a file whose last record is torn."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from wellread.crawler.archive.files import OPEN_SUFFIX, lock, open_files
from wellread.crawler.archive.model import ArchiveError
from wellread.crawler.archive.records import whole_records
from wellread.output.formats.jsonl import sync_directory

TORN_SUFFIX = ".torn"  # of a file without one whole record, which is set aside


@dataclass(frozen=True)
class Repair:
    """What was done with a file: its whole records are in `file` now, and `lost` bytes of a torn one were cut off.

    Without a single whole record the file was set aside as it is, as `file`.
    """

    file: Path
    records: int
    lost: int

    def __str__(self) -> str:
        if not self.records:
            return f"{self.file}: holds no whole record, and was set aside"
        cut = f", and {self.lost} bytes of a torn one cut off" if self.lost else ""
        return f"{self.file}: {self.records} records kept{cut}"


def repair(directory: Path) -> list[Repair]:
    """Mend each file in `directory` that a process has left open, and say what was done.

    A file whose writer is still alive is left alone. Raises ArchiveError if a file cannot be read or changed.
    """
    return [done for path in open_files(directory) if (done := _repair(path)) is not None]


def _repair(path: Path) -> Repair | None:
    try:
        with path.open("r+b") as file:
            if not lock(file.fileno()):
                return None
            count, end = whole_records(path)
            lost = os.fstat(file.fileno()).st_size - end
            if count and lost:
                file.truncate(end)
            os.fsync(file.fileno())
            complete = path.with_name(path.name.removesuffix(OPEN_SUFFIX))
            target = complete if count else complete.with_name(f"{complete.name}{TORN_SUFFIX}")
            path.rename(target)
            sync_directory(path.parent)
    except OSError as error:
        raise ArchiveError(f"cannot repair {path}: {error.strerror or error}") from error
    return Repair(target, count, lost if count else 0)
