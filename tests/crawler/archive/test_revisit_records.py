"""A payload that is stored already becomes a revisit record, and is read back in full."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from tests.crawler.archive.exchanges import NOON, assert_sound, decompressed, exchange, not_modified, read_all
from wellread.crawler.archive import ArchiveWriter, DamagedArchiveError, Defect, read_response_at, read_responses


def test_an_identical_payload_is_stored_once(tmp_path: Path) -> None:
    payload = os.urandom(20_000)
    with ArchiveWriter(tmp_path) as writer:
        original = writer.write_exchange(exchange(payload))
        later = exchange(payload, url="https://example.org/copy", fetched_at=NOON + timedelta(hours=1))
        copy = writer.write_exchange(later)
    assert (tmp_path / original.file).stat().st_size < 30_000
    first, second = read_all(tmp_path)
    assert first.payload == second.payload == payload
    assert (second.url, second.location) == ("https://example.org/copy", copy)
    assert (first.revisit_of, second.revisit_of) == (None, original.record_id)
    assert b"revisit/identical-payload-digest" in decompressed(tmp_path, copy.file)
    assert_sound(tmp_path / copy.file)


def test_an_identical_payload_of_an_earlier_run_is_not_stored_again(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as writer:
        original = writer.write_exchange(exchange(b"tea"))
    with ArchiveWriter(tmp_path) as writer:
        second = writer.write_exchange(exchange(b"tea"), earlier=original)
    with ArchiveWriter(tmp_path) as writer:
        third = writer.write_exchange(exchange(b"tea"), earlier=second)
        changed = writer.write_exchange(exchange(b"coffee"), earlier=second)
    assert len({original.file, second.file, third.file}) == 3
    assert [read_response_at(tmp_path, place).revisit_of for place in (second, third)] == [original.record_id] * 2
    assert read_response_at(tmp_path, third).payload == b"tea"
    assert read_response_at(tmp_path, changed).revisit_of is None


def test_a_payload_whose_original_is_gone_is_stored_in_full(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as writer:
        original = writer.write_exchange(exchange(b"tea"))
    (tmp_path / original.file).unlink()
    with ArchiveWriter(tmp_path) as writer:
        location = writer.write_exchange(exchange(b"tea"), earlier=original)
    assert read_response_at(tmp_path, location).revisit_of is None


def test_a_304_not_modified_refers_to_the_response_that_still_stands(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as writer:
        original = writer.write_exchange(exchange(b"tea"))
        again = writer.write_exchange(not_modified(), earlier=original)
        unknown = writer.write_exchange(not_modified("https://example.org/other"))
    response = read_response_at(tmp_path, again)
    assert (response.status, response.payload, response.revisit_of) == (304, b"", original.record_id)
    assert read_response_at(tmp_path, unknown).revisit_of == ""
    assert decompressed(tmp_path, again.file).count(b"revisit/server-not-modified") == 2
    assert_sound(tmp_path / again.file)


def test_a_revisit_whose_original_is_gone_is_a_defect(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as writer:
        original = writer.write_exchange(exchange(b"tea"))
    with ArchiveWriter(tmp_path) as writer:
        copy = writer.write_exchange(exchange(b"tea"), earlier=original)
    (tmp_path / original.file).unlink()
    problem = f"the record that it refers to is in {original.file}, which is not here"
    assert list(read_responses(tmp_path)) == [Defect(copy.file, copy.offset, problem)]
    with pytest.raises(DamagedArchiveError, match="which is not here"):
        read_response_at(tmp_path, copy)
