"""Archives in units: however they are named, however many processes read them, whichever of these is killed."""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.command import environment, records, told, wellread_here
from tests.crawler.commands.unit_archives import NOON, PAGES, crawl_twice, exchange
from tests.crawler.loopback import StubResponse, article
from wellread.crawler.archive import ArchiveWriter, VisitContext
from wellread.crawler.commands.extraction_units import UnitCounts, extract_unit, units
from wellread.crawler.commands.unit_processes import UnitPlan, _ProcessPool


def crawl_together(folder: Path, *hosts: str) -> Path:
    """An archive of a version that had one for all sites of a run."""
    with ArchiveWriter(folder) as writer:
        for host in hosts:
            context = VisitContext("page", "2026-02-01T11:59:00.000000+00:00", f"https://{host}/blog")
            writer.write_exchange(exchange(f"https://{host}/blog/old", article(f"Old {host}"), context, NOON))
    path = max(folder.iterdir())
    return path.rename(path.with_name(re.sub(r"-0-", "-", path.name)))


@pytest.fixture
def two_sites(tmp_path: Path) -> Path:
    archive = tmp_path / "archive"
    for host in ("a.example", "b.example"):
        crawl_twice(archive / host, host)
    return archive


def test_archives_named_apart_give_what_their_folder_gives(tmp_path: Path) -> None:
    first, second = crawl_twice(tmp_path / "archive", "a.example")
    whole = wellread_here("extract", tmp_path / "archive", cwd=tmp_path).stdout
    assert len(records(whole)) == PAGES + 1
    for named in ((first, second), (second, first), (tmp_path / "archive", second), (first, first, second)):
        assert wellread_here("extract", *named, cwd=tmp_path).stdout == whole


def test_what_stands_in_an_archive_beside_the_one_that_is_named_is_found(tmp_path: Path) -> None:
    _, second = crawl_twice(tmp_path / "archive", "a.example")
    assert len(records(wellread_here("extract", second, cwd=tmp_path).stdout)) == PAGES


def test_an_archive_that_is_missed_is_named(tmp_path: Path) -> None:
    first, second = crawl_twice(tmp_path / "archive", "a.example")
    (tmp_path / "elsewhere").mkdir()
    first.rename(tmp_path / "elsewhere" / first.name)
    run = wellread_here("extract", second, cwd=tmp_path)
    assert run.returncode == 4
    assert run.stderr.count(f"the record that it refers to is in {first.name}, which is not here") == PAGES - 1
    assert told(run) == f"Error: {PAGES - 1} of {PAGES} could not be read"
    assert len(records(run.stdout)) == 1


def test_archives_of_a_site_from_before_each_had_a_folder_go_before_the_new_ones(tmp_path: Path) -> None:
    old = crawl_together(tmp_path / "archive", "a.example")
    new = crawl_twice(tmp_path / "archive" / "a.example", "a.example")
    (unit,) = units(tmp_path / "archive")
    assert unit.paths == (str(old), *map(str, new))
    lines = records(wellread_here("extract", tmp_path / "archive", cwd=tmp_path).stdout)
    assert [line["headline"] for line in lines][:2] == ["Old a.example", "Tea 0 of a.example"]


def test_a_unit_is_a_site_and_sites_that_share_an_archive_are_one(two_sites: Path) -> None:
    apart = units(two_sites)
    assert [len(unit.paths) for unit in apart] == [2, 2]
    assert [path for unit in apart for path in unit.paths] == sorted(map(str, two_sites.rglob("*.gz")))
    crawl_together(two_sites, "b.example", "c.example")
    assert [len(unit.paths) for unit in units(two_sites)] == [2, 3]
    crawl_together(two_sites, "a.example", "c.example")
    assert [len(unit.paths) for unit in units(two_sites)] == [6]


def test_a_site_stays_one_unit_when_its_archive_rolls_over_and_another_blog_of_its_host_is_another(
    tmp_path: Path,
) -> None:
    robots = StubResponse(b"User-agent: *")
    for blog in ("tea", "nap"):
        context = VisitContext("page", "2026-03-01T11:59:00.000000+00:00", f"https://a.example/{blog}")
        with ArchiveWriter(tmp_path / blog, token=1) as writer:
            writer.write_exchange(exchange("https://a.example/robots.txt", robots, None, NOON))
        with ArchiveWriter(tmp_path / blog, token=1, max_file_bytes=4000) as writer:
            writer.write_exchange(exchange("https://a.example/robots.txt", robots, None, NOON))
            for number in range(PAGES):
                url = f"https://a.example/{blog}/{number}"
                writer.write_exchange(exchange(url, article(f"{blog} {number}"), context, NOON))
    found = [{Path(path).parent.name for path in unit.paths} for unit in units(tmp_path)]
    assert sorted(map(sorted, found)) == [["nap"], ["tea"]]
    assert all(len(list((tmp_path / blog).iterdir())) > 2 for blog in ("tea", "nap"))


def test_an_archive_that_cannot_be_read_is_a_unit_that_says_so(two_sites: Path, tmp_path: Path) -> None:
    (two_sites / "none.warc.gz").write_bytes(b"no archive")
    bad = next(unit for unit in units(two_sites) if len(unit.paths) == 1)
    counts = extract_unit(bad, tmp_path / "bad.jsonl")
    assert (counts.pages, counts.records) == (0, 0)
    assert [failure.startswith(f"{two_sites / 'none.warc.gz'}: ") for failure in counts.failures] == [True]


def test_archives_of_other_programs_that_refer_to_each_other_are_one_unit(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path / "foreign") as writer:
        place = writer.write_exchange(exchange("https://a.example/blog/1", article("Tea"), None, NOON))
    with ArchiveWriter(tmp_path / "foreign") as writer:
        copy = exchange("https://b.example/blog/1", article("Tea"), None, NOON + timedelta(days=1))
        writer.write_exchange(copy, earlier=place)
    for number, path in enumerate(sorted((tmp_path / "foreign").iterdir())):
        path.rename(path.with_name(f"crawl-{number}.warc.gz"))
    assert [len(unit.paths) for unit in units(tmp_path / "foreign")] == [2]


def test_a_unit_that_is_complete_is_not_read_again(two_sites: Path, tmp_path: Path) -> None:
    unit, target = units(two_sites)[0], tmp_path / "a.jsonl"
    counts = extract_unit(unit, target)
    assert counts == UnitCounts(pages=2 * PAGES, records=PAGES + 1)
    before = target.stat()
    assert extract_unit(unit, target) == counts
    assert target.stat() == before
    content = target.read_bytes()
    for damage in (content[:-100], b""):  # as after a power cut
        target.write_bytes(damage)
        assert extract_unit(unit, target) == counts
        assert target.read_bytes() == content


def test_a_unit_is_read_again_if_its_archives_have_changed_whatever_they_are_called(
    two_sites: Path, tmp_path: Path
) -> None:
    unit, target = units(two_sites)[0], tmp_path / "a.jsonl"
    whole = extract_unit(unit, target)
    path = Path(unit.paths[1])
    content = path.read_bytes()
    path.write_bytes(content[:-2000])
    assert len(extract_unit(unit, target).failures) == 1
    path.write_bytes(content)
    assert extract_unit(unit, target) == whole
    assert extract_unit(unit, target, all_pages=True) == whole


def test_what_a_killed_process_has_left_is_swept(two_sites: Path, tmp_path: Path) -> None:
    unit, target = units(two_sites)[0], tmp_path / "parts" / "a.jsonl"
    target.parent.mkdir()
    target.with_name(".a.jsonl.tmp").write_bytes(b"half a line")
    (target.parent / ".a.jsonl.work" / "wellread-extract-1").mkdir(parents=True)
    extract_unit(unit, target)
    assert sorted(path.name for path in target.parent.iterdir()) == ["a.jsonl", "a.jsonl.receipt.json"]


def test_a_file_that_one_crawl_has_asked_for_says_nothing_of_the_pages_of_others(tmp_path: Path) -> None:
    reservation = StubResponse(b'[{"location": "/blog/*", "tdm-reservation": 1}]')
    for token, begins_with in enumerate(((), (("/.well-known/tdmrep.json", reservation),), ()), start=1):
        at = NOON + timedelta(days=token)
        context = VisitContext("page", at.isoformat(timespec="microseconds"), "https://a.example/blog")
        for part in begins_with, ((f"/blog/{token}", article(f"Tea {token}")),):  # each in a file of its own
            with ArchiveWriter(tmp_path / "archive", token=token) as writer:
                for path, response in part:
                    visit = context if path.startswith("/blog") else None
                    writer.write_exchange(exchange(f"https://a.example{path}", response, visit, at))
    (unit,) = units(tmp_path / "archive")
    assert len(unit.paths) == 4
    assert extract_unit(unit, tmp_path / "a.jsonl").records == 3
    lines = map(json.loads, (tmp_path / "a.jsonl").read_text().splitlines())
    said = [[rights["term"] for rights in line["rights"]] for line in lines]
    assert said == [[], ["tdm-reservation"], []]


def test_two_processes_give_what_one_gives(two_sites: Path, tmp_path: Path) -> None:
    (two_sites / "none.warc.gz").write_bytes(b"no archive")
    cut = max((two_sites / "b.example").iterdir())
    cut.write_bytes(cut.read_bytes()[:-1000])
    runs = []
    for jobs in ("1", "2"):
        run = wellread_here("extract", two_sites, "-o", "out.jsonl", "--jobs", jobs, cwd=tmp_path)
        runs.append((run.returncode, run.stderr, (tmp_path / "out.jsonl").read_bytes()))
        assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".out")] == []
    assert runs[0] == runs[1]
    assert runs[0][0] == 4
    assert str(two_sites / "none.warc.gz") in runs[0][1]
    assert str(cut) in runs[0][1]
    to_stdout = wellread_here("extract", two_sites, "--jobs", "2", cwd=tmp_path)
    assert to_stdout.stdout.encode() == runs[0][2]


def test_a_run_that_is_interrupted_begins_no_further_unit(tmp_path: Path) -> None:
    archive, parts = tmp_path / "archive", tmp_path / "parts"
    parts.mkdir()
    for number in range(6):
        crawl_twice(archive / f"{number}.example", f"{number}.example", pages=1)
    pool = _ProcessPool(1)
    plan = UnitPlan(parts, all_pages=False, processes=1, page_processes=1)
    results = [pool.threads.submit(pool.extract, plan, unit) for unit in units(archive)]
    assert results[0].result() is not None
    pool.close()
    assert not [child for child in multiprocessing.active_children() if child.name.startswith("ForkServerProcess")]
    assert results[-1].cancelled()
    assert len(list(parts.glob("*.jsonl"))) < len(results)
    assert pool.extract(plan, units(archive)[-1]) is None


def unit_processes_of(pid: int) -> list[int]:
    """The processes of units that a driver has had forked."""
    servers = [child for child in children_of(pid) if b"forkserver" in Path(f"/proc/{child}/cmdline").read_bytes()]
    return [child for server in servers for child in children_of(server)]


def children_of(pid: int) -> list[int]:
    """Those that any of its threads has started."""
    listed = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for path in listed for child in path.read_text().split()]


@pytest.mark.crawls
@pytest.mark.parametrize("victim", ["unit", "driver"])
def test_a_process_that_is_killed_changes_no_byte(tmp_path: Path, victim: str) -> None:
    archive = tmp_path / "archive"
    for number in range(4):
        crawl_twice(archive / f"{number}.example", f"{number}.example", pages=40)
    expected = wellread_here("extract", archive, "--jobs", "1", cwd=tmp_path).stdout.encode()
    command = [sys.executable, "-m", "wellread", "extract", str(archive), "-o", "out.jsonl", "--jobs", "2"]
    for _ in range(2):
        driver = subprocess.Popen(command, cwd=tmp_path, env=environment())
        while driver.poll() is None and not list(tmp_path.glob(".out.jsonl.parts/*.work")):
            time.sleep(0.01)
        with suppress(OSError):
            os.kill(unit_processes_of(driver.pid)[0] if victim == "unit" else driver.pid, signal.SIGKILL)
        code = driver.wait()
        assert code == (0 if victim == "unit" else -signal.SIGKILL)
    if victim == "driver":
        assert not (tmp_path / "out.jsonl").exists()
        until = time.monotonic() + 30  # its children notice
        while subprocess.run(command, cwd=tmp_path, env=environment(), check=False).returncode:
            assert time.monotonic() < until
    assert (tmp_path / "out.jsonl").read_bytes() == expected
