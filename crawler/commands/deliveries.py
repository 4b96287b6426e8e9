"""What a state delivers: the snapshot, and the change feed with the cursor of its consumer."""

from __future__ import annotations

from collections.abc import Sequence

from wellread.crawler.ledger import Ledger
from wellread.output.atomic import AtomicFile
from wellread.output.changes import encode_cursor
from wellread.output.formats.jsonl import JsonLinesWriter


def write_snapshot(
    ledger: Ledger, start_urls: Sequence[str], writer: JsonLinesWriter, *, needs_articles: bool = False
) -> int:
    """Write all current articles of the sites, and commit the file.

    With `needs_articles` no file is made of nothing. Gives how many articles were written, which are none where the
    file has the same ones already. Raises LedgerError, and what the file raises.
    """
    written = 0
    for record in ledger.articles.iter_current(start_urls):
        writer.write_json(record)
        written += 1
    if needs_articles and not written:
        writer.discard()
        return 0
    writer.commit()
    return 0 if writer.output.is_same else written


def write_changes(ledger: Ledger, file: AtomicFile, *, since: int | None = None, consumer: str | None = None) -> int:
    """Write all changes after the sequence `since`, commit the file, and note then that the consumer has them.

    Without `since` it is what the consumer has had, or the beginning. Gives how many changes there were. A process that
    is killed before the end has moved no cursor: the next one writes the same changes again. Raises LedgerError, and
    what the file raises.
    """
    if since is None:
        since = ledger.read_cursor(consumer) if consumer else 0
    last = ledger.articles.find_last_sequence()
    count = 0
    for change in ledger.articles.iter_changes(since, last):
        file.write(change.to_json() + b"\n")
        count += 1
    file.write(encode_cursor(last) + b"\n")
    file.commit()
    if consumer:
        ledger.move_cursor(consumer, last)
    return count
