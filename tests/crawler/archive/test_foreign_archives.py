"""WARC files of other programs and attackers: what can be read is read, the rest a defect."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import re
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.crawler.archive.exchanges import RESPONSE_HEADERS, exchange, read_all
from wellread.crawler.archive import (
    ArchivedResponse,
    ArchiveWriter,
    Defect,
    NotAnArchiveError,
    read_response_at,
    read_responses,
)
from wellread.crawler.archive.record_scanner import MAX_DAMAGES


def write_foreign(path: Path, headers: bytes, payload: bytes, *, is_compressed: bool = True) -> None:
    """A file with one response, as warcio writes it."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=is_compressed)
        block = headers + payload
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "another"}))
        writer.write_record(
            writer.create_warc_record("http://example.org/", "response", payload=io.BytesIO(block), length=len(block))
        )


each_compression = pytest.mark.parametrize("is_compressed", [True, False], ids=["compressed", "uncompressed"])


@each_compression
def test_files_of_other_programs_are_read(tmp_path: Path, *, is_compressed: bool) -> None:
    path = tmp_path / ("a.warc.gz" if is_compressed else "a.warc")
    chunked = b"HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    write_foreign(path, chunked, b"3\r\nabc\r\n0\r\n\r\n", is_compressed=is_compressed)
    (response,) = read_all(path)
    assert response.payload == b"abc"
    assert read_response_at(tmp_path, response.location) == response


def test_a_file_that_was_compressed_as_a_whole_is_read(tmp_path: Path) -> None:
    write_foreign(tmp_path / "a.warc", RESPONSE_HEADERS, b"tea", is_compressed=False)
    (tmp_path / "b.warc.gz").write_bytes(gzip.compress((tmp_path / "a.warc").read_bytes()))
    assert [response.payload for response in read_all(tmp_path)] == [b"tea", b"tea"]


def test_a_reference_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    with ArchiveWriter(tmp_path) as writer:
        secret = writer.write_exchange(exchange(b"secret"))
    digest = base64.b32encode(hashlib.sha256(b"secret").digest()).decode()
    with (inside / "a.warc.gz").open("wb") as file:
        foreign_writer = WARCWriter(file, warc_version="1.1")
        fields = {"WARC-Refers-To-Filename": f"../{secret.file}", "WARC-Refers-To-File-Offset": str(secret.offset)}
        foreign_writer.write_record(
            foreign_writer.create_revisit_record(
                "http://example.org/", f"sha256:{digest}", "http://example.org/", "2026-01-01T00:00:00Z",
                http_headers=StatusAndHeaders("200 OK", [("A", "b")], "HTTP/1.1"), warc_headers_dict=fields,
            )
        )  # fmt: skip
    assert [type(each) for each in read_responses(inside)] == [Defect]


@each_compression
def test_a_file_cut_at_any_byte_ends_with_a_defect_and_no_page_is_half(tmp_path: Path, *, is_compressed: bool) -> None:
    path = tmp_path / "a.warc"
    write_foreign(path, RESPONSE_HEADERS, b"a cup of tea", is_compressed=is_compressed)
    content = path.read_bytes()
    (whole,) = read_all(path)
    for cut in range(whole.location.offset + 1, len(content) - (0 if is_compressed else 4)):
        path.write_bytes(content[:cut])
        *before, defect = read_responses(path)
        assert isinstance(defect, Defect)
        assert defect.problem.startswith("damaged at byte ")
        assert before in ([], [whole])  # whole, if only the end of its gzip member is missing


def test_a_changed_byte_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    write_foreign(path, RESPONSE_HEADERS, b"a cup of tea", is_compressed=False)
    path.write_bytes(path.read_bytes().replace(b"a cup of tea", b"a cup of tee"))
    (defect,) = read_responses(path)
    assert isinstance(defect, Defect)
    assert defect.problem == "its digest does not agree with its content"


@each_compression
@pytest.mark.parametrize(
    "digest",
    [
        "sha1:" + "z" * 40,
        "sha256:" + "0" * 63 + "g",
        "sha1:caf\u00e9" + "a" * 36,
        "sha1:A",
        "sha1",
        "x:y",
        "sha1::",
        "md5:\x00",
        "\u2028:" + "A" * 32,
        "shake_128:" + "A" * 32,
    ],
    ids=ascii,
)
@pytest.mark.parametrize("field", ["WARC-Block-Digest", "WARC-Payload-Digest"])
def test_what_is_no_digest_is_a_defect_of_its_record_alone(
    tmp_path: Path, field: str, digest: str, *, is_compressed: bool
) -> None:
    with (tmp_path / "a.warc").open("wb") as file:
        writer = WARCWriter(file, gzip=is_compressed)
        for number in range(3):
            block = RESPONSE_HEADERS + b"tea"
            url = f"http://example.org/{number}"
            record = writer.create_warc_record(url, "response", payload=io.BytesIO(block), length=len(block))
            if number == 1:
                record.rec_headers.replace_header(field, digest)
            writer.write_record(record)
    first, defect, last = read_responses(tmp_path)
    assert isinstance(defect, Defect)
    assert isinstance(first, ArchivedResponse)
    assert isinstance(last, ArchivedResponse)
    assert defect.problem == "its digest does not agree with its content"
    assert (first.url, last.url) == ("http://example.org/0", "http://example.org/2")


def write_three(path: Path, *, is_compressed: bool, has_digests: bool = True) -> tuple[bytes, list[int]]:
    """A file with three responses, and where they begin."""
    offsets = []
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=is_compressed)
        for number in range(3):
            offsets.append(file.tell())
            block = RESPONSE_HEADERS + b"<p>a cup of tea</p>" * 3
            url = f"http://example.org/{number}"
            record = writer.create_warc_record(url, "response", payload=io.BytesIO(block), length=len(block))
            if not has_digests:
                record.rec_headers.headers = [h for h in record.rec_headers.headers if "Digest" not in h[0]]
                writer.ensure_digest = lambda *_, **__: None
            writer.write_record(record)
    return path.read_bytes(), offsets


def urls_and_defects(path: Path) -> tuple[list[str], list[Defect]]:
    found = list(read_responses(path))
    urls = [each.url.rpartition("/")[2] for each in found if isinstance(each, ArchivedResponse)]
    return urls, [each for each in found if isinstance(each, Defect)]


@each_compression
@pytest.mark.parametrize("damaged", [0, 1, 2])
def test_what_follows_damaged_bytes_is_read(tmp_path: Path, damaged: int, *, is_compressed: bool) -> None:
    path = tmp_path / "a.warc"
    content, offsets = write_three(path, is_compressed=is_compressed)
    end = [*offsets, len(content)][damaged + 1]
    for at in range(offsets[damaged], end, 3):
        path.write_bytes(content[:at] + bytes([content[at] ^ 0x55]) + content[at + 1 :])
        urls, defects = urls_and_defects(path)
        others = [str(number) for number in range(3) if number != damaged]
        assert [url for url in urls if url in others] == others, at
        if is_compressed or at >= content.index(b"HTTP/1.1", offsets[damaged]):  # no digest is of the header before
            assert str(damaged) in urls or len(defects) == 1, at


@each_compression
@pytest.mark.parametrize("damaged", [0, 1, 2])
def test_what_follows_lost_bytes_is_read(tmp_path: Path, damaged: int, *, is_compressed: bool) -> None:
    path = tmp_path / "a.warc"
    content, offsets = write_three(path, is_compressed=is_compressed)
    for lost in (1, 7, 30):
        at = content.index(b"cup", offsets[damaged]) if not is_compressed else offsets[damaged] + 20
        path.write_bytes(content[:at] + content[at + lost :])
        urls, defects = urls_and_defects(path)
        assert [url for url in urls if url != str(damaged)] == [str(n) for n in range(3) if n != damaged], lost
        assert str(damaged) in urls or len(defects) == 1, lost


@pytest.mark.parametrize("has_digests", [True, False], ids=["digests", "no-digests"])
@pytest.mark.parametrize("length", [0, 40, 90, 200, 700, 10**9, -1, "ten"])
def test_what_follows_a_record_of_wrong_length_is_read(tmp_path: Path, length: int | str, *, has_digests: bool) -> None:
    path = tmp_path / "a.warc"
    content, _ = write_three(path, is_compressed=False, has_digests=has_digests)
    first, second, third = content.split(b"WARC/1.0")[1:]
    wrong = re.sub(rb"(?<=Content-Length: )\d+", str(length).encode(), second)
    path.write_bytes(b"".join(b"WARC/1.0" + each for each in (first, wrong, third)))
    urls, defects = urls_and_defects(path)
    assert urls == ["0", "2"]
    assert len(defects) == 1


def test_a_file_that_is_nothing_but_damage_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    content, _ = write_three(path, is_compressed=False)
    path.write_bytes(content + b"\r\n\r\nWARC/1.0 is no record" * 3000)
    urls, defects = urls_and_defects(path)
    assert urls == ["0", "1", "2"]
    assert len(defects) == MAX_DAMAGES
    assert defects[-1].problem.endswith("what follows cannot be read")


def test_a_record_that_decompresses_to_too_much_is_a_defect(tmp_path: Path) -> None:
    path = tmp_path / "bomb.warc.gz"
    write_foreign(path, RESPONSE_HEADERS, b" " * (80 * 1024 * 1024))
    (defect,) = read_responses(path)
    assert isinstance(defect, Defect)
    assert defect.problem == "larger than 64 MB"


def test_headers_without_end_fill_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "bomb.warc.gz"
    path.write_bytes(gzip.compress(b"WARC/1.1\r\nWARC-Type: response\r\nX: " + b"x" * (16 * 1024 * 1024)))
    with pytest.raises(NotAnArchiveError):
        list(read_responses(path))
