"""The picture of the folders shows each once, what it imports below it, and what leads back up."""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from benchmarks import structure

FILES = {
    "crawler/a/one.py": "import crawler.b.one\nimport crawler.c\n",
    "crawler/b/one.py": "import crawler.c\nimport crawler.b.two\n",
    "crawler/b/two.py": "",
    "crawler/c.py": "",
}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with a folder of rooms."""
    monkeypatch.setattr(sys, "path", sys.path.copy())
    monkeypatch.setattr(structure, "FOLDERS", ("crawler",))
    for folder in ("crawler", "crawler/a", "crawler/b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "__init__.py").touch()
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def test_rooms_stand_above_what_they_import_and_implied_arrows_are_left_out(tree: Path) -> None:
    (found,) = structure.read_structures(tree).values()
    assert found.rooms == {"a": 2, "b": 3, "c": 1}
    assert found.down == {"a": {"b"}, "b": {"c"}}
    assert found.back == {}
    assert structure.list_rows(found) == [[("a",)], [("b",)], [("c",)]]


def test_an_import_that_makes_a_cycle_leads_back_up(tree: Path) -> None:
    (tree / "crawler" / "c.py").write_text("import crawler.a.one\n")
    (found,) = structure.read_structures(tree).values()
    assert len(found.back) == 1
    drawn = ET.fromstring(structure.draw({"crawler": found}, "R & D"))  # noqa: S314  (our own)
    assert len([path for path in drawn.iter(f"{SVG}path") if path.get("class") == "back"]) == 1
    assert {"a/ 2", "b/ 3", "c", "R & D"} <= {text.text for text in drawn.iter(f"{SVG}text")}


def test_an_arrow_over_several_rows_passes_each_in_a_slot_of_its_own() -> None:
    rooms = dict.fromkeys("abcd", 1)
    found = structure.Structure(rooms, {"a": {"b", "d"}, "b": {"c"}, "d": set()}, {})
    assert list(map(set, structure.list_rows(found))) == [{("a",)}, {("b",), ("a", "d")}, {("c",), ("d",)}]


def test_the_project_has_no_import_that_leads_back_up() -> None:
    assert {name: found.back for name, found in structure.read_structures(structure.ROOT).items()} == {
        "crawler": {},
        "output": {},
        "extractors": {},
    }
