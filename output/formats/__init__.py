"""The formats in which records are exported: one file each, found by looking into this folder.

The name of the file is that of the format, with `-` for `_`; the first line of its docstring is
what `wellread export --help` says of it; and it defines `FORMAT`. Dropping a file in this folder is
all that it takes. A format is imported when it is asked for, so that no other one needs its
libraries.
"""

from __future__ import annotations

import ast
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from importlib.abc import InspectLoader

    from wellread.output.format import Format


def format_names() -> tuple[str, ...]:
    """The names of all formats, sorted."""
    return tuple(sorted(module.name.replace("_", "-") for module in iter_modules(__path__)))


def describe_format(name: str) -> str:
    """The first line of the docstring of a format, read without importing it."""
    spec = find_spec(_module_name(name))
    loader = cast("InspectLoader", spec.loader if spec else None)
    docstring = ast.get_docstring(ast.parse(loader.get_source(_module_name(name)) or "")) or ""
    return docstring.partition("\n")[0]


def load_format(name: str) -> Format:
    """The format that is called `name`, one of `format_names`.

    Raises ImportError if a library that it needs is not installed.
    """
    found: Format = import_module(_module_name(name)).FORMAT
    return found


def _module_name(name: str) -> str:
    return f"{__name__}.{name.replace('-', '_')}"
