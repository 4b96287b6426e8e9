"""Finds the response to which a revisit record refers (WARC 1.1, section 6.7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from wellread.crawler.archive.files import has_archive_suffix, locate_archive_file
from wellread.crawler.archive.model import RecordType
from wellread.crawler.archive.record_scanner import WarcRecord


@dataclass
class ResponseIndex:
    """Where responses lie, by each of the values that a revisit may name.

    These are record id, payload digest, and date with URL. One index may serve several files, so
    that a revisit in one finds its response in another. `places` has the file and the offset in
    bytes; the first response that bears a value keeps it.
    """

    places: dict[str, tuple[Path, int]] = field(default_factory=dict)

    def add(self, record: WarcRecord) -> None:
        """Note where a record lies, if it is a response."""
        if record.record_type != RecordType.RESPONSE:
            return
        keys = (
            record.field("WARC-Record-ID"),
            record.field("WARC-Payload-Digest"),
            _make_date_url_key(record, "WARC-"),
        )
        for key in filter(None, keys):
            self.places.setdefault(key, (record.path, record.offset))

    def find_original(self, revisit: WarcRecord) -> tuple[Path, int] | None:
        """The file and the offset of the response that a revisit refers to; None if unknown.

        Our own archives name the file and the offset, as Heritrix does. Such a file is looked for
        only beside that of the revisit, so that an archive of unknown origin cannot point to any
        other file of this machine.
        """
        file = revisit.field("WARC-Refers-To-Filename")
        offset = revisit.field("WARC-Refers-To-File-Offset")
        if file and offset and offset.isdecimal() and Path(file).name == file and has_archive_suffix(Path(file)):
            path = locate_archive_file(revisit.path.parent, file)
            if path.exists():  # under that name: files get others, and are unpacked
                return path, int(offset)
        return self.find(list_references(revisit))

    def find(self, references: Iterable[str]) -> tuple[Path, int] | None:
        """The file and the offset of the first of these references that is known; None if none is."""
        return next((self.places[key] for key in references if key in self.places), None)


def list_references(revisit: WarcRecord) -> tuple[str, ...]:
    """By what a revisit names its response, the surest first."""
    keys = (
        revisit.field("WARC-Refers-To"),
        _make_date_url_key(revisit, "WARC-Refers-To-"),
        revisit.field("WARC-Payload-Digest"),
    )
    return tuple(filter(None, keys))


def _make_date_url_key(record: WarcRecord, prefix: str) -> str | None:
    url, date = record.field(f"{prefix}Target-URI"), record.field(f"{prefix}Date")
    return f"{date} {url}" if url and date else None
