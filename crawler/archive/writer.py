"""Writes responses to WARC 1.1 files, so that a crash loses no record that was acknowledged.

A record is one gzip member, and reaches the disk with one write.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from threading import RLock
from typing import Self

from wellread.crawler.archive.files import OpenArchiveFile, locate_archive_file
from wellread.crawler.archive.model import ArchiveError, HttpExchange, VisitContext
from wellread.crawler.archive.record_builder import (
    OriginalResponse,
    build_no_response_record,
    build_rendered_page_record,
    build_request_record,
    build_response_record,
    build_warcinfo_record,
    make_record_id,
    original_of,
)
from wellread.crawler.archive.record_scanner import open_record_at
from wellread.crawler.archive.warc_fields import format_date, format_digest, format_uri
from wellread.crawler.record_location import RecordLocation

MAX_FILE_BYTES = 1024**3  # about what WARC 1.1 recommends (Annex C)
MAX_REMEMBERED_PAYLOADS = 10_000  # of which a copy is recognised


@dataclass(frozen=True)
class _Archiving:
    """An exchange that is to be written, and who waits until it is on the disk."""

    exchange: HttpExchange
    earlier: RecordLocation | None
    written: asyncio.Future[RecordLocation]


class ArchiveWriter:
    """Writes responses into new files in `directory`; the first file is begun when it is needed.

    The directory is made if it is not there. A file that is being written ends in `.open` and is
    locked. It gets its final name when it is closed: by `close`, or because it would grow beyond
    `max_file_bytes`. Names sort by time, hold the `token` of the crawl that has the site, and
    nothing in them comes from a server.

    Every method raises ArchiveError if the disk refuses. What was written before is then still
    whole. Methods may be called from any thread, but for `archive`.
    """

    def __init__(
        self, directory: Path, *, token: int = 0, user_agent: str = "", max_file_bytes: int = MAX_FILE_BYTES
    ) -> None:
        self.directory = directory
        self._token = token
        self._user_agent = user_agent
        self._max_file_bytes = max_file_bytes
        self._file: OpenArchiveFile | None = None
        # By digest, the one that was seen longest ago first.
        self._originals: OrderedDict[str, OriginalResponse] = OrderedDict()
        self._lock = RLock()
        self._waiting: list[_Archiving] = []
        self._archive_task: asyncio.Task[None] | None = None
        self._is_synced = True

    async def archive(self, exchange: HttpExchange, *, earlier: RecordLocation | None = None) -> RecordLocation:
        """Do what `write_exchange` does, and wait until it is on the disk, without blocking the event loop.

        A thread compresses and writes. All that wait at the same time share one fsync.
        """
        written: asyncio.Future[RecordLocation] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Archiving(exchange, earlier, written))
        if self._archive_task is None:
            self._archive_task = asyncio.create_task(self._archive_waiting())
        return await written

    def write_exchange(self, exchange: HttpExchange, *, earlier: RecordLocation | None = None) -> RecordLocation:
        """Append a response and its request. Returns where the response lies.

        `earlier` is where an earlier response from the same URL lies: a payload that has not
        changed since is not stored again, but becomes a revisit record. Payloads that this writer
        has stored lately are recognised without.
        """
        digest, record_id = format_digest(exchange.payload), make_record_id()
        with self._lock:
            original = self._find_original(exchange, digest, earlier)
            response = build_response_record(exchange, record_id, digest, original)
            file, offset = self._append(response + build_request_record(exchange, record_id))
            location = RecordLocation(file, offset, record_id)
            if original is None and exchange.payload:
                date = format_date(exchange.fetched_at)
                self._remember(digest, OriginalResponse(format_uri(exchange.url), date, location))
        return location

    def write_rendered_page(
        self,
        url: str,
        html: bytes,
        rendered_at: datetime,
        received: RecordLocation,
        context: VisitContext | None = None,
    ) -> RecordLocation:
        """Append what a browser has made of the response at `received`.

        `html` is in UTF-8. Returns where the record lies.
        """
        record_id = make_record_id()
        record = build_rendered_page_record(url, html, rendered_at, received.record_id, record_id, context)
        file, offset = self._append(record)
        return RecordLocation(file, offset, record_id)

    def write_no_response_record(self, url: str, requested_at: datetime, reason: str, context: VisitContext) -> None:
        """Append that a URL was requested and nobody answered."""
        self._append(build_no_response_record(url, requested_at, reason, context))

    def sync(self) -> None:
        """Return when everything that was written is on the disk."""
        with self._lock:
            if self._file and not self._is_synced:
                self._file.sync()
            self._is_synced = True

    async def wait_until_synced(self) -> None:
        """Do what `sync` does, without blocking the event loop."""
        await asyncio.to_thread(self.sync)

    def close(self) -> None:
        """Sync the last file and give it its final name.

        What is written afterwards goes into a new one.
        """
        with self._lock:
            if self._file:
                self.sync()
                self._file.finish()
                self._file = None

    def __deepcopy__(self, _memo: object) -> Self:
        return self  # Scrapy copies its settings for each crawler; the archive in them stays one

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _append(self, data: bytes) -> tuple[str, int]:
        """Write `data` at the end of a file.

        Returns the file's final name and the offset in bytes.
        """
        with self._lock:
            if self._file and self._file.size_bytes + len(data) > self._max_file_bytes:
                self.close()
            if self._file is None:
                self._file = self._begin_file()
            self._is_synced = False
            return self._file.name, self._file.append(data)

    def _begin_file(self) -> OpenArchiveFile:
        file = OpenArchiveFile(self.directory, self._token)
        try:
            file.append(build_warcinfo_record(file.name, self._user_agent))
        except ArchiveError:
            file.discard()
            raise
        return file

    async def _archive_waiting(self) -> None:
        try:
            while batch := self._waiting:
                self._waiting = []
                written = await asyncio.to_thread(self._write_and_sync, batch)
                for each, result in zip(batch, written, strict=True):
                    if each.written.done():  # nobody waits any more
                        continue
                    if isinstance(result, RecordLocation):
                        each.written.set_result(result)
                    else:
                        each.written.set_exception(result)
        finally:
            self._archive_task = None

    def _write_and_sync(self, batch: Sequence[_Archiving]) -> list[RecordLocation | Exception]:
        """Where each lies, or why it could not be written."""
        written: list[RecordLocation | Exception] = []
        for each in batch:
            try:
                written.append(self.write_exchange(each.exchange, earlier=each.earlier))
            except Exception as error:  # noqa: BLE001  (it is given to who waits for this one)
                written.append(error)
        try:
            self.sync()
        except ArchiveError as error:
            return [error] * len(batch)
        return written

    def _find_original(
        self, exchange: HttpExchange, digest: str, earlier: RecordLocation | None
    ) -> OriginalResponse | None:
        """The response whose payload is not to be stored once more, if there is one."""
        if exchange.status == HTTPStatus.NOT_MODIFIED:
            return self._read_original(earlier)
        if not exchange.payload:
            return None
        if digest in self._originals:
            self._originals.move_to_end(digest)
            return self._originals[digest]
        return self._read_original(earlier, digest)

    def _remember(self, digest: str, original: OriginalResponse) -> None:
        self._originals[digest] = original
        if len(self._originals) > MAX_REMEMBERED_PAYLOADS:
            self._originals.popitem(last=False)

    def _read_original(self, earlier: RecordLocation | None, digest: str | None = None) -> OriginalResponse | None:
        """The response at `earlier`, or that to which it refers.

        None if it is gone, or if its payload is another one.
        """
        if earlier is None:
            return None
        try:
            with open_record_at(locate_archive_file(self.directory, earlier.file), earlier.offset) as record:
                if record is None or record.field("WARC-Record-ID") != earlier.record_id:
                    return None
                is_same = digest is None or record.field("WARC-Payload-Digest") == digest
                return original_of(record, earlier) if is_same else None
        except ArchiveError:
            return None
