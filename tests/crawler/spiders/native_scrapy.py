"""Runs the spider as Scrapy itself does: in a process of its own."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.cli.command import ROOT, environment
from tests.crawler.loopback import MAX_WAIT_SECONDS, Site
from tests.loaded_process import run_module


def crawl_with_scrapy(site: Site, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Crawl with the command of Scrapy instead of ours."""
    settings = ("-s", "ALLOW_PRIVATE=1", "-s", f"STATE={folder / 'state'}", "-s", "CONTACT=test@example.org")
    words = ("crawl", "blog", "-a", f"url={site.base}/blog", *settings, *arguments)
    return run_module("scrapy", *words, cwd=ROOT, env=environment(), max_seconds=MAX_WAIT_SECONDS)
