"""A loopback site for every test that asks for one."""

from collections.abc import Iterator

import pytest

from tests.crawler.loopback import Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    """An empty site."""
    with serving() as running:
        yield running
