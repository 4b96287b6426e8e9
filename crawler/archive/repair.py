"""Repairs what a process that was killed has left behind: files whose last record is torn.

A record is torn where it ends in the middle, because the process or the machine stopped while it
was being written.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from wellread.crawler.archive.files import OPEN_SUFFIX, find_open_files, try_lock
from wellread.crawler.archive.model import ArchiveError
from wellread.crawler.archive.record_scanner import measure_whole_records
from wellread.output.atomic import sync_directory

TORN_SUFFIX = ".torn"  # after the name of a file without one whole record, which is set aside


@dataclass(frozen=True)
class RepairedFile:
    """What was done with a file that was left open.

    Its `record_count` whole records are in `path` now, and `lost_bytes` of a torn one were cut off.
    Without a single whole record the file was set aside as it is, as `path`.
    """

    path: Path
    record_count: int
    lost_bytes: int

    def __str__(self) -> str:
        if not self.record_count:
            return f"{self.path}: holds no whole record, and was set aside"
        cut = f", and {self.lost_bytes} bytes of a torn one cut off" if self.lost_bytes else ""
        return f"{self.path}: {self.record_count} records kept{cut}"


def repair_open_files(directory: Path) -> list[RepairedFile]:
    """Repair each file in `directory` that a process has left open, and say what was done.

    A file whose writer is still alive is left alone. Raises ArchiveError if a file cannot be read
    or changed.
    """
    return [repaired for path in find_open_files(directory) if (repaired := _repair(path)) is not None]


def _repair(path: Path) -> RepairedFile | None:
    try:
        with path.open("r+b") as file:
            if not try_lock(file.fileno()):
                return None
            whole = measure_whole_records(path)
            lost = os.fstat(file.fileno()).st_size - whole.end
            if whole.count and lost:
                file.truncate(whole.end)
            os.fsync(file.fileno())
            complete = path.with_name(path.name.removesuffix(OPEN_SUFFIX))
            target = complete if whole.count else complete.with_name(f"{complete.name}{TORN_SUFFIX}")
            path.rename(target)
            sync_directory(path.parent)
    except FileNotFoundError:  # another crawl was faster
        return None
    except OSError as error:
        raise ArchiveError(f"cannot repair {path}: {error.strerror or error}") from error
    return RepairedFile(target, whole.count, lost if whole.count else 0)
