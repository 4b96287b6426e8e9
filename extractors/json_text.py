"""Published values as JSON, and as what JSON is made of."""

from __future__ import annotations

import re

import msgspec

_ENCODER = msgspec.json.Encoder()
# Lone surrogates, which UTF-8 cannot carry, and NUL, which no database stores in a text.
_UNSTORABLE = re.compile("[\ud800-\udfff\x00]")


def encode_json(value: msgspec.Struct) -> bytes:
    """The value as UTF-8 JSON without a line break; a lone surrogate or a NUL in its texts becomes U+FFFD."""
    try:
        encoded = _ENCODER.encode(value)
    except UnicodeEncodeError:
        return _ENCODER.encode(_replace_in_all(msgspec.to_builtins(value)))
    if b"\\u0000" in encoded:
        encoded = _ENCODER.encode(_replace_in_all(msgspec.to_builtins(value)))
    return encoded


def replace_unstorable(text: str) -> str:
    """The text with U+FFFD for every lone surrogate and NUL."""
    return _UNSTORABLE.sub("\ufffd", text)


def _replace_in_all(value: object) -> object:
    """The value of JSON with `replace_unstorable` applied to all its texts."""
    match value:
        case str():
            return replace_unstorable(value)
        case dict():
            return {key: _replace_in_all(entry) for key, entry in value.items()}
        case list() | tuple():
            return [_replace_in_all(entry) for entry in value]
        case _:
            return value
