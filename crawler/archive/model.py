"""What goes into an archive and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

from wellread.crawler.record_location import RecordLocation

# Where a record says for which visit it was written, and what the content is of one that says that nobody answered.
VISIT = "Wellread-Visit"
SILENCE_TYPE = "application/warc-fields"
# What a browser has made of a page: the type of its record, and that of its content.
CONVERSION = "conversion"
RENDERED_TYPE = "text/html; charset=utf-8"


class ArchiveError(Exception):
    """The archive cannot be written or read; the message is one line that names the file."""


class NotAnArchiveError(ArchiveError):
    """The file holds no WARC record at its beginning."""


class DamagedArchiveError(ArchiveError):
    """The file is a WARC whose records cannot be read from some place on."""


@dataclass(frozen=True)
class Errand:
    """The visit for which a response was asked: what was expected ("start", "list", "page"), and the run, by the time
    when it began and the start page of its site.

    In one run a URL is visited once. So of several answers with the same errand, which a page that was tried again has,
    or one that was under way when its process was killed, it is the last from which it was read.
    """

    kind: str
    run: str
    site: str

    def __str__(self) -> str:
        return f"{self.kind} {self.run} {self.site}"

    @classmethod
    def parsed(cls, field: str | None) -> Errand | None:
        """The errand in a field of a record; None where there is none."""
        words = (field or "").split(" ")
        return cls(*words) if len(words) == len(fields(cls)) else None


@dataclass(frozen=True)
class Exchange:
    """A request and its response as they went over the wire, but for the transfer coding, which is undone.

    A head is the first line and the headers, up to and including the empty line. `body` still has its content coding.
    """

    url: str
    fetched_at: datetime  # aware
    status: int
    request_head: bytes
    response_head: bytes
    body: bytes
    ip_address: str | None = None
    truncated: str | None = None  # why the body is not whole, in the words of WARC: length, time, disconnect
    errand: Errand | None = None


@dataclass(frozen=True)
class Capture:
    """A response as read from an archive. `raw` is the body with its content coding.

    `revisit_of` is set where the record refers to an earlier one: then `raw` is the body of that, or empty for a
    304 Not Modified.
    """

    url: str
    status: int
    headers: tuple[tuple[bytes, bytes], ...]  # as received, but for the transfer coding
    raw: bytes
    fetched_at: datetime  # aware, in UTC
    location: RecordLocation
    revisit_of: str | None = None
    errand: Errand | None = None


@dataclass(frozen=True)
class Outline:
    """What the head of a record says: from which URL a response came, or did not come (`is_answer`), and for what."""

    url: str
    location: RecordLocation
    errand: Errand | None
    is_answer: bool


@dataclass(frozen=True)
class Flaw:
    """A place in an archive that cannot be used, and why, in a few words."""

    file: str
    offset: int
    problem: str
