"""`wellread schema`: the contract of the records."""

from __future__ import annotations

import click

from wellread.output.schemas import describe_schema, render_schema, schema_names

_SCHEMAS = "".join(f"\n  {name}  {describe_schema(name)}" for name in schema_names())


@click.command(epilog=f"\b\nFormats:{_SCHEMAS}")
@click.option(
    "--format", "format_name", type=click.Choice(schema_names()), default="json-schema", show_default=True,
    help="For which system; see below.",
)  # fmt: skip
def schema(format_name: str) -> None:
    """Print the contract of a record for a system

    Every line that "crawl", "extract" and "export" write has this shape, whatever its page says. Every key is always
    present; null means "looked for, not found".

    \b
    Example:
      wellread schema > article.schema.json
      wellread schema --format duckdb | duckdb articles.duckdb
    """  # noqa: D301  (click wants the character)
    click.echo(render_schema(format_name))
