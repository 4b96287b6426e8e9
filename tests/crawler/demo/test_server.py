"""The server of the demo answers like real hosting, and leaves nothing behind."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlsplit

import pytest

from tests.crawler.demo.demo_pages import GUEST, HIDDEN_COPY, PLAIN
from wellread.crawler.demo import serve_demo_site
from wellread.crawler.demo.site import PAGINATION_KEY, build_site


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    with serve_demo_site() as address:
        yield address


def ask(
    base_url: str, path: str, method: str = "GET", headers: Iterable[tuple[str, str]] = ()
) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection(urlsplit(base_url).netloc, timeout=10)
    try:
        connection.request(method, path, headers=dict(headers))
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def test_the_server_serves_the_site_that_belongs_to_its_address(base_url: str) -> None:
    response, content = ask(base_url, "/blog")
    assert (response.status, response.getheader("Content-Type")) == (200, "text/html; charset=utf-8")
    assert content == build_site(base_url)["/blog"].content
    assert f'<link href="{base_url}/blog" rel="canonical"/>' in content.decode()


def test_an_unchanged_page_is_not_sent_again(base_url: str) -> None:
    first, _ = ask(base_url, PLAIN)
    etag = first.getheader("ETag")
    assert etag
    second, content = ask(base_url, PLAIN, headers=[("If-None-Match", etag)])
    assert (second.status, content, second.getheader("ETag")) == (304, b"", etag)
    other, _ = ask(base_url, GUEST, headers=[("If-None-Match", etag)])
    assert other.status == 200


@pytest.mark.parametrize(
    ("path", "target"),
    [
        (PLAIN + "/", PLAIN),
        ("/blog/", "/blog"),
        ("/journal", "/blog"),
        ("/blog/evening-light-and-your-clock", HIDDEN_COPY),
    ],
)
def test_old_addresses_and_trailing_slashes_redirect(base_url: str, path: str, target: str) -> None:
    response, _ = ask(base_url, path)
    assert (response.status, response.getheader("Location")) == (301, target)


@pytest.mark.parametrize("path", ["/blog/no-such-article", "/404", "/../etc/passwd"])
def test_an_unknown_path_gets_the_page_for_404(base_url: str, path: str) -> None:
    response, content = ask(base_url, path)
    assert response.status == 404
    assert b"utility-page-wrap" in content


def test_head_sends_the_headers_of_get_and_nothing_else(base_url: str) -> None:
    get, content = ask(base_url, PLAIN)
    head, nothing = ask(base_url, PLAIN, "HEAD")
    assert nothing == b""
    assert head.getheader("Content-Length") == str(len(content))
    assert head.getheader("ETag") == get.getheader("ETag")


def test_an_unknown_query_changes_nothing_and_a_known_one_turns_the_page(base_url: str) -> None:
    plain_page, second_page = ask(base_url, "/blog")[1], ask(base_url, f"/blog?{PAGINATION_KEY}_page=2")[1]
    assert ask(base_url, "/blog?utm_source=letter")[1] == plain_page
    assert second_page != plain_page


def test_the_server_leaves_no_port_and_no_thread_behind_and_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    before = set(threading.enumerate())
    with serve_demo_site() as address:
        assert ask(address, "/")[0].status == 200
    where = urlsplit(address)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((where.hostname, where.port), timeout=5)
    assert set(threading.enumerate()) <= before
    assert capfd.readouterr() == ("", "")


def test_the_server_closes_when_the_block_fails() -> None:
    addresses = []

    def interrupted() -> None:
        with serve_demo_site() as address:
            addresses.append(address)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    with pytest.raises(ConnectionRefusedError):
        ask(addresses[0], "/")


def test_a_client_that_hangs_up_is_not_reported(capfd: pytest.CaptureFixture[str]) -> None:
    with serve_demo_site() as address:
        where = urlsplit(address)
        with socket.create_connection((where.hostname, where.port), timeout=5) as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
            client.sendall(b"GET /blog HT")
        assert ask(address, "/")[0].status == 200
    assert capfd.readouterr() == ("", "")


def test_a_port_that_is_taken_is_an_os_error(base_url: str) -> None:
    with pytest.raises(OSError, match="in use"), serve_demo_site(urlsplit(base_url).port or 0):
        pass


def test_the_demo_does_not_load_scrapy() -> None:
    probe = "import sys, wellread.crawler.demo; sys.exit(any(m in sys.modules for m in ('scrapy', 'twisted')))"
    assert subprocess.run([sys.executable, "-c", probe], check=False).returncode == 0
