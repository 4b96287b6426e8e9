"""The files of an archive: when they are complete and synced, their names, and what is none."""

from __future__ import annotations

import asyncio
import gzip
import os
from pathlib import Path

import pytest

from tests.crawler.archive.exchanges import exchange, read_all
from wellread.crawler.archive import (
    ArchiveError,
    ArchiveWriter,
    NotAnArchiveError,
    read_response_at,
    read_responses,
)
from wellread.crawler.record_location import RecordLocation


def test_a_file_is_open_until_it_is_complete(tmp_path: Path) -> None:
    writer = ArchiveWriter(tmp_path / "archive")
    assert not (tmp_path / "archive").exists()
    location = writer.write_exchange(exchange())
    assert [path.name for path in (tmp_path / "archive").iterdir()] == [f"{location.file}.open"]
    assert read_response_at(tmp_path / "archive", location).status == 200
    assert list(read_responses(tmp_path)) == []
    writer.close()
    assert [path.name for path in (tmp_path / "archive").iterdir()] == [location.file]
    with writer:
        assert writer.write_exchange(exchange()).file > location.file


def test_a_file_that_grows_too_large_is_followed_by_another(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path, max_file_bytes=9_000) as writer:
        locations = [writer.write_exchange(exchange(os.urandom(3_000))) for _ in range(6)]
    names = [location.file for location in locations]
    assert len(set(names)) == 3
    assert names == sorted(names)
    assert [response.location for response in read_all(tmp_path)] == locations
    assert all(path.stat().st_size <= 9_000 for path in tmp_path.iterdir())


def test_nothing_that_a_server_sends_gets_into_the_name_of_a_file(tmp_path: Path) -> None:
    url = "https://example.org/../../etc/passwd%00\r\nWARC-Type: x"
    with ArchiveWriter(tmp_path / "archive") as writer:
        location = writer.write_exchange(exchange(url=url))
    assert [path.name for path in tmp_path.iterdir()] == ["archive"]
    assert [path.name for path in (tmp_path / "archive").iterdir()] == [location.file]
    assert read_all(tmp_path)[0].url == "https://example.org/../../etc/passwd%00%0D%0AWARC-Type:%20x"


def test_those_who_wait_for_the_disk_at_the_same_time_share_one_sync(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", synced.append)

    async def write_all(writer: ArchiveWriter) -> None:
        writer.write_exchange(exchange(b"the first"))
        synced.clear()
        await asyncio.gather(*(writer.archive(exchange(b"%d" % number)) for number in range(50)))

    with ArchiveWriter(tmp_path) as writer:
        asyncio.run(write_all(writer))
        assert len(synced) == 1
        writer.sync()
        assert len(synced) == 1


@pytest.mark.parametrize(
    "content",
    [b"", b"<p>Tea</p>", gzip.compress(b"<p>Tea</p>", mtime=0), b"\x1f\x8bnonsense", bytes(2000), b"a b c d 5\n"],
    ids=["empty", "text", "gzipped text", "gzip magic alone", "zeros", "words"],
)
def test_a_file_that_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(content)
    if not content:
        assert list(read_responses(path)) == []
        return
    with pytest.raises(NotAnArchiveError, match=r"a\.warc\.gz: not a WARC file"):
        list(read_responses(path))


def test_a_file_that_is_not_there_is_an_archive_error(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"a\.warc: No such file"):
        list(read_responses(tmp_path / "a.warc"))


def test_a_location_where_another_record_or_none_lies_is_an_error(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as writer:
        location = writer.write_exchange(exchange())
    with pytest.raises(ArchiveError, match="no record <urn:uuid:other> at byte"):
        read_response_at(tmp_path, RecordLocation(location.file, location.offset, "<urn:uuid:other>"))
    with pytest.raises(NotAnArchiveError):
        read_response_at(tmp_path, RecordLocation(location.file, location.offset + 1, location.record_id))
