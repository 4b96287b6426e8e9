"""A folder in which each file is one thing of a kind, found by being there.

The name of the file is that of the thing, with `-` for `_`, and the first line of its docstring is
what the help says of it. A file is imported when it is asked for, so that no other one needs its
libraries.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from types import ModuleType
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from importlib.abc import InspectLoader


def list_names(paths: Iterable[str]) -> tuple[str, ...]:
    """The names of all files in the folders of a package (its `__path__`), sorted."""
    return tuple(sorted(module.name.replace("_", "-") for module in iter_modules(paths)))


def describe(package: str, name: str) -> str:
    """The first line of the docstring of a file, read without importing it."""
    module = _module_name(package, name)
    spec = find_spec(module)
    loader = cast("InspectLoader", spec.loader if spec else None)
    docstring = ast.get_docstring(ast.parse(loader.get_source(module) or "")) or ""
    return docstring.partition("\n")[0]


def load(package: str, name: str) -> ModuleType:
    """The file as a module. Raises ImportError if a library that it needs is not installed."""
    return import_module(_module_name(package, name))


def _module_name(package: str, name: str) -> str:
    return f"{package}.{name.replace('-', '_')}"
