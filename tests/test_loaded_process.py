"""A fork of the loaded process runs a module as an interpreter of its own does, and leaves nothing to the next."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.loaded_process import run_module

pytestmark = pytest.mark.crawls

PROBE = """
import atexit, json, os, random, signal, sys, threading, time
atexit.register(print, "the end")
state = {
    "arguments": sys.argv[1:],
    "directory": os.getcwd(),
    "environment": dict(os.environ),
    "input": sys.stdin.read(),
    "name": __name__,
    "terminal": sys.stdout.isatty(),
    "interrupt": signal.getsignal(signal.SIGINT) is signal.default_int_handler,
    "reactor": "twisted.internet.reactor" in sys.modules,
    "threads": threading.active_count(),
}
print(json.dumps(state, sort_keys=True))
print("a problem: \u00e9", file=sys.stderr)
os.environ["LEFT_BEHIND"] = "1"
if "sleep" in sys.argv:
    time.sleep(60)
sys.exit(7)
"""


@pytest.fixture
def probe(tmp_path: Path) -> Path:
    """A directory with a module that says how it was started."""
    (tmp_path / "probe.py").write_text(PROBE)
    return tmp_path


def environment() -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "OWN": "yes"}


def test_a_module_sees_what_it_sees_in_an_interpreter_of_its_own(probe: Path) -> None:
    expected = subprocess.run(
        [sys.executable, "-m", "probe", "a", "b c"],
        cwd=probe, env=environment(), input="in", check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert expected.returncode == 7, expected.stderr
    for _ in range(2):
        found = run_module("probe", "a", "b c", cwd=probe, env=environment(), max_seconds=60, standard_input="in")
        assert (found.returncode, found.stdout, found.stderr) == (7, expected.stdout, expected.stderr)


def test_a_module_that_takes_too_long_is_killed(probe: Path) -> None:
    with pytest.raises(subprocess.TimeoutExpired):
        run_module("probe", "sleep", cwd=probe, env=environment(), max_seconds=1)


def test_a_module_that_is_killed_says_by_which_signal(probe: Path) -> None:
    (probe / "killed.py").write_text("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n")
    assert run_module("killed", cwd=probe, env=environment(), max_seconds=60).returncode == -9
