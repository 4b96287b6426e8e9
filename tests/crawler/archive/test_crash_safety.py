"""No whole record is lost to a killed process, a torn file or a full disk."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.command import ROOT, environment
from tests.crawler.archive.exchanges import assert_sound, exchange, read_all
from wellread.crawler.archive import (
    ArchiveError,
    ArchiveWriter,
    read_response_at,
    read_responses,
    repair_open_files,
)
from wellread.crawler.record_location import RecordLocation


@pytest.fixture
def written(tmp_path: Path) -> tuple[bytes, list[RecordLocation]]:
    """The bytes of a file with three responses, and where they lie."""
    with ArchiveWriter(tmp_path / "whole") as writer:
        locations = [writer.write_exchange(exchange(b"page %d" % number)) for number in range(3)]
    return (tmp_path / "whole" / locations[0].file).read_bytes(), locations


def leave_open(folder: Path, name: str, content: bytes) -> Path:
    """A file as a killed process leaves it."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.open"
    path.write_bytes(content)
    return path


@pytest.mark.crawls
def test_a_file_torn_at_any_byte_is_repaired_to_its_last_whole_record(
    tmp_path: Path, written: tuple[bytes, list[RecordLocation]]
) -> None:
    content, locations = written
    folder = tmp_path / "archive"
    for cut in range(locations[-1].offset, len(content) + 1):
        leave_open(folder, locations[0].file, content[:cut])
        (repaired,) = repair_open_files(folder)
        assert repaired.path == folder / locations[0].file
        whole = [location for location in locations if location.offset < repaired.path.stat().st_size]
        assert [response.location for response in read_all(folder)] == whole
        assert len(whole) >= sum(location.offset <= cut for location in locations) - 1
        assert repaired.path.stat().st_size + repaired.lost_bytes == cut
        assert_sound(repaired.path)
        repaired.path.unlink()


def test_a_tail_of_zeros_is_cut_off(tmp_path: Path, written: tuple[bytes, list[RecordLocation]]) -> None:
    content, locations = written
    leave_open(tmp_path / "archive", locations[0].file, content + bytes(5000))
    (repaired,) = repair_open_files(tmp_path / "archive")
    assert (repaired.lost_bytes, repaired.record_count) == (5000, 7)
    assert repaired.path.read_bytes() == content
    assert str(repaired) == f"{repaired.path}: 7 records kept, and 5000 bytes of a torn one cut off"


@pytest.mark.parametrize(
    "content", [b"", b"\x1f\x8b\x08", bytes(100), b"no archive"], ids=["empty", "begun", "zeros", "text"]
)
def test_a_file_without_a_whole_record_is_set_aside(tmp_path: Path, content: bytes) -> None:
    path = leave_open(tmp_path, "a.warc.gz", content)
    (repaired,) = repair_open_files(tmp_path)
    assert not path.exists()
    assert repaired.path == tmp_path / "a.warc.gz.torn"
    assert repaired.path.read_bytes() == content
    assert str(repaired) == f"{repaired.path}: holds no whole record, and was set aside"
    assert list(read_responses(tmp_path)) == []


def test_a_file_whose_writer_lives_is_left_alone(tmp_path: Path) -> None:
    writer = ArchiveWriter(tmp_path)
    writer.write_exchange(exchange())
    assert repair_open_files(tmp_path) == []
    writer.close()
    assert repair_open_files(tmp_path) == []
    assert len(read_all(tmp_path)) == 1


WRITE_FOR_EVER = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from wellread.crawler.archive import ArchiveWriter, HttpExchange, RawHeaders
writer = ArchiveWriter(Path(sys.argv[1]), max_file_bytes=2_000_000)
headers = RawHeaders(b"GET / HTTP/1.1\\r\\n\\r\\n", b"HTTP/1.1 200 OK\\r\\n\\r\\n")
while True:
    exchange = HttpExchange("http://example.org/", datetime.now(UTC), 200, headers, os.urandom(60_000))
    location = writer.write_exchange(exchange)
    writer.sync()
    print(location.file, location.offset, location.record_id, flush=True)
"""


@pytest.mark.crawls
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
        assert len(repair_open_files(tmp_path)) == 1
    for location in acknowledged:
        assert len(read_response_at(tmp_path, location).payload) == 60_000
    assert {response.location for response in read_all(tmp_path)} >= set(acknowledged)
    for path in tmp_path.iterdir():
        assert_sound(path)
    checked = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", *tmp_path.iterdir()], check=False, capture_output=True
    )
    assert checked.returncode == 0
    subprocess.run(["gzip", "-t", *tmp_path.iterdir()], check=True)


@pytest.fixture
def limit_file_size() -> Iterator[Callable[[int], None]]:
    """Limits the size in bytes of the files that this process can write, for this test."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_spoils_nothing_that_was_written(tmp_path: Path, limit_file_size: Callable[[int], None]) -> None:
    writer = ArchiveWriter(tmp_path)
    kept = writer.write_exchange(exchange(b"kept"))
    limit_file_size(2_000)
    with pytest.raises(ArchiveError, match=rf"cannot write .*{kept.file}\.open: File too large"):
        writer.write_exchange(exchange(os.urandom(9_000)))
    writer.close()
    assert [response.location for response in read_all(tmp_path)] == [kept]
    assert_sound(tmp_path / kept.file)


def test_a_disk_that_is_full_from_the_start_keeps_no_empty_file(
    tmp_path: Path, limit_file_size: Callable[[int], None]
) -> None:
    limit_file_size(10)
    with pytest.raises(ArchiveError, match="File too large"):
        ArchiveWriter(tmp_path).write_exchange(exchange())
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_an_archive_error(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("in the way")
    with pytest.raises(ArchiveError, match=r"cannot write .*archive"):
        ArchiveWriter(tmp_path / "archive").write_exchange(exchange())
