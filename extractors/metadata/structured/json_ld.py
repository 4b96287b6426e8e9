"""JSON-LD in the vocabulary of schema.org: what a page says about itself in scripts.

Each script is read on its own, so that a broken one spoils no other. Contexts are not processed as
the JSON-LD 1.1 algorithms would: pages use the terms of https://schema.org/docs/jsonldcontext.json,
and types are compared by their last part.
"""

from __future__ import annotations

import html
import json
import math
import re
from collections.abc import Iterator
from functools import partial

import msgspec

from wellread.extractors.article import PageWarning
from wellread.extractors.metadata.structured.entities import strip_markup, unescape_entities
from wellread.extractors.metadata.structured.json_recovery import recover_json
from wellread.extractors.parse import DataScript

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None
Node = dict[str, Json]

# How plainly a type says that its node describes the article of the page, the plainest first.
ARTICLE_RANK, WORK_RANK, WEB_PAGE_RANK, OTHER_RANK = range(4)
_RANKS: dict[str, int] = {
    **dict.fromkeys(("article", "blogposting", "liveblogposting", "report"), ARTICLE_RANK),
    **dict.fromkeys(("socialmediaposting", "discussionforumposting"), ARTICLE_RANK),
    **dict.fromkeys(("recipe", "howto", "review", "creativework", "qapage", "course", "analysis"), WORK_RANK),
    **dict.fromkeys(("webpage", "medicalwebpage", "itempage", "faqpage", "aboutpage"), WEB_PAGE_RANK),
}
# Nodes nested deeper than this many levels are not looked at.
MAX_NODE_DEPTH = 6
# No text has control characters but those that are white space, and databases refuse some.
_CONTROLS = {code: None for code in (*range(32), 127) if not chr(code).isspace()}
MAX_REPAIRED_CHARS = 2_000_000

# Strings are matched so that what is in them is let alone. Every alternative also ends at the end
# of the text: linear.
_NOISE = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\Z)|/\*.*?(?:\*/|\Z)|(?<!:)//[^\n]*|,(?=\s*+[,}\]])', re.DOTALL)
# Halves of characters, and marks of escape before what needs none.
_SURROGATE = re.compile(r"\\ud[89ab][\da-f]{2}\\ud[c-f][\da-f]{2}|\\ud[89a-f][\da-f]{2}", re.IGNORECASE)
_ESCAPE_LENGTH = len(r"\ud83d")
_ESCAPED = re.compile(r"\\(?:[\"\\/bfnrt]|u[\da-fA-F]{4}|(.)|\Z)", re.DOTALL)
_BETWEEN_VALUES = re.compile(r"[\s,;]*")
_OPENING = ("{", "[")
# What stands before the value: a mark of byte order, a message of the server, the script that takes it.
_BEFORE_VALUE = re.compile(r"[^{\[]{0,2000}?(?=[{\[]\s{0,200}(?:[\"'{\[]|[\w@]{1,40}\s{0,20}:))")
# Keys without quotation marks, as scripts have them.
_BARE_KEY = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\Z)|(?<=[{,])(\s{0,200})([A-Za-z_$][\w$]{0,60})(?=\s{0,20}:)', re.DOTALL)
# Keys with the name of the vocabulary before them.
_PREFIXED_KEY = re.compile(r'"(?:schema:|https?://schema\.org/)(\w{1,60}"\s{0,20}:)')
# Quotation marks of another kind around keys and values: scripts take them, and editors put them there.
_OTHER_QUOTES = re.compile(r"([{\[,:]\s{0,200})['‘’“”„″]|['‘’“”″](?=\s{0,200}[}\],:])")
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/"
    r"|\]\]>)\s*;?\s*$"
)


class JsonLd(msgspec.Struct, frozen=True):
    """All nodes of a page's JSON-LD in page order, those with an `@id` also by it.

    `warnings` tell which scripts were broken.
    """

    nodes: tuple[Node, ...]
    by_id: dict[str, Node]
    warnings: tuple[PageWarning, ...]

    def resolve(self, value: Json) -> Json:
        """A reference (`{"@id": ...}`) becomes the node it points to; anything else stays."""
        if isinstance(value, dict) and "name" not in value:
            target = self.by_id.get(str(value.get("@id")))
            return target if target is not None else value
        if isinstance(value, str) and value.startswith(("#", "http")):
            return self.by_id.get(value, value)
        return value

    def list_article_nodes(self) -> list[Node]:
        """The nodes that can describe the article, the plainest first and else in page order."""
        ranked = [(rank_node(node), node) for node in self.nodes]
        return [node for found, node in sorted(ranked, key=lambda pair: pair[0]) if found <= WEB_PAGE_RANK]

    def nodes_of_type(self, *names: str) -> Iterator[Node]:
        """The nodes of some types, in page order."""
        return (node for node in self.nodes if any(name in names for name in list_types(node)))


def read_json_ld(scripts: tuple[DataScript, ...]) -> JsonLd:
    """Read every JSON-LD script of a page."""
    nodes: list[Node] = []
    warnings: list[PageWarning] = []
    for number, script in enumerate((s for s in scripts if "ld+json" in s.type), 1):
        if script.text.strip():
            value, problem = decode_json(_PREFIXED_KEY.sub(r'"\1', script.text))
            nodes.extend(_walk_nodes(value, 0))
            if problem:
                warnings.append(PageWarning(problem, f"JSON-LD script {number}"))
    by_id: dict[str, Node] = {}
    for node in nodes:
        key = node.get("@id")
        if isinstance(key, str) and len(node) > 2:
            by_id.setdefault(key, node)
    return JsonLd(tuple(nodes), by_id, tuple(warnings))


def decode_json(text: str) -> tuple[Json, str | None]:
    """Decode JSON as pages have it.

    Returns the value and, where it was broken, the code of a warning.
    """
    try:
        value = msgspec.json.decode(text)
        # Encoded twice: the text of the data as one string.
        is_data = isinstance(value, str) and value.lstrip().startswith(("{", "["))
        return (msgspec.json.decode(value) if is_data else value), None
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        pass
    if len(text) > MAX_REPAIRED_CHARS:
        return None, "json_ld_unreadable"
    for repair in _REPAIRS:
        text = repair(text)
        try:
            return _decode_in_row(text), "json_ld_repaired"
        except (ValueError, RecursionError):
            continue
    recovered = recover_json(text)
    return (recovered, "json_ld_repaired") if recovered else (None, "json_ld_unreadable")


def _decode_in_row(text: str) -> Json:
    """The value of a text, or the list of all where several stand one behind the other."""
    decoder = json.JSONDecoder(strict=False)
    values: list[Json] = []
    start = _skip_between_values(text, 0)
    while not values or text[start : start + 1] in _OPENING:
        value, end = decoder.raw_decode(text, start)
        values.append(value)
        start = _skip_between_values(text, end)
    return values if len(values) > 1 else values[0]


def _skip_between_values(text: str, start: int) -> int:
    between = _BETWEEN_VALUES.match(text, start)
    return between.end() if between else start


def list_types(node: Node) -> tuple[str, ...]:
    """The types of a node without their namespace: `http://schema.org/Article` is `Article`."""
    found = node.get("@type")
    names = found if isinstance(found, list) else [found]
    return tuple(name.rstrip("/").rsplit("/", 1)[-1].rsplit(":", 1)[-1] for name in names if isinstance(name, str))


def rank_node(node: Node) -> int:
    """How plainly a node describes the article of the page: the best rank of its types."""
    return min((_rank_type(name.lower()) for name in list_types(node)), default=OTHER_RANK)


def _rank_type(name: str) -> int:
    return ARTICLE_RANK if name.endswith("article") else _RANKS.get(name, OTHER_RANK)


def to_text(value: Json) -> str | None:
    """A value as one line of text: the string itself, or the name of what it describes."""
    if isinstance(value, list):
        return next(filter(None, map(to_text, value)), None)
    if isinstance(value, dict):
        return to_text(value.get("@value") or value.get("name") or value.get("@list"))
    if isinstance(value, str):
        value = value if value.isprintable() else value.translate(_CONTROLS)
        return " ".join(unescape_entities(strip_markup(value)).split()) or None
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return str(value) if is_number else None


def to_list(value: Json) -> list[Json]:
    """A value of JSON-LD, where one thing may stand for a list of one."""
    if isinstance(value, dict) and "@list" in value:
        value = value["@list"]
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def _walk_nodes(value: Json, depth: int) -> Iterator[Node]:
    if isinstance(value, list):
        for entry in value:
            yield from _walk_nodes(entry, depth)
    elif isinstance(value, dict) and depth <= MAX_NODE_DEPTH:
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "blogPost"):
            if isinstance(value.get(key), dict | list):
                yield from _walk_nodes(value[key], depth + 1)


def _unwrap(text: str) -> str:
    text = _WRAPPING.sub("", _WRAPPING.sub("", text)).strip().rstrip(";")
    before = _BEFORE_VALUE.match(text)
    return text[before.end() :] if before else text


def _quote_keys(text: str) -> str:
    return _BARE_KEY.sub(lambda match: match[0] if match[2] is None else f'{match[1]}"{match[2]}"', text)


def _unescape_escaped_quotes(text: str) -> str:
    return html.unescape(text) if "&quot;" in text or "&#34;" in text else text


def _keep_strings(match: re.Match[str]) -> str:
    found = match.group()
    return found if found[0] == '"' else ""


def _whole(text: str) -> str:
    """A text without escapes of half a character."""
    return _SURROGATE.sub(lambda m: m.group() if len(m.group()) > _ESCAPE_LENGTH else r"\ufffd", text)


def _escape(text: str) -> str:
    return _ESCAPED.sub(lambda match: match.group() if match[1] is None else rf"\\{match[1]}", text)


def _straighten_quotes(text: str) -> str:
    return text if '"@' in text else _OTHER_QUOTES.sub(lambda match: f'{match[1] or ""}"', text)


_REPAIRS = (
    _whole,
    _unwrap,
    partial(_NOISE.sub, _keep_strings),
    _escape,
    _unescape_escaped_quotes,
    _straighten_quotes,
    _quote_keys,
)
