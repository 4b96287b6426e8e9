"""A loopback site for every test that asks for one, and workers that read the pages of all tests."""

from collections.abc import Iterator

import pytest

from tests.crawler.loopback import Site, serving
from wellread.crawler.pages.extraction import page_workers


@pytest.fixture
def site() -> Iterator[Site]:
    """An empty site."""
    with serving() as running:
        yield running


@pytest.fixture(autouse=True)
def lasting_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test ends the workers of this process: to start them takes longer than to read a page."""
    monkeypatch.setattr(page_workers(), "close", lambda: None)
