"""The contract of the records in the words of each system: one file each, found by looking into this folder.

Each defines `render`, which gives the text to print. None needs the library of its system.
"""

from __future__ import annotations

from wellread.output import module_folder as _files  # a file in the folder may have any name


def schema_names() -> tuple[str, ...]:
    """The names of all systems, sorted."""
    return _files.list_names(__path__)


def describe_schema(name: str) -> str:
    """What the help says of a schema, read without importing it."""
    return _files.describe(__name__, name)


def render_schema(name: str) -> str:
    """The contract for the system that is called `name`, one of `schema_names`."""
    rendered: str = _files.load(__name__, name).render()
    return rendered
