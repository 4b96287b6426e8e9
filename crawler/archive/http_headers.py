"""HTTP headers as bytes: what is stored of those that servers send, and how stored ones are parsed.

A reader of a WARC file must find the end of the headers at the same byte as the HTTP client did, or
it takes the body for something else. So lines that are neither a header field nor the continuation
of one are left out; everything else stays as it came.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_STATUS = re.compile(rb"HTTP/\d\.\d[ \t]+(\d{3})(?!\d)")
_STATUS_LINE = re.compile(rb"HTTP/\d\.\d \d{3}(?: [^\r\n]*)?")
_HEADER_FIELD = re.compile(rb"[!-9;-~]+:[^\r\n]*")
# A line that continues the field above it: obsolete line folding (RFC 9112, section 5.2).
_FOLDED_LINE = re.compile(rb"[ \t]+[!-~][^\r\n]*")
_BLANKS = (b" ", b"\t")
# The payload is stored without its transfer coding. The header that names the coding is kept under
# the name that Heritrix, Nutch and Common Crawl have given it, so that nobody tries to undo the
# coding again.
_TRANSFER_ENCODING = re.compile(rb"transfer-encoding(?=[ \t]*:)", re.IGNORECASE)
_STORED_TRANSFER_ENCODING = b"X-Crawler-Transfer-Encoding"


def format_headers(first_line: bytes, fields: Iterable[tuple[bytes, bytes]]) -> bytes:
    """The request or status line with these header fields.

    White space in values, also line ends, becomes one space.
    """
    return _join_lines([first_line, *(b": ".join((name, b" ".join(value.split()))) for name, value in fields)])


def parse_response_headers(stored: bytes) -> tuple[int | None, tuple[tuple[bytes, bytes], ...]]:
    """The status of a response, None if its first line has none, and its header fields in order."""
    status_line, *lines = _split_lines(stored)
    status = _STATUS.match(status_line)
    unfolded: list[bytes] = []
    for line in _keep_valid_lines(lines):
        if line[:1] in _BLANKS:
            unfolded[-1] += line
        else:
            unfolded.append(line)
    pairs = (line.split(b":", 1) for line in unfolded)
    return int(status[1]) if status else None, tuple((name.strip(), value.strip()) for name, value in pairs)


def clean_response_headers(received: bytes, status: int) -> bytes:
    """The headers of a response as they are stored.

    A first line that is no status line is replaced by one with `status`.
    """
    status_line, *lines = _split_lines(received)
    if not _STATUS_LINE.fullmatch(status_line):
        status_line = b"HTTP/1.1 %d" % status
    renamed = (_TRANSFER_ENCODING.sub(_STORED_TRANSFER_ENCODING, line, count=1) for line in _keep_valid_lines(lines))
    return _join_lines([status_line, *renamed])


def clean_request_headers(sent: bytes) -> bytes:
    """The headers of a request as they are stored."""
    request_line, *lines = _split_lines(sent)
    return _join_lines([request_line, *_keep_valid_lines(lines)])


def _keep_valid_lines(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Those that are a header field, or the continuation of one."""
    is_valid = False
    for line in lines:
        if line[:1] in _BLANKS:
            is_valid = is_valid and bool(_FOLDED_LINE.fullmatch(line))
        else:
            is_valid = bool(_HEADER_FIELD.fullmatch(line))
        if is_valid:
            yield line


def _split_lines(headers: bytes) -> list[bytes]:
    return [line.removesuffix(b"\r") for line in headers.rstrip(b"\r\n").split(b"\n")]


def _join_lines(lines: Iterable[bytes]) -> bytes:
    return b"".join(line + b"\r\n" for line in lines) + b"\r\n"
