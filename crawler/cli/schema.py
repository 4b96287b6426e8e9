"""`wellread schema`: the contract of the records."""

from __future__ import annotations

import json

import click


@click.command()
def schema() -> None:
    """Print the JSON Schema of a record

    Every line that "crawl", "extract" and "export" write is valid under this JSON Schema (2020-12). Every key is always
    present; null means "looked for, not found".

    \b
    Example:
      wellread schema > article.schema.json
    """  # noqa: D301  (click wants the character)
    from wellread.output.schema import build_record_schema

    click.echo(json.dumps(build_record_schema(), indent=2))
