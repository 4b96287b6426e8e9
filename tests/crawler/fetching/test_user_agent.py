"""A server learns who asks, and nothing else."""

from __future__ import annotations

import pytest

from tests.crawler.fetching.faulty_server import faulty_server, http_response
from tests.crawler.fetching.fetch_process import fetch

pytestmark = pytest.mark.crawls

PAGE = b"<h1>A page</h1>"


def test_requests_say_who_asks_and_carry_no_cookies() -> None:
    with faulty_server() as server:
        server.responses["/a"] = http_response(PAGE, "200 OK", "Set-Cookie: a=1")
        fetch(server.base + "/a", server.base + "/b")
        request_headers = b"".join(server.request_headers)
    assert request_headers.count(b"test@example.org") == 3
    assert b"cookie" not in request_headers.lower()
