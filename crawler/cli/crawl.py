"""`wellread crawl`: from the addresses of blogs to a file of records."""

from __future__ import annotations

import click

from wellread.crawler.commands.crawl_options import CrawlOptions
from wellread.crawler.commands.option_types import options_from


@click.command()
@options_from(CrawlOptions)
def crawl(options: CrawlOptions) -> None:
    """Crawl blogs and write one record per article

    URL is the page that lists the articles. Articles are looked for below its path: for https://example.org/blog those
    under /blog/, for https://example.org/ all of the site. They are found through sitemaps, feeds, the list itself, its
    further pages and categories. robots.txt is obeyed. SITES.TOML names many such pages, one block a site.

    The file holds all current articles of these sites. It is replaced when the crawl has ended, also when it was
    interrupted; it stays as it is where nothing has changed, or what was found cannot be trusted.

    \b
    Examples:
      wellread crawl https://example.org/blog --contact you@example.org
      wellread crawl sites.toml --site tea --dry-run

    \b
    Exit codes:
      0    done, also if there was nothing new
      2    wrong usage or configuration; nothing was done
      3    a health check failed: articles vanished, or a field is missing
           where it was before; the file stays as it is
      4    some sites failed: a start page cannot be fetched, or no article
           was found
      75   another run is under way on the same --state
      130  interrupted, 143 terminated: what was found so far is written
      1    anything unexpected
    """  # noqa: D301  (click wants the character)
    if options.dry_run:
        from wellread.crawler.commands.dry_run import show_plan

        show_plan(options)
    else:
        from wellread.crawler.commands.crawl import crawl_blogs

        crawl_blogs(options)
