"""The change feed: one line for each change of an article, and a last one with the cursor."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import msgspec

from wellread.output.record import ArticleRecord, Part
from wellread.output.record_json import decode_record

# What a fetch, and not its page, says of an article.
_PROVENANCE = frozenset({
    "schemaVersion", "articleId", "revisionId", "siteId", "dateDownloaded", "httpStatus", "rawSha256", "contentHash",
    "extractorVersion", "warcFile", "warcRecordId", "parts",
})  # fmt: skip


class Change(StrEnum):
    """What has become of an article."""

    NEW = "new"
    CHANGED = "changed"
    REEXTRACTED = "reextracted"  # the same bytes, read otherwise by another version of the extractors
    RETURNED = "returned"
    GONE = "gone"
    REPLACED = "replaced"  # gone: its page shows something else

    @property
    def is_deletion(self) -> bool:
        """Whether the article is not a current one after it."""
        return self in {Change.GONE, Change.REPLACED}


CURSOR_OP = "cursor"  # of the last line


class LineHead(msgspec.Struct, frozen=True):
    """What every line of a feed begins with."""

    sequence: int
    op: str


class _Line(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """A line of the feed. Every key is in each of them."""

    sequence: int
    op: str
    change: Change | None = None
    article_id: str | None = None
    revision_id: str | None = None
    changed_at: str | None = None
    reason: str | None = None
    fields: tuple[str, ...] = ()
    article: msgspec.Raw | None = None


@dataclass(frozen=True)
class ArticleChange:
    """One change of an article.

    `sequence` counts the changes of a state, `changed_at` is a time in ISO 8601, `reason` says why an article is gone.
    `fields` are the keys of the record that are other than in the state before. `article_json` is the record as JSON,
    None for an article that is gone.
    """

    sequence: int
    change: Change
    article_id: str
    revision_id: str
    changed_at: str
    reason: str | None
    fields: tuple[str, ...]
    article_json: str | None = field(repr=False)

    @property
    def op(self) -> str:
        """What a table of current articles does with the change: `upsert` or `delete`."""
        return "delete" if self.change.is_deletion else "upsert"

    @property
    def article(self) -> ArticleRecord | None:
        """The article after the change; None if it is gone."""
        return None if self.article_json is None else decode_record(self.article_json)

    def to_json(self) -> bytes:
        """The change as a line of the feed, without the line break."""
        return _encode(
            _Line(
                sequence=self.sequence,
                op=self.op,
                change=self.change,
                article_id=self.article_id,
                revision_id=self.revision_id,
                changed_at=self.changed_at,
                reason=self.reason,
                fields=self.fields,
                article=None if self.article_json is None else msgspec.Raw(self.article_json.encode()),
            )
        )


@dataclass(frozen=True)
class ArticleRevision:
    """One state of an article: what it was to the one before, when it was read (ISO 8601), and its record as JSON."""

    article_id: str
    revision_id: str
    change: Change
    changed_at: str
    article_json: str = field(repr=False)

    @property
    def article(self) -> ArticleRecord:
        """The record."""
        return decode_record(self.article_json)


def encode_cursor(sequence: int) -> bytes:
    """The last line of a feed: whoever has read it has all changes up to this one."""
    return _encode(_Line(sequence=sequence, op=CURSOR_OP))


def decode_line_head(line: bytes) -> LineHead:
    """Where in the feed a line stands. Raises ValueError (msgspec's ValidationError) for one that is none of a feed."""
    return msgspec.json.decode(line, type=LineHead)


def list_changed_fields(before: str, after: str) -> tuple[str, ...]:
    """The keys whose values differ between two records of an article, both as JSON; not those of its provenance."""
    old, new = (msgspec.json.decode(encoded, type=dict[str, Any]) for encoded in (before, after))
    return tuple(key for key, value in new.items() if key not in _PROVENANCE and value != old.get(key))


class _Bytes(msgspec.Struct, frozen=True, rename="camel"):
    """From which bytes a record was read."""

    raw_sha256: str
    parts: tuple[Part, ...] = ()


_BYTES = msgspec.json.Decoder(_Bytes)


def is_read_from(record: ArticleRecord, encoded: str) -> bool:
    """Whether a record was read from the same bytes as another one, given as JSON."""
    other = _BYTES.decode(encoded)
    digests = [part.raw_sha256 for part in record.parts]
    return record.raw_sha256 == other.raw_sha256 and digests == [part.raw_sha256 for part in other.parts]


_ENCODER = msgspec.json.Encoder()


def _encode(line: _Line) -> bytes:
    return _ENCODER.encode(line)
