"""Re-extraction of the archives of several sites: in one process, in several, and by engines, on the same archives."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from benchmarks import options, tables
from benchmarks.blog import ROOT, Blog
from benchmarks.processes import Watched, watch
from wellread import units
from wellread.crawler.archive import ArchiveWriter, HttpExchange, RawHeaders, VisitContext

_HEADERS = RawHeaders(b"GET / HTTP/1.1\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n")
_BEGAN = datetime(2026, 3, 1, tzinfo=UTC)


def archive_site(folder: Path, number: int, pages: int) -> None:
    """The archive of a crawl over a site of so many articles."""
    blog = Blog(pages, f"https://site-{number}.example")
    context = VisitContext("page", _BEGAN.isoformat(timespec="microseconds"), f"{blog.base}/blog")
    with ArchiveWriter(folder / f"site-{number}", token=1) as writer:
        for page in range(pages):
            at, url = _BEGAN + timedelta(seconds=page), f"{blog.base}/blog/article-{page}"
            writer.write_exchange(HttpExchange(url, at, 200, _HEADERS, blog.article(page), fetch_context=context))


@dataclass(frozen=True)
class Engine:
    """A way to read archives. Without the module that it needs in any of the environments it is left out."""

    name: str
    arguments: tuple[str, ...]  # with {archive}, {output} and {jobs}
    needs: str = "wellread"
    is_ours: bool = True  # it writes our records

    def find_python(self) -> str | None:
        """An interpreter that finds the module: this one, or that of an environment of the checkout."""
        others = (str(ROOT / name / "bin" / "python") for name in (".venv-bench", ".venv-loads"))
        return next((python for python in (sys.executable, *others) if _has_module(python, self.needs)), None)

    def run(self, python: str, archive: Path, output: Path, jobs: int) -> Watched:
        """What it takes, with as many processors as it has jobs."""
        words = (word.format(archive=archive, output=output, jobs=jobs) for word in self.arguments)
        variables = {
            "PYSPARK_SUBMIT_ARGS": f"--master local[{jobs}] --conf spark.ui.enabled=false pyspark-shell",
            "PYSPARK_PYTHON": python,
            "SPARK_LOCAL_IP": "127.0.0.1",
        }
        with only_processors(self.count_processors(jobs)):
            return watch([python, *words], variables, every=0.2)

    def count_processors(self, jobs: int) -> int:
        """How many it is to use."""
        return jobs if "{jobs}" in self.name else 1


@contextmanager
def only_processors(count: int) -> Iterator[None]:
    """Let this process and all that it starts use no more processors."""
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(allowed)[:count])
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)


def _has_module(python: str, name: str) -> bool:
    program = f"import importlib.util, sys; sys.exit(importlib.util.find_spec({name!r}) is None)"
    return Path(python).exists() and not subprocess.run([python, "-c", program], check=False).returncode  # noqa: S603


_EXTRACT = ("-m", "wellread", "extract", "{archive}", "-o", "{output}/all.jsonl", "--jobs")
ENGINES = (
    Engine("--jobs 1", (*_EXTRACT, "1")),
    Engine("--jobs {jobs}", (*_EXTRACT, "{jobs}")),
    Engine("Spark local[{jobs}]", ("examples/extract_spark.py", "{archive}", "{output}"), "pyspark"),
    Engine("Dask, {jobs} workers", ("examples/extract_dask.py", "{archive}", "{output}", "{jobs}"), "distributed"),
    Engine(
        "trafilatura, one process", ("-m", "benchmarks.trafilatura_archive", "{archive}"), "trafilatura", is_ours=False
    ),
)


def digest_records(output: Path, archive: Path) -> str:
    """Of the records, in one file or in one for each unit."""
    whole = output / "all.jsonl"
    files = [whole] if whole.exists() else [output / f"{unit.name}.jsonl" for unit in units(archive)]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


@click.command("units")
@click.option("--sites", type=click.IntRange(1), default=4, show_default=True, help="How many sites there are.")
@click.option("--pages", type=click.IntRange(1), default=250, show_default=True, help="How many articles each has.")
@click.option("--jobs", type=click.IntRange(2), default=2, show_default=True, help="What is measured beside one.")
@options.markdown
def command(sites: int, pages: int, jobs: int, *, markdown: bool) -> None:
    """Extract the archives of sites with one job, with several, and with the engines that are installed beside it.

    The records must be the same. Each has as many processors as jobs, trafilatura one. The efficiency is 1 if N jobs
    read N times as many pages in the same time as one, or, by processor time, if they use no more of it. Start-up is
    the same over a single page.
    """
    rows: list[tuple[tables.Cell, ...]] = []
    digests: dict[str, str] = {}
    first: Watched | None = None
    with tempfile.TemporaryDirectory(prefix="wellread-units-") as name:
        folder = Path(name)
        archive_site(folder / "one", 0, 1)
        for number in range(sites):
            archive_site(folder / "all", number, pages)
        for at, engine in enumerate(ENGINES):
            label, python = engine.name.format(jobs=jobs), engine.find_python()
            if python is None:
                rows.append((f"{label}: no {engine.needs}", *[None] * 6))
                continue
            outputs = [folder / f"{kind}-{at}" for kind in ("one", "all")]
            for output in outputs:
                output.mkdir()
            started = engine.run(python, folder / "one", outputs[0], jobs)
            took = engine.run(python, folder / "all", outputs[1], jobs)
            first = first or took
            rows.append(
                (
                    label,
                    round(sites * pages / took.seconds, 1),
                    round(took.cpu / sites / pages * 1000, 1),
                    round(first.seconds / took.seconds / engine.count_processors(jobs), 2),
                    round(first.cpu / took.cpu, 2),
                    round(started.seconds, 1),
                    round(took.peak),
                )
            )
            if engine.is_ours:
                digests[label] = digest_records(outputs[1], folder / "all")
    columns = ("", "pages/s", "processor ms a page", "efficiency", "by processor time", "start-up s", "peak MiB")
    tables.show(
        tables.Table(f"Archives of {sites} sites with {pages} pages each", columns, tuple(rows)), markdown=markdown
    )
    if len(set(digests.values())) > 1:
        raise click.ClickException(f"the records are not the same: {digests}")
