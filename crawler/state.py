"""What the crawls have left, for Python: `wellread.open_state`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from wellread.crawler.ledger import Ledger
from wellread.crawler.runs.state_folder import StateFolder
from wellread.extractors.arguments import describe_type
from wellread.output.changes import ArticleChange, ArticleRevision
from wellread.output.record import ArticleRecord
from wellread.output.record_json import decode_record

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from wellread.crawler.ledger.article_reader import ArticleReader

_ROWS_PER_BATCH = 100
_DATABASES = ("postgresql", "postgres", "postgresql+psycopg", "sqlite")
RowT = TypeVar("RowT")


def open_state(path: str | os.PathLike[str]) -> State:
    """Open the state folder of crawls, or the database at a URL `postgresql://...`, to be read.

    Nothing is written, and a crawl may be running meanwhile. Without a URL the environment variable WELLREAD_DATABASE
    is heeded as by the commands. Raises TypeError for anything but a path, ValueError for an address that is none of a
    database, and LedgerError, which says why, if there is no state, or none that can be read.
    """
    if not isinstance(path, str | os.PathLike):
        raise TypeError(f"open_state takes the path of a state folder, not {type(path).__name__}")
    scheme, is_address, _ = os.fspath(path).partition("://") if isinstance(path, str) else ("", "", "")
    if not is_address:
        return State(StateFolder(Path(path)).open_ledger(read_only=True), str(path))
    if scheme not in _DATABASES:
        raise ValueError(f"open_state takes a state folder, or a database at postgresql://..., not {scheme}://...")
    return State(Ledger(str(path), read_only=True), re.sub("//[^@/]*@", "//", str(path)))


class State:
    """All articles of a state, their revisions and their changes. A context; for the thread that has opened it.

    What is iterated over is read as it is asked for: it may be more than the memory holds. Every method raises
    LedgerError if the database fails, ValueError once the state is closed or for a cursor that is none of it, and
    TypeError, which names the argument and the remedy, for one of a wrong type.
    """

    def __init__(self, ledger: Ledger, name: str) -> None:
        """`name` is what was opened, as it is shown."""
        self._ledger = ledger
        self._name = name
        self._is_closed = False

    def __repr__(self) -> str:
        return f"<State {self._name}{', closed' if self._is_closed else ''}>"

    @property
    def cursor(self) -> int:
        """The sequence of the last change; 0 if there is none."""
        return self._articles.find_last_sequence()

    def articles(self, *, since: int = 0, gone: bool = False) -> Iterator[ArticleRecord]:
        """Every current article, ordered by the URL where it was first seen.

        `since` is a cursor: only what has changed after it. `gone` adds those that no page shows any more.
        """
        self._check_cursor(since)
        return map(decode_record, self._read(self._articles.iter_current(since=since, include_gone=gone)))

    def article(self, name: str) -> ArticleRecord | None:
        """The article with this id, or at this URL, also if it is gone; None if there is none."""
        _check_name(name)
        found = self._articles.find(name)
        return None if found is None else decode_record(found)

    def revisions(self, name: str) -> Iterator[ArticleRevision]:
        """All states of the article with this id, or at this URL, the oldest first; nothing if there is none."""
        found = self.article(name)
        return iter(()) if found is None else self._read(self._articles.iter_revisions(found.article_id))

    def changes(self, since: int = 0) -> Iterator[ArticleChange]:
        """The changes after a cursor, in their order, up to the last one that there is now."""
        self._check_cursor(since)
        return self._read(self._articles.iter_changes(since, self.cursor))

    def to_arrow(self) -> pa.RecordBatchReader:
        """The current articles as the table `articles` that the export to Parquet has, batch by batch.

        Raises ImportError if pyarrow is not installed.
        """
        try:
            import pyarrow as pa

            from wellread.output.arrow_tables import TABLES
        except ImportError as error:
            raise ImportError("pyarrow is not installed; pip install 'wellread[parquet]' brings it") from error
        table = TABLES["articles"]

        def list_batches() -> Iterator[pa.RecordBatch]:
            rows: list[dict[str, object]] = []
            for encoded in self._read(self._articles.iter_current()):
                rows.extend(table.list_rows(decode_record(encoded), encoded))
                if len(rows) >= _ROWS_PER_BATCH:
                    yield pa.RecordBatch.from_pylist(rows, table.schema)
                    rows = []
            yield pa.RecordBatch.from_pylist(rows, table.schema)

        return pa.RecordBatchReader.from_batches(table.schema, list_batches())

    def to_pandas(self) -> pd.DataFrame:
        """The current articles as a data frame. Raises ImportError if pyarrow or pandas are not installed."""
        return self.to_arrow().read_pandas()

    def close(self) -> None:
        """Close the database."""
        self._is_closed = True
        self._ledger.close()

    @property
    def _articles(self) -> ArticleReader:
        self._check_open()
        return self._ledger.articles

    def _check_open(self) -> None:
        if self._is_closed:
            raise ValueError("the state is closed: read what it gives before, inside of the `with` block")

    def _read(self, rows: Iterator[RowT]) -> Iterator[RowT]:
        """The rows, as long as the state is open."""
        while True:
            self._check_open()
            try:
                row = next(rows)
            except StopIteration:
                return
            yield row

    def _check_cursor(self, since: object) -> None:
        if not isinstance(since, int) or isinstance(since, bool):
            remedy = "pass a cursor, the `sequence` of the last change that you have had, or 0"
            raise TypeError(f"since is {describe_type(since)}: {remedy}")
        if not 0 <= since <= self.cursor:
            raise ValueError(f"since is {since}, a cursor of another state: this one has had {self.cursor} changes")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


def _check_name(name: object) -> None:
    if not isinstance(name, str):
        remedy = "name.article_id" if isinstance(name, ArticleRecord) else "the id or the URL of an article as text"
        raise TypeError(f"name is {describe_type(name)}: pass {remedy}")
