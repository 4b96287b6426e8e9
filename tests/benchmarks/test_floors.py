"""Floors rise and never fall; a figure below its floor is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import floors
from benchmarks.floors import SLACK, Pinned

FIGURES = st.dictionaries(st.sampled_from(("word_f1", "exact", "clean")), st.floats(0, 1), max_size=3)


@given(FIGURES, FIGURES)
def test_no_update_lowers_or_loses_a_floor_and_none_lies_above_its_figure(
    pinned: dict[str, float], measured: dict[str, float]
) -> None:
    result = floors.raised(pinned, measured)
    assert result.keys() == pinned.keys() | measured.keys()
    assert all(result[metric] >= floor for metric, floor in pinned.items())
    assert all(result[metric] <= max(value, pinned.get(metric, 0)) for metric, value in measured.items())
    assert not floors.falls("small", floors.raised({}, measured), measured)


def test_a_fall_names_corpus_metric_value_and_floor() -> None:
    [fall, gone] = floors.falls("small", {"word_f1": 0.9, "exact": 0.2, "clean": 0.5}, {"word_f1": 0.85, "clean": 0.5})
    assert str(fall) == "small: word_f1 is 0.8500, its floor 0.9000"
    assert str(gone) == "small: exact is not measured any more, its floor 0.2000"


def test_floors_survive_being_written_and_read(tmp_path: Path) -> None:
    pinned = {"small-one": Pinned("abc", {"word_f1": 0.9123, "wellness_exact": 0.5}), "two": Pinned("d", {})}
    (tmp_path / "floors.toml").write_text(floors.dumps(pinned))
    assert floors.load(tmp_path / "floors.toml") == pinned
    assert floors.load(tmp_path / "absent.toml") == {}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "floors.toml"


def run(action: str, root: Path, file: Path) -> Result:
    return CliRunner().invoke(floors.command, [action, "--corpora", str(root), "--file", str(file)])


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    figures = {"word_f1": 0.91239}
    monkeypatch.setattr(floors, "measure", lambda _corpus: figures)
    return figures


def test_luck_is_no_fall(root: Path, file: Path, measured: dict[str, float]) -> None:
    run("--update", root, file)
    measured["word_f1"] -= SLACK
    assert run("--check", root, file).exit_code == 0


def test_the_commands_pin_check_and_refuse_to_lower(root: Path, file: Path, measured: dict[str, float]) -> None:
    assert run("--update", root, file).exit_code == 0
    assert floors.load(file)["small"].floors == {"word_f1": 0.9073}
    assert run("--check", root, file).exit_code == 0

    measured["word_f1"] = 0.9
    failed = run("--check", root, file)
    assert failed.exit_code == 1
    assert "small: word_f1 is 0.9000, its floor 0.9073" in failed.output
    assert run("--update", root, file).exit_code == 1
    assert floors.load(file)["small"].floors == {"word_f1": 0.9073}


def test_floors_of_other_pages_are_not_compared(root: Path, file: Path, measured: dict[str, float]) -> None:
    file.write_text(floors.dumps({"small": Pinned("of another day", {"word_f1": 0.99})}))
    assert "the corpus has changed" in run("--check", root, file).output
    assert run("--update", root, file).exit_code == 0
    assert floors.load(file)["small"].floors == {"word_f1": pytest.approx(measured["word_f1"] - SLACK, abs=1e-4)}


def test_without_corpora_the_check_is_skipped_and_says_so(tmp_path: Path, file: Path) -> None:
    result = run("--check", tmp_path, file)
    assert (result.exit_code, result.output) == (0, f"skipped: no corpora in {tmp_path}\n")
