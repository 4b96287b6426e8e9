"""JSON Schema 2020-12: one line of JSON Lines, whole"""

from __future__ import annotations

import json

import msgspec

from wellread.extractors.article import SCHEMA_VERSION
from wellread.output.record import ArticleRecord


def render() -> str:
    """The schema, indented."""
    return json.dumps(build_record_schema(), indent=2)


def build_record_schema() -> dict[str, object]:
    """JSON Schema of one line of output: every key required, no key beyond those named."""
    (reference,), definitions = msgspec.json.schema_components([ArticleRecord], ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:wellread:article-record:{SCHEMA_VERSION}",
        "title": "wellread article record",
        "description": "One article page, structured, with evidence for every field and every dropped block.",
        **reference,
        "$defs": {name: _require_all_keys(definition) for name, definition in definitions.items()},
    }


def _require_all_keys(definition: dict[str, object]) -> dict[str, object]:
    """The definition of an object with what the writer guarantees: all of its keys, and no other."""
    properties = definition.get("properties")
    if not isinstance(properties, dict):
        return definition
    always_there = {
        name: {key: part for key, part in value.items() if key != "default"} for name, value in properties.items()
    }
    return definition | {"properties": always_there, "required": list(properties), "additionalProperties": False}
