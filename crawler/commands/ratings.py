"""The work of `wellread ratings`: sheets read, agreement shown and written."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

import click
import msgspec

from wellread.crawler.commands.rating_files import load_ratings
from wellread.crawler.runs.exit_status import CommandError, ExitCode
from wellread.output.atomic import AtomicFile, OutputError
from wellread.output.plurals import say_count
from wellread.output.ratings.agreement import Agreement, Estimate, MissingLibraryError, find_agreements
from wellread.output.ratings.instruments import load_instrument
from wellread.output.ratings.rating_sheets import Rating, write_long_form
from wellread.output.review.report_folder import SELECTION

_MAX_TITLE_CHARS = 34
_HEADINGS = ("articles", "equal", "Cohen", "Fleiss", "alpha", "ICC(2,1)", "ICC(2,k)")
_NUMBERS = ("percent", "cohen", "fleiss", "alpha")
_ESTIMATES = ("icc_single", "icc_average")


def report_agreement(sheets: Sequence[Path], report: Path | None, output: str | None, long: str | None) -> None:
    """Read sheets of raters, show on standard output how far they agree, and write it to `output`.

    `long` gets a row for each rating. Raises CommandError for what cannot be read, used or written.
    """
    ratings = load_ratings(sheets, find_article_ids(report) if report else None)
    try:
        agreements = tuple(find_agreements(ratings))
        for target, write in ((output, _write_agreements(agreements)), (long, lambda to: write_long_form(to, ratings))):
            if target:
                _write_file(target, write)
    except MissingLibraryError as error:
        raise CommandError(str(error), ExitCode.USAGE) from error
    except OutputError as error:
        raise CommandError(str(error), ExitCode.USAGE) from error
    if not ratings:
        click.echo("nobody has rated anything yet", err=True)
    for name in dict.fromkeys(item.instrument for item in agreements):
        _show(name, ratings, [item for item in agreements if item.instrument == name])


def find_article_ids(report: Path) -> frozenset[str]:
    """The ids of the articles that a report shows. Raises CommandError."""
    path = report / SELECTION
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return frozenset(row["articleId"] for row in csv.DictReader(stream) if row["state"] == "selected")
    except (OSError, UnicodeDecodeError, KeyError, csv.Error) as error:
        message = f"{report}: it is no report with sheets for raters, its {SELECTION} cannot be read"
        raise CommandError(message, ExitCode.USAGE) from error


def _write_file(target: str, write: Callable[[IO[str]], None]) -> None:
    text = io.StringIO(newline="")
    write(text)
    with AtomicFile(target) as file:
        file.write(text.getvalue().encode("utf-8", "replace"))


def _write_agreements(agreements: Sequence[Agreement]) -> Callable[[IO[str]], None]:
    def write(stream: IO[str]) -> None:
        columns = [name for name in Agreement.__struct_fields__ if name not in _ESTIMATES]
        parts = [f"{name}{part}" for name in _ESTIMATES for part in ("", "_low", "_high")]
        table = csv.writer(stream, lineterminator="\r\n")
        table.writerow([*columns, *parts])
        for item in agreements:
            values = [getattr(item, name) for name in columns]
            for name in _ESTIMATES:
                estimate: Estimate | None = getattr(item, name)
                values += msgspec.structs.astuple(estimate) if estimate else (None, None, None)
            table.writerow([round(value, 6) if isinstance(value, float) else value for value in values])

    return write


def _show(name: str, ratings: Sequence[Rating], agreements: Sequence[Agreement]) -> None:
    instrument = load_instrument(name)
    of_instrument = [rating for rating in ratings if rating.instrument == name]
    raters, articles = ({getattr(item, key) for item in of_instrument} for key in ("rater", "article_id"))
    rated, by = say_count(len(articles), "article"), say_count(len(raters), "rater")
    hint = "; agreement takes two" if len(raters) == 1 else ""
    click.echo(f"{instrument.name}: {rated}, {by}{hint}")
    rows = [("", *_HEADINGS), *map(_list_cells, agreements)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for title, *cells in rows:
        click.echo(
            f"{title:<{widths[0]}}"
            + "".join(f"{cell:>{width + 2}}" for cell, width in zip(cells, widths[1:], strict=True))
        )
    click.echo()


def _list_cells(item: Agreement) -> tuple[str, ...]:
    numbers = (_format(getattr(item, key), 0 if key == "percent" else 2) for key in _NUMBERS)
    estimates = (_format_estimate(getattr(item, key)) for key in _ESTIMATES)
    title = item.title if item.item == "total" else f"{item.item} {item.title}"
    shown = title if len(title) <= _MAX_TITLE_CHARS else f"{title[: _MAX_TITLE_CHARS - 1]}…"
    return shown, str(item.articles), *numbers, *estimates


def _format(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:.{digits}f}{'%' * (digits == 0)}"


def _format_estimate(estimate: Estimate | None) -> str:
    return f"{estimate.value:.2f} [{estimate.low:.2f}, {estimate.high:.2f}]" if estimate else "–"
