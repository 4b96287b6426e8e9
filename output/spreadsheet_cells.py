"""Cells of spreadsheets: what strangers wrote is text in them, and no formula."""

from __future__ import annotations

import re

# What a spreadsheet computes, also after white space and in the full-width forms that it takes for the narrow ones.
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")


def defuse(cell: str) -> str:
    """The text of a cell behind an apostrophe, where a spreadsheet would compute it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell
