"""The records of a WARC file one after the other, and where it is damaged; what follows the damage is read.

warcio parses the records; what it reads from is ours. Its own reader takes a torn or damaged gzip
member for the end of the file and says nothing, and it reads lines of any length.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from warcio.digestverifyingreader import DigestChecker, DigestVerifyingReader
from warcio.limitreader import LimitReader
from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeaders

from wellread.crawler.archive.model import ArchiveError, DamagedArchiveError, NotAnArchiveError
from wellread.crawler.object_storage import open_to_read

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAX_HEADER_BYTES = 1024 * 1024  # of the WARC and HTTP headers of one record; servers send 8 KiB
GZIP_WBITS = 31  # what zlib calls the gzip format with the largest window (RFC 1952)
MAX_DAMAGES = 1000  # of one file, which is given up then
_GZIP_MAGIC = b"\x1f\x8b"
_GZIP_MEMBER_START = _GZIP_MAGIC + b"\x08"  # with the only method that there is
_RECORD_START = b"WARC/1."
_CHUNK_BYTES = 64 * 1024


@dataclass(frozen=True)
class WarcRecord:
    """A record whose payload is still to be read. Its digests are checked while that is done.

    `raw_http_headers` is what stands before the payload of the request or the response in it, byte
    for byte.
    """

    path: Path
    offset: int
    warcio_record: ArcWarcRecord
    raw_http_headers: bytes

    @property
    def record_type(self) -> str | None:
        """The type of the record (WARC 1.1, section 6): response, request, revisit ..."""
        return self.field("WARC-Type")

    def field(self, name: str) -> str | None:
        """The value of a named field, None where the record has none of this name."""
        value: str | None = self.warcio_record.rec_headers.get_header(name)
        return value

    def read_payload(self, max_bytes: int) -> bytes | None:
        """The rest of the record; None if it is longer than `max_bytes`.

        Raises DamagedArchiveError if the record is torn.
        """
        try:
            payload: bytes = self.warcio_record.raw_stream.read(max_bytes + 1)
        except _TornError as error:
            raise _damaged_error(self.path, self.offset) from error
        if len(payload) > max_bytes:
            return None
        if self.warcio_record.raw_stream.limit:
            raise _damaged_error(self.path, self.offset)
        return payload

    @property
    def is_proven(self) -> bool:
        """Whether a digest agrees with the content; to be asked once the payload has been read."""
        return self.warcio_record.digest_checker.passed is True

    @property
    def digests_agree(self) -> bool:
        """Whether no digest contradicts the content; to be asked once the payload has been read."""
        return self.warcio_record.digest_checker.passed is not False


@dataclass(frozen=True)
class Damage:
    """A place in a file where no whole record is, and where the next one is; None if nothing more can be read."""

    offset: int
    resumed_at: int | None

    def __str__(self) -> str:
        rest = "what follows cannot be read" if self.resumed_at is None else f"read on at byte {self.resumed_at}"
        return f"damaged at byte {self.offset}; {rest}"


@dataclass(frozen=True)
class WholeRecords:
    """The whole records of a file: how many, and where the last one ends, in bytes."""

    count: int
    end: int


def scan_records(path: Path) -> Iterator[WarcRecord | Damage]:
    """The records of a file. A `Damage` stands for what is torn, is no record, or has another length than it says.

    The length of a record that no digest proves may turn out to be wrong when the next one is looked for: then the
    `Damage` has its offset. Raises NotAnArchiveError if there is no record at all, and ArchiveError if the file cannot
    be read.
    """
    with _open_to_read(path) as file:
        scanner = _Scanner(file, path)
        for number in range(1, MAX_DAMAGES + 1):
            try:
                while (record := scanner.next()) is not None:
                    yield record
            except _TornError as error:
                damage = scanner.skip_damage()
                if damage.resumed_at is None and not scanner.has_record:
                    raise NotAnArchiveError(f"{path}: not a WARC file") from error
            else:
                return
            if number == MAX_DAMAGES:
                damage = Damage(damage.offset, None)
            yield damage
            if damage.resumed_at is None:
                return


@contextmanager
def open_record_at(path: Path, offset: int) -> Iterator[WarcRecord | None]:
    """The record at `offset`, for as long as the block runs; None at the end of the file.

    Raises NotAnArchiveError if there is no record, and ArchiveError if the file cannot be read.
    """
    with _open_to_read(path) as file:
        file.seek(offset)
        try:
            record = _Scanner(file, path).next()
        except _TornError as error:
            raise NotAnArchiveError(f"{path}: not a WARC file") from error
        yield record


def measure_whole_records(path: Path) -> WholeRecords:
    """How many whole records a file has, and where the last one ends. Raises ArchiveError if it cannot be read."""
    with _open_to_read(path) as file:
        scanner = _Scanner(file, path)
        for _ in range(MAX_DAMAGES):
            try:
                while scanner.next() is not None:
                    pass
            except _TornError:
                if scanner.skip_damage().resumed_at is not None:
                    continue
            return WholeRecords(scanner.whole_count, scanner.whole_end)
        # Whatever is wrong with such a file, nothing of it is cut off.
        return WholeRecords(scanner.whole_count, path.stat().st_size)


class _TornError(Exception):
    """The record that was begun last ends too soon, or is none."""


def _damaged_error(path: Path, offset: int) -> DamagedArchiveError:
    return DamagedArchiveError(f"{path}: the record at byte {offset} is torn")


class _Scanner:
    """Goes through a file record by record.

    `offset` is where the last record begins. `has_record` says whether there was one at all, `whole_count` how many
    were read to their end, and `whole_end` where the last of them ends.
    """

    def __init__(self, file: BinaryIO, path: Path) -> None:
        self._file = file
        self._path = path
        self._is_compressed = _begins_with_gzip(file)
        self._read_ahead = b""  # read from the file, but after the current gzip member
        self._stream: _RecordStream | None = None
        self._record: ArcWarcRecord | None = None
        self._loader = _RecordLoader(verify_http=False)
        self._unproven_offset: int | None = None  # of the record before, whose length may be wrong
        self.offset = file.tell()
        self.has_record = False
        self.whole_count = 0
        self.whole_end = self.offset

    def next(self) -> WarcRecord | None:
        """The next record, once the last one is at its end; None at the end of the file."""
        first_line = self._finish(self._stream, self._record) if self._stream and self._record else b""
        stream = self._stream or self._open_stream()
        first_line = first_line or (stream.next_line() if stream else b"")
        if stream is None or (not first_line and not self._is_compressed):
            return None
        self._stream, self._record = stream, self._parse(stream, first_line)
        raw_http_headers = stream.raw_http_headers()
        self._unproven_offset = None  # since this one begins where that ends
        self.has_record = True
        return WarcRecord(self._path, self.offset, self._record, raw_http_headers)

    def skip_damage(self) -> Damage:
        """Go to the next record after one that is damaged. `next` must have raised _TornError."""
        damaged = self.offset if self._unproven_offset is None else self._unproven_offset
        # Where the file begins with the damage, its first bytes do not say whether it is compressed.
        kinds = [self._is_compressed] if self.has_record else [self._is_compressed, not self._is_compressed]
        for self._is_compressed in kinds:
            found = _find_gzip_record(self._file, damaged + 1) if self._is_compressed else None
            found = _find_plain_record(self._file, damaged + 1) if not self._is_compressed else found
            if found is not None:
                self._file.seek(found)
                self.offset = found
                self._stream = self._record = self._unproven_offset = None
                self._read_ahead = b""
                return Damage(damaged, found)
        return Damage(damaged, None)

    def _finish(self, stream: _RecordStream, record: ArcWarcRecord) -> bytes:
        """Read a record to its end.

        Returns the line after it, if that is in the same gzip member.
        """
        while record.raw_stream.read(_CHUNK_BYTES):
            pass
        if record.raw_stream.limit:
            raise _TornError
        line = stream.next_line()
        self._unproven_offset = None
        if not self._is_compressed:
            if record.digest_checker.passed is not True:
                self._unproven_offset = self.offset
            self.offset = self.whole_end = self._file.tell() - len(line)
        elif not line:
            self._read_ahead = stream.unused_bytes()
            self.offset = self.whole_end = self._file.tell() - len(self._read_ahead)
            self._stream = None
        self.whole_count += 1
        return line

    def _open_stream(self) -> _RecordStream | None:
        """A stream of the file, or of its next gzip member; None after the last."""
        if not self._is_compressed:
            return _RecordStream(self._file)
        read_ahead = self._read_ahead or self._file.read(_CHUNK_BYTES)
        return _RecordStream(_GzipMember(self._file, read_ahead)) if read_ahead else None

    def _parse(self, stream: _RecordStream, first_line: bytes) -> ArcWarcRecord:
        try:
            return self._loader.parse_record_stream(stream, first_line, known_format="warc", check_digests=True)
        except (OSError, _TornError):
            raise
        except Exception as error:
            # Whatever warcio makes of a stranger's bytes: an AttributeError of a response without a URL.
            raise _TornError from error


class _RecordLoader(ArcWarcRecordLoader):  # type: ignore[misc]  # warcio has no types
    """As that of warcio, but a digest that is none contradicts the content, instead of ending all reading."""

    def wrap_digest_verifying_stream(
        self,
        stream: LimitReader,
        rec_type: str,
        rec_headers: StatusAndHeaders,
        digest_checker: DigestChecker,
        length: int | None = None,
    ) -> tuple[LimitReader, bool]:
        try:
            _compare_with_nothing(rec_headers, rec_type)
        except Exception as error:  # noqa: BLE001  (base16, base32 and characters fail in ways of their own)
            digest_checker.problem(f"not a digest: {error}")
            return stream, False
        wrapped: tuple[LimitReader, bool] = super().wrap_digest_verifying_stream(
            stream, rec_type, rec_headers, digest_checker, length
        )
        return wrapped


def _compare_with_nothing(headers: StatusAndHeaders, record_type: str) -> None:
    """Compare the digests of a record with those of no content. Raises what that raises."""
    block, payload = (headers.get_header(f"WARC-{part}-Digest") for part in ("Block", "Payload"))
    DigestVerifyingReader(io.BytesIO(), 0, DigestChecker(), record_type, payload, block).begin_payload()
    DigestVerifyingReader(io.BytesIO(), 0, DigestChecker(), record_type, block, payload).begin_payload()


class _GzipMember(io.RawIOBase):
    """One gzip member (RFC 1952, section 2.2), decompressed as it is read.

    Raises _TornError where it is torn.
    """

    def __init__(self, file: BinaryIO, read_ahead: bytes) -> None:
        self._file = file
        self._read_ahead = read_ahead
        self._decompressor = zlib.decompressobj(GZIP_WBITS)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer)
        while not self._decompressor.eof:
            compressed = self._decompressor.unconsumed_tail or self._read_ahead or self._file.read(_CHUNK_BYTES)
            self._read_ahead = b""
            data = self._decompress(compressed, len(view))
            if data:
                view[: len(data)] = data
                return len(data)
            if not compressed:
                raise _TornError
        return 0

    def unused_bytes(self) -> bytes:
        """What was read from the file and stands after this member."""
        return self._decompressor.unused_data

    def _decompress(self, compressed: bytes, max_bytes: int) -> bytes:
        try:
            return self._decompressor.decompress(compressed, max_bytes)
        except zlib.error as error:
            raise _TornError from error


class _RecordStream:
    """What warcio reads a record from: headers are limited, so that no line fills the memory."""

    def __init__(self, source: _GzipMember | BinaryIO) -> None:
        self._source = source
        self._buffered = io.BufferedReader(source, _CHUNK_BYTES) if isinstance(source, _GzipMember) else source
        self._lines: list[bytes] = []
        self._header_bytes_left = MAX_HEADER_BYTES

    def read(self, size: int) -> bytes:
        return self._buffered.read(size)

    def readline(self, size: int | None = None) -> bytes:
        limit = self._header_bytes_left if size is None else min(size, self._header_bytes_left)
        line = self._buffered.readline(limit)
        self._header_bytes_left -= len(line)
        if self._header_bytes_left <= 0:
            raise _TornError
        self._lines.append(line)
        return line

    def next_line(self) -> bytes:
        """The next line that is not blank, with which a record begins; nothing at the end."""
        self._header_bytes_left = MAX_HEADER_BYTES
        while line := self.readline():
            if line.strip():
                self._lines = [line]
                return line
        return b""

    def raw_http_headers(self) -> bytes:
        """What was read line by line after the WARC header of the record.

        Raises _TornError where that header does not end.
        """
        for number, line in enumerate(self._lines):
            if not line.strip() and line.endswith(b"\n"):
                return b"".join(self._lines[number + 1 :])
        raise _TornError

    def unused_bytes(self) -> bytes:
        return self._source.unused_bytes() if isinstance(self._source, _GzipMember) else b""


def _find_plain_record(file: BinaryIO, start: int) -> int | None:
    """Where the next record of a file that is not compressed begins, on a line of its own."""
    found = next(_find_all(file, b"\n" + _RECORD_START, start), None)
    return None if found is None else found + 1


def _find_gzip_record(file: BinaryIO, start: int) -> int | None:
    """Where the next gzip member begins that holds a record: its first bytes alone may stand anywhere."""
    for found in _find_all(file, _GZIP_MEMBER_START, start):
        file.seek(found)
        try:
            begun = zlib.decompressobj(GZIP_WBITS).decompress(file.read(_CHUNK_BYTES), len(_RECORD_START))
        except zlib.error:
            continue
        if begun == _RECORD_START:
            return found
    return None


def _find_all(file: BinaryIO, needle: bytes, start: int) -> Iterator[int]:
    """Where `needle` stands in a file, from `start` on."""
    at, window = start, b""
    while True:
        file.seek(at + len(window))
        chunk = file.read(_CHUNK_BYTES)
        if not chunk:
            return
        window += chunk
        found = window.find(needle)
        while found >= 0:
            yield at + found
            found = window.find(needle, found + 1)
        rest = len(needle) - 1
        at, window = at + max(len(window) - rest, 0), window[-rest:]


def _begins_with_gzip(file: BinaryIO) -> bool:
    start = file.tell()
    is_gzip = file.read(len(_GZIP_MAGIC)) == _GZIP_MAGIC
    file.seek(start)
    return is_gzip


@contextmanager
def _open_to_read(path: Path) -> Iterator[BinaryIO]:
    try:
        with open_to_read(path) as file:
            yield file
    except OSError as error:
        raise ArchiveError(f"{path}: {error.strerror or error}") from error
