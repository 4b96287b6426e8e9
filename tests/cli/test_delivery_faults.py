"""An export that is killed, or whose disk, folder or database fails, leaves the old file or the new one, whole."""

from __future__ import annotations

import json
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.command import environment, told, wellread_here
from tests.crawler.ledger.visits import DAY, article, crawl, gone
from wellread.crawler.ledger import Ledger, database
from wellread.output.formats import format_names, load_format

ARTICLES = 8
FIRST, SECOND = 1_700_000_000.0, 1_700_000_000.0 + 2 * DAY
KILLED = [sys.executable, "-m", "tests.cli.killed_commands"]
ROOT = Path(__file__).resolve().parents[2]
CHANGES = ("changes", "--consumer", "warehouse", "--repeat-unloaded", "-o", "changes.jsonl")
EXPORTS = {name: ("export", "--format", name, "-o", "articles") for name in format_names()}
COMMANDS = {**EXPORTS, "jsonl-gz": ("export", "-o", "articles.jsonl.gz"), "changes": CHANGES}
# A folder of articles is written where nothing is: there is no old one.
TAKES_NEW_FOLDER = {name for name in format_names() if load_format(name).writes_folder} - {"parquet"}
every_command = pytest.mark.parametrize("name", COMMANDS)


def crawl_night(folder: Path, now: float, pages: dict[str, str]) -> None:
    """A crawl of some articles, of which some are others, new or gone."""
    with Ledger.in_folder(folder / "wellread-state", clock=lambda: now) as ledger:
        visits = {name: article(name, text, headline=f"On {name}") for name, text in pages.items()}
        crawl(ledger, {f"page-{number}": gone() for number in range(ARTICLES)} | visits)


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose state has two nights; after the first everything was exported, and the file of changes loaded."""
    folder = tmp_path_factory.mktemp("nights")
    pages = {f"page-{number}": "warm " * 200 for number in range(ARTICLES)}
    crawl_night(folder, FIRST, pages)
    for name, command in COMMANDS.items():
        if name not in TAKES_NEW_FOLDER:
            (folder / name).mkdir()
            assert wellread_here(*command, "--state", folder / "wellread-state", cwd=folder / name).returncode == 0
    pages |= {"page-3": "cold " * 200, "page-new": "new " * 200}
    del pages["page-5"]
    crawl_night(folder, SECOND, pages)
    return folder


def prepare(nights: Path, name: str, folder: Path) -> Path:
    """A folder of its own, with the state and what the first night has left."""
    shutil.copytree(nights / "wellread-state", folder / "wellread-state")
    if (nights / name).exists():
        shutil.copytree(nights / name, folder, dirs_exist_ok=True)
    return folder


def read_output(folder: Path, name: str) -> dict[str, bytes] | None:
    """The content of the output by its names; None if it is not there. Of Parquet what its manifest names."""
    target = folder / COMMANDS[name][-1]
    if target.is_file():
        return {"": target.read_bytes()}
    if name == "parquet":
        manifest = json.loads((target / "datapackage.json").read_bytes())
        return {resource["path"]: (target / resource["path"]).read_bytes() for resource in manifest["resources"]}
    files = sorted(path for path in target.rglob("*") if path.is_file())
    return {str(path.relative_to(target)): path.read_bytes() for path in files} if target.exists() else None


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def run_killed(runs: list[tuple[Path, tuple[str, ...], int | float | None]]) -> list[tuple[int, float, int]]:
    given = json.dumps([(str(folder), command, moment) for folder, command, moment in runs])
    run = subprocess.run(
        KILLED, input=given, cwd=ROOT, env=environment(), check=False, capture_output=True, text=True, timeout=300
    )
    assert run.returncode == 0, run.stderr
    return [tuple(json.loads(line)) for line in run.stdout.splitlines()]


@pytest.mark.crawls
@every_command
def test_a_killed_delivery_leaves_the_old_output_or_the_new_one(tmp_path: Path, nights: Path, name: str) -> None:
    command = COMMANDS[name]
    whole = prepare(nights, name, tmp_path / "whole")
    old = read_output(whole, name)
    # The second time everything is loaded that the first time loads.
    prepare(nights, name, tmp_path / "warm")
    _, (code, seconds, calls) = run_killed([(tmp_path / "warm", command, None), (whole, command, None)])
    assert code == 0
    new = read_output(whole, name)
    assert new != old

    dice = random.Random(name)  # noqa: S311  (no secret)
    moments: list[int | float] = [*dice.sample(range(1, calls), min(10, calls - 1)), calls - 1, calls]
    moments += [dice.random() * seconds * 1.2 for _ in range(4)]
    folders = [prepare(nights, name, tmp_path / str(number)) for number in range(len(moments))]
    killed = run_killed([(folder, command, moment) for folder, moment in zip(folders, moments, strict=True)])
    left = [read_output(folder, name) for folder in folders]
    assert all(code in {0, -signal.SIGKILL} for code, _, _ in killed)
    assert -signal.SIGKILL in {code for code, _, _ in killed}
    assert [content for content in left if content not in (old, new)] == []

    # And the next run ends what the killed one has begun.
    again = [folder for folder in folders if name not in TAKES_NEW_FOLDER or read_output(folder, name) is None][::4]
    assert {code for code, _, _ in run_killed([(folder, command, None) for folder in again])} == {0}
    for folder in again:
        assert names_in(folder) == names_in(whole)
        if name == "parquet":  # a killed one may have used up a number
            assert list((read_output(folder, name) or {}).values()) == list((new or {}).values())
        else:
            assert read_output(folder, name) == new


# -- disk, folder, database


def run_mounted(nights: Path, name: str, tmp_path: Path, *, before: str, options: str) -> tuple[int, str, Path]:
    """Run a command in a file system of its own; gives the exit code, the message, and a copy of what is left."""
    folder = prepare(nights, name, tmp_path / "folder")
    disk, copy = tmp_path / "disk", tmp_path / "copy"
    disk.mkdir()
    copy.mkdir()
    command = " ".join((*COMMANDS[name], "--state", str(folder / "wellread-state")))
    script = f"""
        mount -t tmpfs -o {options} tmpfs {disk} && cp -a {nights / name}/. {disk}/ 2>/dev/null; {before}
        cd {disk} || exit 99; {sys.executable} -m wellread {command}; code=$?; cp -a . {copy}; exit $code
    """
    run = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script],
        cwd=ROOT, env=environment(), check=False, capture_output=True, text=True,
    )  # fmt: skip
    return run.returncode, told(run), copy


can_mount = pytest.mark.skipif(
    shutil.which("unshare") is None
    or subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"],
        check=False, capture_output=True,
    ).returncode != 0,
    reason="this system lets nobody mount a file system of their own",
)  # fmt: skip


@pytest.mark.crawls
@can_mount
@every_command
def test_a_full_disk_leaves_the_old_output_and_is_told(tmp_path: Path, nights: Path, name: str) -> None:
    disk = tmp_path / "disk"
    filled = "head -c 100m /dev/zero > filler 2>/dev/null"
    code, said, left = run_mounted(nights, name, tmp_path, before=f"(cd {disk} && {filled})", options="size=2m")
    assert code == 1
    assert said.startswith(f"Error: cannot write {COMMANDS[name][-1]}: ")
    assert said.endswith("No space left on device")
    assert names_in(left) - {"filler"} == (names_in(nights / name) if (nights / name).exists() else set())
    assert read_output(left, name) == (read_output(nights / name, name) if (nights / name).exists() else None)


@pytest.mark.crawls
@can_mount
@every_command
def test_a_folder_that_is_read_only_is_told_at_once(tmp_path: Path, nights: Path, name: str) -> None:
    remount = f"mount -o remount,ro {tmp_path / 'disk'};"
    code, said, left = run_mounted(nights, name, tmp_path, before=remount, options="size=50m")
    assert code == 2
    assert said == f"Error: cannot write {COMMANDS[name][-1]}: Read-only file system"
    assert names_in(left) == (names_in(nights / name) if (nights / name).exists() else set())


@every_command
def test_a_database_that_stays_locked_is_told_and_leaves_the_old_output(
    tmp_path: Path, nights: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "LOCK_TIMEOUT_SECONDS", 0)
    folder = prepare(nights, name, tmp_path / "folder")
    before = names_in(folder)
    with closing(sqlite3.connect(folder / "wellread-state" / "state.sqlite3")) as other:
        other.execute("PRAGMA locking_mode=EXCLUSIVE").close()
        other.execute("BEGIN EXCLUSIVE").close()
        run = wellread_here(*COMMANDS[name], cwd=folder)
        other.rollback()
    assert (run.returncode, "another program has kept it locked" in told(run)) == (1, True)
    assert names_in(folder) == before
    assert read_output(folder, name) == (read_output(nights / name, name) if (nights / name).exists() else None)
    assert wellread_here(*COMMANDS[name], cwd=folder).returncode == 0
