"""What `import wellread` gives, and what it does not load."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import wellread
from tests.cli.command import ROOT, environment
from wellread.extractors import VERSION

HEAVY = {"scrapy", "sqlalchemy", "twisted"}
EXTRACT_ONE = """
from wellread import extract
article = extract("<article><h1>Tea at night</h1><p>It keeps some people awake.</p></article>", url="https://tea.example/")
assert article.headline == "Tea at night", article
"""


def modules_after(code: str) -> set[str]:
    """The modules that a fresh process has loaded after it has run `code`."""
    show = f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    run = subprocess.run(
        [sys.executable, "-c", show], cwd=ROOT, env=environment(), check=True, capture_output=True, text=True
    )
    return set(json.loads(run.stdout))


@pytest.mark.parametrize("code", ["import wellread", EXTRACT_ONE], ids=["import", "extract"])
def test_neither_a_crawler_nor_a_database_is_loaded(code: str) -> None:
    loaded = modules_after(code)
    assert "wellread" in loaded
    assert not {name.partition(".")[0] for name in loaded} & HEAVY


def test_the_import_alone_loads_no_parser() -> None:
    loaded = modules_after("import wellread")
    assert {name for name in loaded if name.startswith("wellread")} == {"wellread"}
    assert "lxml" not in loaded


def test_the_package_runs_as_a_module() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "wellread", "--version"],
        cwd=ROOT, env=environment(), check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert run.stdout == f"wellread {VERSION}\n"


def test_the_public_names_are_listed_and_are_there() -> None:
    records = {"Article", "BlockExplanation", "State", "__version__", "explain", "extract", "open_state"}
    names = records | {"Crawls", "SiteOutcome", "Unit", "UnitCounts", "extract_unit", "units"}
    assert names == set(wellread.__all__)
    assert names <= set(dir(wellread))
    assert all(getattr(wellread, name) is not None for name in names)
    assert wellread.__version__ == VERSION


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match=r"^module 'wellread' has no attribute 'crawl'$"):
        wellread.crawl  # noqa: B018
