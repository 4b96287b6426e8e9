"""`wellread explain`: why each block of a page was kept or dropped."""

from __future__ import annotations

import click

from wellread.crawler.commands.option_types import NonEmptyPath


@click.command()
@click.argument("source", metavar="FILE|URL")
@click.option("--kept", "only", flag_value="kept", default=None, help="Show only what was kept.")
@click.option("--dropped", "only", flag_value="dropped", help="Show only what was dropped.")
@click.option(
    "--html", "page_file", metavar="FILE", type=NonEmptyPath(),
    help="Write a page for the browser instead: the blocks beside the article, its fields and signals.",
)  # fmt: skip
@click.option(
    "--contact", envvar="WELLREAD_CONTACT", metavar="ADDRESS", show_envvar=True,
    help="For a URL: an e-mail or web address at which the owner of the site can reach you.",
)  # fmt: skip
@click.option("--allow-private", is_flag=True, help="Permit addresses on this machine and on private networks.")
def explain(source: str, only: str | None, page_file: str | None, contact: str | None, *, allow_private: bool) -> None:
    """Show why each block of a page was kept or dropped

    Every block is either kept as part of the article or dropped for a reason; the rule that decided is named. Blocks
    come in the order of the page. On a terminal the result of the page stands first, and blocks in a row that were
    dropped for one reason are one line; --dropped shows each. In a pipe each block is a line of eight columns,
    separated by tabs: kept or dropped, reason, rule, kind, XPath, text, score, evidence.

    \b
    Examples:
      wellread explain page.html
      wellread explain page.html --html review.html
      wellread explain page.html --dropped | cut -f 2 | sort | uniq -c
      wellread explain https://example.org/blog/page --contact you@example.org

    \b
    Exit codes:
      0    done
      2    wrong usage: no such file, no contact for a URL
      4    the page cannot be fetched, or the file is no page: empty, binary,
           damaged
      130  interrupted, 143 terminated
      1    anything unexpected
    """  # noqa: D301  (click wants the character)
    from wellread.crawler.commands.explain import explain_page, write_review_page

    if page_file is None:
        explain_page(source, only, contact, allow_private=allow_private)
    else:
        write_review_page(source, page_file, contact, allow_private=allow_private)
