"""Options of the test run."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-pages",
        action="store_true",
        help="write what the extractors make of tests/pages/*/page.html to expected.json, but for known failures",
    )
