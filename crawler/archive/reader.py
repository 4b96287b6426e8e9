"""Reads responses from WARC files: all of them in order, or one by its place.

The files may be our own or those of other programs.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path

from warcio.bufferedreaders import ChunkedDataReader

from wellread.crawler.archive.files import find_archive_files, locate_archive_file
from wellread.crawler.archive.http_headers import parse_response_headers
from wellread.crawler.archive.model import (
    ArchivedResponse,
    ArchiveError,
    DamagedArchiveError,
    Defect,
    RecordHeader,
    RecordType,
    VisitContext,
)
from wellread.crawler.archive.record_scanner import Damage, WarcRecord, open_record_at, scan_records
from wellread.crawler.archive.response_index import ResponseIndex, list_references
from wellread.crawler.archive.warc_fields import (
    NO_RESPONSE_CONTENT_TYPE,
    RENDERED_CONTENT_TYPE,
    VISIT_FIELD,
    parse_date,
    parse_fetch_context,
)
from wellread.crawler.record_location import RecordLocation

MAX_PAYLOAD_BYTES = 64 * 1024 * 1024  # what is larger is no page
_WRONG_DIGEST = "its digest does not agree with its content"
_RESPONSE_TYPES = frozenset({RecordType.RESPONSE, RecordType.REVISIT})


def read_responses(source: Path, index: ResponseIndex | None = None) -> Iterator[ArchivedResponse | Defect]:
    """The responses in a WARC file, or in all those of a directory and below it, in order.

    In place of one that cannot be used, and of each place where a file is damaged, a defect; what
    follows is read. A page as a browser has rendered it counts as one more response from its URL.

    `index` is what was found in other files, if there are any to which these may refer. Raises
    ArchiveError for a file that cannot be read, and NotAnArchiveError for one that is no WARC.
    """
    index = index or ResponseIndex()
    for path in find_archive_files(source):
        yield from _read_file(path, index)


def read_record_headers(path: Path, index: ResponseIndex) -> Iterator[RecordHeader]:
    """The headers of those records of a file that tell of a visit, in order.

    Responses are added to `index`. What is damaged is passed over. Raises as `read_responses`.
    """
    for record in scan_records(path):
        if isinstance(record, Damage):
            continue
        index.add(record)
        has_response = record.record_type in _RESPONSE_TYPES or _is_rendered_page(record)
        context = _fetch_context_of(record)
        if has_response or (context and _is_no_response_record(record)):
            references = list_references(record) if record.record_type == RecordType.REVISIT else ()
            yield RecordHeader(_url_of(record), _location_of(record), context, has_response, references)


def read_response_at(directory: Path, location: RecordLocation) -> ArchivedResponse:
    """The response at a place in the archive in `directory`.

    Raises ArchiveError if no response is there, and DamagedArchiveError if it cannot be used.
    """
    path = locate_archive_file(directory, location.file)
    with open_record_at(path, location.offset) as record:
        if record is None or record.field("WARC-Record-ID") != location.record_id:
            raise ArchiveError(f"{path}: no record {location.record_id} at byte {location.offset}")
        response = _read_record(record, ResponseIndex())
    if response is None:
        raise ArchiveError(f"{path}: the record at byte {location.offset} is no response")
    if isinstance(response, Defect):
        raise DamagedArchiveError(f"{path}: the record at byte {location.offset} cannot be used: {response.problem}")
    return response


def _read_file(path: Path, index: ResponseIndex) -> Iterator[ArchivedResponse | Defect]:
    unproven: ArchivedResponse | Defect | None = None  # until it is known whether its record ends where it says
    for record in scan_records(path):
        if isinstance(record, Damage):
            if unproven is not None and _offset_of(unproven) != record.offset:
                yield unproven
            unproven = None
            yield Defect(path.name, record.offset, str(record))
            continue
        if unproven is not None:
            yield unproven
        index.add(record)
        unproven = _read_or_defect(record, index)
        if unproven is not None and record.is_proven:
            yield unproven
            unproven = None
    if unproven is not None:
        yield unproven


def _offset_of(found: ArchivedResponse | Defect) -> int:
    return found.location.offset if isinstance(found, ArchivedResponse) else found.offset


def _read_or_defect(record: WarcRecord, index: ResponseIndex) -> ArchivedResponse | Defect | None:
    """`_read_record`, with whatever is raised for this record alone as its defect.

    Nothing of a torn record: `scan_records` says where it is. Raises ArchiveError.
    """
    try:
        return _read_record(record, index)
    except DamagedArchiveError:
        return None
    except ArchiveError:
        raise
    except Exception as error:  # noqa: BLE001  (it says something of this record, and nothing of the others)
        return _defect_at(record, f"it cannot be read: {type(error).__name__}")


def _read_record(record: WarcRecord, index: ResponseIndex) -> ArchivedResponse | Defect | None:
    """The response in a record, or what is wrong with it; None where it holds something else."""
    if record.record_type is None:
        return _defect_at(record, "a record of no type")
    if not record.digests_agree:  # before anything was read: what stands in their place is no digest
        return _defect_at(record, _WRONG_DIGEST)
    if _is_rendered_page(record):
        return _read_rendered_page(record)
    if record.record_type not in _RESPONSE_TYPES or not record.raw_http_headers:
        return None
    response = _read_response(record)
    if isinstance(response, Defect) or record.record_type == RecordType.RESPONSE:
        return response
    return _resolve_revisit(response, record, index)


def _read_rendered_page(record: WarcRecord) -> ArchivedResponse | Defect:
    date, payload = parse_date(record.field("WARC-Date")), record.read_payload(MAX_PAYLOAD_BYTES)
    if payload is None or date is None or not record.digests_agree:
        return _defect_at(record, "a rendered page that is too large, has no date or is not whole")
    return ArchivedResponse(
        url=_url_of(record),
        status=HTTPStatus.OK,
        headers=((b"Content-Type", RENDERED_CONTENT_TYPE.encode()),),
        payload=payload,
        fetched_at=date,
        location=_location_of(record),
        fetch_context=_fetch_context_of(record),
    )


def _read_response(record: WarcRecord) -> ArchivedResponse | Defect:
    status, headers = parse_response_headers(record.raw_http_headers)
    date, payload = parse_date(record.field("WARC-Date")), record.read_payload(MAX_PAYLOAD_BYTES)
    if payload is None:
        return _defect_at(record, f"larger than {MAX_PAYLOAD_BYTES >> 20} MB")
    if not record.digests_agree:
        return _defect_at(record, _WRONG_DIGEST)
    if status is None or date is None:
        return _defect_at(record, "no HTTP status" if status is None else "no date")
    return ArchivedResponse(
        url=_url_of(record),
        status=status,
        headers=headers,
        payload=_undo_chunking(payload, headers),
        fetched_at=date,
        location=_location_of(record),
        fetch_context=_fetch_context_of(record),
    )


def _resolve_revisit(
    response: ArchivedResponse, revisit: WarcRecord, index: ResponseIndex
) -> ArchivedResponse | Defect:
    """The response of a revisit record, with the payload of the response that it refers to."""
    if response.status == HTTPStatus.NOT_MODIFIED:
        return replace(response, revisit_of=revisit.field("WARC-Refers-To") or "")
    original = _read_original(revisit, index.find_original(revisit))
    if original is None:
        file = revisit.field("WARC-Refers-To-Filename")
        place = f"in {file}, which is not here" if file else "not here"
        return _defect_at(revisit, f"the record that it refers to is {place}")
    return replace(response, payload=original.payload, revisit_of=original.location.record_id)


def _read_original(revisit: WarcRecord, place: tuple[Path, int] | None) -> ArchivedResponse | None:
    if place is None:
        return None
    path, offset = place
    try:
        with open_record_at(path, offset) as record:
            response = _read_response(record) if record and _may_share_payload(revisit, record) else None
    except ArchiveError:
        return None
    return response if isinstance(response, ArchivedResponse) else None


def _may_share_payload(revisit: WarcRecord, original: WarcRecord) -> bool:
    """Whether two records are of the same payload, as far as both say."""
    digests = {record.field("WARC-Payload-Digest") for record in (revisit, original)} - {None}
    return original.record_type == RecordType.RESPONSE and len(digests) <= 1


def _is_rendered_page(record: WarcRecord) -> bool:
    return record.record_type == RecordType.CONVERSION and record.field("Content-Type") == RENDERED_CONTENT_TYPE


def _is_no_response_record(record: WarcRecord) -> bool:
    return record.record_type == RecordType.METADATA and record.field("Content-Type") == NO_RESPONSE_CONTENT_TYPE


def _url_of(record: WarcRecord) -> str:
    return record.field("WARC-Target-URI") or ""


def _location_of(record: WarcRecord) -> RecordLocation:
    return RecordLocation(record.path.name, record.offset, record.field("WARC-Record-ID") or "")


def _fetch_context_of(record: WarcRecord) -> VisitContext | None:
    return parse_fetch_context(record.field(VISIT_FIELD))


def _defect_at(record: WarcRecord, problem: str) -> Defect:
    return Defect(record.path.name, record.offset, problem)


def _undo_chunking(payload: bytes, headers: tuple[tuple[bytes, bytes], ...]) -> bytes:
    """The payload without the chunked transfer coding (RFC 9112, section 7.1).

    Other programs store it as it came.
    """
    codings = [value.lower() for name, value in headers if name.lower() == b"transfer-encoding"]
    if codings != [b"chunked"]:
        return payload
    unchunked: bytes = ChunkedDataReader(io.BytesIO(payload)).read()
    return unchunked
