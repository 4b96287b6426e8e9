"""Where the state of crawls is, and what keeps two runs apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from wellread.crawler.runs.state_folder import DATABASE_VARIABLE, StateFolder


def test_a_variable_that_is_empty_names_no_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATABASE_VARIABLE, "")
    folder = StateFolder(tmp_path / "state")
    assert not folder.has_database
    with folder.lock():
        assert folder.lock_file.exists()
