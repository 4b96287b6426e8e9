"""Options of the test run, and generated examples that are the same in every run."""

from __future__ import annotations

import pytest
from hypothesis import settings

settings.register_profile("same-every-time", derandomize=True, deadline=None)
settings.load_profile("same-every-time")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-pages",
        action="store_true",
        help="write what the extractors make of tests/pages/*/page.html to expected.json, but for known failures",
    )
    parser.addoption(
        "--update-contract", action="store_true", help="write the shape of the record to tests/output/contracts/"
    )
