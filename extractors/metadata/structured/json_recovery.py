"""What is left of JSON in which a string is broken, or whose end is missing.

A string is broken by quotation marks that nobody escaped. Where it ends is seen by what follows: a comma and the next
key, or a bracket. It is left out, since nobody knows what it should say, and everything around it is read.
"""

from __future__ import annotations

import json
import re

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None

# Deeper data is read up to here.
MAX_DEPTH = 40
_NOTHING: tuple[Json, ...] = (None, {}, [])
_SPACE = re.compile(r"\s*")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*+)"', re.DOTALL)
_KEY = re.compile(r'"([\w@:./-]{1,60})"\s{0,20}:')
# What follows the end of a string: nothing, the next member, or the ends of what it is in.
_AFTER_STRING = re.compile(
    r'\s{0,200}+(?:,?\s{0,200}+(?:"[\w@:./-]{1,60}(?:"\s{0,20}:|"?$)|"?$)|[}\]]\s{0,200}+(?:[,}\]]|$))'
)
# In a list, the next entry.
_AFTER_ENTRY = re.compile(r'\s{0,200}(?:,\s{0,200}["{\[]|\]\s{0,200}(?:[,}\]]|$)|$)')
_QUOTE = re.compile(r'(?<!\\)"')
_LITERAL = re.compile(r"[^\s,}\]\"]+")


def recover_json(text: str) -> Json:
    """The value that a broken text of JSON begins with, without its broken strings; None where nothing is left."""
    value, _ = _read_value(text, _skip_space(text, 0), 0, _AFTER_STRING)
    return value


def _skip_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _read_value(text: str, at: int, depth: int, after: re.Pattern[str]) -> tuple[Json, int]:
    """The value that begins at a place, None for a broken one, and where it ends."""
    first = text[at : at + 1]
    if first == '"':
        return _read_string(text, at, after)
    if first == "{" and depth < MAX_DEPTH:
        return _read_object(text, at + 1, depth + 1)
    if first == "[" and depth < MAX_DEPTH:
        return _read_list(text, at + 1, depth + 1)
    literal = _LITERAL.match(text, at)
    return (_decode(literal.group()), literal.end()) if literal else (None, at + 1)


def _read_string(text: str, at: int, after: re.Pattern[str]) -> tuple[str | None, int]:
    plain = _STRING.match(text, at)
    if plain and after.match(text, plain.end()):
        value = _decode(plain.group())
        return value if isinstance(value, str) else None, plain.end()
    for quote in _QUOTE.finditer(text, plain.end() - 1 if plain else len(text)):
        if text[quote.start() - 1] == "," and _KEY.match(text, quote.start()):
            return None, quote.start()
        if after.match(text, quote.end()):
            return None, quote.end()
    return None, len(text)


def _read_object(text: str, at: int, depth: int) -> tuple[dict[str, Json], int]:
    found: dict[str, Json] = {}
    while at < len(text):
        at = _skip_space(text, at)
        if text[at : at + 1] == "}":
            return found, at + 1
        key = _KEY.match(text, at)
        if not key:
            at += 1
            continue
        value, at = _read_value(text, _skip_space(text, key.end()), depth, _AFTER_STRING)
        if value not in _NOTHING:
            found[key[1]] = value
    return found, at


def _read_list(text: str, at: int, depth: int) -> tuple[list[Json], int]:
    found: list[Json] = []
    while at < len(text):
        at = _skip_space(text, at)
        if text[at : at + 1] == "]":
            return found, at + 1
        if text[at : at + 1] in (",", ""):
            at += 1
            continue
        value, at = _read_value(text, at, depth, _AFTER_ENTRY)
        if value not in _NOTHING:
            found.append(value)
    return found, at


def _decode(text: str) -> Json:
    try:
        value: Json = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    return value
