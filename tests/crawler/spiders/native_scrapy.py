"""Runs the spider as Scrapy itself does: in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.cli.command import ROOT, environment
from tests.crawler.loopback import MAX_WAIT_SECONDS, Site


def crawl_with_scrapy(site: Site, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Crawl with the command of Scrapy instead of ours."""
    settings = ("-s", "ALLOW_PRIVATE=1", "-s", f"STATE={folder / 'state'}", "-s", "CONTACT=test@example.org")
    command = [sys.executable, "-m", "scrapy", "crawl", "blog", "-a", f"url={site.base}/blog", *settings, *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment(), check=False, capture_output=True, text=True, timeout=MAX_WAIT_SECONDS
    )
