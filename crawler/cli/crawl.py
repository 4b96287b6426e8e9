"""`wellread crawl`: from the addresses of blogs to a file of records."""

from __future__ import annotations

from pathlib import Path

import click

from wellread.crawler.cli.parameters import NamedPath

_PATH = NamedPath(path_type=Path)


@click.command()
@click.argument("targets", nargs=-1, required=True, metavar="URL...|SITES.TOML")
@click.option(
    "--contact", envvar="WELLREAD_CONTACT", metavar="ADDRESS", show_envvar=True,
    help="E-mail or web address, sent in the User-Agent, that the owner of the site can write to. Required for a URL; "
    "stands in for blocks of a file that have none.",
)  # fmt: skip
@click.option(
    "-o", "--output", default="articles.jsonl", show_default=True, metavar="FILE", type=NamedPath(),
    help="Where the records go, one JSON object a line; - is standard output.",
)  # fmt: skip
@click.option(
    "--state", default="wellread-state", show_default=True, metavar="DIR", type=_PATH,
    help="What is remembered from run to run: the database, the archive, a report of each run.",
)  # fmt: skip
@click.option("--site", "names", multiple=True, metavar="NAME", help="Only this site of the file; may be repeated.")
@click.option(
    "--include", multiple=True, metavar="PATH",
    help="For a URL: a further path that holds articles, as in --include /stories; may be repeated.",
)  # fmt: skip
@click.option(
    "--max-pages", type=click.IntRange(min=1), metavar="N",
    help="Read no more than this many pages of a site; 10,000 without it, or what the file says.",
)  # fmt: skip
@click.option(
    "--since", metavar="WHEN",
    help="Leave pages that their sitemap or feed dates before this to another run: 2026-01-31, or 7d for a week ago.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Say which pages would be visited, and why; fetch and write nothing.")
@click.option(
    "--metrics", type=_PATH, metavar="FILE", help="Write the figures of the run for Prometheus, as FILE.prom."
)
@click.option("--allow-private", is_flag=True, help="Permit addresses on this machine and on private networks.")
@click.option("-v", "--verbose", is_flag=True, help="Log every request.")
def crawl(  # noqa: PLR0913, PLR0917  (one parameter for each option)
    targets: tuple[str, ...], contact: str | None, output: str, state: Path, names: tuple[str, ...],
    include: tuple[str, ...], max_pages: int | None, since: str | None, metrics: Path | None,
    *, dry_run: bool, allow_private: bool, verbose: bool,
) -> None:  # fmt: skip
    """Crawl blogs and write one record per article

    URL is the page that lists the articles. Articles are looked for below its path: for https://example.org/blog those
    under /blog/, for https://example.org/ all of the site. They are found through sitemaps, feeds, the list itself, its
    further pages and categories. robots.txt is obeyed. SITES.TOML names many such pages, one block a site.

    The file holds what this run has added or changed. It appears when the crawl has ended, also when it was
    interrupted; the next run goes on from there.

    \b
    Examples:
      wellread crawl https://example.org/blog --contact you@example.org -o articles.jsonl
      wellread crawl sites.toml --site tea --dry-run

    \b
    Exit codes:
      0    done, also with nothing new
      2    wrong usage or configuration; nothing was done
      3    a health check failed: articles vanished, or a field is missing where it was before
      4    some sites failed: a start page cannot be had, or no article was found
      75   another run is under way on the same --state
      130  interrupted, 143 terminated: what was found so far is written
      1    anything unexpected
    """  # noqa: D301  (click wants the character)
    from wellread.crawler.commands.targets import sites_of, time_of

    moment = time_of(since)
    sites = sites_of(targets, names=names, contact=contact, include=include, max_pages=max_pages)
    if dry_run:
        from wellread.crawler.commands.dry_run import show_plan

        show_plan(sites, state)
        return
    from wellread.crawler.commands.crawl import Order, crawl_sites

    order = Order(
        sites=sites, output=output, state=state, since=moment, metrics=metrics,
        read=tuple(Path(target) for target in targets if target.endswith(".toml")),
        allow_private=allow_private, verbose=verbose,
    )  # fmt: skip
    crawl_sites(order)
