"""The archive gives back what was put in, byte for byte, whatever a server sends."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.crawler.archive.exchanges import NOON, REQUEST_HEADERS, assert_sound, decompressed, exchange, read_all
from wellread.crawler.archive import ArchiveWriter, read_response_at
from wellread.crawler.archive.http_headers import clean_response_headers, format_headers, parse_response_headers


def test_a_response_comes_back_as_it_was_received(tmp_path: Path) -> None:
    compressed = gzip.compress(b"<p>Tea</p>")
    headers = b"HTTP/1.1 200 Fine\r\ncontent-ENCODING: gzip\r\nX-Name: caf\xe9\r\nX-Twice: 1\r\nx-twice: 2\r\n\r\n"
    with ArchiveWriter(tmp_path) as writer:
        location = writer.write_exchange(exchange(compressed, response_headers=headers, ip_address="192.0.2.7"))
    response = read_response_at(tmp_path, location)
    assert response == read_all(tmp_path)[0]
    assert (response.url, response.status, response.payload) == ("https://example.org/tea", 200, compressed)
    assert response.fetched_at == NOON
    assert response.headers == (
        (b"content-ENCODING", b"gzip"), (b"X-Name", b"caf\xe9"), (b"X-Twice", b"1"), (b"x-twice", b"2")
    )  # fmt: skip
    stored = decompressed(tmp_path, location.file)
    assert headers + compressed in stored
    assert REQUEST_HEADERS in stored
    assert b"WARC-IP-Address: 192.0.2.7" in stored
    assert_sound(tmp_path / location.file)


hostile_lines = st.binary(max_size=40).map(lambda line: line.replace(b"\n", b"")) | st.sampled_from(
    [b"\xa0", b" ", b"\t", b" folded", b"no colon", b"Transfer-Encoding: chunked", b"A:b", b"\x0c", b"\x85", b"X : y"]
)


@given(
    lines=st.lists(hostile_lines, max_size=6),
    payload=st.binary(max_size=200) | st.just(b"\r\n\r\nWARC/1.1\r\nWARC-Type: response\r\n\r\n"),
    url=st.text(max_size=30).map(lambda path: f"https://example.org/{path}"),
    line_end=st.sampled_from([b"\r\n", b"\n"]),
)
def test_no_header_that_a_server_sends_moves_the_beginning_of_the_payload(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], payload: bytes, url: str, line_end: bytes
) -> None:
    folder = tmp_path_factory.mktemp("archive")
    received = line_end.join([b"HTTP/1.1 200 OK", *lines]) + line_end * 2
    with ArchiveWriter(folder) as writer:
        location = writer.write_exchange(exchange(payload, url=url, response_headers=received))
        writer.write_exchange(exchange(b"the next one"))
    first, second = read_all(folder)
    assert (first.payload, first.status, first.location) == (payload, 200, location)
    assert second.payload == b"the next one"
    assert_sound(folder / location.file)


@given(st.lists(st.tuples(st.from_regex(rb"[A-Za-z0-9-]{1,12}", fullmatch=True), st.binary(max_size=30)), max_size=5))
def test_headers_that_a_line_can_hold_are_kept_in_order(headers: list[tuple[bytes, bytes]]) -> None:
    stored = clean_response_headers(format_headers(b"HTTP/1.1 204 Empty", headers), 204)
    status, kept = parse_response_headers(stored)
    expected = [(name, b" ".join(value.split())) for name, value in headers]
    assert status == 204
    assert kept == tuple(pair for pair in expected if pair[0].lower() != b"transfer-encoding")


def test_a_transfer_coding_that_was_undone_is_kept_under_another_name(tmp_path: Path) -> None:
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    with ArchiveWriter(tmp_path) as writer:
        writer.write_exchange(exchange(b"3\r\nabc\r\n0\r\n\r\n", response_headers=chunked))
    (response,) = read_all(tmp_path)
    assert response.payload == b"3\r\nabc\r\n0\r\n\r\n"
    assert response.headers == ((b"X-Crawler-Transfer-Encoding", b"chunked"),)


def test_a_first_line_that_is_no_status_line_is_replaced(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as writer:
        writer.write_exchange(exchange(status=503, response_headers=b"garbage\r\nA: b\r\n\r\n"))
    (response,) = read_all(tmp_path)
    assert (response.status, response.headers) == (503, ((b"A", b"b"),))
