"""HTTP heads as bytes: what is kept of those that servers send.

A reader of WARC must find the same end of the head as the client did, or it takes the body for something else. So lines
that are neither a header nor the continuation of one are left out; everything else stays as it came.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_STATUS = re.compile(rb"HTTP/\d\.\d[ \t]+(\d{3})(?!\d)")
_STATUS_LINE = re.compile(rb"HTTP/\d\.\d \d{3}(?: [^\r\n]*)?")
_HEADER = re.compile(rb"[!-9;-~]+:[^\r\n]*")
_BLANKS = (b" ", b"\t")
_CONTINUATION = re.compile(rb"[ \t]+[!-~][^\r\n]*")
# The body is stored without its transfer coding. The header that names the coding is kept under the name that Heritrix,
# Nutch and Common Crawl have given it, so that nobody tries to undo the coding again.
_TRANSFER_CODING = re.compile(rb"transfer-encoding(?=[ \t]*:)", re.IGNORECASE)
_AS_NOTED = b"X-Crawler-Transfer-Encoding"


def head(first_line: bytes, headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """The head with these headers, as far as a line can hold them."""
    return _joined([first_line, *(b": ".join((name, b" ".join(value.split()))) for name, value in headers)])


def parsed(stored: bytes) -> tuple[int | None, tuple[tuple[bytes, bytes], ...]]:
    """The status of the head of a response, None if it has none, and its headers in order."""
    first, *lines = _lines(stored)
    status = _STATUS.match(first)
    unfolded: list[bytes] = []
    for line in _headers(lines):
        if line[:1] in _BLANKS:
            unfolded[-1] += line
        else:
            unfolded.append(line)
    pairs = (line.split(b":", 1) for line in unfolded)
    return int(status[1]) if status else None, tuple((name.strip(), value.strip()) for name, value in pairs)


def storable_response(received: bytes, status: int) -> bytes:
    """The head of a response as it is stored; a first line that is none is replaced by one with `status`."""
    first, *lines = _lines(received)
    if not _STATUS_LINE.fullmatch(first):
        first = b"HTTP/1.1 %d" % status
    return _joined([first, *(_TRANSFER_CODING.sub(_AS_NOTED, line, count=1) for line in _headers(lines))])


def storable_request(sent: bytes) -> bytes:
    """The head of a request as it is stored."""
    first, *lines = _lines(sent)
    return _joined([first, *_headers(lines)])


def _headers(lines: Iterable[bytes]) -> Iterator[bytes]:
    kept = False
    for line in lines:
        continues = line[:1] in _BLANKS
        kept = bool(_CONTINUATION.fullmatch(line)) and kept if continues else bool(_HEADER.fullmatch(line))
        if kept:
            yield line


def _lines(received: bytes) -> list[bytes]:
    return [line.removesuffix(b"\r") for line in received.rstrip(b"\r\n").split(b"\n")]


def _joined(lines: Iterable[bytes]) -> bytes:
    return b"".join(line + b"\r\n" for line in lines) + b"\r\n"
