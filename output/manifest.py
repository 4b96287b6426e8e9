"""The manifest of an export: a data package (https://datapackage.org) with counts, sizes and hashes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from wellread.extractors.article import SCHEMA_VERSION
from wellread.output.safe_names import make_safe_name

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"


@dataclass(frozen=True)
class Resource:
    """A file of an export: `path` as the manifest names it; `rows` where it is a table."""

    file: Path
    path: str
    format: str
    rows: int | None = None


def list_resources(output: Path, format_name: str) -> Iterator[Resource]:
    """The file of an export, or the files of its folder, with paths from where the output lies."""
    files = [output] if output.is_file() else sorted(path for path in output.rglob("*") if path.is_file())
    return (Resource(file, file.relative_to(output.parent).as_posix(), format_name) for file in files)


def write_manifest(write: Callable[[bytes], object], resources: Iterable[Resource], articles: int) -> None:
    """Write the manifest of an export of so many articles, a line for each file. Raises OSError."""
    head = {"$schema": _PROFILE, "name": "wellread-articles", "schemaVersion": SCHEMA_VERSION, "articles": articles}
    write(msgspec.json.encode(head)[:-1] + b',"resources":[')
    for number, resource in enumerate(resources):
        write((b",\n" if number else b"\n") + msgspec.json.encode(_describe(resource)))
    write(b"\n]}\n")


def _describe(resource: Resource) -> dict[str, object]:
    with resource.file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    described = {
        "name": make_safe_name(resource.path),
        "path": resource.path,
        "format": resource.format,
        "bytes": resource.file.stat().st_size,
        "hash": f"sha256:{digest}",
    }
    return described if resource.rows is None else described | {"rows": resource.rows}
