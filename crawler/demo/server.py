"""Serves the demo on loopback, from memory, and answers as the hosting of such sites does."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from socket import socket
from socketserver import ThreadingTCPServer
from threading import Thread
from typing import NamedTuple
from urllib.parse import urlsplit

from wellread.crawler.demo.site import NOT_FOUND_PATH, REDIRECTS, ServedFile, build_site

LOOPBACK_ADDRESS = "127.0.0.1"


class DemoResponse(NamedTuple):
    """A response before it is sent."""

    status: HTTPStatus
    headers: dict[str, str]
    content: bytes = b""


def respond(site: Mapping[str, ServedFile], target: str, if_none_match: str | None = None) -> DemoResponse:
    """The response to a GET of `target`, a path with or without a query.

    `if_none_match` is the header of that name: if it holds the entity tag of the page, the response
    is a 304 Not Modified without a body (RFC 9110, section 13.1.2).
    """
    path = urlsplit(target).path
    if path != "/" and path.endswith("/"):
        return DemoResponse(HTTPStatus.MOVED_PERMANENTLY, {"Location": path.rstrip("/")})
    if path in REDIRECTS:
        return DemoResponse(HTTPStatus.MOVED_PERMANENTLY, {"Location": REDIRECTS[path]})
    # An unknown query changes nothing: `?utm_source=letter` is the same page.
    page = site.get(target) or site.get(path)
    if page is None or path == NOT_FOUND_PATH:
        not_found = site[NOT_FOUND_PATH]
        return DemoResponse(HTTPStatus.NOT_FOUND, {"Content-Type": not_found.content_type}, not_found.content)
    etag = f'"{hashlib.sha256(page.content).hexdigest()[:32]}"'
    if if_none_match == etag:
        return DemoResponse(HTTPStatus.NOT_MODIFIED, {"ETag": etag})
    headers = {
        "Content-Type": page.content_type,
        "ETag": etag,
        "Cache-Control": "max-age=0, must-revalidate",
    }
    return DemoResponse(HTTPStatus.OK, headers, page.content)


class _Server(ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, port: int) -> None:
        super().__init__((LOOPBACK_ADDRESS, port), _Handler)
        self.base_url = f"http://{LOOPBACK_ADDRESS}:{self.server_address[1]}"
        self.site = build_site(self.base_url)

    def handle_error(self, request: socket | tuple[bytes, socket], client_address: object) -> None:
        """Silent about a client that hangs up before its response, loud about everything else."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        status, headers, content = respond(self.server.site, self.path, self.headers["If-None-Match"])
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    do_HEAD = do_GET  # noqa: N815 -- the name is the base class's

    def log_message(self, *_: object) -> None:
        """Nothing: the terminal belongs to the crawl."""


@contextmanager
def serve_demo_site(port: int = 0) -> Iterator[str]:
    """Serve the demo on loopback until the block ends. Yields its address, without a slash.

    Port 0 takes a free one.

    Raises OSError if the port is taken.
    """
    with _Server(port) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server.base_url
        finally:
            server.shutdown()
            thread.join()
