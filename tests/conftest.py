"""Options of the test run, and generated examples that are the same in every run."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# A few examples of each kind at every change; `.ci/run` asks for the thorough profile.
settings.register_profile("quick", derandomize=True, deadline=None, max_examples=20)
settings.register_profile("thorough", derandomize=True, deadline=None, max_examples=60)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-pages",
        action="store_true",
        help="write what the extractors make of tests/pages/*/page.html to expected.json, but for known failures",
    )
    parser.addoption(
        "--update-contract", action="store_true", help="write the shape of the record to tests/output/contracts/"
    )
