"""The options of a command that are the fields of a class."""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated

import click
import pytest
from click.testing import CliRunner

from wellread.crawler.cli.crawl import crawl
from wellread.crawler.commands.crawl_options import CrawlOptions
from wellread.crawler.commands.option_types import NonEmptyPath, options_from


@dataclass(frozen=True)
class TeaOptions:
    leaves: Annotated[tuple[str, ...], click.argument("leaves", nargs=-1)]
    minutes: Annotated[int, click.option("--minutes", default=3, help="How long.")]
    with_milk: Annotated[bool, click.option("--milk", "with_milk", is_flag=True, help="Add milk.")] = False


@click.command()
@options_from(TeaOptions)
def brew(options: TeaOptions) -> None:
    """Brew tea"""
    click.echo(repr(options))


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], TeaOptions((), 3)),
        (["assam", "--minutes", "5", "ceylon", "--milk"], TeaOptions(("assam", "ceylon"), 5, with_milk=True)),
    ],
    ids=["defaults", "all"],
)
def test_a_command_gets_the_object_of_its_options(arguments: list[str], expected: TeaOptions) -> None:
    assert CliRunner().invoke(brew, arguments).output == f"{expected!r}\n"


def test_help_lists_the_options_in_the_order_of_the_fields() -> None:
    help_text = CliRunner().invoke(brew, ["--help"]).output
    assert "Usage: brew [OPTIONS] [LEAVES]..." in help_text
    assert "Brew tea" in help_text
    assert help_text.index("--minutes") < help_text.index("--milk")


def test_each_field_of_the_options_of_crawl_is_a_parameter_of_the_command() -> None:
    assert [parameter.name for parameter in crawl.params] == [field.name for field in fields(CrawlOptions)]


@pytest.mark.parametrize("name", ["", "tea"])
def test_a_path_needs_a_name(name: str) -> None:
    @click.command()
    @click.option("--to", type=NonEmptyPath(path_type=Path))
    def pour(to: Path) -> None:
        click.echo(to.name)

    result = CliRunner().invoke(pour, ["--to", name])
    assert (result.exit_code, "an empty name is neither a file nor a folder" in result.output) == (
        (0, False) if name else (2, True)
    )
