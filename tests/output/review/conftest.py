"""A real Chromium for the tests of review pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from wellread.crawler.browser.chromium import find_chromium


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium())
        yield chromium
        chromium.close()
