"""Types of options that several commands have."""

from __future__ import annotations

import os

import click


class NamedPath(click.Path):
    """A file or a folder. Without a name, as when a variable of a script is not set, `click` takes the current one."""

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        if not os.fspath(value):
            self.fail("an empty name is neither a file nor a folder", param, ctx)
        return super().convert(value, param, ctx)
