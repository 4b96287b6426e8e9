"""What the crawls have left, for Python: `wellread.open_state`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from wellread.crawler.ledger import Ledger
from wellread.crawler.runs.state_folder import StateFolder
from wellread.output.changes import ArticleChange, ArticleRevision
from wellread.output.identity import normalise_url
from wellread.output.record import ArticleRecord
from wellread.output.record_json import decode_record

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

_ROWS_PER_BATCH = 100


def open_state(path: str | os.PathLike[str]) -> State:
    """Open the state folder of crawls, or the database at a URL `postgresql://...`, to be read.

    Nothing is written, and a crawl may be running meanwhile. Without a URL the environment variable WELLREAD_DATABASE
    is heeded as by the commands. Raises TypeError for anything but a path, and LedgerError, which says why, if there is
    no state, or none that can be read.
    """
    if not isinstance(path, str | os.PathLike):
        raise TypeError(f"open_state takes the path of a state folder, not {type(path).__name__}")
    if isinstance(path, str) and "://" in path:
        return State(Ledger(path, read_only=True))
    return State(StateFolder(Path(path)).open_ledger(read_only=True))


class State:
    """All articles of a state, their revisions and their changes. A context; for the thread that has opened it.

    What is iterated over is read as it is asked for: it may be more than the memory holds. Every method raises
    LedgerError if the database fails.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._articles = ledger.articles

    @property
    def cursor(self) -> int:
        """The sequence of the last change; 0 if there is none."""
        return self._articles.find_last_sequence()

    def articles(self, *, since: int = 0, gone: bool = False) -> Iterator[ArticleRecord]:
        """Every current article, ordered by the URL where it was first seen.

        `since` is a cursor: only what has changed after it. `gone` adds those that no page shows any more.
        """
        return map(decode_record, self._articles.iter_current(since=since, include_gone=gone))

    def article(self, name: str) -> ArticleRecord | None:
        """The article with this id, or at this URL, also if it is gone; None if there is none."""
        found = self._articles.find(name) or self._articles.find(normalise_url(name) or name)
        return None if found is None else decode_record(found)

    def revisions(self, name: str) -> Iterator[ArticleRevision]:
        """All states of the article with this id, or at this URL, the oldest first; nothing if there is none."""
        found = self.article(name)
        return iter(()) if found is None else self._articles.iter_revisions(found.article_id)

    def changes(self, since: int = 0) -> Iterator[ArticleChange]:
        """The changes after a cursor, in their order, up to the last one that there is now."""
        return self._articles.iter_changes(since, self.cursor)

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
            for encoded in self._articles.iter_current():
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
        self._ledger.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()
