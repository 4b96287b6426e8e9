"""`wellread crawl`: from the address of a blog to a file of records."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("url")
@click.option(
    "--contact", envvar="WELLREAD_CONTACT", metavar="ADDRESS", required=True, show_envvar=True,
    help="E-mail or web address, sent in the User-Agent, that the owner of the site can write to.",
)  # fmt: skip
@click.option(
    "-o", "--output", default="articles.jsonl", show_default=True, metavar="FILE",
    help="Where the records go, one JSON object a line; - is standard output.",
)  # fmt: skip
@click.option(
    "--state", default="wellread-state", show_default=True, metavar="DIR", type=click.Path(path_type=Path),
    help="What is known from earlier crawls: the next one asks only for what is new or may have changed.",
)  # fmt: skip
@click.option(
    "--include", multiple=True, metavar="PATH",
    help="A further path that holds articles, as in --include /stories; may be repeated.",
)  # fmt: skip
@click.option(
    "--max-pages", type=click.IntRange(min=1), default=10_000, show_default=True, metavar="N",
    help="Read no more than this many pages.",
)  # fmt: skip
@click.option("--allow-private", is_flag=True, help="Permit addresses on this machine and on private networks.")
@click.option("-v", "--verbose", is_flag=True, help="Log every request.")
def crawl(  # noqa: PLR0913  (one parameter for each option)
    url: str,
    contact: str,
    output: str,
    state: Path,
    include: tuple[str, ...],
    max_pages: int,
    *,
    allow_private: bool,
    verbose: bool,
) -> None:
    """Crawl a blog and write one record per article

    URL is the page that lists the articles. Articles are looked for below its path: for https://example.org/blog those
    under /blog/, for https://example.org/ all of the site. They are found through sitemaps, feeds, the list itself, its
    further pages and categories. robots.txt is obeyed. The file appears when the crawl has ended, also when it was
    interrupted.

    \b
    Example:
      wellread crawl https://example.org/blog --contact you@example.org -o articles.jsonl

    \b
    Exit codes:
      0    done
      2    wrong usage: no web address, no contact, an output that cannot be written
      4    the site failed: its start page cannot be had, or no article was found
      130  interrupted, 143 terminated: the articles found so far are written
      1    anything unexpected
    """  # noqa: D301  (click wants the character)
    from crawler.cli.crawling import Order, crawl_blog

    order = Order(url, contact, state, ",".join(include), max_pages, allow_private=allow_private, verbose=verbose)
    crawl_blog(order, output)
