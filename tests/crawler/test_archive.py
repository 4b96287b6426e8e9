"""The archive gives back what was put in, is read by others, and loses no whole record to a crash."""

from __future__ import annotations

import asyncio
import base64
import gzip
import hashlib
import io
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.checker import Checker
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.cli.command import ROOT, environment
from wellread.crawler.archive import (
    ArchiveError,
    ArchiveWriter,
    Capture,
    DamagedArchiveError,
    Exchange,
    Flaw,
    NotAnArchiveError,
    capture_at,
    captures,
    repair,
)
from wellread.crawler.archive.http_headers import head, parsed, storable_response
from wellread.crawler.record_location import RecordLocation

NOON = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
REQUEST = b"GET /tea HTTP/1.1\r\nHost: example.org\r\n\r\n"
RESPONSE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"


@pytest.fixture(autouse=True)
def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test here can tell whether the disk was waited for, and waiting takes most of the time."""
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)


def exchange(body: bytes = b"<p>Tea</p>", *, url: str = "https://example.org/tea", **changes: object) -> Exchange:
    fields: dict[str, object] = {
        "url": url, "fetched_at": NOON, "status": 200, "request_head": REQUEST, "response_head": RESPONSE, "body": body
    }  # fmt: skip
    return Exchange(**(fields | changes))  # type: ignore[arg-type]


def unmodified(url: str = "https://example.org/tea") -> Exchange:
    return exchange(b"", url=url, status=304, response_head=b"HTTP/1.1 304 Not Modified\r\n\r\n")


def read(source: Path) -> list[Capture]:
    found = list(captures(source))
    assert [one for one in found if isinstance(one, Flaw)] == []
    return [one for one in found if isinstance(one, Capture)]


def assert_sound(path: Path) -> None:
    """As `warcio check` and `gzip -t` say it."""
    assert Checker(SimpleNamespace(inputs=[str(path)], verbose=False)).process_all() == 0, path
    with gzip.open(path) as packed:
        while packed.read(1 << 20):
            pass


# -- there and back


def test_a_response_comes_back_as_it_was_received(tmp_path: Path) -> None:
    packed = gzip.compress(b"<p>Tea</p>")
    raw_head = b"HTTP/1.1 200 Fine\r\ncontent-ENCODING: gzip\r\nX-Name: caf\xe9\r\nX-Twice: 1\r\nx-twice: 2\r\n\r\n"
    with ArchiveWriter(tmp_path) as writer:
        location = writer.write(exchange(packed, response_head=raw_head, ip_address="192.0.2.7"))
    capture = capture_at(tmp_path, location)
    assert capture == read(tmp_path)[0]
    assert (capture.url, capture.status, capture.raw) == ("https://example.org/tea", 200, packed)
    assert capture.fetched_at == NOON
    assert capture.headers == (
        (b"content-ENCODING", b"gzip"), (b"X-Name", b"caf\xe9"), (b"X-Twice", b"1"), (b"x-twice", b"2")
    )  # fmt: skip
    stored = gzip.decompress((tmp_path / location.file).read_bytes())
    assert raw_head + packed in stored
    assert REQUEST in stored
    assert b"WARC-IP-Address: 192.0.2.7" in stored
    assert_sound(tmp_path / location.file)


hostile_lines = st.binary(max_size=40).map(lambda line: line.replace(b"\n", b"")) | st.sampled_from(
    [b"\xa0", b" ", b"\t", b" folded", b"no colon", b"Transfer-Encoding: chunked", b"A:b", b"\x0c", b"\x85", b"X : y"]
)


@settings(max_examples=150)
@given(
    lines=st.lists(hostile_lines, max_size=6),
    body=st.binary(max_size=200) | st.just(b"\r\n\r\nWARC/1.1\r\nWARC-Type: response\r\n\r\n"),
    url=st.text(max_size=30).map(lambda path: f"https://example.org/{path}"),
    ending=st.sampled_from([b"\r\n", b"\n"]),
)
def test_nothing_that_a_server_sends_blurs_where_its_body_begins(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], body: bytes, url: str, ending: bytes
) -> None:
    folder = tmp_path_factory.mktemp("archive")
    received = ending.join([b"HTTP/1.1 200 OK", *lines]) + ending * 2
    with ArchiveWriter(folder) as writer:
        location = writer.write(exchange(body, url=url, response_head=received))
        writer.write(exchange(b"the next one"))
    first, second = read(folder)
    assert (first.raw, first.status, first.location) == (body, 200, location)
    assert second.raw == b"the next one"
    assert_sound(folder / location.file)


@given(st.lists(st.tuples(st.from_regex(rb"[A-Za-z0-9-]{1,12}", fullmatch=True), st.binary(max_size=30)), max_size=5))
def test_headers_that_a_line_can_hold_are_kept_in_order(headers: list[tuple[bytes, bytes]]) -> None:
    status, kept = parsed(storable_response(head(b"HTTP/1.1 204 Empty", headers), 204))
    expected = [(name, b" ".join(value.split())) for name, value in headers]
    assert status == 204
    assert kept == tuple(pair for pair in expected if pair[0].lower() != b"transfer-encoding")


def test_a_transfer_coding_that_was_undone_is_kept_under_another_name(tmp_path: Path) -> None:
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    with ArchiveWriter(tmp_path) as writer:
        writer.write(exchange(b"3\r\nabc\r\n0\r\n\r\n", response_head=chunked))
    (capture,) = read(tmp_path)
    assert capture.raw == b"3\r\nabc\r\n0\r\n\r\n"
    assert capture.headers == ((b"X-Crawler-Transfer-Encoding", b"chunked"),)


def test_a_first_line_that_is_none_is_replaced(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as writer:
        writer.write(exchange(status=503, response_head=b"garbage\r\nA: b\r\n\r\n"))
    (capture,) = read(tmp_path)
    assert (capture.status, capture.headers) == (503, ((b"A", b"b"),))


# -- revisits


def test_an_identical_body_is_stored_once(tmp_path: Path) -> None:
    body = os.urandom(20_000)
    with ArchiveWriter(tmp_path) as writer:
        original = writer.write(exchange(body))
        copy = writer.write(exchange(body, url="https://example.org/copy", fetched_at=NOON + timedelta(hours=1)))
    assert (tmp_path / original.file).stat().st_size < 30_000
    first, second = read(tmp_path)
    assert first.raw == second.raw == body
    assert (second.url, second.location) == ("https://example.org/copy", copy)
    assert (first.revisit_of, second.revisit_of) == (None, original.record_id)
    assert b"revisit/identical-payload-digest" in gzip.decompress((tmp_path / copy.file).read_bytes())
    assert_sound(tmp_path / copy.file)


def test_an_identical_body_of_an_earlier_run_is_not_stored_again(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as writer:
        original = writer.write(exchange(b"tea"))
    with ArchiveWriter(tmp_path) as writer:
        second = writer.write(exchange(b"tea"), earlier=original)
    with ArchiveWriter(tmp_path) as writer:
        third = writer.write(exchange(b"tea"), earlier=second)
        changed = writer.write(exchange(b"coffee"), earlier=second)
    assert len({original.file, second.file, third.file}) == 3
    assert [capture_at(tmp_path, place).revisit_of for place in (second, third)] == [original.record_id] * 2
    assert capture_at(tmp_path, third).raw == b"tea"
    assert capture_at(tmp_path, changed).revisit_of is None


def test_a_body_whose_original_is_gone_is_stored_in_full(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as writer:
        original = writer.write(exchange(b"tea"))
    (tmp_path / original.file).unlink()
    with ArchiveWriter(tmp_path) as writer:
        location = writer.write(exchange(b"tea"), earlier=original)
    assert capture_at(tmp_path, location).revisit_of is None


def test_an_answer_that_nothing_has_changed_refers_to_what_has_not(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as writer:
        original = writer.write(exchange(b"tea"))
        again = writer.write(unmodified(), earlier=original)
        unknown = writer.write(unmodified("https://example.org/other"))
    capture = capture_at(tmp_path, again)
    assert (capture.status, capture.raw, capture.revisit_of) == (304, b"", original.record_id)
    assert capture_at(tmp_path, unknown).revisit_of == ""
    stored = gzip.decompress((tmp_path / again.file).read_bytes())
    assert stored.count(b"revisit/server-not-modified") == 2
    assert_sound(tmp_path / again.file)


def test_a_revisit_whose_original_is_gone_is_a_flaw(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as writer:
        original = writer.write(exchange(b"tea"))
    with ArchiveWriter(tmp_path) as writer:
        copy = writer.write(exchange(b"tea"), earlier=original)
    (tmp_path / original.file).unlink()
    assert list(captures(tmp_path)) == [Flaw(copy.file, copy.offset, "the record that it refers to is not here")]
    with pytest.raises(DamagedArchiveError, match="refers to is not here"):
        capture_at(tmp_path, copy)


# -- files


def test_a_file_is_open_until_it_is_complete(tmp_path: Path) -> None:
    writer = ArchiveWriter(tmp_path / "archive")
    assert not (tmp_path / "archive").exists()
    location = writer.write(exchange())
    assert [path.name for path in (tmp_path / "archive").iterdir()] == [f"{location.file}.open"]
    assert capture_at(tmp_path / "archive", location).status == 200
    assert list(captures(tmp_path)) == []
    writer.close()
    assert [path.name for path in (tmp_path / "archive").iterdir()] == [location.file]
    with writer:
        assert writer.write(exchange()).file > location.file


def test_a_file_that_grows_too_large_is_followed_by_another(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path, max_bytes=9_000) as writer:
        places = [writer.write(exchange(os.urandom(3_000))) for _ in range(6)]
    names = [place.file for place in places]
    assert len(set(names)) == 3
    assert names == sorted(names)
    assert [capture.location for capture in read(tmp_path)] == places
    assert all(path.stat().st_size <= 9_000 for path in tmp_path.iterdir())


def test_no_word_of_a_server_gets_into_the_name_of_a_file(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path / "archive") as writer:
        location = writer.write(exchange(url="https://example.org/../../etc/passwd%00\r\nWARC-Type: x"))
    assert [path.name for path in tmp_path.iterdir()] == ["archive"]
    assert [path.name for path in (tmp_path / "archive").iterdir()] == [location.file]
    assert read(tmp_path)[0].url == "https://example.org/../../etc/passwd%00%0D%0AWARC-Type:%20x"


def test_those_who_wait_for_the_disk_at_the_same_time_share_one_sync(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", synced.append)

    async def write_all(writer: ArchiveWriter) -> None:
        for number in range(50):
            writer.write(exchange(b"%d" % number))
        synced.clear()
        await asyncio.gather(*(writer.synced() for _ in range(50)))

    with ArchiveWriter(tmp_path) as writer:
        asyncio.run(write_all(writer))
        assert len(synced) == 1
        writer.sync()
        assert len(synced) == 1


# -- what others wrote


def foreign(path: Path, head_: bytes, body: bytes, *, packed: bool = True) -> None:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=packed)
        content = head_ + body
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "another"}))
        writer.write_record(
            writer.create_warc_record(
                "http://example.org/", "response", payload=io.BytesIO(content), length=len(content)
            )
        )


@pytest.mark.parametrize("packed", [True, False], ids=["packed", "plain"])
def test_files_of_others_are_read(tmp_path: Path, *, packed: bool) -> None:
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    foreign(path, b"HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"3\r\nabc\r\n0\r\n\r\n", packed=packed)
    (capture,) = read(path)
    assert capture.raw == b"abc"
    assert capture_at(tmp_path, capture.location) == capture


def test_a_file_that_was_packed_as_a_whole_is_read(tmp_path: Path) -> None:
    foreign(tmp_path / "a.warc", RESPONSE, b"tea", packed=False)
    (tmp_path / "b.warc.gz").write_bytes(gzip.compress((tmp_path / "a.warc").read_bytes()))
    assert [capture.raw for capture in read(tmp_path)] == [b"tea", b"tea"]


def test_a_reference_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    with ArchiveWriter(tmp_path) as writer:
        secret = writer.write(exchange(b"secret"))
    digest = base64.b32encode(hashlib.sha256(b"secret").digest()).decode()
    with (inside / "a.warc.gz").open("wb") as file:
        writer_ = WARCWriter(file, warc_version="1.1")
        fields = {"WARC-Refers-To-Filename": f"../{secret.file}", "WARC-Refers-To-File-Offset": str(secret.offset)}
        writer_.write_record(
            writer_.create_revisit_record(
                "http://example.org/", f"sha256:{digest}", "http://example.org/", "2026-01-01T00:00:00Z",
                http_headers=StatusAndHeaders("200 OK", [("A", "b")], "HTTP/1.1"), warc_headers_dict=fields,
            )
        )  # fmt: skip
    assert [type(one) for one in captures(inside)] == [Flaw]


@pytest.mark.parametrize(
    "content",
    [b"", b"<p>Tea</p>", gzip.compress(b"<p>Tea</p>", mtime=0), b"\x1f\x8bnonsense", bytes(2000), b"a b c d 5\n"],
    ids=["empty", "text", "packed text", "nearly packed", "zeros", "words"],
)
def test_a_file_that_is_no_archive(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(content)
    if not content:
        assert list(captures(path)) == []
        return
    with pytest.raises(NotAnArchiveError, match=r"a\.warc\.gz: not a WARC file"):
        list(captures(path))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"a\.warc: No such file"):
        list(captures(tmp_path / "a.warc"))


def test_a_place_where_nothing_lies(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as writer:
        location = writer.write(exchange())
    with pytest.raises(ArchiveError, match="no record <urn:uuid:other> at byte"):
        capture_at(tmp_path, RecordLocation(location.file, location.offset, "<urn:uuid:other>"))
    with pytest.raises(NotAnArchiveError):
        capture_at(tmp_path, RecordLocation(location.file, location.offset + 1, location.record_id))


@pytest.mark.parametrize("packed", [True, False], ids=["packed", "plain"])
def test_a_file_cut_at_any_byte_ends_with_a_flaw_and_no_page_is_half(tmp_path: Path, *, packed: bool) -> None:
    path = tmp_path / "a.warc"
    foreign(path, RESPONSE, b"a cup of tea", packed=packed)
    content = path.read_bytes()
    (whole,) = read(path)
    for cut in range(whole.location.offset + 1, len(content) - (0 if packed else 4)):
        path.write_bytes(content[:cut])
        *before, flaw = captures(path)
        assert isinstance(flaw, Flaw)
        assert flaw.problem.startswith("damaged at byte ")
        assert before in ([], [whole])  # whole, if only the end of its gzip member is missing


def test_a_changed_byte_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    foreign(path, RESPONSE, b"a cup of tea", packed=False)
    path.write_bytes(path.read_bytes().replace(b"a cup of tea", b"a cup of tee"))
    (flaw,) = captures(path)
    assert isinstance(flaw, Flaw)
    assert flaw.problem == "its digest does not agree with its content"


def test_a_record_that_unpacks_to_too_much_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "bomb.warc.gz"
    foreign(path, RESPONSE, b" " * (80 * 1024 * 1024))
    (flaw,) = captures(path)
    assert isinstance(flaw, Flaw)
    assert flaw.problem == "larger than 64 MB"


def test_a_head_without_end_fills_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "bomb.warc.gz"
    path.write_bytes(gzip.compress(b"WARC/1.1\r\nWARC-Type: response\r\nX: " + b"x" * (16 * 1024 * 1024)))
    with pytest.raises(NotAnArchiveError):
        list(captures(path))


# -- crashes


@pytest.fixture
def written(tmp_path: Path) -> tuple[bytes, list[RecordLocation]]:
    """The bytes of a file with three responses, and where they lie."""
    with ArchiveWriter(tmp_path / "whole") as writer:
        places = [writer.write(exchange(b"page %d" % number)) for number in range(3)]
    return (tmp_path / "whole" / places[0].file).read_bytes(), places


def left_open(folder: Path, name: str, content: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.open"
    path.write_bytes(content)
    return path


def test_a_file_torn_at_any_byte_is_repaired_to_its_last_whole_record(
    tmp_path: Path, written: tuple[bytes, list[RecordLocation]]
) -> None:
    content, places = written
    folder = tmp_path / "archive"
    for cut in range(places[-1].offset, len(content) + 1):
        left_open(folder, places[0].file, content[:cut])
        (done,) = repair(folder)
        assert done.file == folder / places[0].file
        whole = [place for place in places if place.offset < done.file.stat().st_size]
        assert [capture.location for capture in read(folder)] == whole
        assert len(whole) >= sum(place.offset <= cut for place in places) - 1
        assert done.file.stat().st_size + done.lost == cut
        assert_sound(done.file)
        done.file.unlink()


def test_a_tail_of_zeros_is_cut_off(tmp_path: Path, written: tuple[bytes, list[RecordLocation]]) -> None:
    content, places = written
    left_open(tmp_path / "archive", places[0].file, content + bytes(5000))
    (done,) = repair(tmp_path / "archive")
    assert (done.lost, done.records) == (5000, 7)
    assert done.file.read_bytes() == content
    assert str(done) == f"{done.file}: 7 records kept, and 5000 bytes of a torn one cut off"


@pytest.mark.parametrize(
    "content", [b"", b"\x1f\x8b\x08", bytes(100), b"no archive"], ids=["empty", "begun", "zeros", "text"]
)
def test_a_file_without_a_whole_record_is_set_aside(tmp_path: Path, content: bytes) -> None:
    path = left_open(tmp_path, "a.warc.gz", content)
    (done,) = repair(tmp_path)
    assert not path.exists()
    assert done.file == tmp_path / "a.warc.gz.torn"
    assert done.file.read_bytes() == content
    assert str(done) == f"{done.file}: holds no whole record, and was set aside"
    assert list(captures(tmp_path)) == []


def test_a_file_whose_writer_lives_is_left_alone(tmp_path: Path) -> None:
    writer = ArchiveWriter(tmp_path)
    writer.write(exchange())
    assert repair(tmp_path) == []
    writer.close()
    assert repair(tmp_path) == []
    assert len(read(tmp_path)) == 1


WRITE_FOR_EVER = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from wellread.crawler.archive import ArchiveWriter, Exchange
writer = ArchiveWriter(Path(sys.argv[1]), max_bytes=2_000_000)
while True:
    heads = b"GET / HTTP/1.1\\r\\n\\r\\n", b"HTTP/1.1 200 OK\\r\\n\\r\\n"
    location = writer.write(Exchange("http://example.org/", datetime.now(UTC), 200, *heads, os.urandom(60_000)))
    writer.sync()
    print(location.file, location.offset, location.record_id, flush=True)
"""


def test_no_response_that_was_acknowledged_is_lost_to_kill_9(tmp_path: Path) -> None:
    acknowledged: list[RecordLocation] = []
    for kill_after in (1, 40):
        command = [sys.executable, "-c", WRITE_FOR_EVER, str(tmp_path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment(), cwd=ROOT) as process:
            assert process.stdout
            lines = [process.stdout.readline() for _ in range(kill_after)]
            process.send_signal(signal.SIGKILL)
            lines += process.stdout.readlines()
        whole = [line.split() for line in lines if line.endswith("\n")]
        acknowledged += [RecordLocation(file, int(offset), record_id) for file, offset, record_id in whole]
        assert len(repair(tmp_path)) == 1
    for place in acknowledged:
        assert len(capture_at(tmp_path, place).raw) == 60_000
    assert {capture.location for capture in read(tmp_path)} >= set(acknowledged)
    for path in tmp_path.iterdir():
        assert_sound(path)
    checked = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", *tmp_path.iterdir()], check=False, capture_output=True
    )
    assert checked.returncode == 0
    subprocess.run(["gzip", "-t", *tmp_path.iterdir()], check=True)


# -- disks that refuse


@pytest.fixture
def small_disk() -> Iterator[Callable[[int], None]]:
    """Limits the size of the files that this process can write, for as long as the test runs."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_spoils_nothing_that_was_written(tmp_path: Path, small_disk: Callable[[int], None]) -> None:
    writer = ArchiveWriter(tmp_path)
    kept = writer.write(exchange(b"kept"))
    small_disk(2_000)
    with pytest.raises(ArchiveError, match=rf"cannot write .*{kept.file}\.open: File too large"):
        writer.write(exchange(os.urandom(9_000)))
    writer.close()
    assert [capture.location for capture in read(tmp_path)] == [kept]
    assert_sound(tmp_path / kept.file)


def test_a_disk_that_is_full_from_the_start_keeps_no_empty_file(
    tmp_path: Path, small_disk: Callable[[int], None]
) -> None:
    small_disk(10)
    with pytest.raises(ArchiveError, match="File too large"):
        ArchiveWriter(tmp_path).write(exchange())
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("in the way")
    with pytest.raises(ArchiveError, match=r"cannot write .*archive"):
        ArchiveWriter(tmp_path / "archive").write(exchange())
