"""Reviewed pages put aside on the disk: a selection or an order of a corpus is known only when all of it was seen."""

from __future__ import annotations

import pickle
import tempfile
from typing import IO

from wellread.output.review.article_page import ReviewedPage


class PageSpool:
    """Pages that were added, by their numbers from 0. Raises OSError where the disk is full."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  (closed by `close`)
        self._places: list[int] = []

    def add(self, page: ReviewedPage) -> None:
        """Put a page aside."""
        self._places.append(self._file.tell())
        pickle.dump(page, self._file)

    def read(self, number: int) -> ReviewedPage:
        """The page that was added as that number. Nothing may be added afterwards."""
        self._file.seek(self._places[number])
        page: ReviewedPage = pickle.load(self._file)  # noqa: S301  (a nameless file that only this process has written)
        return page

    def close(self) -> None:
        """Remove the file."""
        self._file.close()
