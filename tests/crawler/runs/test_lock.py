"""One run at a time; a run that died, however it died, is in nobody's way."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import environment
from wellread.crawler.runs.lock import LockedError, StateLock

HOLD = """
import os, sys, time
from pathlib import Path
from wellread.crawler.runs.lock import StateLock
with StateLock(Path("lock")):
    if sys.argv[1] == "fork" and os.fork() == 0:
        print(os.getpid(), flush=True)
        time.sleep(60)
    if sys.argv[1] == "plain":
        print("held", flush=True)
    time.sleep(60)
"""


def holding(tmp_path: Path, kind: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", HOLD, kind], cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, text=True
    )


def test_the_second_is_told_who_is_first_and_since_when(tmp_path: Path) -> None:
    with holding(tmp_path, "plain") as first:
        assert first.stdout
        assert first.stdout.readline()
        try:
            with pytest.raises(LockedError) as error, StateLock(tmp_path / "lock"):
                pass
        finally:
            first.kill()
    assert re.search(rf"\(process {first.pid}, since 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC\)", str(error.value))
    assert str(tmp_path) in str(error.value)
    assert "--state" in str(error.value)


def test_a_holder_that_was_killed_is_in_nobodys_way_even_while_its_children_live(tmp_path: Path) -> None:
    with holding(tmp_path, "fork") as first:
        assert first.stdout
        child = int(first.stdout.readline())
        first.kill()
        first.wait()
        try:
            with StateLock(tmp_path / "lock"):
                os.kill(child, 0)  # raises if it does not live
        finally:
            os.kill(child, signal.SIGKILL)


def test_a_lock_is_free_again_when_its_block_ends(tmp_path: Path) -> None:
    for _ in range(2):
        with StateLock(tmp_path / "lock"):
            assert f'"pid":{os.getpid()}' in (tmp_path / "lock").read_text()


def test_a_holder_that_left_no_name_is_another_process(tmp_path: Path) -> None:
    with holding(tmp_path, "plain") as first:
        assert first.stdout
        assert first.stdout.readline()
        (tmp_path / "lock").write_text("torn")
        try:
            with pytest.raises(LockedError, match="another process"), StateLock(tmp_path / "lock"):
                pass
        finally:
            first.kill()
