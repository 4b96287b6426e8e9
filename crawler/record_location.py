"""Where a record lies in the archive: the ledger keeps it, the archive finds a record by it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RecordLocation:
    """The place of one WARC record.

    `file` is the name of the WARC file in the archive's folder. It is the name that the file has
    once it is complete, also while the file is still being written and ends in `.open`. `offset` is
    where the record begins, in bytes from the beginning of the (compressed) file. `record_id` is
    the record's WARC-Record-ID, `<urn:uuid:...>` (WARC 1.1, section 5.2), by which a reader notices
    that another record lies there.
    """

    file: str
    offset: int
    record_id: str
