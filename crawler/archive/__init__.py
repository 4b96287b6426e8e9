"""The archive: every response as received, in WARC 1.1 files (ISO 28500:2017) that survive a crash.

`ArchiveWriter` writes, `read_responses` and `read_response_at` read, `repair_open_files` repairs
what a killed process has left behind. From top to bottom, each module knows only those below it:

    middleware          the crawl: hands each response to the writer and waits for the disk
    download_handler    the crawl: keeps the headers of a response as they came
    writer, reader, repair
    record_builder      values to records, as bytes
    response_index      finds the response to which a revisit record refers
    record_scanner      a file record by record
    files, http_headers, warc_fields
    model               the values that go in and come out

Only the first two know Scrapy.
"""

from wellread.crawler.archive.files import find_archive_files
from wellread.crawler.archive.model import (
    ArchivedResponse,
    ArchiveError,
    DamagedArchiveError,
    Defect,
    HttpExchange,
    NotAnArchiveError,
    RawHeaders,
    RecordHeader,
    VisitContext,
)
from wellread.crawler.archive.reader import read_record_headers, read_response_at, read_responses
from wellread.crawler.archive.repair import RepairedFile, repair_open_files
from wellread.crawler.archive.response_index import ResponseIndex
from wellread.crawler.archive.writer import ArchiveWriter

__all__ = [
    "ArchiveError",
    "ArchiveWriter",
    "ArchivedResponse",
    "DamagedArchiveError",
    "Defect",
    "HttpExchange",
    "NotAnArchiveError",
    "RawHeaders",
    "RecordHeader",
    "RepairedFile",
    "ResponseIndex",
    "VisitContext",
    "find_archive_files",
    "read_record_headers",
    "read_response_at",
    "read_responses",
    "repair_open_files",
]
