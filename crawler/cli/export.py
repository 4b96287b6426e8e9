"""`wellread export`: the articles of a state folder as a file."""

from __future__ import annotations

from pathlib import Path

import click

from wellread.crawler.commands.option_types import NonEmptyPath
from wellread.output.formats import describe_format, format_names

_FORMATS_HELP = "".join(f"\n  {name}  {describe_format(name)}" for name in format_names())


@click.command(epilog=f"\b\nFormats:{_FORMATS_HELP}")
@click.option(
    "--state", default="wellread-state", show_default=True, metavar="DIR", type=NonEmptyPath(path_type=Path),
    help="The state folder of the crawls.",
)  # fmt: skip
@click.option(
    "--format", "format_name", type=click.Choice(format_names()), default="jsonl", show_default=True,
    help="What to write; see below.",
)  # fmt: skip
@click.option(
    "-o", "--output", default="-", show_default=True, metavar="FILE", type=NonEmptyPath(),
    help="Where the articles go; - is standard output.",
)  # fmt: skip
@click.option(
    "--gone", is_flag=True, help="Also write articles that have vanished from their site, in their latest state."
)
@click.option(
    "--since", metavar="CURSOR",
    help="Only what has changed after this: a cursor of the change feed, a date, a duration such as 7d, or a run.",
)  # fmt: skip
def export(state: Path, format_name: str, output: str, since: str | None, *, gone: bool) -> None:
    """Write every current article of a state folder

    Each article is written once, in its latest state, ordered by its address. The file is complete or not there. A
    crawl may be running meanwhile.

    \b
    Example:
      wellread export --state wellread-state -o all-articles.jsonl

    \b
    Exit codes:
      0  done
      2  no such state, a state that is damaged or of another version, an
         output that cannot be written
      1  anything unexpected
    """  # noqa: D301  (click wants the character)
    from wellread.crawler.commands.export import export_articles

    export_articles(state, format_name, output, since=since, gone=gone)
