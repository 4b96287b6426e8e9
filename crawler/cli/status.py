"""`wellread status`: what a state folder knows, and how its last runs have ended."""

from __future__ import annotations

from pathlib import Path

import click

from wellread.crawler.commands.option_types import NonEmptyPath


@click.command()
@click.option(
    "--state", default="wellread-state", show_default=True, metavar="DIR", type=NonEmptyPath(path_type=Path),
    help="The state folder of the crawls.",
)  # fmt: skip
def status(state: Path) -> None:
    """Show what is known of each site, and how its last run has ended

    Says whether a run is under way, and for each site how many articles and pages are known, how many pages the next
    run would visit, when the last one was and how it ended, and what it found wrong. Nothing is fetched or written; a
    crawl may be running meanwhile.

    \b
    Example:
      wellread status --state /var/lib/wellread

    \b
    Exit codes:
      0  done, whatever the runs have ended with
      2  no such state, or one that is damaged or of another version
      1  anything unexpected
    """  # noqa: D301  (click wants the character)
    from wellread.crawler.commands.status import show_status

    show_status(state)
