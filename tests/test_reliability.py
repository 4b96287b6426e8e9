"""What docs/reliability.md names is there, and each kind of trouble has a test or command that shows it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.__main__ import main

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
KINDS = {kind.split("**")[0]: kind for kind in re.split(r"^\*\*", TEXT, flags=re.MULTILINE)[1:]}
TESTS = sorted(set(re.findall(r"`(tests/[^` ]+)`", TEXT)))


@pytest.mark.parametrize("path", TESTS)
def test_a_test_that_is_named_is_there(path: str) -> None:
    assert (ROOT / path).exists()


def test_a_command_that_is_named_is_there() -> None:
    named = set(re.findall(r"python -m benchmarks (\w+)", TEXT))
    assert named
    assert named <= set(main.commands)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_each_kind_has_something_that_shows_it(kind: str) -> None:
    shown = kind.partition("- Shown by:")[2].partition("\n- ")[0]
    assert re.search(r"`tests/|`python -m benchmarks", shown)
