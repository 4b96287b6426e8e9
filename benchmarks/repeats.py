"""Whether one command reads many pages as it reads a few: every page of the corpora ten times over, none lost."""

from __future__ import annotations

import gzip
import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import msgspec

from benchmarks import options, tables
from benchmarks.corpora import Page
from benchmarks.options import Selection


@dataclass(frozen=True)
class Outcome:
    """What one command wrote for pages, each of which it was given `times` times.

    `lost` are the copies without a record, `differing` the pages whose records are not the same bytes.
    """

    copies: int
    lost: int
    differing: int
    exit_code: int


def lay_out(pages: Sequence[Page], times: int, folder: Path) -> Counter[str]:
    """Write each page `times` times; gives how often each body, by its digest, stands there."""
    bodies: Counter[str] = Counter()
    for number, page in enumerate(pages):
        html = page.html()
        bodies[hashlib.sha256(html).hexdigest()] += times
        first = folder / f"0-{number}.html.gz"
        first.write_bytes(gzip.compress(html, 1))
        for copy in range(1, times):
            # All pages once, then all of them again: whatever one leaves behind meets every other.
            os.link(first, folder / f"{copy}-{number}.html.gz")
    return bodies


def assess(bodies: Counter[str], output: Path, exit_code: int) -> Outcome:
    """Compare what was written with what was given."""
    written: dict[str, Counter[bytes]] = defaultdict(Counter)
    for line in output.read_bytes().splitlines():
        written[msgspec.json.decode(line)["rawSha256"]][line] += 1
    lost = sum(max(count - written[body].total(), 0) for body, count in bodies.items())
    return Outcome(bodies.total(), lost, sum(len(lines) > 1 for lines in written.values()), exit_code)


@click.command("repeats")
@options.selection
@click.option("--times", type=click.IntRange(2), default=10, show_default=True, help="How often each page is read.")
@options.markdown
def command(selection: Selection, times: int, *, markdown: bool) -> None:
    """Extract every page several times over in one command: none may be lost, and each must give the same bytes.

    Ends with exit code 1 otherwise.
    """
    pages = [page for _, chosen in selection.pages for page in chosen]
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="wellread-repeats-") as name:
        folder, output = Path(name) / "pages", Path(name) / "articles.jsonl"
        folder.mkdir()
        bodies = lay_out(pages, times, folder)
        extract = [sys.executable, "-m", "wellread", "extract", str(folder), "-o", str(output)]
        exit_code = subprocess.run(extract, check=False).returncode  # noqa: S603
        outcome = assess(bodies, output, exit_code)
    rows = (
        ("pages", len(pages), "-"),
        ("times each", times, "-"),
        ("lost", outcome.lost, "0"),
        ("not the same bytes each time", outcome.differing, "0"),
        ("exit code", outcome.exit_code, "0"),
        ("seconds", round(time.monotonic() - begun), "-"),
    )
    tables.show(tables.Table("Pages over and over in one command", ("what", "count", "limit"), rows), markdown=markdown)
    if outcome.lost or outcome.differing or outcome.exit_code:
        sys.exit(1)
