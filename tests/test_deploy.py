"""What deploy/ starts exists: each command with its options, and each file as its own program reads it."""

from __future__ import annotations

import ast
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.distributions import build_distributions, content_of
from wellread.crawler.cli.crawl import crawl
from wellread.crawler.cli.worker import worker
from wellread.crawler.sites import read_sites

DEPLOY = Path(__file__).resolve().parent.parent / "deploy"
PROGRAM = "/opt/wellread/bin/wellread"


def text(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


def listed(name: str, pattern: str) -> list[str]:
    """The words of a command that is written as a list of strings."""
    (found,) = re.findall(pattern, text(name), re.MULTILINE | re.DOTALL)
    words: list[str] = ast.literal_eval(found)
    return words


def command_of(name: str) -> list[str]:
    match name:
        case "wellread.cron":
            (line,) = [line for line in text(name).splitlines() if PROGRAM in line]
            return shlex.split(line.split(" wellread ", 1)[1].split(" >")[0])
        case "wellread.service" | "wellread-worker@.service":
            return shlex.split(text(name).split("ExecStart=")[1].splitlines()[0])
        case "Containerfile":
            return listed(name, r"^ENTRYPOINT (\[.*?\])") + listed(name, r"^CMD (\[.*?\])")
        case _:
            return listed(name, r"^COMMAND = (\[.*?\])")


@pytest.mark.parametrize("name", ["wellread.cron", "wellread.service", "Containerfile", "airflow_dag.py"])
def test_the_command_exists_with_its_options(name: str) -> None:
    program, command, *arguments = command_of(name)
    assert (program, command) == (PROGRAM, "crawl")
    context = crawl.make_context("crawl", arguments, auto_envvar_prefix=None)
    assert context.params["targets"] == ("/etc/wellread/sites.toml",)
    assert str(context.params["state"]) == "/var/lib/wellread"


def test_the_worker_exists_with_its_options() -> None:
    program, command, *arguments = command_of("wellread-worker@.service")
    assert (program, command) == (PROGRAM, "worker")
    context = worker.make_context("worker", arguments, auto_envvar_prefix=None)
    assert (str(context.params["sites"]), str(context.params["state"])) == (
        "/etc/wellread/sites.toml", "/var/lib/wellread",
    )  # fmt: skip


def test_the_file_of_sites_is_read() -> None:
    (site,) = read_sites(DEPLOY / "sites.toml")
    assert site.name == "example"


@pytest.mark.parametrize(("code", "said"), [(0, ""), (4, "exit code 4\nthe last line\n")])
def test_cron_has_something_to_mail_only_if_something_is_wrong(tmp_path: Path, code: int, said: str) -> None:
    program = tmp_path / "wellread"
    program.write_text(f"#!/bin/sh\necho the last line >&2\nexit {code}\n", encoding="ascii")
    program.chmod(0o755)
    (line,) = [line for line in text("wellread.cron").splitlines() if PROGRAM in line]
    script = line.split(" wellread ", 1)[1].replace(PROGRAM, str(program)).replace("/var/lib/wellread", str(tmp_path))
    run = subprocess.run(["/bin/sh", "-c", script], check=False, capture_output=True, text=True, timeout=10)
    assert run.stdout == said


def test_cron_takes_no_percent_sign_for_a_line_break() -> None:
    assert "%" not in text("wellread.cron")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not on this machine")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    for name in ("wellread.service", "wellread.timer", "wellread-worker@.service"):
        (tmp_path / name).write_text(text(name).replace(PROGRAM, "/bin/true"), encoding="utf-8")
    units = [tmp_path / "wellread.service", tmp_path / "wellread.timer", tmp_path / "wellread-worker@.service"]
    run = subprocess.run(["systemd-analyze", "verify", *units], check=False, capture_output=True, text=True, timeout=30)
    assert (run.returncode, run.stderr) == (0, "")
    calendar = text("wellread.timer").split("OnCalendar=")[1].splitlines()[0]
    subprocess.run(["systemd-analyze", "calendar", calendar], check=True, capture_output=True, timeout=30)


def test_the_wheel_that_the_container_builds_is_that_of_the_checkout(tmp_path: Path) -> None:
    root = DEPLOY.parent
    for sources, target in re.findall(r"^COPY (?!--from)(.+) (\S+)$", text("Containerfile"), re.MULTILINE):
        for source in sources.split():
            if (root / source).is_dir():
                shutil.copytree(root / source, tmp_path / target, symlinks=True)
            else:
                (tmp_path / target).mkdir(exist_ok=True)
                shutil.copy2(root / source, tmp_path / target)
    (theirs,) = build_distributions(tmp_path, tmp_path / "dist", "wheel")
    (ours,) = build_distributions(root, tmp_path / "dist-of-checkout", "wheel")
    ignored = re.compile(r"__pycache__|\.pyc$")  # git tells the build to leave them out, where there is a git
    assert {name for name in content_of(theirs) if not ignored.search(name)} == set(content_of(ours))
