"""Works that were retracted, by a file of the Retraction Watch Database that the user has downloaded.

The file is the CSV that Crossref publishes (https://doi.org/10.13003/c23rw1d9). Its columns are named as there.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from wellread.extractors.article import Reference

_COLUMNS = ("OriginalPaperDOI", "OriginalPaperPubMedID", "RetractionDate", "RetractionNature", "Reason")
_NO_ID = frozenset(("", "0", "unavailable"))  # what the file has where nothing is known
_DOI_PREFIX = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Retraction:
    """What became of a work: "Retraction", "Expression of concern", "Correction" or "Reinstatement"; when and why."""

    nature: str
    date: str
    reason: str


class RetractionList:
    """Notices by the DOI and the PMID of the work that they are about."""

    def __init__(self, rows: Iterable[Mapping[str, str | None]] = ()) -> None:
        self._by_id: dict[str, list[Retraction]] = {}
        for row in rows:
            retraction = _read_row(row)
            for work in _ids_of_row(row):
                self._by_id.setdefault(work, []).append(retraction)

    def __len__(self) -> int:
        return len(self._by_id)

    @classmethod
    def load(cls, path: Path) -> RetractionList:
        """The notices in a file. Raises OSError if it cannot be read, ValueError if it is another kind of file."""
        csv.field_size_limit(sys.maxsize)
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
            reader = csv.DictReader(stream)
            missing = [name for name in _COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                raise ValueError(f"it has no column {', '.join(missing)}, as the CSV of Retraction Watch has")
            try:
                return cls(reader)
            except csv.Error as error:
                raise ValueError(f"line {reader.line_num}: {error}") from error

    def find(self, reference: Reference) -> tuple[Retraction, ...]:
        """The notices about a work, in the order of the file."""
        found = (self._by_id.get(work, ()) for work in _ids_of_reference(reference))
        return tuple(dict.fromkeys(notice for notices in found for notice in notices))


def _read_row(row: Mapping[str, str | None]) -> Retraction:
    reasons = (part.strip(" +") for part in (row["Reason"] or "").split(";"))
    return Retraction(
        nature=(row["RetractionNature"] or "Notice").strip(),
        date=(row["RetractionDate"] or "").partition(" ")[0],
        reason="; ".join(filter(None, reasons)),
    )


def _ids_of_row(row: Mapping[str, str | None]) -> Iterator[str]:
    doi = _DOI_PREFIX.sub("", (row["OriginalPaperDOI"] or "").strip()).lower()
    pmid = (row["OriginalPaperPubMedID"] or "").strip()
    yield from (f"{kind}:{work}" for kind, work in (("doi", doi), ("pmid", pmid)) if work.lower() not in _NO_ID)


def _ids_of_reference(reference: Reference) -> Iterator[str]:
    if reference.doi:
        yield f"doi:{reference.doi.lower()}"
    if reference.pmid:
        yield f"pmid:{reference.pmid}"
