"""A record as the published JSON, and back."""

from __future__ import annotations

from typing import Any

import msgspec

from wellread.extractors.article import SCHEMA_VERSION
from wellread.extractors.json_text import encode_json, replace_unstorable
from wellread.output.record import ArticleRecord

__all__ = ["decode_record", "encode_record", "mark_gone", "replace_unstorable", "upgrade_json"]

_DECODER = msgspec.json.Decoder(ArticleRecord)
# The quotes of a text are escaped in JSON, so that no text contains this.
_CURRENT_VERSION = f'"schemaVersion":{SCHEMA_VERSION},'


def encode_record(record: ArticleRecord) -> bytes:
    """The record as UTF-8 JSON without a line break; a lone surrogate or a NUL in its texts becomes
    U+FFFD.
    """
    return encode_json(record)


def decode_record(encoded: str) -> ArticleRecord:
    """The record in what `encode_record` wrote, in this version or an earlier one.

    Raises msgspec.MsgspecError for anything else.
    """
    if _CURRENT_VERSION in encoded:
        return _DECODER.decode(encoded)
    return msgspec.convert(_upgrade(msgspec.json.decode(encoded, type=dict[str, Any])), ArticleRecord)


def upgrade_json(encoded: str) -> str:
    """What `encode_record` wrote, in the shape of this version. Raises msgspec.MsgspecError."""
    return encoded if _CURRENT_VERSION in encoded else encode_record(decode_record(encoded)).decode()


def mark_gone(encoded: str, gone_at: str, reason: str | None) -> str:
    """The record of an article that no page shows any more, with the time since when that is believed, and why."""
    return encode_record(msgspec.structs.replace(decode_record(encoded), gone_at=gone_at, gone_reason=reason)).decode()


def _upgrade(record: dict[str, Any]) -> dict[str, Any]:
    """A record of version 1 in the shape of this one: there, an object that was not found was null.

    Keys that version 1 did not have get their defaults when the record is converted.
    """
    not_found: dict[str, Any] = {name: {} for name in ("publisher", "mainImage") if record.get(name) is None}
    return record | not_found | {"schemaVersion": SCHEMA_VERSION}
