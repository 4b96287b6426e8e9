"""The records of a WARC file one after the other, each with its offset, and with a clear word where they end too soon.

warcio parses the records; what it reads from is ours. Its own reader takes a torn or damaged gzip member for the end of
the file and says nothing, and it reads lines of any length.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader

from wellread.crawler.archive.model import ArchiveError, DamagedArchiveError, NotAnArchiveError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAX_HEAD = 1024 * 1024  # bytes of WARC and HTTP headers of one record; servers send 8 KiB
_GZIP = b"\x1f\x8b"
_GZIP_WBITS = 31
_BLOCK = 64 * 1024


@dataclass(frozen=True)
class Record:
    """A record whose payload is still to be read. Its digests are checked while that is done.

    `http_head` is the head of the request or the response in it, byte for byte.
    """

    path: Path
    offset: int
    warc: ArcWarcRecord
    http_head: bytes

    @property
    def kind(self) -> str | None:
        """The type of the record: response, request, revisit ..."""
        return self.header("WARC-Type")

    def header(self, name: str) -> str | None:
        """The value of a WARC header."""
        value: str | None = self.warc.rec_headers.get_header(name)
        return value

    def payload(self, limit: int) -> bytes | None:
        """The rest of the record; None if it is longer than `limit` bytes. Raises DamagedArchiveError if it is torn."""
        try:
            payload: bytes = self.warc.raw_stream.read(limit + 1)
        except _TornError as error:
            raise _damaged(self.path, self.offset) from error
        if len(payload) > limit:
            return None
        if self.warc.raw_stream.limit:
            raise _damaged(self.path, self.offset)
        return payload

    @property
    def digests_agree(self) -> bool:
        """Whether no digest contradicts the content; to be asked once the payload has been read."""
        return self.warc.digest_checker.passed is not False


def records(path: Path, start: int = 0) -> Generator[Record, None, None]:
    """The records of `path` from the offset `start` on.

    Raises NotAnArchiveError if there is no record at `start`, DamagedArchiveError where a later one is torn or cannot
    be parsed, and ArchiveError if the file cannot be read.
    """
    with _readable(path) as file:
        file.seek(start)
        scan = _Scan(file, path)
        try:
            while (record := scan.next()) is not None:
                yield record
        except _TornError as error:
            if not scan.begun:
                raise NotAnArchiveError(f"{path}: not a WARC file") from error
            raise _damaged(path, scan.offset) from error


@contextmanager
def record_at(path: Path, offset: int) -> Iterator[Record | None]:
    """The record at `offset`, for as long as the block runs; None at the end of the file. Raises as `records` does."""
    with closing(records(path, offset)) as found:
        yield next(found, None)


def whole_records(path: Path) -> tuple[int, int]:
    """How many whole records stand at the beginning of a file, and how many bytes they take."""
    with _readable(path) as file:
        scan = _Scan(file, path)
        try:
            while scan.next() is not None:
                pass
        except _TornError:
            pass
        return scan.whole, scan.offset


class _TornError(Exception):
    """The record that was begun last ends too soon, or is none."""


def _damaged(path: Path, offset: int) -> DamagedArchiveError:
    return DamagedArchiveError(f"{path}: damaged at byte {offset}; what follows cannot be read")


class _Scan:
    """Goes through a file record by record. `offset` is where the last record begins, and in the end where it ends;
    `begun` says whether there was one at all, `whole` how many were read to their end.
    """

    def __init__(self, file: BinaryIO, path: Path) -> None:
        self._file = file
        self._path = path
        self._packed = _begins_with_gzip(file)
        self._ahead = b""  # read from the file, but behind the current member
        self._stream: _Stream | None = None
        self._record: ArcWarcRecord | None = None
        self._loader = ArcWarcRecordLoader(verify_http=False)
        self.offset = file.tell()
        self.begun = False
        self.whole = 0

    def next(self) -> Record | None:
        """The next record, once the last one is at its end; None at the end of the file."""
        first_line = self._finished(self._stream, self._record) if self._stream and self._record else b""
        stream = self._stream or self._opened()
        first_line = first_line or (stream.next_line() if stream else b"")
        if stream is None or (not first_line and not self._packed):
            return None
        self._stream, self._record = stream, self._parsed(stream, first_line)
        http_head = stream.http_head()
        self.begun = True
        return Record(self._path, self.offset, self._record, http_head)

    def _finished(self, stream: _Stream, record: ArcWarcRecord) -> bytes:
        """Reads a record to its end. The line behind it, if that is in the same gzip member."""
        while record.raw_stream.read(_BLOCK):
            pass
        if record.raw_stream.limit:
            raise _TornError
        line = stream.next_line()
        if not self._packed:
            self.offset = self._file.tell() - len(line)
        elif not line:
            self._ahead = stream.behind()
            self.offset = self._file.tell() - len(self._ahead)
            self._stream = None
        self.whole += 1
        return line

    def _opened(self) -> _Stream | None:
        """The file, or its next gzip member; None behind the last."""
        if not self._packed:
            return _Stream(self._file)
        ahead = self._ahead or self._file.read(_BLOCK)
        return _Stream(_Member(self._file, ahead)) if ahead else None

    def _parsed(self, stream: _Stream, first_line: bytes) -> ArcWarcRecord:
        try:
            return self._loader.parse_record_stream(stream, first_line, known_format="warc", check_digests=True)
        except (ArchiveLoadFailed, EOFError, AttributeError) as error:  # the last of them for a response without a URL
            raise _TornError from error


class _Member(io.RawIOBase):
    """One gzip member, unpacked as it is read. Raises _TornError where it is torn."""

    def __init__(self, file: BinaryIO, ahead: bytes) -> None:
        self._file = file
        self._ahead = ahead
        self._unpacking = zlib.decompressobj(_GZIP_WBITS)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer)
        while not self._unpacking.eof:
            packed = self._unpacking.unconsumed_tail or self._ahead or self._file.read(_BLOCK)
            self._ahead = b""
            data = self._unpacked(packed, len(view))
            if data:
                view[: len(data)] = data
                return len(data)
            if not packed:
                raise _TornError
        return 0

    def behind(self) -> bytes:
        """What was read from the file and stands behind this member."""
        return self._unpacking.unused_data

    def _unpacked(self, packed: bytes, limit: int) -> bytes:
        try:
            return self._unpacking.decompress(packed, limit)
        except zlib.error as error:
            raise _TornError from error


class _Stream:
    """What warcio reads a record from: heads are limited, so that no line fills the memory."""

    def __init__(self, source: _Member | BinaryIO) -> None:
        self._source = source
        self._buffered = io.BufferedReader(source, _BLOCK) if isinstance(source, _Member) else source
        self._lines: list[bytes] = []
        self._room = MAX_HEAD

    def read(self, size: int) -> bytes:
        return self._buffered.read(size)

    def readline(self, size: int | None = None) -> bytes:
        line = self._buffered.readline(self._room if size is None else min(size, self._room))
        self._room -= len(line)
        if self._room <= 0:
            raise _TornError
        self._lines.append(line)
        return line

    def next_line(self) -> bytes:
        """The next line that is not blank, with which a record begins; nothing at the end."""
        self._room = MAX_HEAD
        while line := self.readline():
            if line.strip():
                self._lines = [line]
                return line
        return b""

    def http_head(self) -> bytes:
        """What was read line by line behind the WARC headers of the record; _TornError where these do not end."""
        for number, line in enumerate(self._lines):
            if not line.strip() and line.endswith(b"\n"):
                return b"".join(self._lines[number + 1 :])
        raise _TornError

    def behind(self) -> bytes:
        return self._source.behind() if isinstance(self._source, _Member) else b""


def _begins_with_gzip(file: BinaryIO) -> bool:
    start = file.tell()
    packed = file.read(len(_GZIP)) == _GZIP
    file.seek(start)
    return packed


@contextmanager
def _readable(path: Path) -> Iterator[BinaryIO]:
    try:
        with path.open("rb") as file:
            yield file
    except OSError as error:
        raise ArchiveError(f"{path}: {error.strerror or error}") from error
