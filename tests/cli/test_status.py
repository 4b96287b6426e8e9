"""`wellread status` says what is known and how the last runs have ended, also of a state that cannot be written."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import which

import pytest
from click.testing import CliRunner

from tests.cli.command import environment
from wellread.crawler.cli.status import status
from wellread.crawler.ledger import DiscoveredLinks, Ledger, Outcome, UrlKind, VisitResult
from wellread.crawler.runs.record import HealthFinding, RunRecord, SiteRecord, run_record_path, write_run
from wellread.crawler.runs.state_folder import StateFolder

BEGAN = datetime(2026, 3, 10, 2, 30, tzinfo=UTC)
LONG_NAME = "a-very-long-name-of-a-blog-that-fits-nowhere.example/journal"
STATES = {
    "tea": SiteRecord(site="tea", url="https://tea.example/", status="done", new=12, gone=1),
    "sleep": SiteRecord(
        site="sleep", url="https://sleep.example/", status="done",
        findings=(HealthFinding(check="vanished", message="9 of 9 articles have vanished"),),
    ),
    LONG_NAME: SiteRecord(site=LONG_NAME, url=f"https://{LONG_NAME}", status="failed", reason="404 Not Found"),
}  # fmt: skip


def crawl(ledger: Ledger, start_url: str, *, ends: bool = True, waiting: int = 0) -> None:
    run = ledger.begin_run(start_url)
    run.frontier.discover(DiscoveredLinks((start_url,), "start page", UrlKind.START))
    (lease,) = run.queue.lease(1)
    run.visits.finish(lease, VisitResult(Outcome.PAGE))
    run.frontier.discover(DiscoveredLinks(tuple(f"{start_url}/{number}" for number in range(waiting)), "sitemaps"))
    if ends:
        run.end()


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """A state folder: of each site in STATES a run that has ended, and of one more a run that has not."""
    with Ledger.in_folder(tmp_path, clock=BEGAN.timestamp) as ledger:
        for site in STATES.values():
            crawl(ledger, site.url)
        crawl(ledger, "https://cut.example/", ends=False, waiting=7)
    sites = tuple(STATES.values())
    ended = BEGAN + timedelta(minutes=9)
    run = RunRecord(run_id="1", wellread_version="1", pid=1, started=BEGAN, ended=ended, exit_code=3, sites=sites)
    write_run(run_record_path(tmp_path / "runs", run.run_id), run)
    return tmp_path


def shown(state: Path, monkeypatch: pytest.MonkeyPatch, width: int) -> list[str]:
    monkeypatch.setenv("COLUMNS", str(width))
    result = CliRunner().invoke(status, ["--state", str(state)], catch_exceptions=False)
    assert result.exit_code == 0
    return [line.rstrip() for line in result.output.splitlines()]


@pytest.mark.parametrize(
    ("width", "name"), [(80, "a-very-long-name-of-a…"), (140, "a-very-long-name-of-a-blog-that-fits-nowhere.ex…")]
)
def test_each_site_is_a_line_and_its_problems_come_after_that(
    state: Path, monkeypatch: pytest.MonkeyPatch, width: int, name: str
) -> None:
    first, empty, header, *rows = shown(state, monkeypatch, width)
    assert (first, empty) == (f"{state}: no run is under way, 4 of 4 sites are due", "")
    assert header.split() == ["site", "articles", "pages", "due", "last", "run", "(UTC)", "how", "it", "ended"]
    assert [row.split() for row in rows[:4]] == [
        ["✓", "tea", "0", "1", "1", "2026-03-10", "02:30", "12", "new,", "1", "gone"],
        ["✗", "sleep", "0", "1", "1", "2026-03-10", "02:30", "unhealthy"],
        ["✗", name, "0", "1", "1", "2026-03-10", "02:30", "failed"],
        ["·", "cut.example/", "0", "8", "8", "2026-03-10", "02:30", "cut", "short"],
    ]
    assert all(len(row) <= width for row in (header, *rows[:4]))
    assert rows[4:] == [
        "",
        "✗ sleep: 9 of 9 articles have vanished",
        f"✗ {LONG_NAME}: 404 Not Found",
        "  cut.example/: 7 pages are waiting since the last run",
    ]


def test_a_run_that_is_under_way_is_told(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    holds_lock = "import sys; from pathlib import Path; from wellread.crawler.runs.state_folder import StateFolder\n"
    holds_lock += "with StateFolder(Path(sys.argv[1])).lock(): print(flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", holds_lock, str(state)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, env=environment(), **pipes) as holder:  # type: ignore[call-overload]
        holder.stdout.readline()
        lines = shown(state, monkeypatch, 100)
        holder.stdin.close()
    assert f"a run is under way: process {holder.pid}, since 2" in lines[0]
    assert any(line.startswith("· cut.example/") and line.endswith("under way") for line in lines)
    with StateFolder(state).lock():  # asking has left no lock behind
        pass


def test_a_folder_without_a_state_is_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(status, ["--state", str(tmp_path / "nowhere")])
    assert "there is no state.sqlite3 here" in str(result.exception)
    assert not (tmp_path / "nowhere").exists()


def without_rights(*command: str) -> Sequence[str]:
    """The command, run without the right of a superuser to write what cannot be written."""
    if which("setpriv") is None:
        pytest.skip("setpriv of util-linux is not installed")
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search", sys.executable, "-m", "wellread", *command]


@pytest.mark.crawls
@pytest.mark.parametrize("is_open", [False, True], ids=["closed", "open"])
@pytest.mark.parametrize(
    "command",
    [("status",), ("export",), ("crawl", "https://cut.example/", "--contact", "x@example.org", "--dry-run")],
    ids=lambda command: command[0],
)
def test_a_state_that_cannot_be_written_is_read(state: Path, command: tuple[str, ...], *, is_open: bool) -> None:
    with StateFolder(state).open_ledger() as ledger:
        if not is_open:
            ledger.close()
        for path in (state, *state.glob("state.sqlite3*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        run = subprocess.run(
            without_rights(*command, "--state", str(state)), env=environment(), cwd=state.parent,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        state.chmod(0o755)
    assert run.returncode == 0, run.stderr
