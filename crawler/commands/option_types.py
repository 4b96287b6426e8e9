"""Types of options that several commands have, and options that are the fields of a class."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import reduce
from typing import Any, TypeVar, get_type_hints

import click

Options = TypeVar("Options")


class NonEmptyPath(click.Path):
    """A file or a folder. An empty name, as of a shell variable that is not set, is refused:
    `click` would take it for the current folder.
    """

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        if not os.fspath(value):
            self.fail("an empty name is neither a file nor a folder", param, ctx)
        return super().convert(value, param, ctx)


class Place(click.Path):
    """A file or a folder, or an address in object storage, whose libraries are loaded if there is one."""

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        from wellread.crawler.commands.storage_errors import storage_errors
        from wellread.crawler.object_storage import is_address, to_path

        if is_address(os.fspath(value)):
            with storage_errors():
                return to_path(os.fspath(value))
        return super().convert(value, param, ctx)


class ConsumerName(click.types.StringParamType):
    """The name of a consumer of the change feed: letters, digits, and `.`, `_`, `-` between them."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        name = str(super().convert(value, param, ctx))
        if not re.fullmatch(r"[A-Za-z0-9][\w.-]{0,99}", name, re.ASCII):
            self.fail(f"{name!r} is no name: letters and digits, and . _ - behind the first", param, ctx)
        return name


def options_from(options: type[Options]) -> Callable[[Callable[[Options], None]], Callable[..., None]]:
    """A decorator for a command that takes one object of the dataclass `options`.

    The annotation of each field holds the `click.option` or `click.argument` that gives its value,
    as in `verbose: Annotated[bool, click.option("--verbose", is_flag=True)]`. Help lists them in
    the order of the fields.
    """

    def decorate(command: Callable[[Options], None]) -> Callable[..., None]:
        def run(**values: Any) -> None:
            command(options(**values))

        run.__doc__ = command.__doc__
        run.__name__ = command.__name__
        hints = get_type_hints(options, include_extras=True).values()
        declarations = [declaration for hint in hints for declaration in hint.__metadata__]
        return reduce(lambda decorated, declare: declare(decorated), reversed(declarations), run)

    return decorate
