"""What is left of a crawl of several sites whose process is killed again and again: nothing may be lost or doubled."""

from __future__ import annotations

import gzip
import hashlib
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import click
import msgspec

from benchmarks import options, tables
from wellread.crawler.archive import ArchiveError, read_response_at
from wellread.crawler.archive.files import find_folders
from wellread.crawler.record_location import RecordLocation

PER_LIST = 50
SITES = {"tea": 0.1, "walks": 0.2, "sleep": 0.7}  # name to share of the articles: some end before others
VICTIMS = ("group", "worker", "worker", "server")
_SHOWN = 10
LONGEST_PAUSE = 0.3  # seconds between the moment that was drawn and the kill
WORDS = "walking sleep breath water light tea rest stretch garden evening morning habit quiet supper window".split()


@dataclass
class Blog:
    """`size` articles on loopback, made up page by page, that counts what it is asked for.

    `sites` are the paths of its start pages, each with its share of the articles.
    """

    size: int
    sites: Mapping[str, float] = field(default_factory=lambda: {"blog": 1.0})
    base: str = ""
    asked: Counter[str] = field(default_factory=Counter)

    def page(self, target: str) -> bytes | None:
        """The HTML at a path with its query."""
        parts = urlsplit(target)
        _, name, *rest = parts.path.split("/")
        if name not in self.sites:
            return None
        if not rest:
            return self._listing(name, int(parse_qs(parts.query).get("page", ["1"])[0]))
        number = rest[0].removeprefix("article-")
        return self._article(name, int(number)) if number.isdecimal() and int(number) < self.sizes[name] else None

    @property
    def sizes(self) -> dict[str, int]:
        """How many articles each site has, at least one."""
        return {name: max(round(share * self.size), 1) for name, share in self.sites.items()}

    def starts(self) -> list[str]:
        """The start page of each."""
        return [f"{self.base}/{name}" for name in self.sites]

    def urls(self) -> set[str]:
        """Every article."""
        return {f"{self.base}/{name}/article-{at}" for name, size in self.sizes.items() for at in range(size)}

    def _listing(self, name: str, page: int) -> bytes:
        size = self.sizes[name]
        numbers = range((page - 1) * PER_LIST, min(page * PER_LIST, size))
        links = [f"/{name}/article-{number}" for number in numbers]
        further = [f"/{name}?page={page + 1}"] if page * PER_LIST < size else []
        items = "".join(f'<li><a href="{link}">{link}</a></li>' for link in [*links, *further])
        return f"<!DOCTYPE html><title>All articles</title><h1>All articles</h1><ul>{items}</ul>".encode()

    def _article(self, name: str, number: int) -> bytes:
        generator = random.Random(f"{name} {number}")  # noqa: S311
        sentences = [" ".join(generator.choices(WORDS, k=12)).capitalize() + "." for _ in range(24)]
        paragraphs = "".join(f"<p>{' '.join(sentences[at : at + 4])}</p>" for at in range(0, 24, 4))
        title = f"Article {number} on {name} and {generator.choice(WORDS)}"
        related = f'<a href="/{name}/article-{(number * 7 + 1) % self.sizes[name]}">Read next</a>'
        return (
            f'<!DOCTYPE html><html lang="en"><head><title>{title}</title><meta property="og:type" content="article">'
            '<meta property="article:published_time" content="2024-05-10T08:00:00Z"></head><body><main><article>'
            f"<h1>{title}</h1>{paragraphs}</article></main>{related}</body></html>"
        ).encode()


@contextmanager
def serving(blog: Blog) -> Iterator[None]:
    """Serve the blog for as long as the block runs."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            blog.asked[self.path] += 1
            body = blog.page(self.path)
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def handle(self) -> None:
            try:
                super().handle()
            except ConnectionError:
                return  # killed clients do not say goodbye

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        blog.base = f"http://127.0.0.1:{server.server_address[1]}"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()


def started(blog: Blog, folder: Path) -> subprocess.Popen[bytes]:
    """The crawl, in a process group of its own."""
    command = [
        sys.executable, "-m", "wellread", "crawl", *blog.starts(), "--contact", "bench@example.org",
        "--allow-private", "--state", str(folder / "state"), "-o", str(folder / "articles.jsonl"),
    ]  # fmt: skip
    with (folder / "log.txt").open("ab") as log:
        return subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)  # noqa: S603


@dataclass
class Victims:
    """A crawl that goes on however often it, or a part of it, is killed. `hits` counts the kills by victim."""

    blog: Blog
    folder: Path
    hits: Counter[str] = field(default_factory=Counter)
    _process: subprocess.Popen[bytes] | None = None

    def kill(self, victim: str, after: int, pause: float) -> None:
        """Kill one of VICTIMS `pause` seconds after the answer with the number `after`, if it is there by then."""
        process = self._process = self._process or started(self.blog, self.folder)
        while process.poll() is None and self.blog.asked.total() < after:
            time.sleep(0.005)
        time.sleep(pause)
        if victim == "group":
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                self.hits[victim] += 1
        elif found := self._await_children(process, victim):
            kind = victim if found[victim] else "worker"
            with suppress(ProcessLookupError):
                os.kill(found[kind][after % len(found[kind])], signal.SIGKILL)
                self.hits[kind] += 1
        if victim == "group" or process.poll() is not None:
            self._end()

    @staticmethod
    def _await_children(process: subprocess.Popen[bytes], victim: str) -> dict[str, list[int]]:
        """The child processes by their kinds, once there are the victim or workers; empty if the crawl ends before.

        A server that was killed comes back when a worker is to be started: whoever waits for it while workers work
        misses the moments that were drawn, and kills the last pages again and again.
        """
        while True:
            found = _children(process.pid)
            if found[victim] or found["worker"]:
                return found
            if process.poll() is not None:
                return {}
            time.sleep(0.005)

    def finish(self) -> int:
        """Let the crawl come to its end; its exit code."""
        self._process = self._process or started(self.blog, self.folder)
        return self._end()

    def _end(self) -> int:
        process, self._process = self._process, None
        code = process.wait() if process else 0
        _keep_output(self.folder)
        return code


def _children(pid: int) -> dict[str, list[int]]:
    """The server of a crawl's workers, and the workers: processes of its group, by what they are."""
    found: dict[str, list[int]] = {"server": [], "worker": []}
    for folder in Path("/proc").iterdir():
        with suppress(OSError):
            if folder.name.isdecimal() and b"worker_server" in (folder / "cmdline").read_bytes():
                parent, group = (folder / "stat").read_text().rpartition(")")[2].split()[1:3]
                if int(group) == pid:
                    found["server" if int(parent) == pid else "worker"].append(int(folder.name))
    return found


def _keep_output(folder: Path) -> None:
    """Put the output of a run by, as a job does that loads each; a run that was killed has mostly none."""
    output = folder / "articles.jsonl"
    if output.exists():
        output.rename(folder / f"loaded-{len(list(folder.glob('loaded-*')))}.jsonl")


@dataclass(frozen=True)
class Damage:
    """What was found when all was over. All but `again` must be 0, and every list empty."""

    lost: int
    doubled: int
    revisions: int  # beyond one for each article
    missing_in_output: int  # of all runs together
    twice_in_output: int  # killed between the rename of a file and the note that it was: may happen
    again: int  # pages that were fetched more than once: what was under way when the process died
    places: int  # in the archive that the database names
    differing: int  # records that `wellread extract` makes of the archive, and the crawl has not; and the reverse
    archive: tuple[str, ...]  # what is wrong with it


def assess(blog: Blog, folder: Path) -> Damage:
    """Compare what was kept with what there was."""
    exported = folder / "export.jsonl"
    command = ["export", "--state", str(folder / "state"), "-o", str(exported)]
    subprocess.run([sys.executable, "-m", "wellread", *command], check=True, capture_output=True)  # noqa: S603
    kept = _urls(exported)
    written = sum(map(_urls, folder.glob("loaded-*.jsonl")), Counter[str]())
    with sqlite3.connect(folder / "state" / "state.sqlite3") as database:
        revisions = Counter(line for (line,) in database.execute("SELECT record FROM revisions"))
        fetches = database.execute(
            "SELECT warc_file, warc_offset, warc_record_id, digest FROM fetches WHERE status IS NOT NULL"
        ).fetchall()
    return Damage(
        lost=len(blog.urls() - kept.keys()),
        doubled=sum(kept.values()) - len(kept),
        revisions=revisions.total() - len(kept),
        missing_in_output=len(blog.urls() - written.keys()),
        twice_in_output=sum(written.values()) - len(written),
        again=sum(count > 1 for path, count in blog.asked.items() if "article-" in path),
        places=len(fetches),
        differing=_differing(revisions, _extracted(folder)),
        archive=(*_unsound(folder / "state" / "archive"), *_unreadable(folder / "state" / "archive", fetches)),
    )


def _extracted(folder: Path) -> Counter[str]:
    """The lines that the archive gives without the database."""
    command = [sys.executable, "-m", "wellread", "extract", str(folder / "state" / "archive")]
    run = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    return Counter(run.stdout.splitlines())


def _differing(these: Counter[str], those: Counter[str]) -> int:
    return ((these - those) + (those - these)).total()


def _unsound(archive: Path) -> Iterator[str]:
    """What three readers that share no code have against the files."""
    files = sorted(path for path in archive.rglob("*") if path.is_file())
    yield from (f"{file.name} was left behind" for file in files if file.suffix != ".gz")
    for command in ([sys.executable, "-m", "warcio.cli", "check"], ["gzip", "-t"]):
        run = subprocess.run([*command, *files], check=False, capture_output=True, text=True)  # noqa: S603
        if run.returncode:
            yield f"{' '.join(command[-2:])}: {(run.stdout + run.stderr)[:200]}"
    yield from (f"{file.name}: a record is not as long as it says" for file in files if not _adds_up(file))


def _adds_up(file: Path) -> bool:
    """Whether the lengths that the records name lead from each to the next, up to the end of the file."""
    rest = gzip.decompress(file.read_bytes())
    while rest.startswith(b"WARC/1.1\r\n"):
        head, _, rest = rest.partition(b"\r\n\r\n")
        length = re.search(rb"(?im)^Content-Length: (\d+)\r?$", head)
        end = int(length[1]) if length else 0
        if rest[end : end + 4] != b"\r\n\r\n":
            return False
        rest = rest[end + 4 :]
    return not rest


def _unreadable(archive: Path, fetches: Iterable[tuple[str, int, str, str]]) -> Iterator[str]:
    """What the database says of the archive, and is not so."""
    folders = find_folders(archive)
    for file, offset, record_id, digest in fetches:
        try:
            capture = read_response_at(folders.get(file, archive), RecordLocation(file, offset, record_id))
        except ArchiveError as error:
            yield str(error)
            continue
        if hashlib.sha256(capture.payload).hexdigest() != digest:
            yield f"{file} at byte {offset}: another body than that which was read"


def _urls(path: Path) -> Counter[str]:
    return Counter(msgspec.json.decode(line)["url"] for line in path.read_bytes().splitlines())


@click.command("kills")
@click.option("--pages", type=click.IntRange(1), default=2_000, show_default=True, help="How many articles there are.")
@click.option("--kills", type=click.IntRange(1), default=20, show_default=True, help="How often the crawl is killed.")
@click.option("--seed", type=int, help="Repeats the moments of an earlier run.  [default: another one each time]")
@options.markdown
def command(pages: int, kills: int, seed: int | None, *, markdown: bool) -> None:
    """Kill a crawl, its workers or their server at random moments, go on, and count what was lost or doubled.

    Ends with exit code 1 if anything was.
    """
    seed = random.randrange(1_000_000) if seed is None else seed  # noqa: S311
    click.echo(f"seed {seed}")
    generator = random.Random(seed)  # noqa: S311
    blog = Blog(pages, SITES)
    moments = sorted(generator.randrange(pages) for _ in range(kills))
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="wellread-kills-") as name, serving(blog):
        folder = Path(name)
        crawl = Victims(blog, folder)
        for number, moment in enumerate(moments, start=1):
            crawl.kill(generator.choice(VICTIMS), moment, generator.uniform(0, LONGEST_PAUSE))
            click.echo(f"{number} of {kills}: {blog.asked.total()} requests so far", err=True)
        last = crawl.finish()
        damage = assess(blog, folder) if last == 0 else None
        log = (folder / "log.txt").read_text(encoding="utf-8", errors="replace")
    if damage is None:
        raise click.ClickException(f"the last run ended with exit code {last}:\n{log[-2000:]}")
    limits = ("lost", damage.lost), ("doubled", damage.doubled), ("revisions too many", damage.revisions)
    rows = [
        *((f"killed: {victim}", crawl.hits[victim], "-") for victim in sorted(set(VICTIMS))),
        *((what, count, "0") for what, count in limits),
        ("missing in -o", damage.missing_in_output, "0"),
        ("twice in -o", damage.twice_in_output, "-"),
        ("fetched more than once", damage.again, "-"),
        ("places in the archive", damage.places, "-"),
        ("extracted otherwise than crawled", damage.differing, "0"),
        ("wrong with the archive", len(damage.archive), "0"),
        ("seconds", round(time.monotonic() - begun), "-"),
    ]
    title = f"{pages} pages, {kills} kills, seed {seed}"
    tables.show(tables.Table(title, ("what", "count", "limit"), tuple(rows)), markdown=markdown)
    for problem in damage.archive[:_SHOWN]:
        click.echo(problem, err=True)
    wrong = damage.lost, damage.doubled, damage.revisions, damage.missing_in_output, damage.differing, damage.archive
    if any(wrong):
        sys.exit(1)
