"""Reads responses from WARC files, our own and those of others: all of them in order, or one by its place."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

from warcio.bufferedreaders import ChunkedDataReader

from wellread.crawler.archive.files import archive_files, is_archive, stored_file
from wellread.crawler.archive.http_headers import parsed
from wellread.crawler.archive.model import (
    CONVERSION,
    RENDERED_TYPE,
    SILENCE_TYPE,
    VISIT,
    ArchiveError,
    Capture,
    DamagedArchiveError,
    Errand,
    Flaw,
    Outline,
)
from wellread.crawler.archive.records import Record, record_at, records
from wellread.crawler.record_location import RecordLocation

MAX_PAYLOAD = 64 * 1024 * 1024  # what is larger is no page
_NOT_MODIFIED = 304
_RESPONSES = frozenset({"response", "revisit"})


def captures(source: Path, originals: Originals | None = None) -> Iterator[Capture | Flaw]:
    """The responses in a WARC file, or in all those of a directory and below it, in order; in place of one that cannot
    be used, its flaw. A file that is damaged ends with a flaw.

    `originals` are what was found in other files, if there are any to which these may refer. Raises ArchiveError for a
    file that cannot be read, and NotAnArchiveError for one that is no WARC.
    """
    originals = originals or Originals()
    for path in archive_files(source):
        yield from _captures(path, originals)


def outlines(path: Path, originals: Originals) -> Iterator[Outline]:
    """What the heads of a file say, in order; notes in `originals` where its responses lie. Raises as `captures`."""
    for record in records(path):
        kind, content = record.kind, record.header("Content-Type")
        originals.add(record, path)
        is_answer = kind in _RESPONSES or (kind == CONVERSION and content == RENDERED_TYPE)
        errand = _errand(record)
        if is_answer or (errand and kind == "metadata" and content == SILENCE_TYPE):
            yield Outline(record.header("WARC-Target-URI") or "", _location(record, path), errand, is_answer)


def capture_at(directory: Path, location: RecordLocation) -> Capture:
    """The response at a place in the archive in `directory`. Raises ArchiveError if it is not there, or not whole."""
    path = stored_file(directory, location.file)
    with record_at(path, location.offset) as record:
        if record is None or record.header("WARC-Record-ID") != location.record_id:
            raise ArchiveError(f"{path}: no record {location.record_id} at byte {location.offset}")
        capture = _read(record, path, Originals())
    if capture is None:
        raise ArchiveError(f"{path}: the record at byte {location.offset} is no response")
    if isinstance(capture, Flaw):
        raise DamagedArchiveError(f"{path}: the record at byte {location.offset} cannot be used: {capture.problem}")
    return capture


@dataclass
class Originals:
    """Where the responses lie to which other records may refer, by whatever they may call them."""

    places: dict[str, tuple[Path, int]] = field(default_factory=dict)

    def add(self, record: Record, path: Path) -> None:
        if record.kind != "response":
            return
        names = (record.header("WARC-Record-ID"), record.header("WARC-Payload-Digest"), _dated(record, "WARC-"))
        for name in filter(None, names):
            self.places.setdefault(name, (path, record.offset))

    def of(self, revisit: Record, path: Path) -> tuple[Path, int] | None:
        """Where the response lies that a record refers to. Only files beside that of the record are believed in."""
        file, offset = revisit.header("WARC-Refers-To-Filename"), revisit.header("WARC-Refers-To-File-Offset")
        if file and offset and offset.isdecimal() and Path(file).name == file and is_archive(Path(file)):
            return stored_file(path.parent, file), int(offset)
        names = (
            revisit.header("WARC-Refers-To"),
            _dated(revisit, "WARC-Refers-To-"),
            revisit.header("WARC-Payload-Digest"),
        )
        return next((self.places[name] for name in names if name and name in self.places), None)


def _dated(record: Record, prefix: str) -> str | None:
    url, date = record.header(f"{prefix}Target-URI"), record.header(f"{prefix}Date")
    return f"{date} {url}" if url and date else None


def _captures(path: Path, originals: Originals) -> Iterator[Capture | Flaw]:
    offset = 0
    try:
        for record in records(path):
            offset = record.offset
            originals.add(record, path)
            if (found := _read(record, path, originals)) is not None:
                yield found
    except DamagedArchiveError as error:
        yield Flaw(path.name, offset, str(error).removeprefix(f"{path}: "))


def _read(record: Record, path: Path, originals: Originals) -> Capture | Flaw | None:
    """The response in a record, or what is wrong with it; None where it holds something else.

    A page as a browser has rendered it counts as one more response from its URL.
    """
    if record.kind == CONVERSION and record.header("Content-Type") == RENDERED_TYPE:
        return _rendered(record, path)
    if record.kind not in _RESPONSES or not record.http_head:
        return None
    capture = _response(record, path)
    if isinstance(capture, Flaw) or record.kind == "response":
        return capture
    return _resolved(capture, record, path, originals)


def _rendered(record: Record, path: Path) -> Capture | Flaw:
    date, payload = _date(record), record.payload(MAX_PAYLOAD)
    if payload is None or date is None or not record.digests_agree:
        return Flaw(path.name, record.offset, "a rendered page that is too large, has no date or is not whole")
    headers = ((b"Content-Type", RENDERED_TYPE.encode()),)
    url, location = record.header("WARC-Target-URI") or "", _location(record, path)
    return Capture(url, HTTPStatus.OK, headers, payload, date, location, errand=_errand(record))


def _response(record: Record, path: Path) -> Capture | Flaw:
    status, headers = parsed(record.http_head)
    date, payload = _date(record), record.payload(MAX_PAYLOAD)
    if payload is None:
        return Flaw(path.name, record.offset, f"larger than {MAX_PAYLOAD >> 20} MB")
    if not record.digests_agree:
        return Flaw(path.name, record.offset, "its digest does not agree with its content")
    if status is None or date is None:
        return Flaw(path.name, record.offset, "no HTTP status" if status is None else "no date")
    return Capture(
        url=record.header("WARC-Target-URI") or "",
        status=status,
        headers=headers,
        raw=_unchunked(payload, headers),
        fetched_at=date,
        location=_location(record, path),
        errand=_errand(record),
    )


def _location(record: Record, path: Path) -> RecordLocation:
    return RecordLocation(path.name, record.offset, record.header("WARC-Record-ID") or "")


def _errand(record: Record) -> Errand | None:
    return Errand.parsed(record.header(VISIT))


def _resolved(capture: Capture, revisit: Record, path: Path, originals: Originals) -> Capture | Flaw:
    """The capture with the body of the response to which its record refers."""
    if capture.status == _NOT_MODIFIED:
        return replace(capture, revisit_of=revisit.header("WARC-Refers-To") or "")
    original = _original(revisit, originals.of(revisit, path))
    if original is None:
        return Flaw(path.name, revisit.offset, "the record that it refers to is not here")
    return replace(capture, raw=original.raw, revisit_of=original.location.record_id)


def _original(revisit: Record, place: tuple[Path, int] | None) -> Capture | None:
    if place is None:
        return None
    path, offset = place
    try:
        with record_at(path, offset) as record:
            response = _response(record, path) if record and _same_payload(revisit, record) else None
    except ArchiveError:
        return None
    return response if isinstance(response, Capture) else None


def _same_payload(revisit: Record, original: Record) -> bool:
    """Whether two records are of the same payload, as far as both say."""
    digests = {record.header("WARC-Payload-Digest") for record in (revisit, original)} - {None}
    return original.kind == "response" and len(digests) <= 1


def _date(record: Record) -> datetime | None:
    try:
        moment = datetime.fromisoformat(record.header("WARC-Date") or "")
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _unchunked(payload: bytes, headers: tuple[tuple[bytes, bytes], ...]) -> bytes:
    """The payload without the transfer coding that the archives of others keep."""
    codings = [value.lower() for name, value in headers if name.lower() == b"transfer-encoding"]
    if codings != [b"chunked"]:
        return payload
    unchunked: bytes = ChunkedDataReader(io.BytesIO(payload)).read()
    return unchunked
