"""What a run shows on a terminal: a row for each site, and its problems after that."""

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

from rich.console import Console

from wellread.crawler.runs.display import print_run
from wellread.crawler.runs.record import FailedPage, HealthFinding, RunRecord, SiteRecord

TEA = SiteRecord(
    site="tea", url="https://tea.example/", status="done", complete=True, found=9, fetched=9, new=7, bytes=4_200_000,
    discovered={"sitemaps": 9, "feeds": 4}, seconds=61.5,
)  # fmt: skip
ILL = SiteRecord(
    site="ill\x1b[31m", url="https://ill.example/", status="done", fetched=20, failed=6, waiting=3,
    findings=(HealthFinding(check="failing", message="6 pages could not be fetched"),),
    failures=tuple(FailedPage(url=f"https://ill.example/{number}", reason="no response") for number in range(6)),
)  # fmt: skip


def printed(*sites: SiteRecord, exit_code: int, written: int = 7) -> list[str]:
    run = RunRecord(
        run_id="1", wellread_version="1", pid=1, started=datetime(2026, 3, 10, tzinfo=UTC), exit_code=exit_code,
        written=written, sites=sites,
    )  # fmt: skip
    console = Console(file=StringIO(), width=100)
    print_run(run, Path("runs/1/run.json"), "articles.jsonl", console)
    assert isinstance(console.file, StringIO)
    return [line.rstrip() for line in console.file.getvalue().splitlines()]


def test_a_run_that_went_well_is_a_row_and_its_sources() -> None:
    assert printed(TEA, exit_code=0) == [
        "site   found fetched new received   time",
        "✓ tea      9       9   7   4.2 MB 1m 02s",
        "  tea  found in: sitemaps 9, feeds 4",
        "7 articles written to articles.jsonl",
        "the record of this run: runs/1/run.json",
    ]


def test_a_run_that_has_changed_nothing_says_so() -> None:
    assert "nothing has changed: articles.jsonl stays as it is" in printed(TEA, exit_code=0, written=0)
    assert "articles.jsonl" not in "".join(printed(TEA, ILL, exit_code=3, written=0))


def test_problems_come_after_the_table_and_say_what_to_do() -> None:
    lines = printed(TEA, ILL, exit_code=3)
    problems = lines[lines.index("  tea  found in: sitemaps 9, feeds 4") + 1 :]
    assert problems[:3] == [
        r"✗ ill\x1b[31m: 6 pages could not be fetched",
        r"  ill\x1b[31m: 3 pages are left for the next run",
        r"  ill\x1b[31m: 6 pages could not be had: no response 6",
    ]
    assert problems[3:8] == [f"    https://ill.example/{number}  no response" for number in range(5)]
    assert problems[-1].startswith("Look at the site before the next run")
