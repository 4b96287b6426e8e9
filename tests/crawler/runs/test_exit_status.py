"""The exit code of a crawl names its gravest problem, and the message says what and where."""

import signal
from typing import Any

import pytest

from wellread.crawler.runs.exit_status import ExitCode, ExitStatus, determine_exit_status
from wellread.crawler.runs.record import HealthFinding, SiteRecord


def site(name: str, **changes: Any) -> SiteRecord:
    ordinary: dict[str, Any] = {"site": name, "url": f"https://{name}.example/", "status": "done", "new": 2}
    return SiteRecord(**(ordinary | changes))


TEA = site("tea")
GONE = site("gone", status="failed", reason="404 Not Found", new=0)
ILL = site("ill", findings=(HealthFinding(check="vanished", message="4 of 12 articles have vanished"),))


def untrusted(code: ExitCode, message: str) -> ExitStatus:
    return ExitStatus(code, message, is_trusted=False)


@pytest.mark.parametrize(
    ("sites", "interrupted_by", "unexpected", "expected"),
    [
        ([TEA], None, [], ExitStatus()),
        ([GONE], None, [], ExitStatus(ExitCode.SOME_FAILED, "https://gone.example/: 404 Not Found")),
        ([TEA, GONE], None, [], ExitStatus(ExitCode.SOME_FAILED, "1 of 2 sites failed: gone: 404 Not Found")),
        (
            [GONE] * 5, None, [],
            ExitStatus(
                ExitCode.SOME_FAILED, f"5 of 5 sites failed: {'; '.join(['gone: 404 Not Found'] * 3)}; and 2 more"
            ),
        ),
        (
            [ILL, GONE], None, [],
            untrusted(ExitCode.UNHEALTHY, "a health check failed: ill: 4 of 12 articles have vanished"),
        ),
        ([ILL, GONE], None, ["the disk is full"], untrusted(ExitCode.UNEXPECTED, "the disk is full")),
        (
            [ILL, TEA], signal.SIGINT, ["the disk is full"],
            untrusted(ExitCode.INTERRUPTED, "interrupted; 4 new or changed articles"),
        ),
        ([], signal.SIGTERM, [], ExitStatus(ExitCode.TERMINATED, "interrupted; 0 new or changed articles")),
    ],
    ids=["well", "one-failed", "some-failed", "many-failed", "unhealthy", "unexpected", "interrupted", "terminated"],
)  # fmt: skip
def test_the_gravest_problem_decides(
    sites: list[SiteRecord], interrupted_by: signal.Signals | None, unexpected: list[str], expected: ExitStatus
) -> None:
    assert determine_exit_status(sites, interrupted_by, unexpected) == expected
