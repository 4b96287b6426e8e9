"""`wellread worker`: crawls what is due, beside other workers on one database."""

from __future__ import annotations

from pathlib import Path

import click

from wellread.crawler.commands.option_types import NonEmptyPath


@click.command()
@click.argument("sites", metavar="SITES.TOML", type=NonEmptyPath(path_type=Path))
@click.option(
    "--state",
    default="wellread-state",
    show_default=True,
    metavar="DIR",
    type=NonEmptyPath(path_type=Path),
    help="What is kept from run to run; all workers share it.",
)
@click.option(
    "--contact",
    envvar="WELLREAD_CONTACT",
    metavar="ADDRESS",
    show_envvar=True,
    help="An e-mail or web address at which the owner of a site can reach you, for blocks that have none.",
)
@click.option(
    "--budget",
    type=click.FloatRange(min=1),
    default=600,
    show_default=True,
    metavar="SECONDS",
    help="How long a site is crawled until another one has its turn.",
)
@click.option("--skip-reserved", is_flag=True, help="Leave pages alone whose site reserves the rights to mine them.")
@click.option("--allow-private", is_flag=True, help="Permit addresses on this machine and on private networks.")
def worker(
    sites: Path, state: Path, contact: str | None, budget: float, *, skip_reserved: bool, allow_private: bool
) -> None:
    """Crawl the sites of a file as they become due, one after the other, until SIGTERM

    Start as many as you like, on any machines, with one Postgres server named by WELLREAD_DATABASE: each takes a site
    that nobody has. A site is due if it was never crawled, if its run was cut short, or 20 hours after its last run has
    ended. SIGTERM hands the site back within 30 s; that of a worker that was killed goes on elsewhere. What the workers
    have found is written by wellread export and wellread changes; wellread status shows who crawls what.

    \b
    Example:
      WELLREAD_DATABASE=postgresql://crawler@db/wellread wellread worker sites.toml --state /srv/wellread

    \b
    Exit codes:
      2    wrong usage or configuration, or a server that refuses the
           password or has tables of another version; nothing was done
      1    the server cannot be reached: to be started again
      143  terminated, 130 interrupted: another worker goes on
    """  # noqa: D301  (click wants the character)
    from wellread.crawler.commands.site_process import Crawls
    from wellread.crawler.commands.worker import work

    crawls = Crawls(sites, state, contact=contact, allow_private=allow_private, skip_reserved=skip_reserved)
    work(crawls, budget)
