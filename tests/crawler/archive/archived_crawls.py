"""Crawls that are archived, and what is extracted from their archives again."""

from __future__ import annotations

from pathlib import Path

from tests.cli.command import crawl, records, wellread
from tests.crawler.loopback import Site
from wellread.crawler.archive import ArchivedResponse, read_responses


def archive_crawl(url: str, folder: Path) -> tuple[Path, list[str]]:
    """Crawl a blog. The folder of its archive, and the lines of its records."""
    run = crawl(url, "--state", folder / "state", "-o", folder / "crawled.jsonl", cwd=folder)
    assert run.returncode == 0, run.stderr
    return folder / "state" / "archive", (folder / "crawled.jsonl").read_text().splitlines()


def extract_archive(archive: Path, *options: str, cwd: Path) -> list[str]:
    """The lines of the records of an archive, each checked against the published schema."""
    run = wellread("extract", archive, *options, cwd=cwd)
    assert run.returncode == 0, run.stderr
    assert records(run.stdout)
    return run.stdout.splitlines()


def responses_by_path(site: Site, archive: Path) -> dict[str, ArchivedResponse]:
    responses = [each for each in read_responses(archive) if isinstance(each, ArchivedResponse)]
    return {response.url.removeprefix(site.base): response for response in responses}
