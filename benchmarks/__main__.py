"""The command line: `python -m benchmarks quality`, `speed`, `fields`, `floors`, `invariants`, `kills`, `train`."""

from __future__ import annotations

import click

from benchmarks import fields, floors, invariants, kills, quality, speed
from benchmarks.training import command as training


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Measure what wellread extracts, how fast, and beside whom.

    Reads the corpora in ../shared/corpora; see benchmarks/README.md for every definition.
    """


for command in (
    quality.command,
    fields.command,
    speed.command,
    floors.command,
    invariants.command,
    kills.command,
    training.command,
):
    main.add_command(command)

if __name__ == "__main__":
    main(prog_name="python -m benchmarks")
