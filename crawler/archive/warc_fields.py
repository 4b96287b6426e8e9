"""The values of WARC named fields (WARC 1.1, section 5): from Python's values to text, and back."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import astuple, fields
from datetime import UTC, datetime
from urllib.parse import quote

from wellread.crawler.archive.model import VisitContext

# Our own field: for which visit a record was written. Readers ignore fields that they do not know
# (section 5.1).
VISIT_FIELD = "Wellread-Visit"
# The content type of a metadata record which says that nobody answered (section 6.6).
NO_RESPONSE_CONTENT_TYPE = "application/warc-fields"
# The content type of a conversion record (section 6.8) that holds what a browser has made of a
# page.
RENDERED_CONTENT_TYPE = "text/html; charset=utf-8"

# With SHA-1, as is usual, a server could make two bodies of which only one would be kept.
DIGEST_ALGORITHM = "sha256"
_PRINTABLE_ASCII = "".join(map(chr, range(0x21, 0x7F)))


def format_date(moment: datetime) -> str:
    """The value of WARC-Date (section 5.4): UTC, with microseconds. `moment` is aware."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def parse_date(value: str | None) -> datetime | None:
    """The moment that a WARC-Date names, aware and in UTC; None where it names none."""
    try:
        moment = datetime.fromisoformat(value or "")
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def format_uri(url: str) -> str:
    """The URL as a named field can hold it: all but escape_unprintable ASCII is percent-encoded."""
    return quote(url, safe=_PRINTABLE_ASCII, errors="replace")


def format_digest(payload: bytes) -> str:
    """The value of WARC-Payload-Digest (section 5.9): the algorithm, and the digest in Base32."""
    digest = hashlib.new(DIGEST_ALGORITHM, payload).digest()
    return f"{DIGEST_ALGORITHM}:{base64.b32encode(digest).decode()}"


def format_fetch_context(context: VisitContext) -> str:
    """The value of `Wellread-Visit`: kind of URL, beginning of the run, start page."""
    return " ".join(map(format_uri, astuple(context)))


def parse_fetch_context(value: str | None) -> VisitContext | None:
    """The visit that a `Wellread-Visit` names; None where it names none."""
    words = (value or "").split(" ")
    return VisitContext(*words) if len(words) == len(fields(VisitContext)) else None
