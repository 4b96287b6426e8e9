"""A server on loopback that responds as badly as a test wants: raw bytes, in pieces, with pauses, or not at all."""

from __future__ import annotations

import gzip
import socketserver
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Lock, Thread

import brotli
from scrapy.utils._compression import zstd  # type: ignore[attr-defined]  # where it is depends on the Python

MEGABYTE = bytes(1024 * 1024)


@dataclass
class FaultyServer:
    """The running server: what it sends for each path, piece by piece, and when it was asked for what."""

    base: str
    responses: dict[str, Iterable[bytes] | Callable[[int], Iterable[bytes]]] = field(default_factory=dict)
    asked: list[tuple[str, float]] = field(default_factory=list)
    request_headers: list[bytes] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    connections: int = 0
    closing: Event = field(default_factory=Event)

    def times(self, path: str) -> list[float]:
        """When a path was asked for, in seconds of the monotonic clock."""
        return [at for asked, at in self.asked if asked == path]


def http_response(body: bytes = b"", status: str = "200 OK", *headers: str) -> list[bytes]:
    """A plain response, in one piece."""
    usual = ("Content-Type: text/html", f"Content-Length: {len(body)}", "Connection: close")
    return ["\r\n".join([f"HTTP/1.1 {status}", *usual, *headers, "", ""]).encode() + body]


def compressed(body: bytes, encoding: str) -> list[bytes]:
    """A response with a Content-Encoding."""
    return http_response(body, "200 OK", f"Content-Encoding: {encoding}")


def gzip_bomb(megabytes: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    first, block = (packer.compress(MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    return first + block * (megabytes - 1)


def brotli_bomb(megabytes: int) -> bytes:
    packer = brotli.Compressor(quality=1)
    return b"".join([*(packer.process(MEGABYTE) for _ in range(megabytes)), packer.finish()])


def zstd_bomb(megabytes: int) -> bytes:
    packer = zstd.ZstdCompressor(level=1)
    return b"".join([*(packer.compress(MEGABYTE) for _ in range(megabytes)), packer.flush()])


def nested_bomb(megabytes: int) -> bytes:
    return gzip.compress(gzip_bomb(megabytes))


def drip(server: FaultyServer, head: bytes, piece: bytes) -> Callable[[int], Iterator[bytes]]:
    """A response that never ends and never pauses for long."""

    def dripping(_count: int) -> Iterator[bytes]:
        yield head
        while not server.closing.wait(0.1):
            yield piece

    return dripping


@contextmanager
def faulty_server(hosts: Sequence[str] = ("127.0.0.1",), port: int = 0) -> Iterator[FaultyServer]:
    """Run the server for as long as the block does, at the first of `hosts`."""
    lock = Lock()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            with lock:
                server.connections += 1
            with suppress(OSError):
                self.respond()

        def respond(self) -> None:
            line = self.rfile.readline(65536).split()
            head = b""
            while header := self.rfile.readline(65536).strip():
                head += header + b"\n"
            if len(line) < 2:
                return
            path = line[1].decode()
            with lock:
                server.counts[path] += 1
                server.request_headers.append(head)
                server.asked.append((path, time.monotonic()))
                count = server.counts[path]
            found = server.responses.get(path, http_response(b"not here", "404 Not Found"))
            for piece in found(count) if callable(found) else found:
                self.wfile.write(piece)
                self.wfile.flush()

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True
        request_queue_size = 100

        def handle_error(self, *_: object) -> None:
            """A client that hangs up is no error here."""

    with Server((hosts[0], port), Handler) as listening:
        server = FaultyServer(f"http://{hosts[0]}:{listening.server_address[1]}")
        thread = Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.closing.set()
            listening.shutdown()
            thread.join()
