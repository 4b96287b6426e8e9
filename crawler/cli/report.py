"""`wellread report`: review pages that open in a browser, for a state folder, pages or records."""

from __future__ import annotations

import click

from wellread.crawler.commands.option_types import options_from
from wellread.crawler.commands.report_options import ReportOptions


@click.command()
@options_from(ReportOptions)
def report(options: ReportOptions) -> None:
    """Write pages that show what was read from each page, and why

    The report is a folder. Its index.html lists all articles: sort, filter and search them. The page of an article
    shows its blocks in order, kept and dropped with the reason, beside the article as it reads; then its fields with
    their sources, the signals for auditors, references, provenance. It opens from the disk in any browser, asks for
    nothing from the network, and can be deposited with a paper.

    The source is the state folder of a crawl, a folder of HTML files or one of them, or a file of records (.jsonl,
    .jsonl.gz, .jsonl.zst). A record does not say in which order the blocks of its page stood.

    \b
    Examples:
      wellread report wellread-state -o report
      wellread report pages/ -o report --title "Sleep blogs, January"
      wellread report articles.jsonl -o report
      wellread report wellread-state -o raters --blind --sample 50 --seed 2026

    \b
    Exit codes:
      0    done
      2    no such source, a state that cannot be read, an output folder that
           holds something else or cannot be written, a sample larger than
           what it is taken from
      4    some pages or records could not be read; the rest is written
      130  interrupted, 143 terminated: nothing is written
      1    anything unexpected
    """  # noqa: D301  (click wants the character)
    from wellread.crawler.commands.report import write_report

    write_report(options)
