"""The shape of the record changes only with its version, and with a line in the changelog for each key.

`contracts/N.json` is the shape of version N: the types of all keys of all objects, as JSON Schema has them.
`pytest tests/output/test_contract.py --update-contract` writes that of the current version, which may be done until the
version is released; after that, raise SCHEMA_VERSION in `extractors/article.py` first.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from wellread.extractors.article import SCHEMA_VERSION
from wellread.output.schemas.json_schema import build_record_schema

CONTRACTS = Path(__file__).parent / "contracts"
CHANGELOG = (Path(__file__).resolve().parents[2] / "CHANGELOG.md").read_text(encoding="utf-8")
VERSIONS = sorted(int(path.stem) for path in CONTRACTS.glob("*.json"))
Shape = dict[str, dict[str, Any]]


def shape_now() -> Shape:
    """Object -> key -> type, and for a set of words `enum` -> words."""
    definitions: dict[str, dict[str, Any]] = build_record_schema()["$defs"]  # type: ignore[assignment]
    return {
        name: definition.get("properties") or {"enum": definition["enum"]} for name, definition in definitions.items()
    }


def shape_of(version: int) -> Shape:
    shape: Shape = json.loads((CONTRACTS / f"{version}.json").read_text(encoding="utf-8"))
    return shape


def list_changes(old: Shape, new: Shape) -> set[str]:
    """The keys that came, went or changed their type, and the objects and sets of words that came or went."""
    changed = old.keys() ^ new.keys()
    for name in old.keys() & new.keys():
        keys = {key for key in old[name].keys() | new[name].keys() if old[name].get(key) != new[name].get(key)}
        changed |= {name} if keys == {"enum"} else keys
    return changed


def section_of(version: int) -> str:
    """What the changelog says of a version of the record."""
    _, _, after = CHANGELOG.partition(f"\n### Record: `schemaVersion` {version}\n")
    return re.split(r"^##", after, maxsplit=1, flags=re.MULTILINE)[0]


def test_the_shape_is_that_of_its_version(request: pytest.FixtureRequest) -> None:
    path = CONTRACTS / f"{SCHEMA_VERSION}.json"
    if request.config.getoption("--update-contract"):
        path.write_text(json.dumps(shape_now(), indent=1) + "\n", encoding="utf-8")
    assert shape_of(SCHEMA_VERSION) == shape_now(), "the shape has changed: see the head of this file"
    assert list(range(1, SCHEMA_VERSION + 1)) == VERSIONS


@pytest.mark.parametrize("version", VERSIONS[1:])
def test_the_changelog_names_every_key_that_a_version_has_changed(version: int) -> None:
    named = set(re.findall(r"`(\w+)`", section_of(version)))
    assert list_changes(shape_of(version - 1), shape_of(version)) - named == set()


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ({"A": {"x": 1}}, {"A": {"x": 1}}, set()),
        ({"A": {"x": 1}}, {"A": {"x": 2}}, {"x"}),
        ({"A": {"x": 1}}, {"A": {"y": 1}}, {"x", "y"}),
        ({"A": {"x": 1}}, {"A": {"x": 1}, "B": {"y": 1}}, {"B"}),
        ({"W": {"enum": ["a"]}}, {"W": {"enum": ["a", "b"]}}, {"W"}),
    ],
)
def test_a_change_of_the_shape_is_noticed(old: Shape, new: Shape, changes: set[str]) -> None:
    assert list_changes(old, new) == changes
