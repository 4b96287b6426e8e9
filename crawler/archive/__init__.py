"""The archive: every response as received, in WARC 1.1 files that survive a crash.

`ArchiveWriter` writes, `captures` and `capture_at` read, `repair` mends what a killed process has left behind. Nothing
here knows Scrapy, but for the two modules that stand between it and the archive: `middleware` and `wire`.
"""

from wellread.crawler.archive.files import archive_files
from wellread.crawler.archive.model import (
    ArchiveError,
    Capture,
    DamagedArchiveError,
    Errand,
    Exchange,
    Flaw,
    NotAnArchiveError,
    Outline,
)
from wellread.crawler.archive.reader import Originals, capture_at, captures, outlines
from wellread.crawler.archive.repair import Repair, repair
from wellread.crawler.archive.writer import ArchiveWriter

__all__ = [
    "ArchiveError",
    "ArchiveWriter",
    "Capture",
    "DamagedArchiveError",
    "Errand",
    "Exchange",
    "Flaw",
    "NotAnArchiveError",
    "Originals",
    "Outline",
    "Repair",
    "archive_files",
    "capture_at",
    "captures",
    "outlines",
    "repair",
]
