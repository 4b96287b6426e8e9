"""A place in the archive, as the ledger and the archive speak of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Location:
    """Where a response lies: the file's name in the folder of the archive, the offset of its record in bytes, and the
    record's id, `<urn:uuid:...>`.

    The name is the one that the file has when it is complete, also while it still ends in `.open`.
    """

    file: str
    offset: int
    record_id: str
