"""Re-extraction in units, whoever shares them out: `units` finds them, `extract_unit` reads one.

A unit is all archives of a site, since which article a page is depends on what the site had before. Files that several
sites share, as those of other programs and of older versions may, make one unit of these sites: so each file is in one
unit, and the units give together what one after the other would.

`extract_unit` may be called as often as one likes, also after a kill -9 in its middle: what is complete stays, what is
not is made anew, and the same input gives the same bytes. The command and every engine go this way.

Archives and records may lie in object storage. Of archives there only the headers are read in place; a unit is copied
to this machine before it is read, so that a connection that fails ends the unit, and is no archive with a damage.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from wellread.crawler.archive import ArchiveError, RecordHeader, ResponseIndex, read_record_headers
from wellread.crawler.archive.files import find_archive_files, has_archive_suffix, is_of_one_site, sort_key
from wellread.crawler.commands.archive_records import extract_archives
from wellread.crawler.commands.extraction_progress import ExtractionProgress
from wellread.crawler.object_storage import (
    digest_file,
    fetch_object,
    is_address,
    reporting,
    staged,
    to_path,
    write_whole,
)
from wellread.crawler.pages.extraction import page_workers
from wellread.crawler.reextract.archived_visits import fetch_context_or_assumed
from wellread.extractors.version import VERSION
from wellread.output.atomic import OutputError
from wellread.output.formats.jsonl import JsonLinesWriter
from wellread.output.safe_names import make_safe_name

if TYPE_CHECKING:
    from rich.progress import Progress

_RECEIPT_SUFFIX = ".receipt.json"
_SITE_PREFIX, _FILE_PREFIX = "site ", "file "


@dataclass(frozen=True, order=True)
class Unit:
    """Archives that are read together. `name` is a file name on every system, and no other unit of a source has it."""

    name: str
    paths: tuple[str, ...]


class UnitCounts(msgspec.Struct, frozen=True, rename="camel"):
    """What a unit came to: pages read, records written, and what could not be read, each with the reason."""

    pages: int = 0
    records: int = 0
    failures: tuple[str, ...] = ()


class _Receipt(msgspec.Struct, frozen=True, rename="camel"):
    """Beside the records of a unit: of what they were made, what they are, and how many."""

    input: str  # digest of the archives, the version and the options
    output: str  # digest of the file of records
    counts: UnitCounts


def units(*sources: str | Path) -> tuple[Unit, ...]:
    """The units of archives and of folders with archives, or addresses of these, in the order of their first files.

    Files go in the order in which they were begun. It does not matter whether they are named one by one, or the folder
    that holds them. A file that cannot be read is a unit of its own, whose extraction says why. Of an archive of one
    site the headers are read up to the first that names it, of any other all. Raises StorageError.
    """
    named = {path.resolve(): path for source in sources for path in find_archive_files(to_path(source))}
    paths = sorted((path for path in named.values() if has_archive_suffix(path)), key=sort_key)
    groups, index = _Groups(), ResponseIndex()
    references: list[tuple[Path, tuple[str, ...]]] = []
    named_sites: dict[Path, list[str]] = {}  # folder -> sites of its first archive that names any
    nameless: dict[Path, set[str]] = {}  # archive -> hosts in it
    for path in paths:
        groups.join(_FILE_PREFIX + str(path))
        told = _read_headers(path, index, is_only=len(paths) == 1)
        groups.join(_FILE_PREFIX + str(path), *(_SITE_PREFIX + site for site in told.sites))
        references += [(path, keys) for keys in told.references]
        if told.sites:
            named_sites.setdefault(path.parent, sorted(told.sites))
        else:
            nameless[path] = told.hosts
    for path, hosts in nameless.items():
        beside = named_sites.get(path.parent) if is_of_one_site(path) else None
        groups.join(_FILE_PREFIX + str(path), *(_SITE_PREFIX + site for site in beside or hosts))
    for path, keys in references:
        if original := index.find(keys):
            groups.join(_FILE_PREFIX + str(path), _FILE_PREFIX + str(original[0]))
    return tuple(
        _make_unit(members, paths) for members in groups.list_members(_FILE_PREFIX + str(path) for path in paths)
    )


def extract_unit(
    unit: Unit,
    target: str | Path,
    *,
    all_pages: bool = False,
    processes: int | None = 1,
    bar: Progress | None = None,
) -> UnitCounts:
    """Write the records of a unit into the file `target`, whole or not at all, and a receipt beside it.

    If both are there, of the same archives, version and options, nothing is done. Pages are read in `processes`
    processes, None for one a processor, with limits on time and memory; they are kept for the next unit. What cannot be
    read is among the failures that are counted. `bar` shows how far the archives are read. Raises OutputError if the
    file cannot be written, or another process is writing it, StorageError if object storage fails, LedgerError if the
    disk is full, and WorkersLostError if no process can be had.
    """
    place = to_path(target)
    made_of = _digest_input(unit, all_pages=all_pages)
    if (receipt := _read_receipt(place)) and receipt.input == made_of and receipt.output == digest_file(place):
        return receipt.counts
    progress = ExtractionProgress(is_silent=True)
    if bar:
        progress.bar = bar
    page_workers().size = processes
    with staged(place) as file:
        _write_records(unit, file, progress, all_pages=all_pages)
    counts = UnitCounts(progress.pages, progress.written, tuple(progress.failures))
    receipt = _Receipt(made_of, digest_file(place), counts)
    try:
        write_whole(_receipt_path(place), msgspec.json.encode(receipt) + b"\n")
    except OSError as error:
        raise OutputError(f"cannot write {_receipt_path(place)}: {error.strerror or error}") from error
    return counts


def _write_records(unit: Unit, file: Path, progress: ExtractionProgress, *, all_pages: bool) -> None:
    with JsonLinesWriter(str(file)) as writer:
        workspace = file.with_name(f".{file.name}.work")
        shutil.rmtree(workspace, ignore_errors=True)  # of a process that was killed: this one has the lock now
        try:
            workspace.mkdir()
            archives = {path: _fetch_archive(path, workspace) for path in unit.paths}
            for record in extract_archives(archives, progress, all_pages=all_pages, folder=workspace):
                writer.write(record)
                progress.written += 1
        except OSError as error:
            raise OutputError(f"cannot write {workspace}: {error.strerror or error}") from error
        finally:
            shutil.rmtree(workspace, ignore_errors=True)


def _fetch_archive(path: str, workspace: Path) -> Path:
    """The archive as a file of this machine. Those of a unit lie side by side, where they are looked for."""
    if not is_address(path):
        return Path(path)
    archive = to_path(path)
    places = (workspace / f"archives-{number}" / archive.name for number in count())
    file = next(place for place in places if not place.exists())
    file.parent.mkdir(exist_ok=True)
    fetch_object(archive, file)
    return file


class _Groups:
    """Names that belong together, directly or by others (union-find)."""

    def __init__(self) -> None:
        self._parents: dict[str, str] = {}

    def join(self, *names: str) -> None:
        """Note that these belong together."""
        roots = [self._find(name) for name in names]
        for root in roots[1:]:
            self._parents[root] = roots[0]

    def list_members(self, firsts: Iterable[str]) -> Iterator[list[str]]:
        """All groups, each once, in the order of those of their members that are among `firsts`."""
        groups: dict[str, list[str]] = {}
        for name in self._parents:
            groups.setdefault(self._find(name), []).append(name)
        for root in dict.fromkeys(map(self._find, firsts)):
            yield groups[root]

    def _find(self, name: str) -> str:
        root = self._parents.setdefault(name, name)
        while root != self._parents[root]:
            root = self._parents[root]
        while self._parents[name] != root:
            self._parents[name], name = root, self._parents[name]
        return root


def _make_unit(members: list[str], paths: list[Path]) -> Unit:
    files = {member.removeprefix(_FILE_PREFIX) for member in members if member.startswith(_FILE_PREFIX)}
    sites = [member.removeprefix(_SITE_PREFIX) for member in members if member.startswith(_SITE_PREFIX)]
    return Unit(make_safe_name(min(sites or files)), tuple(str(path) for path in paths if str(path) in files))


@dataclass(frozen=True)
class _Told:
    """What the headers of an archive tell: sites, hosts beside them, and to which records of others it refers."""

    sites: set[str] = field(default_factory=set)
    hosts: set[str] = field(default_factory=set)
    references: list[tuple[str, ...]] = field(default_factory=list)


def _read_headers(path: Path, index: ResponseIndex, *, is_only: bool) -> _Told:
    """What an archive tells; nothing if it cannot be read.

    What was fetched beside the visits, such as robots.txt, names no site but a host. That stands for one only where
    nothing names any, as in archives of other programs.
    """
    told = _Told()
    for header in _iter_headers(path, index):
        names_site = header.fetch_context is not None
        (told.sites if names_site else told.hosts).add(fetch_context_or_assumed(header).start_url)
        if header.references:
            told.references.append(header.references)
        if names_site if is_of_one_site(path) else is_only:
            break
    return told


def _iter_headers(path: Path, index: ResponseIndex) -> Iterator[RecordHeader]:
    """The headers of an archive, up to where it can be read. Raises StorageError if object storage fails."""
    with reporting(path) if is_address(path) else nullcontext():
        try:
            yield from read_record_headers(path, index)
        except ArchiveError as error:
            if is_address(path) and isinstance(error.__cause__, OSError):
                raise error.__cause__ from None


def _receipt_path(target: Path) -> Path:
    return target.with_name(target.name + _RECEIPT_SUFFIX)


def _read_receipt(target: Path) -> _Receipt | None:
    try:
        return msgspec.json.decode(_receipt_path(target).read_bytes(), type=_Receipt) if target.is_file() else None
    except (OSError, msgspec.MsgspecError):
        return None


def _digest_input(unit: Unit, *, all_pages: bool) -> str:
    """Of everything that decides on the records, except where the archives lie."""
    digest = hashlib.sha256(msgspec.json.encode([VERSION, all_pages]))
    for path in map(to_path, unit.paths):
        digest.update(msgspec.json.encode([path.name, digest_file(path)]))
    return digest.hexdigest()
