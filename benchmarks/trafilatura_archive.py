"""Reads the pages of archives with trafilatura: what the same records take with it. python -m ... ARCHIVE"""

from __future__ import annotations

import sys
from pathlib import Path

import trafilatura
from warcio.archiveiterator import ArchiveIterator


def main(archive: str) -> None:
    """Read all that trafilatura reads of a page, with its metadata, as one process after the other does."""
    for path in sorted(Path(archive).rglob("*.warc.gz")):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream):
                if record.rec_type == "response":
                    url = record.rec_headers.get_header("WARC-Target-URI")
                    trafilatura.bare_extraction(record.content_stream().read(), url=url, with_metadata=True)


if __name__ == "__main__":
    main(sys.argv[1])
