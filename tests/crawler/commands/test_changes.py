"""The change feed as a file: complete, with its cursor, and once more where a consumer has not had it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.crawler.ledger.visits import DAY, article, crawl
from wellread.crawler.commands.changes import export_changes
from wellread.crawler.commands.export import export_articles
from wellread.crawler.ledger import Ledger, LedgerError
from wellread.crawler.runs.exit_status import CommandError, ExitCode
from wellread.crawler.runs.record import RunRecord, run_record_path, write_run
from wellread.output.record_json import decode_record

KEYS = ["sequence", "op", "change", "articleId", "revisionId", "changedAt", "reason", "fields", "article"]
FIRST, SECOND = 1_700_000_000.0, 1_700_000_000.0 + 2 * DAY


def crawl_at(state: Path, now: float, **pages: str) -> None:
    with Ledger.in_folder(state, clock=lambda: now) as ledger:
        crawl(ledger, {name: article(name, text, headline=name) for name, text in pages.items()})


def read(file: Path) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert all(list(line) == KEYS for line in lines)
    return lines


def told(lines: list[dict[str, Any]]) -> list[tuple[int, str, str | None]]:
    return [(line["sequence"], line["op"], line["change"]) for line in lines]


@pytest.fixture
def state(tmp_path: Path) -> Path:
    crawl_at(tmp_path / "state", FIRST, a="1", b="1")
    return tmp_path / "state"


def test_every_line_has_every_key_and_the_last_is_the_cursor(state: Path, tmp_path: Path) -> None:
    file = tmp_path / "changes.jsonl"
    export_changes(state, str(file), since=None, consumer=None)
    first, second, last = read(file)
    assert told([first, second, last]) == [(1, "upsert", "new"), (2, "upsert", "new"), (2, "cursor", None)]
    assert decode_record(json.dumps(first["article"])).article_body == "1"
    assert first["changedAt"] == "2023-11-14T22:13:20Z"
    assert (last["article"], last["fields"]) == (None, [])


def test_a_consumer_gets_what_it_has_not_had(state: Path, tmp_path: Path) -> None:
    file = tmp_path / "changes.jsonl"
    export_changes(state, str(file), since=None, consumer="warehouse")
    export_changes(state, str(file), since=None, consumer="warehouse")
    assert told(read(file)) == [(2, "cursor", None)]
    crawl_at(state, SECOND, a="2", b="1")
    export_changes(state, str(file), since=None, consumer="warehouse")
    assert told(read(file)) == [(3, "upsert", "changed"), (3, "cursor", None)]
    export_changes(state, str(file), since=None, consumer="other")
    assert len(read(file)) == 4
    export_changes(state, str(file), since="1", consumer="warehouse")  # loaded again from there
    assert [line["sequence"] for line in read(file)] == [2, 3, 3]


def test_a_file_that_was_not_loaded_is_written_again_with_what_came_since(state: Path, tmp_path: Path) -> None:
    def deliver() -> list[int]:
        export_changes(state, str(file), since=None, consumer="warehouse", repeat_unloaded=True)
        return [line["sequence"] for line in read(file)]

    file = tmp_path / "changes.jsonl"
    assert deliver() == deliver() == [1, 2, 2]
    crawl_at(state, SECOND, a="2", b="1")
    assert deliver() == [1, 2, 3, 3]
    file.unlink()  # loaded
    assert deliver() == deliver() == [3]
    file.write_bytes(b"")
    with pytest.raises(CommandError, match="is no file of changes"):
        deliver()


@pytest.mark.parametrize(("since", "consumer"), [(None, None), ("1", "warehouse")])
def test_only_a_consumer_has_files_that_it_may_not_have_loaded(
    state: Path, tmp_path: Path, since: str | None, consumer: str | None
) -> None:
    with pytest.raises(CommandError, match="is for a --consumer") as caught:
        export_changes(state, str(tmp_path / "a"), since=since, consumer=consumer, repeat_unloaded=True)
    assert caught.value.code == ExitCode.USAGE


def test_a_cursor_that_could_not_be_noted_lets_the_changes_come_again(
    state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise LedgerError("locked")

    file = tmp_path / "changes.jsonl"
    with monkeypatch.context() as patched:
        patched.setattr(Ledger, "move_cursor", fail)
        with pytest.raises(CommandError):
            export_changes(state, str(file), since=None, consumer="warehouse")
    export_changes(state, str(file), since=None, consumer="warehouse")
    assert len(read(file)) == 3


def test_a_file_that_cannot_be_written_moves_no_cursor(state: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No space left") as caught:
        export_changes(state, "/dev/full", since=None, consumer="warehouse")
    assert caught.value.code == ExitCode.UNEXPECTED
    export_changes(state, str(tmp_path / "changes.jsonl"), since=None, consumer="warehouse")
    assert len(read(tmp_path / "changes.jsonl")) == 3


@pytest.mark.parametrize(
    ("output", "since", "consumer", "problem"),
    [
        ("-", None, "warehouse", "name it with -o"),
        ("changes.jsonl", "99", None, "--since 99 is of another state: this one has had 2 changes"),
        ("changes.jsonl", "soon", None, "--since soon: a cursor, a date such as 2026-01-31"),
        ("missing/changes.jsonl", None, None, "No such file or directory"),
        ("state/state.sqlite3", None, None, "would overwrite the state itself"),
        ("state/state.sqlite3-wal", None, None, "would overwrite the state itself"),
        ("state/archive/changes.jsonl", None, None, "would overwrite the state itself"),
    ],
)
def test_wrong_usage(
    state: Path, monkeypatch: pytest.MonkeyPatch, output: str, since: str | None, consumer: str | None, problem: str
) -> None:
    monkeypatch.chdir(state.parent)
    with pytest.raises(CommandError, match=problem) as caught:
        export_changes(state, output, since=since, consumer=consumer)
    assert caught.value.code == ExitCode.USAGE


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        ("2023-11-16", ["changed"]),
        ("2023-11-14T22:13:21Z", ["changed"]),
        ("2023-11-14", ["new", "new", "changed"]),
        ("20231115T000000Z-7", ["changed"]),
        ("1d", []),
    ],
)
def test_a_feed_and_an_export_begin_at_a_time_or_a_run(
    state: Path, tmp_path: Path, since: str, expected: list[str]
) -> None:
    crawl_at(state, SECOND, a="2", b="1")
    run = RunRecord(
        run_id="20231115T000000Z-7", wellread_version="1", pid=7, started=datetime(2023, 11, 15, tzinfo=UTC)
    )
    write_run(run_record_path(state / "runs", run.run_id), run)
    file = tmp_path / "changes.jsonl"
    export_changes(state, str(file), since=since, consumer=None)
    assert [line["change"] for line in read(file)[:-1]] == expected
    export_articles(state, "jsonl", str(file), since=since, gone=False)
    headlines = [json.loads(line)["headline"] for line in file.read_text(encoding="utf-8").splitlines()]
    assert headlines == (["a", "b"] if "new" in expected else ["a"] if expected else [])


def test_a_state_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"there is no state\.sqlite3 here") as caught:
        export_changes(tmp_path / "nowhere", str(tmp_path / "changes.jsonl"), since=None, consumer="warehouse")
    assert caught.value.code == ExitCode.USAGE
    assert not (tmp_path / "nowhere").exists()
