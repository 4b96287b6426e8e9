"""`wellread history`: what has become of one article."""

from __future__ import annotations

from pathlib import Path

import click

from wellread.crawler.commands.option_types import NonEmptyPath


@click.command()
@click.argument("article", metavar="URL|ARTICLE")
@click.option(
    "--state", default="wellread-state", show_default=True, metavar="DIR", type=NonEmptyPath(path_type=Path),
    help="The state folder of the crawls.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def history(article: str, state: Path, *, as_json: bool) -> None:
    """List the states of an article, the oldest first

    Each line says when an article was found new, changed, gone or back, in which revision, and what was other than
    before. ARTICLE is the articleId of its record.

    \b
    Example:
      wellread history https://example.org/blog/page

    \b
    Exit codes:
      0  done
      2  no such article, no such state
      1  anything unexpected
    """  # noqa: D301  (click wants the character)
    from wellread.crawler.commands.history import show_history

    show_history(state, article, as_json=as_json)
