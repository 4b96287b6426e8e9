"""Every text of a record and of a run is in the hostile reports, and those of a record are shown by some page."""

from __future__ import annotations

import base64
import gzip
from pathlib import Path
from typing import Any

import msgspec
import pytest
from lxml import html

from tests.output.review.filled import find_text_paths
from tests.output.review.hostile import hostile_record, hostile_runs, write_hostile_blind_report, write_hostile_report
from wellread.crawler.runs.record import RunRecord
from wellread.output.record import ArticleRecord
from wellread.output.record_json import encode_record

TIMES = {"started", "ended"}  # of a run, by the clock of the machine
# Texts of a record that no page shows, by the end of their paths, and why.
NOT_SHOWN = {
    "sections[].id": "the words of the heading again",
    "links[].text": "words of the text that holds the link",
    "blockId": "a pointer, which becomes the target of a link where it is one",
    "citedBy[]": "a pointer as well",
}


def marker(path: str) -> str:
    """A text that can come from nowhere else than from this path."""
    return f"<b>{path}</b>"


def schema_paths(schema: dict[str, Any], kind: Any, path: str = "", within: tuple[str, ...] = ()) -> set[str]:
    """The paths of all texts that a JSON Schema admits without a list of values: another reading of the types."""
    paths: set[str] = set()
    for one in kind.get("anyOf", [kind]):
        if "$ref" in one:
            name = one["$ref"].rpartition("/")[2]
            if within.count(name) < 2:
                paths |= schema_paths(schema, schema["$defs"][name], path, (*within, name))
        elif one.get("type") == "object":
            for key, inner in one.get("properties", {}).items():
                paths |= schema_paths(schema, inner, f"{path}.{key}" if path else key, within)
        elif one.get("type") == "array":
            paths |= schema_paths(schema, one.get("items", {}), f"{path}[]", within)
        elif one.get("type") == "string" and "enum" not in one and one.get("format") != "date-time":
            paths.add(path)
    return paths


@pytest.mark.parametrize("kind", [ArticleRecord, RunRecord], ids=["record", "run"])
def test_every_text_is_hostile(kind: type) -> None:
    schema = msgspec.json.schema(kind)
    made = hostile_record(marker) if kind is ArticleRecord else hostile_runs(marker)[0]
    found = {path for path, text in find_text_paths(msgspec.to_builtins(made)) if text == marker(path)}
    assert schema_paths(schema, schema) - found == (TIMES if kind is RunRecord else set())


def text_of(page: Path) -> str:
    """All that a page holds as text or in an attribute; of a list also its rows and what it searches."""
    tree = html.fromstring(page.read_text(encoding="utf-8"))
    pieces = [*tree.itertext(), *(str(value) for value in tree.xpath("//@*"))]
    if packed := tree.xpath("//script[@id='texts']/text()"):
        pieces.append(gzip.decompress(base64.b64decode(packed[0])).decode())
        pieces.append(str(msgspec.json.decode(tree.get_element_by_id("rows").text or "")))
    return "\n".join(pieces)


def test_every_text_of_a_record_is_shown_by_some_page(tmp_path: Path) -> None:
    write_hostile_report(tmp_path / "report", marker)
    write_hostile_blind_report(tmp_path / "blind", marker)
    shown = "\n".join(map(text_of, tmp_path.rglob("*.html"))).lower()
    record = msgspec.json.decode(encode_record(hostile_record(marker)))
    paths = {path for path, text in find_text_paths(record) if text == marker(path)}
    missing = {path for path in paths if marker(path).lower() not in shown}
    assert missing == {path for path in paths if path.endswith(tuple(NOT_SHOWN))}
