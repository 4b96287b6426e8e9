"""Builds WARC 1.1 records: pure functions that give a record as one gzip member.

To compress each record on its own is what the standard recommends (WARC 1.1, Annex D.2): a record
can then be read without those before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from uuid import uuid4

from isal import isal_zlib

from wellread.crawler.archive.http_headers import clean_request_headers, clean_response_headers
from wellread.crawler.archive.model import HttpExchange, RecordType, VisitContext
from wellread.crawler.archive.record_scanner import GZIP_WBITS, WarcRecord
from wellread.crawler.archive.warc_fields import (
    NO_RESPONSE_CONTENT_TYPE,
    RENDERED_CONTENT_TYPE,
    VISIT_FIELD,
    format_date,
    format_digest,
    format_fetch_context,
    format_uri,
)
from wellread.crawler.record_location import RecordLocation
from wellread.extractors.version import VERSION

_WARC_FORMAT = "WARC File Format 1.1"
_FIELDS_CONTENT_TYPE = "application/warc-fields"
_REQUEST_CONTENT_TYPE = "application/http; msgtype=request"
_RESPONSE_CONTENT_TYPE = "application/http; msgtype=response"
_REVISIT_PROFILES = "http://netpreserve.org/warc/1.1/revisit"  # WARC 1.1, sections 6.7.2 and 6.7.3
# Of isal, which takes a third of the time of zlib's level 4, for 6 % more.
_COMPRESSION_LEVEL = 3

WarcFields = dict[str, str]


@dataclass(frozen=True)
class OriginalResponse:
    """The response that a revisit refers to, in the words of its WARC header."""

    target_uri: str
    warc_date: str
    location: RecordLocation


def make_record_id() -> str:
    """A WARC-Record-ID (section 5.2) that no other record has: `<urn:uuid:...>`, by chance."""
    return f"<urn:uuid:{uuid4()}>"


def build_warcinfo_record(file_name: str, user_agent: str) -> bytes:
    """The record with which a file begins (section 6.2): which program has written it, and how."""
    fields = {
        "WARC-Type": RecordType.WARCINFO.value,
        "WARC-Record-ID": make_record_id(),
        "WARC-Filename": file_name,
        "WARC-Date": format_date(datetime.now(UTC)),
    }
    about = {
        "software": f"wellread/{VERSION}",
        "format": _WARC_FORMAT,
        "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "robots": "obey",
        "http-header-user-agent": user_agent,
    }
    return _build_record(fields, _format_fields(about), _FIELDS_CONTENT_TYPE)


def build_response_record(
    exchange: HttpExchange, record_id: str, digest: str, original: OriginalResponse | None
) -> bytes:
    """The record of a response (section 6.3), or of a revisit (section 6.7).

    It is a revisit if there is an `original`, whose payload is the same, and for a 304 Not
    Modified. A revisit has the headers of the response and no payload. `digest` is the
    WARC-Payload-Digest.
    """
    fields = _revisit_or_response_fields(exchange, digest, original) | _response_fields(exchange, record_id)
    payload = exchange.payload if fields["WARC-Type"] == RecordType.RESPONSE else b""
    headers = clean_response_headers(exchange.raw_headers.response, exchange.status)
    return _build_record(fields, headers + payload, _RESPONSE_CONTENT_TYPE)


def build_request_record(exchange: HttpExchange, response_id: str) -> bytes:
    """The record of the request (section 6.5) whose response has the WARC-Record-ID `response_id`."""
    fields = {
        "WARC-Type": RecordType.REQUEST.value,
        "WARC-Record-ID": make_record_id(),
        "WARC-Date": format_date(exchange.fetched_at),
        "WARC-Target-URI": format_uri(exchange.url),
        "WARC-Concurrent-To": response_id,
    }
    return _build_record(fields, clean_request_headers(exchange.raw_headers.request), _REQUEST_CONTENT_TYPE)


def build_rendered_page_record(
    url: str,
    html: bytes,
    rendered_at: datetime,
    received_id: str,
    record_id: str,
    context: VisitContext | None,
) -> bytes:
    """The record of a page as a browser has rendered it: a conversion (section 6.8).

    `received_id` is the WARC-Record-ID of the response that was rendered, `html` is in UTF-8.
    """
    fields = {
        "WARC-Type": RecordType.CONVERSION.value,
        "WARC-Record-ID": record_id,
        "WARC-Date": format_date(rendered_at),
        "WARC-Target-URI": format_uri(url),
        "WARC-Refers-To": received_id,
        "WARC-Payload-Digest": format_digest(html),
        **_visit_field(context),
    }
    return _build_record(fields, html, RENDERED_CONTENT_TYPE)


def build_no_response_record(url: str, requested_at: datetime, reason: str, context: VisitContext) -> bytes:
    """The record which says that nobody answered, and why: metadata (section 6.6)."""
    fields = {
        "WARC-Type": RecordType.METADATA.value,
        "WARC-Record-ID": make_record_id(),
        "WARC-Date": format_date(requested_at),
        "WARC-Target-URI": format_uri(url),
        **_visit_field(context),
    }
    block = _format_fields({"no-answer": " ".join(reason.split())})
    return _build_record(fields, block, NO_RESPONSE_CONTENT_TYPE)


def original_of(record: WarcRecord, location: RecordLocation) -> OriginalResponse | None:
    """What a revisit of the record at `location` refers to.

    That is the record itself if it is a response, else the response that it refers to itself; None
    if it refers to none.
    """
    refers_to = record.field("WARC-Refers-To")
    if record.record_type == RecordType.RESPONSE:
        return OriginalResponse(record.field("WARC-Target-URI") or "", record.field("WARC-Date") or "", location)
    if refers_to is None:
        return None
    return OriginalResponse(
        record.field("WARC-Refers-To-Target-URI") or "",
        record.field("WARC-Refers-To-Date") or "",
        RecordLocation(
            record.field("WARC-Refers-To-Filename") or "",
            int(record.field("WARC-Refers-To-File-Offset") or 0),
            refers_to,
        ),
    )


def _build_record(fields: WarcFields, block: bytes, content_type: str) -> bytes:
    """A record with these fields and those that every record with a block has (sections 5.6, 5.8 and 5.3)."""
    about_block = {
        "WARC-Block-Digest": format_digest(block),
        "Content-Type": content_type,
        "Content-Length": str(len(block)),
    }
    header = b"WARC/1.1\r\n" + _format_fields(fields | about_block) + b"\r\n"
    compressor = isal_zlib.compressobj(_COMPRESSION_LEVEL, isal_zlib.DEFLATED, GZIP_WBITS)
    return compressor.compress(b"".join((header, block, b"\r\n\r\n"))) + compressor.flush()


def _format_fields(fields: Mapping[str, str]) -> bytes:
    return "".join(f"{name}: {value}\r\n" for name, value in fields.items()).encode("utf-8", "replace")


def _response_fields(exchange: HttpExchange, record_id: str) -> WarcFields:
    fields = {
        "WARC-Record-ID": record_id,
        "WARC-Date": format_date(exchange.fetched_at),
        "WARC-Target-URI": format_uri(exchange.url),
    }
    if exchange.ip_address:
        fields["WARC-IP-Address"] = exchange.ip_address
    if exchange.truncation_reason:
        fields["WARC-Truncated"] = exchange.truncation_reason
    return fields | _visit_field(exchange.fetch_context)


def _revisit_or_response_fields(exchange: HttpExchange, digest: str, original: OriginalResponse | None) -> WarcFields:
    """The fields that make the record a response or a revisit."""
    if exchange.status == HTTPStatus.NOT_MODIFIED:
        profile = f"{_REVISIT_PROFILES}/server-not-modified"
        return {"WARC-Type": RecordType.REVISIT.value, "WARC-Profile": profile} | _refers_to_fields(original)
    if original is None:
        return {"WARC-Type": RecordType.RESPONSE.value, "WARC-Payload-Digest": digest}
    profile = f"{_REVISIT_PROFILES}/identical-payload-digest"
    fields = {
        "WARC-Type": RecordType.REVISIT.value,
        "WARC-Profile": profile,
        "WARC-Payload-Digest": digest,
    }
    return fields | _refers_to_fields(original)


def _refers_to_fields(original: OriginalResponse | None) -> WarcFields:
    """Where the original is.

    The last two fields are those that Heritrix writes: they spare readers the search.
    """
    if original is None:
        return {}
    return {
        "WARC-Refers-To": original.location.record_id,
        "WARC-Refers-To-Target-URI": original.target_uri,
        "WARC-Refers-To-Date": original.warc_date,
        "WARC-Refers-To-Filename": original.location.file,
        "WARC-Refers-To-File-Offset": str(original.location.offset),
    }


def _visit_field(context: VisitContext | None) -> WarcFields:
    return {VISIT_FIELD: format_fetch_context(context)} if context else {}
