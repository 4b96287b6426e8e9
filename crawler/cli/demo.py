"""`wellread demo`: what it does, on a blog that comes with it."""

from __future__ import annotations

from pathlib import Path

import click

from wellread.crawler.commands.option_types import NonEmptyPath


@click.command()
@click.option(
    "-o", "--output", default="wellread-demo", show_default=True, metavar="DIR", type=NonEmptyPath(path_type=Path),
    help="Where the files go.",
)  # fmt: skip
def demo(output: Path) -> None:
    """Crawl the small blog that comes with the program

    The blog is served on this machine, by a server that ends with the command; the network is not used. The command
    shows a line for each article, keys of one record, lines of the change feed, and a query over the file.

    \b
    Example:
      wellread demo
    """  # noqa: D301  (click wants the character)
    from wellread.crawler.commands.demo import run_demo

    run_demo(output)
