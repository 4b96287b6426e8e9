"""Crawls a site into an archive, in a process of its own: `python -m tests.crawler.archived URL FOLDER RECORDS`."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from crawler.archive import ArchiveWriter
from crawler.runner import run
from crawler.spiders.blog import BlogSpider
from output.jsonl import JsonLines


def main(url: str, folder: str, records: str) -> None:
    """Crawl the blog at `url` on loopback."""
    with ArchiveWriter(Path(folder), user_agent="wellread test") as archive, JsonLines(records) as lines:
        run(
            BlogSpider,
            contact="test@example.org",
            allow_private=True,
            log_level=logging.INFO,
            archive=archive,
            url=url,
            sink=lines.write,
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
