"""The values that go into an archive and come out of it, and the errors of reading and writing one.

The words are those of the WARC 1.1 standard (ISO 28500:2017). A WARC file is a sequence of records
(section 4). A record has a header of named fields, and a block. Where the block is an HTTP message,
the payload is the body of that message without its transfer coding, and still with its content
coding (section 6.3.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from wellread.crawler.record_location import RecordLocation


class ArchiveError(Exception):
    """The archive cannot be written or read; the message is one line that names the file."""


class NotAnArchiveError(ArchiveError):
    """The file does not begin with a WARC record."""


class DamagedArchiveError(ArchiveError):
    """A record is torn, or cannot be used."""


class RecordType(StrEnum):
    """The types of records that are written or read here (WARC 1.1, section 6).

    Records of other types are passed over.
    """

    WARCINFO = "warcinfo"
    RESPONSE = "response"
    REQUEST = "request"
    METADATA = "metadata"
    REVISIT = "revisit"
    CONVERSION = "conversion"


PART = "part"  # an `url_kind` of VisitContext


@dataclass(frozen=True)
class VisitContext:
    """The visit for which a URL was requested.

    Each record that belongs to a visit names it in the field `Wellread-Visit`. `url_kind` is what
    was expected at the URL: "start", "list", "page", or PART for a further page of an article, which is fetched within
    the visit of the first. `run_began` (ISO 8601, UTC) and `start_url`,
    the start page of the site, name the run of the crawl to which the visit belongs.

    In one run a URL is visited once. Several responses with the same context come from a page that
    was tried again, or from one that was in flight when the process was killed. The crawl has then
    read the last of them.
    """

    url_kind: str
    run_began: str
    start_url: str


@dataclass(frozen=True)
class RawHeaders:
    """The first lines and the header fields of a request and of its response, as bytes.

    Each begins with the request or status line and ends with the empty line that ends the headers
    (RFC 9112, section 2.1).
    """

    request: bytes
    response: bytes


@dataclass(frozen=True)
class HttpExchange:
    """A request without a body, and its response: what is written for one fetch.

    `fetched_at` is aware. `payload` is the body as received, with its content coding and without
    its transfer coding. `truncation_reason` says why the payload is not whole, in the words of
    WARC-Truncated (section 5.15): "length", "time" or "disconnect"; None where it is whole.
    """

    url: str
    fetched_at: datetime
    status: int
    raw_headers: RawHeaders
    payload: bytes
    ip_address: str | None = None
    truncation_reason: str | None = None
    fetch_context: VisitContext | None = None


@dataclass(frozen=True)
class ArchivedResponse:
    """A response as read from an archive.

    `headers` are the header fields as received, in order, with names and values as bytes. `payload`
    is the body with its content coding. `fetched_at` is aware, in UTC. `location` is where the
    record lies.

    `revisit_of` is set where the record is a revisit: the WARC-Record-ID of the response that it
    refers to, or "" if it names none. `payload` is then that of the response referred to, and empty
    for a 304 Not Modified.
    """

    url: str
    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    payload: bytes
    fetched_at: datetime
    location: RecordLocation
    revisit_of: str | None = None
    fetch_context: VisitContext | None = None


@dataclass(frozen=True)
class RecordHeader:
    """What the named fields of a record say of a visit, without its block.

    `has_response` is False for a record which says that nobody answered. `references` are by what a revisit record
    names the response that it refers to.
    """

    url: str
    location: RecordLocation
    fetch_context: VisitContext | None
    has_response: bool
    references: tuple[str, ...] = ()


@dataclass(frozen=True)
class Defect:
    """A place in an archive that cannot be used.

    `file` is the name of the file, `offset` in bytes, `problem` says why, in a few words.
    """

    file: str
    offset: int
    problem: str
