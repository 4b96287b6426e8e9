"""The formats in which records are exported: one file each, found by looking into this folder.

Each defines `FORMAT`. Dropping a file in this folder is all that it takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wellread.output import module_folder as _files  # a file in the folder may have any name

if TYPE_CHECKING:
    from wellread.output.format import Format


def format_names() -> tuple[str, ...]:
    """The names of all formats, sorted."""
    return _files.list_names(__path__)


def describe_format(name: str) -> str:
    """What the help says of a format, read without importing it."""
    return _files.describe(__name__, name)


def load_format(name: str) -> Format:
    """The format that is called `name`, one of `format_names`.

    Raises ImportError if a library that it needs is not installed.
    """
    found: Format = _files.load(__name__, name).FORMAT
    return found
