"""The options of `wellread crawl`. Imports no more than click, as `--help` needs it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import click

from wellread.crawler.commands.option_types import ConsumerName, NonEmptyPath

_PATH = NonEmptyPath(path_type=Path)


@dataclass(frozen=True, kw_only=True)
class CrawlOptions:
    """What the user asks of a crawl. Each field is an option, which its annotation declares."""

    targets: Annotated[tuple[str, ...], click.argument("targets", nargs=-1, required=True, metavar="URL...|SITES.TOML")]
    contact: Annotated[
        str | None,
        click.option(
            "--contact", envvar="WELLREAD_CONTACT", metavar="ADDRESS", show_envvar=True,
            help="An e-mail or web address at which the owner of the site can reach you; sent in the User-Agent. "
            "Required for a URL; in a file of sites, used for blocks that have none.",
        ),
    ] = None  # fmt: skip
    output: Annotated[
        str,
        click.option(
            "-o", "--output", default="articles.jsonl", show_default=True, metavar="FILE", type=NonEmptyPath(),
            help="Where the current articles of these sites go, one JSON object a line; - is standard output.",
        ),
    ]  # fmt: skip
    state: Annotated[
        Path,
        click.option(
            "--state", default="wellread-state", show_default=True, metavar="DIR", type=_PATH,
            help="What is kept from run to run: the database, the archive, the record of each run.",
        ),
    ]  # fmt: skip
    changes: Annotated[
        str | None,
        click.option(
            "--changes", metavar="FILE", type=NonEmptyPath(),
            help="Also write what has changed since the last such file of this consumer, as 'wellread changes' does.",
        ),
    ] = None  # fmt: skip
    consumer: Annotated[
        str,
        click.option(
            "--consumer", default="crawl", show_default=True, metavar="NAME", type=ConsumerName(),
            help="Whose cursor --changes moves.",
        ),
    ] = "crawl"  # fmt: skip
    repeat_unloaded: Annotated[
        bool,
        click.option(
            "--repeat-unloaded", is_flag=True,
            help="Remove the file of --changes when you have loaded it: one that is still there is written again, with "
            "what came since.",
        ),
    ] = False  # fmt: skip
    site_names: Annotated[
        tuple[str, ...],
        click.option(
            "--site", "site_names", multiple=True, metavar="NAME", help="Only this site of the file; may be repeated."
        ),
    ] = ()
    include: Annotated[
        tuple[str, ...],
        click.option(
            "--include", multiple=True, metavar="PATH",
            help="For a URL: one more path below which articles lie, as in --include /stories; may be repeated.",
        ),
    ] = ()  # fmt: skip
    max_pages: Annotated[
        int | None,
        click.option(
            "--max-pages", type=click.IntRange(min=1), metavar="N",
            help="Visit at most so many pages of each site in this run. Without it, what the file of sites says, or "
            "10,000.",
        ),
    ] = None  # fmt: skip
    since: Annotated[
        str | None,
        click.option(
            "--since", metavar="WHEN",
            help="Leave pages that their sitemap or feed dates before this to another run: 2026-01-31, or 7d for the "
            "last seven days.",
        ),
    ] = None  # fmt: skip
    dry_run: Annotated[
        bool,
        click.option(
            "--dry-run", is_flag=True, help="Show which pages would be visited, and why; fetch and write nothing."
        ),
    ] = False
    skip_reserved: Annotated[
        bool,
        click.option(
            "--skip-reserved", is_flag=True,
            help="Leave pages alone whose site reserves the rights to mine them; articles from there count as gone.",
        ),
    ] = False  # fmt: skip
    metrics: Annotated[
        Path | None,
        click.option(
            "--metrics", type=_PATH, metavar="FILE",
            help="Write how the run ended, its time, and for each site its articles, pages, findings and coverage, for "
            "the textfile collector of Prometheus; FILE must end in .prom.",
        ),
    ] = None  # fmt: skip
    allow_private: Annotated[
        bool,
        click.option("--allow-private", is_flag=True, help="Permit addresses on this machine and on private networks."),
    ] = False
    log_format: Annotated[
        str,
        click.option(
            "--log-format", type=click.Choice(["text", "json"]), default="text", show_default=True,
            help="How the log is written to standard error; json is one object a line, also on a terminal.",
        ),
    ] = "text"  # fmt: skip
    verbose: Annotated[bool, click.option("-v", "--verbose", is_flag=True, help="Log every request.")] = False
