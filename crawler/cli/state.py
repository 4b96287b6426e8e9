"""The ledger of a state folder, for every command that needs one."""

from __future__ import annotations

import os
from pathlib import Path

from crawler.ledger import Ledger

DATABASE = "WELLREAD_DATABASE"


def open_ledger(state: Path | None, *, read_only: bool = False) -> Ledger:
    """The database that the environment names, or that in the folder; without a folder one that is forgotten.

    Raises LedgerError.
    """
    if database := os.environ.get(DATABASE):
        return Ledger(database, read_only=read_only)
    return Ledger.in_folder(state, read_only=read_only) if state else Ledger()
