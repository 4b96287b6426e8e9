"""The folder of a report: what lies in it, and when it may be replaced."""

from __future__ import annotations

import csv
import errno
import shutil
from pathlib import Path

from wellread.output.atomic import AtomicFolder
from wellread.output.ratings.rating_sheets import is_empty_sheet
from wellread.output.review.templates import GENERATOR

INDEX = "index.html"
ARTICLES = "articles"
SELECTION = "articles.csv"
RATINGS = "ratings"  # the folder of the sheets for raters
ANNOTATIONS = "annotations.json"
METHODS = "methods.md"
_NAMES = frozenset({METHODS, ANNOTATIONS, INDEX, ARTICLES, SELECTION, RATINGS})


class ReportFolder(AtomicFolder):
    """A new folder, or one that holds a report and nothing else: that report is replaced."""

    def _check_content(self, folder: Path) -> None:
        names = {path.name for path in folder.iterdir()}
        if not names <= _NAMES or INDEX not in names or not _is_report(folder / INDEX):
            raise OSError(errno.ENOTEMPTY, "the folder holds something else than a report; name a new one")
        if not all(map(_is_unused_sheet, (folder / RATINGS).glob("*"))):
            raise OSError(errno.ENOTEMPTY, "raters have written into the sheets of this report; name a new folder")

    def _publish(self) -> None:
        # No system call exchanges two folders everywhere: for a moment there is none.
        old = self.path.with_name(f"{self.path.name}.old")
        if self._final.exists():
            self._final.rename(old)
        self.path.rename(self._final)
        if old.exists():
            shutil.rmtree(old)


def _is_unused_sheet(path: Path) -> bool:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return is_empty_sheet(stream)
    except (UnicodeDecodeError, csv.Error):
        return False


def _is_report(index: Path) -> bool:
    with index.open("rb") as stream:
        return f'content="{GENERATOR}"'.encode() in stream.read(4096)
