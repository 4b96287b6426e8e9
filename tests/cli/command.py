"""Runs `wellread` as a user does: in a process of its own, or in this one, where a process would show nothing more."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.crawler.loopback import MAX_WAIT_SECONDS
from tests.loaded_process import run_module
from wellread.crawler import cli
from wellread.output.schemas.json_schema import build_record_schema

ROOT = Path(__file__).resolve().parents[2]
VALIDATOR = Draft202012Validator(build_record_schema())
CONTACT = "test@example.org"


def environment(**changes: str) -> dict[str, str]:
    """The environment in which a command finds this checkout, and no setting of the user who runs the tests."""
    ours = {key: value for key, value in os.environ.items() if not key.startswith(("WELLREAD", "SCRAPY"))}
    return ours | {"PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, [ours.get("PYTHONPATH")])])} | changes


def wellread(
    *arguments: str | Path, cwd: Path, hasty: bool = False, **changes: str
) -> subprocess.CompletedProcess[str]:
    """Run the command in `cwd`; `changes` are environment variables.

    `hasty`: with shorter waits for hosts in trouble.
    """
    words = ["wellread", *map(str, arguments)]
    if hasty:
        words.insert(0, "tests.hasty")
    return run_module(*words, cwd=cwd, env=environment(**changes), max_seconds=MAX_WAIT_SECONDS)


def wellread_here(*arguments: str | Path, cwd: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run a command that crawls nothing in `cwd`, in this process; `changes` are environment variables.

    Workers keep the directory in which they began: what they read must be an absolute path.
    """
    output, errors = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="", write_through=True) for _ in range(2))
    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ.keys() - environment().keys():
            patch.delenv(name)
        for name, value in changes.items():
            patch.setenv(name, value)
        patch.chdir(cwd)
        patch.setattr(sys, "argv", ["wellread", *map(str, arguments)])
        patch.setattr(sys, "stdout", output)
        patch.setattr(sys, "stderr", errors)
        code = cli._run()
    out, err = (stream.buffer.getvalue().decode() for stream in (output, errors))
    return subprocess.CompletedProcess(["wellread", *map(str, arguments)], code, out, err)


def crawl(url: str, *arguments: str | Path, cwd: Path, hasty: bool = False) -> subprocess.CompletedProcess[str]:
    """Crawl a site on loopback."""
    return wellread("crawl", url, "--contact", CONTACT, "--allow-private", *arguments, cwd=cwd, hasty=hasty)


def records(text: str) -> list[dict[str, object]]:
    """The records in JSON Lines, each of them checked against the published schema."""
    found = [json.loads(line) for line in text.splitlines()]
    for record in found:
        VALIDATOR.validate(record)
    return found


def changed_records(feed: str) -> str:
    """The records in the lines of a change feed, as JSON Lines."""
    changes = map(json.loads, feed.splitlines())
    return "".join(f"{json.dumps(change['article'])}\n" for change in changes if change["op"] == "upsert")


def told(run: subprocess.CompletedProcess[str]) -> str:
    """The one line with which a command that failed explains itself."""
    assert "Traceback" not in run.stderr, run.stderr
    errors = [line for line in run.stderr.splitlines() if line.startswith("Error: ")]
    assert len(errors) == 1, run.stderr
    return errors[0]
