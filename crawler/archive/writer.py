"""Writes responses to WARC 1.1 files: a record is one gzip member, and on the disk with one write."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import io
import zlib
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self
from urllib.parse import quote

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser
from warcio.utils import Digester
from warcio.warcwriter import WARCWriter

from wellread.crawler.archive.files import OpenFile, stored_file
from wellread.crawler.archive.http_headers import storable_request, storable_response
from wellread.crawler.archive.model import (
    CONVERSION,
    RENDERED_TYPE,
    SILENCE_TYPE,
    VISIT,
    ArchiveError,
    Errand,
    Exchange,
)
from wellread.crawler.archive.records import Record, record_at
from wellread.crawler.record_location import RecordLocation
from wellread.extractors.version import VERSION

MAX_BYTES = 1024**3  # of a file, as the standard recommends
REMEMBERED = 10_000  # payloads of which a copy is recognised

_NOT_MODIFIED = 304
_PROFILES = "http://netpreserve.org/warc/1.1/revisit"
_WARC = "1.1"
_DIGEST = "sha256"  # with SHA-1, as is usual, a server could make two bodies of which only one would be kept
# Level 9 takes twice the time of level 4 for 3 % less, on pages of 50 KB.
_COMPRESSION = 4
_GZIP_WBITS = 31
_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))

Fields = dict[str, str]


class ArchiveWriter:
    """Writes into new files in `directory`, which is made if it is not there; the first file when it is first needed.

    A file that is being written ends in `.open` and is locked. It gets its final name when it is closed: by `close`, or
    because it would grow beyond `max_bytes`. Names sort by time, and nothing in them comes from a server.

    Every method raises ArchiveError if the disk refuses. What was written before is then still whole.
    """

    def __init__(self, directory: Path, *, user_agent: str = "", max_bytes: int = MAX_BYTES) -> None:
        self.directory = directory
        self._user_agent = user_agent
        self._max_bytes = max_bytes
        self._file: OpenFile | None = None
        self._originals: OrderedDict[str, _Original] = OrderedDict()
        self._syncing: asyncio.Task[None] | None = None
        self._written = self._synced = 0  # bytes, over all files

    def write(self, exchange: Exchange, *, earlier: RecordLocation | None = None) -> RecordLocation:
        """Append a response and its request. The result is where the response lies.

        `earlier` is where an earlier response from the same URL lies: a body that has not changed since is not stored
        again. Bodies that this writer has stored lately are recognised without it.
        """
        digest = _digest(exchange.body)
        original = self._original(exchange, digest, earlier)
        record_id = StatusAndHeadersParser.make_warc_id()
        fields = _kind(exchange, digest, original) | _fields(exchange, record_id)
        response = _packed(_response(exchange, fields))
        file, offset = self._append(response + _packed(_request(exchange, record_id)))
        location = RecordLocation(file, offset, record_id)
        if original is None and exchange.body:
            self._remember(digest, _Original(fields["WARC-Target-URI"], fields["WARC-Date"], location))
        return location

    def write_rendering(
        self, url: str, html: bytes, rendered_at: datetime, original: RecordLocation, errand: Errand | None = None
    ) -> RecordLocation:
        """Append what a browser has made of the response at `original`, as UTF-8, marked as a conversion of it."""
        record_id = StatusAndHeadersParser.make_warc_id()
        fields = {
            "WARC-Type": CONVERSION,
            "WARC-Record-ID": record_id,
            "WARC-Date": _date(rendered_at),
            "WARC-Refers-To": original.record_id,
            "WARC-Payload-Digest": _digest(html),
            **_for(errand),
        }
        record = _Builder().create_warc_record(
            _uri(url), CONVERSION, payload=io.BytesIO(html), length=len(html), warc_headers_dict=fields,
            warc_content_type=RENDERED_TYPE,
        )  # fmt: skip
        file, offset = self._append(_packed(record))
        return RecordLocation(file, offset, record_id)

    def write_silence(self, url: str, asked_at: datetime, reason: str, errand: Errand) -> None:
        """Append that a URL was asked for, and that there was no answer."""
        fields = {
            "WARC-Type": "metadata",
            "WARC-Record-ID": StatusAndHeadersParser.make_warc_id(),
            "WARC-Date": _date(asked_at),
            **_for(errand),
        }
        said = f"no-answer: {' '.join(reason.split())}\r\n".encode()
        record = _Builder().create_warc_record(
            _uri(url), "metadata", payload=io.BytesIO(said), length=len(said), warc_headers_dict=fields,
            warc_content_type=SILENCE_TYPE,
        )  # fmt: skip
        self._append(_packed(record))

    def sync(self) -> None:
        """Return when everything that was written is on the disk."""
        if self._file and self._synced < self._written:
            self._file.sync()
        self._synced = self._written

    async def synced(self) -> None:
        """The same without holding up the event loop. All who wait at the same time share one fsync."""
        goal = self._written
        while self._synced < goal:
            if self._syncing is None:
                self._syncing = asyncio.create_task(self._sync_aside())
            await asyncio.shield(self._syncing)

    def close(self) -> None:
        """Sync the last file and give it its final name. What is written afterwards goes into a new one."""
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
        if self._file and self._file.size + len(data) > self._max_bytes:
            self.close()
        if self._file is None:
            self._file = self._begun()
        offset = self._file.append(data)
        self._written += len(data)
        return self._file.name, offset

    def _begun(self) -> OpenFile:
        file = OpenFile(self.directory)
        try:
            file.append(_packed(_warcinfo(file.name, self._user_agent)))
        except ArchiveError:
            file.discard()
            raise
        return file

    async def _sync_aside(self) -> None:
        goal = self._written
        try:
            if self._file:
                await self._file.synced()
            self._synced = max(self._synced, goal)
        finally:
            self._syncing = None

    def _original(self, exchange: Exchange, digest: str, earlier: RecordLocation | None) -> _Original | None:
        """The response that is not to be stored once more."""
        if exchange.status == _NOT_MODIFIED:
            return self._read(earlier)
        if not exchange.body:
            return None
        if digest in self._originals:
            self._originals.move_to_end(digest)
            return self._originals[digest]
        return self._read(earlier, digest)

    def _remember(self, digest: str, original: _Original) -> None:
        self._originals[digest] = original
        if len(self._originals) > REMEMBERED:
            self._originals.popitem(last=False)

    def _read(self, earlier: RecordLocation | None, digest: str | None = None) -> _Original | None:
        """The response at `earlier`, or that to which it refers; None if it is gone, or its body is another one."""
        if earlier is None:
            return None
        try:
            with record_at(stored_file(self.directory, earlier.file), earlier.offset) as record:
                if record is None or record.header("WARC-Record-ID") != earlier.record_id:
                    return None
                same = digest is None or record.header("WARC-Payload-Digest") == digest
                return _original_of(record, earlier) if same else None
        except ArchiveError:
            return None


@dataclass(frozen=True)
class _Original:
    """The response that a revisit refers to, in the words of its WARC headers."""

    url: str
    date: str
    location: RecordLocation


class _Head(StatusAndHeaders):  # type: ignore[misc]  # warcio has no types
    """A head that is written byte for byte; warcio would percent-encode what is not ASCII."""

    def __init__(self, head: bytes) -> None:
        super().__init__(head.partition(b"\r\n")[0].decode("latin-1"), [])
        self._head = head

    def compute_headers_buffer(self, _filter: object = None) -> None:
        self.headers_buff = self._head


class _Builder(WARCWriter):  # type: ignore[misc]
    """warcio's writer, for one record at a time and with our digest."""

    def __init__(self) -> None:
        self.buffer = io.BytesIO()
        super().__init__(self.buffer, gzip=False, warc_version=_WARC)

    @staticmethod
    def _create_digester() -> Digester:
        return Digester(_DIGEST)


def _packed(record: ArcWarcRecord) -> bytes:
    builder = _Builder()
    builder.write_record(record)
    packing = zlib.compressobj(_COMPRESSION, zlib.DEFLATED, _GZIP_WBITS)
    return packing.compress(builder.buffer.getbuffer()) + packing.flush()


def _warcinfo(filename: str, user_agent: str) -> ArcWarcRecord:
    about = {
        "software": f"wellread/{VERSION}",
        "format": f"WARC File Format {_WARC}",
        "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "robots": "obey",
        "http-header-user-agent": user_agent,
    }
    return _Builder().create_warcinfo_record(filename, about)


def _response(exchange: Exchange, fields: Fields) -> ArcWarcRecord:
    """The record of a response; of a revisit, which has no body, where the fields say so."""
    kind = fields["WARC-Type"]
    body = exchange.body if kind == "response" else b""
    return _Builder().create_warc_record(
        fields["WARC-Target-URI"],
        kind,
        payload=io.BytesIO(body),
        length=len(body),
        warc_headers_dict=fields,
        http_headers=_Head(storable_response(exchange.response_head, exchange.status)),
    )


def _request(exchange: Exchange, response_id: str) -> ArcWarcRecord:
    fields = {
        "WARC-Type": "request",
        "WARC-Record-ID": StatusAndHeadersParser.make_warc_id(),
        "WARC-Date": _date(exchange.fetched_at),
        "WARC-Target-URI": _uri(exchange.url),
        "WARC-Concurrent-To": response_id,
    }
    head = _Head(storable_request(exchange.request_head))
    return _Builder().create_warc_record(
        fields["WARC-Target-URI"],
        "request",
        payload=io.BytesIO(),
        length=0,
        warc_headers_dict=fields,
        http_headers=head,
    )


def _fields(exchange: Exchange, record_id: str) -> Fields:
    fields = {
        "WARC-Record-ID": record_id,
        "WARC-Date": _date(exchange.fetched_at),
        "WARC-Target-URI": _uri(exchange.url),
    }
    if exchange.ip_address:
        fields["WARC-IP-Address"] = exchange.ip_address
    if exchange.truncated:
        fields["WARC-Truncated"] = exchange.truncated
    return fields | _for(exchange.errand)


def _for(errand: Errand | None) -> Fields:
    return {VISIT: " ".join(map(_uri, str(errand).split(" ")))} if errand else {}


def _kind(exchange: Exchange, digest: str, original: _Original | None) -> Fields:
    """The fields that make the record a response or a revisit."""
    if exchange.status == _NOT_MODIFIED:
        return {"WARC-Type": "revisit", "WARC-Profile": f"{_PROFILES}/server-not-modified"} | _reference(original)
    if original is None:
        return {"WARC-Type": "response", "WARC-Payload-Digest": digest}
    profile = f"{_PROFILES}/identical-payload-digest"
    return {"WARC-Type": "revisit", "WARC-Profile": profile, "WARC-Payload-Digest": digest} | _reference(original)


def _reference(original: _Original | None) -> Fields:
    """Where the original is. The last two fields are those that Heritrix writes: they spare readers the search."""
    if original is None:
        return {}
    return {
        "WARC-Refers-To": original.location.record_id,
        "WARC-Refers-To-Target-URI": original.url,
        "WARC-Refers-To-Date": original.date,
        "WARC-Refers-To-Filename": original.location.file,
        "WARC-Refers-To-File-Offset": str(original.location.offset),
    }


def _original_of(record: Record, location: RecordLocation) -> _Original | None:
    """What a stored record is the original of, or refers to itself."""
    refers_to = record.header("WARC-Refers-To")
    if record.kind == "response":
        return _Original(record.header("WARC-Target-URI") or "", record.header("WARC-Date") or "", location)
    if refers_to is None:
        return None
    return _Original(
        record.header("WARC-Refers-To-Target-URI") or "",
        record.header("WARC-Refers-To-Date") or "",
        RecordLocation(
            record.header("WARC-Refers-To-Filename") or "",
            int(record.header("WARC-Refers-To-File-Offset") or 0),
            refers_to,
        ),
    )


def _digest(body: bytes) -> str:
    return f"{_DIGEST}:{base64.b32encode(hashlib.new(_DIGEST, body).digest()).decode()}"


def _date(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _uri(url: str) -> str:
    """The URL as a WARC header can hold it."""
    return quote(url, safe=_PRINTABLE, errors="replace")
