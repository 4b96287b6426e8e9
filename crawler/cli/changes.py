"""`wellread changes`: what has become of the articles of a state folder, change by change."""

from __future__ import annotations

from pathlib import Path

import click

from wellread.crawler.commands.option_types import ConsumerName, NonEmptyPath


@click.command()
@click.option(
    "--state", default="wellread-state", show_default=True, metavar="DIR", type=NonEmptyPath(path_type=Path),
    help="The state folder of the crawls.",
)  # fmt: skip
@click.option(
    "--since", metavar="CURSOR",
    help="Only what came after this: the sequence in the last line that you have had, a date, a duration such as 7d, "
    "or a run. Without it, everything.",
)  # fmt: skip
@click.option(
    "--consumer", type=ConsumerName(), metavar="NAME",
    help="Begin where the last file of this consumer has ended; the state folder remembers it. Needs -o.",
)  # fmt: skip
@click.option(
    "--repeat-unloaded", is_flag=True,
    help="Remove the file when you have loaded it: one that is still there is written again, with what came since.",
)  # fmt: skip
@click.option(
    "-o", "--output", default="-", show_default=True, metavar="FILE", type=NonEmptyPath(),
    help="Where the changes go; - is standard output.",
)  # fmt: skip
def changes(state: Path, since: str | None, consumer: str | None, output: str, *, repeat_unloaded: bool) -> None:
    """Write what has changed, one JSON object a line

    Each line is an upsert, with the whole record, or a delete, in the order in which they happened. The last line has
    op "cursor", and the sequence to begin at the next time. The same lines may be loaded again: afterwards the articles
    are the same. A crawl may be running meanwhile.

    \b
    Examples:
      wellread changes --consumer warehouse --repeat-unloaded -o changes.jsonl
      wellread changes --since 4711 -o changes.jsonl

    \b
    Exit codes:
      0  done, also if nothing has changed
      2  no such state, a cursor of another state, a state that is damaged or
         of another version, an output that cannot be written
      1  anything unexpected
    """  # noqa: D301  (click wants the character)
    from wellread.crawler.commands.changes import export_changes

    export_changes(state, output, since=since, consumer=consumer, repeat_unloaded=repeat_unloaded)
