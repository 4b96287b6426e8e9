"""One way to show figures: a table on the terminal, or the same one as Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import msgspec
from rich.console import Console
from rich.table import Table as RichTable

Cell = str | int | float | None


@dataclass(frozen=True)
class Table:
    """A title, column names, and rows of as many cells. `None` means not measured."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def show(table: Table, *, markdown: bool = False) -> None:
    """Prints a table on standard output."""
    if markdown:
        click.echo(as_markdown(table))
    else:
        _show_rich(table)


def as_markdown(table: Table) -> str:
    """The table as GitHub writes it, its title in bold above."""
    lines = [table.columns, tuple("---" for _ in table.columns), *([shown(cell) for cell in row] for row in table.rows)]
    return f"**{table.title}**\n\n" + "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def shown(cell: Cell) -> str:
    """Text as it is, floats with three decimals, nothing as a dash."""
    if cell is None:
        return "-"
    return f"{cell:.3f}" if isinstance(cell, float) else str(cell)


def write_rows(path: Path, rows: Sequence[Mapping[str, object]]) -> None:
    """Writes one JSON object a line, or tab-separated values where the name ends in .tsv."""
    try:
        if path.suffix == ".tsv":
            path.write_text(_as_tsv(rows), encoding="utf-8")
        else:
            path.write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in rows))
    except OSError as error:
        raise click.ClickException(f"cannot write {path}: {error.strerror}") from error


def _as_tsv(rows: Sequence[Mapping[str, object]]) -> str:
    columns = list(rows[0]) if rows else []
    lines = [columns, *([" ".join(str(row[column]).split()) for column in columns] for row in rows)]
    return "".join("\t".join(line) + "\n" for line in lines)


def _show_rich(table: Table) -> None:
    rich_table = RichTable()
    for number, column in enumerate(table.columns):
        rich_table.add_column(
            column, justify="right" if any(_is_number(row[number]) for row in table.rows) else "left", overflow="fold"
        )
    for row in table.rows:
        rich_table.add_row(*map(shown, row))
    console = Console(width=None if Console().is_terminal else 160)
    console.print(f"[bold]{table.title}[/bold]", rich_table, sep="\n")


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float)
