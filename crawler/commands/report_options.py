"""The options of `wellread report`. Imports no more than click, as `--help` needs it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import click

from wellread.crawler.commands.option_types import NonEmptyPath

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class Day(click.types.StringParamType):
    """A day, a month or a year: 2026-01-31, 2026-01, 2026."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        day = str(super().convert(value, param, ctx))
        if not re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", day, re.ASCII):
            self.fail(f"{day!r} is no day such as 2026-01-31, no month such as 2026-01, and no year", param, ctx)
        return day


@dataclass(frozen=True, kw_only=True)
class ReportOptions:
    """What the user asks of a report. Each field is an option, which its annotation declares."""

    source: Annotated[
        Path, click.argument("source", metavar="STATE|DIR|FILE", type=click.Path(exists=True, path_type=Path))
    ]
    output: Annotated[
        str,
        click.option(
            "-o", "--output", default="wellread-report", show_default=True, metavar="DIR", type=NonEmptyPath(),
            help="The folder for the pages: a new one, or that of an earlier report.",
        ),
    ] = "wellread-report"  # fmt: skip
    title: Annotated[
        str | None,
        click.option("--title", metavar="TEXT", help="The title of the report."),
    ] = None
    retractions: Annotated[
        Path | None,
        click.option(
            "--retractions", metavar="FILE", type=_FILE,
            help="The CSV of the Retraction Watch Database: references that it lists are marked.",
        ),
    ] = None  # fmt: skip
    ratings: Annotated[
        tuple[Path, ...],
        click.option(
            "--ratings", metavar="FILE", type=_FILE, multiple=True,
            help="A sheet that raters have filled in: shown beside the signals for each item; may be repeated.",
        ),
    ] = ()  # fmt: skip
    blind: Annotated[
        bool,
        click.option(
            "--blind", is_flag=True,
            help="For raters: show nothing that the program found, and number the articles in an order of the seed.",
        ),
    ] = False  # fmt: skip
    annotations: Annotated[
        bool,
        click.option(
            "--annotations", is_flag=True,
            help="Also write what was found, with its places on the pages, as W3C Web Annotations.",
        ),
    ] = False  # fmt: skip
    rate: Annotated[
        tuple[str, ...],
        click.option(
            "--rate", type=click.Choice(("discern", "jama", "gqs", "eqip")), multiple=True,
            help="Also write a sheet for raters with the items of this instrument; may be repeated.",
        ),
    ] = ()  # fmt: skip
    sample: Annotated[
        int | None,
        click.option(
            "--sample", type=click.IntRange(min=1), metavar="N", help="Only N articles, of which the seed decides."
        ),
    ] = None
    seed: Annotated[
        str,
        click.option(
            "--seed", default="1", show_default=True, metavar="TEXT",
            help="Decides about sample and order, the same on any machine.",
        ),
    ] = "1"  # fmt: skip
    stratify: Annotated[
        str | None,
        click.option(
            "--stratify", type=click.Choice(("site", "type", "year", "language")),
            help="Sample each site, type, year or language in proportion to its articles.",
        ),
    ] = None  # fmt: skip
    languages: Annotated[
        tuple[str, ...],
        click.option(
            "--language", "languages", multiple=True, metavar="TAG", help="Only articles in it, as en; may be repeated."
        ),
    ] = ()
    types: Annotated[
        tuple[str, ...],
        click.option(
            "--type", "types", multiple=True, metavar="TYPE", help="Only pages of this type, as article; repeatable."
        ),
    ] = ()
    since: Annotated[
        str | None,
        click.option("--since", metavar="DATE", type=Day(), help="Only what was published on this day or later."),
    ] = None
    exclude: Annotated[
        Path | None,
        click.option(
            "--exclude", metavar="FILE", type=_FILE,
            help="Leave these out: CSV with the columns article (id or URL) and reason.",
        ),
    ] = None  # fmt: skip

    @property
    def selects(self) -> bool:
        """Whether all articles must be seen before the first page can be written."""
        return self.blind or bool(
            self.rate or self.sample or self.languages or self.types or self.since or self.exclude
        )
