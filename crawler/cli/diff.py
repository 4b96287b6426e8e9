"""`wellread diff`: what differs between two states of an article."""

from __future__ import annotations

from pathlib import Path

import click

from wellread.crawler.commands.option_types import NonEmptyPath


@click.command()
@click.argument("names", metavar="A [B]", nargs=-1, required=True)
@click.option(
    "--state", default="wellread-state", show_default=True, metavar="DIR", type=NonEmptyPath(path_type=Path),
    help="The state folder of the crawls.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def diff(names: tuple[str, ...], state: Path, *, as_json: bool) -> None:
    """Show what differs between two states of an article

    A and B are revisions, as "wellread history" lists them (the first digits will do), or files that hold one record
    each. A alone is the URL or id of an article, whose last two states are compared. Told are fields, blocks and words
    that differ; a block that stands elsewhere was moved. A new template around the same text is no difference.

    \b
    Examples:
      wellread diff https://example.org/blog/page
      wellread diff 3f2a91c0 77b01e5d --json

    \b
    Exit codes:
      0  done, also if there is no difference
      2  no such revision or article, no such state
      1  anything unexpected
    """  # noqa: D301  (click wants the character)
    if len(names) > 2:
        raise click.UsageError("two states are compared, not more")
    from wellread.crawler.commands.history import show_diff

    show_diff(state, names, as_json=as_json)
