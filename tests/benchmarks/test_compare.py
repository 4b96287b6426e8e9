"""Two trees are told apart by the records that they make."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.compare import HERE, command, differing
from wellread.crawler.demo.site import build_site

URL = "https://example.org/blog/light-and-the-body-clock"


def record(**changes: object) -> dict[str, object]:
    return {"url": URL, "headline": "Tea", "warnings": [{"code": "no_date", "message": "none"}]} | changes


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    """One corpus of one page, an article of the demo."""
    folder = tmp_path / "corpora" / "demo"
    (folder / "html").mkdir(parents=True)
    (folder / "gold.jsonl").write_text(json.dumps({"id": "1", "url": URL}))
    page = build_site("https://example.org")["/blog/light-and-the-body-clock"].content
    (folder / "html" / "1.html.gz").write_bytes(gzip.compress(page))
    return folder.parent


@pytest.fixture
def other_tree(tmp_path: Path) -> Path:
    """A copy of this tree's code."""
    tree = tmp_path / "other"
    for name in ("crawler", "extractors", "output"):
        shutil.copytree(HERE / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(HERE / "src", tree / "src", symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
    return tree


def test_records_that_say_the_same_do_not_differ() -> None:
    volatile = {"dateDownloaded": "2026-01-01", "warnings": [{"code": "no_date", "message": "in other words"}]}
    assert list(differing(["a"], [record()], [record(**volatile)])) == []


@pytest.mark.parametrize(
    ("after", "key"),
    [
        (record(headline="Coffee"), "headline"),
        (record(warnings=[]), "warnings"),
        (record(signals=[]), "signals"),
        (None, "(record)"),
        ({"headline": "Tea", "url": URL, "warnings": [{"code": "no_date"}]}, "(order of keys)"),
        (record(url={"b": 1, "a": 2}), "url"),
    ],
    ids=["value", "fewer-warnings", "new-key", "no-record", "order-of-keys", "nested"],
)
def test_a_record_that_says_something_else_differs(after: dict[str, object] | None, key: str) -> None:
    assert key in [one.key for one in differing(["a"], [record()], [after])]


@pytest.mark.crawls
def test_a_tree_that_reads_the_same_passes(corpora: Path, other_tree: Path) -> None:
    run = CliRunner().invoke(command, ["--before", str(other_tree), "--corpora", str(corpora)])
    assert run.exit_code == 0, run.output
    speed, said = run.output.splitlines()
    assert re.fullmatch(r"processor time: \d+\.\d s before, \d+\.\d s after, median page \d\.\d{3} of before", speed)
    assert said == "the same records from both trees: 1 pages of the corpora"


@pytest.mark.crawls
def test_a_tree_that_reads_otherwise_is_noticed(corpora: Path, other_tree: Path) -> None:
    code = other_tree / "extractors" / "compose" / "__init__.py"
    code.write_text(code.read_text().replace("len(body.split())", "len(body)"))
    run = CliRunner().invoke(command, ["--before", str(other_tree), "--corpora", str(corpora)])
    assert run.exit_code == 1
    assert "demo/1 wordCount" in run.output
    assert "1 pages differ: wordCount on 1" in run.output
