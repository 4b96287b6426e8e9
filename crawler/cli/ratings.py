"""`wellread ratings`: what raters have filled in, and how far they agree."""

from __future__ import annotations

from pathlib import Path

import click

from wellread.crawler.commands.option_types import NonEmptyPath

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("sheets", metavar="FILE...", nargs=-1, required=True, type=_FILE)
@click.option(
    "--report", "report", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The report that the sheets belong to: ratings of other articles are refused.",
)  # fmt: skip
@click.option("-o", "--output", metavar="FILE", type=NonEmptyPath(), help="Also write the agreement as CSV.")
@click.option("--long", "long", metavar="FILE", type=NonEmptyPath(), help="Also write a row for each rating, as CSV.")
def ratings(sheets: tuple[Path, ...], report: Path | None, output: str | None, long: str | None) -> None:
    """Read the sheets of raters and say how far they agree

    The sheets are those that 'wellread report --rate' has written, filled in by one rater each or by several. For each
    item and for the total: the share of equal pairs, Cohen's kappa (two raters; weighted where values have an order),
    Fleiss' kappa, Krippendorff's alpha, and the intraclass correlations ICC(2,1) and ICC(2,k) with their intervals of
    95 %. The libraries for it come with 'pip install wellread[ratings]'.

    \b
    Examples:
      wellread ratings ann/discern.csv bob/discern.csv --report raters
      wellread ratings ratings/*.csv -o agreement.csv --long ratings.csv

    \b
    Exit codes:
      0    done
      2    no such file, no sheet, values that no item has, articles that the
           report does not have, an article rated twice by one rater, a library
           that is missing; each is named with its place
      130  interrupted, 143 terminated
      1    anything unexpected
    """  # noqa: D301  (click wants the character)
    from wellread.crawler.commands.ratings import report_agreement

    report_agreement(sheets, report, output, long)
