"""Whether two trees of the project make the same records: of every page of the corpora, and of whole crawls.

For a change that must not change what is read, and to see what one changes that must.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from benchmarks import options, runner
from benchmarks.corpora import ROOT as CORPORA
from benchmarks.corpora import Page
from wellread.crawler.demo import serve_demo_site

HERE = Path(__file__).resolve().parents[1]
WORKER = Path(__file__).with_name("record_worker.py")
AURA = CORPORA.parent / "sites" / "aura"
PORT = 8765  # the same for both trees: the address of a page is part of its record
# What differs from run to run, and says nothing of the page.
VOLATILE = ("dateDownloaded", "warcFile", "warcRecordId", "extractorVersion")
MAX_SHOWN_CHARS = 160

Record = dict[str, object]


@dataclass(frozen=True)
class Difference:
    """A key of a record that is not the same in both trees."""

    page: str
    key: str
    before: object
    after: object


@dataclass(frozen=True)
class TimedRecord:
    """The record that a tree makes of a page, and the seconds of processor time that it takes."""

    record: Record
    seconds: float


@click.command("compare")
@click.option(
    "--before",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The other tree: another checkout, as `git worktree add ../before main` makes one.",
)
@click.option(
    "--after",
    default=HERE,
    show_default="this tree",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The tree that is held against it.",
)
@options.root
@options.corpus
@options.limit
@click.option("--crawls/--no-crawls", default=False, help="Also crawl the demo and the Aura blog with both trees.")
@click.option("--show", default=20, show_default=True, help="How many differences are shown.")
def command(  # noqa: PLR0913  (one parameter for each option)
    before: Path, after: Path, root: Path, corpus_names: tuple[str, ...], limit: int | None, show: int, *, crawls: bool
) -> None:
    """Hold the records of two trees against each other; exit 1 where they differ.

    Of warnings only the codes are compared, and nothing of what differs from run to run.
    """
    trees = (before.resolve(), after.resolve())
    pages = [page for corpus in runner.chosen_corpora(root, corpus_names) for page in corpus.pages[:limit]]
    before_pages, after_pages = _extract_with_both(trees, pages)
    click.echo(speed_line(before_pages, after_pages))
    differences = list(
        differing(_names(pages), *([page.record for page in one] for one in (before_pages, after_pages)))
    )
    told = [f"{len(pages)} pages of the corpora"]
    if crawls:
        for name, serving in (("demo", _demo), ("aura", _aura)):
            crawled = [_crawled(tree, serving) for tree in trees]
            differences += differing([f"{name}/{number}" for number in range(len(crawled[1]))], *crawled)
            told.append(f"{len(crawled[1])} records of crawling and extracting again the {name} blog")
    for one in differences[:show]:
        click.echo(f"{one.page} {one.key}\n  before {_shortened(one.before)}\n  after  {_shortened(one.after)}")
    if differences:
        keys = Counter(one.key for one in differences)
        raise click.ClickException(
            f"{len({one.page for one in differences})} pages differ: "
            + ", ".join(f"{key} on {count}" for key, count in keys.most_common())
        )
    click.echo(f"the same records from both trees: {', '.join(told)}")


def differing(
    names: Sequence[str], before: Sequence[Record | None], after: Sequence[Record | None]
) -> Iterator[Difference]:
    """Each key that differs, record by record."""
    for name, old, new in zip_longest(names, before, after):
        if old is None or new is None:
            yield Difference(str(name), "(record)", old, new)
            continue
        was, now = comparable(old), comparable(new)
        for key in dict.fromkeys((*was, *now)):
            if json.dumps(was.get(key, "(no such key)")) != json.dumps(now.get(key, "(no such key)")):
                yield Difference(str(name), key, was.get(key), now.get(key))
        if list(was) != list(now):
            yield Difference(str(name), "(order of keys)", list(was), list(now))


def comparable(record: Mapping[str, object]) -> Record:
    """The record without what differs from run to run, its warnings as their codes."""
    kept = {key: value for key, value in record.items() if key not in VOLATILE}
    warnings = kept.get("warnings")
    if isinstance(warnings, list):
        kept["warnings"] = [warning["code"] for warning in warnings]
    return kept


def _names(pages: Sequence[Page]) -> list[str]:
    return [f"{page.corpus}/{page.gold.id}" for page in pages]


def _extract_with_both(trees: tuple[Path, Path], pages: Sequence[Page]) -> list[list[TimedRecord]]:
    """What each tree makes of the pages, both at the same time."""
    with ThreadPoolExecutor(len(trees)) as pool:
        return list(pool.map(lambda tree: _extract(tree, pages), trees))


def _extract(tree: Path, pages: Sequence[Page]) -> list[TimedRecord]:
    asked = "".join(json.dumps({"path": str(page.path.resolve()), "url": page.gold.url}) + "\n" for page in pages)
    command = [sys.executable, "-P", str(WORKER), "wellread." if _is_package(tree) else ""]
    run = subprocess.run(command, input=asked.encode(), env=_environment(tree), check=True, stdout=subprocess.PIPE)  # noqa: S603
    return [TimedRecord(**json.loads(line)) for line in run.stdout.split(b"\n")[:-1]]


def speed_line(before: Sequence[TimedRecord], after: Sequence[TimedRecord]) -> str:
    """The processor time of both trees: of all pages together, and the median of the pages' ratios."""
    totals = [sum(page.seconds for page in pages) for pages in (before, after)]
    ratios = [new.seconds / old.seconds for old, new in zip(before, after, strict=True) if old.seconds]
    median = f", median page {statistics.median(ratios):.3f} of before" if ratios else ""
    return f"processor time: {totals[0]:.1f} s before, {totals[1]:.1f} s after{median}"


def _is_package(tree: Path) -> bool:
    """Whether the code of a tree is one package; in the first trees its folders were packages of their own."""
    return (tree / "src" / "wellread").is_dir()


def _environment(tree: Path) -> dict[str, str]:
    """The environment in which `import wellread` finds the code of this tree, whatever is installed."""
    return os.environ | {"PYTHONPATH": os.pathsep.join((str(tree / "src"), str(tree)))}


def _crawled(tree: Path, serving: Callable[[], AbstractContextManager[str]]) -> list[Record]:
    """The records of a crawl with the tree, and those of extracting its archive again."""
    module = "wellread" if _is_package(tree) else "crawler.cli"
    with TemporaryDirectory() as name, serving() as url:
        folder = Path(name)
        crawl = [
            "crawl", url, "--contact", "compare@example.org", "--allow-private",
            "--state", str(folder / "state"), "-o", str(folder / "crawled.jsonl"),
        ]  # fmt: skip
        extract = ["extract", str(folder / "state" / "archive"), "-o", str(folder / "extracted.jsonl")]
        for command in (crawl, extract):
            subprocess.run(  # noqa: S603
                [sys.executable, "-P", "-m", module, *command],
                cwd=folder, env=_environment(tree), check=True, capture_output=True,
            )  # fmt: skip
        found = []
        for file in ("crawled.jsonl", "extracted.jsonl"):
            records = [json.loads(line) for line in (folder / file).read_text(encoding="utf-8").splitlines()]
            found += sorted(records, key=lambda record: str(record["url"]))
        return found


@contextmanager
def _demo() -> Iterator[str]:
    with serve_demo_site(PORT) as base:
        yield f"{base}/blog"


@contextmanager
def _aura() -> Iterator[str]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(AURA, folder, dirs_exist_ok=True)
        server = subprocess.Popen([sys.executable, "serve.py", str(PORT)], cwd=folder, stdout=subprocess.PIPE)  # noqa: S603
        try:
            if server.stdout:
                server.stdout.readline()
            yield f"http://127.0.0.1:{PORT}/blog"
        finally:
            server.terminate()
            server.wait()


def _shortened(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= MAX_SHOWN_CHARS else text[:MAX_SHOWN_CHARS] + " …"
