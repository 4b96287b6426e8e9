"""The command line: `python -m benchmarks quality`, `fields`, `reviewers`, `speed` and so on."""

from __future__ import annotations

import click

from benchmarks import (
    ceiling,
    compare,
    crawls,
    deliveries,
    details,
    fields,
    floors,
    formats,
    frontier,
    hostile,
    invariants,
    kills,
    mutations,
    page_types,
    patterns,
    quality,
    repeats,
    reports,
    reviewers,
    screenshots,
    signals,
    speed,
    stability,
    structure,
    units,
    writes,
)
from benchmarks.training import command as training


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Measure what wellread extracts, how fast, and beside whom.

    Reads the corpora in ../shared/corpora; see benchmarks/README.md for every definition.
    """


for command in (
    quality.command,
    reports.command,
    fields.command,
    deliveries.command,
    details.command,
    reviewers.command,
    screenshots.command,
    structure.command,
    signals.command,
    speed.command,
    crawls.command,
    floors.command,
    formats.command,
    frontier.command,
    invariants.command,
    kills.command,
    mutations.command,
    patterns.command,
    repeats.command,
    hostile.command,
    training.command,
    compare.command,
    ceiling.command,
    stability.command,
    page_types.command,
    units.command,
    writes.command,
):
    main.add_command(command)

if __name__ == "__main__":
    main(prog_name="python -m benchmarks")
