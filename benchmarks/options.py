"""The options that the commands share: which systems are asked about which pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec

import click

from benchmarks import corpora, runner
from benchmarks.corpora import Corpus, Page
from benchmarks.systems import SYSTEMS, System

P = ParamSpec("P")

markdown = click.option("--markdown", is_flag=True, help="Print Markdown.")
rows = click.option(
    "--rows",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write one line a page: JSON Lines, or tab-separated where the name ends in .tsv.",
)
root = click.option(
    "--corpora",
    "root",
    type=click.Path(file_okay=False, path_type=Path),
    default=corpora.ROOT,
    show_default="../shared/corpora",
    help="The folder of corpora.",
)
corpus = click.option("--corpus", "corpus_names", multiple=True, help="Only this corpus; may be repeated.")
limit = click.option("--limit", type=click.IntRange(1), help="Only the first pages of each corpus.")


@dataclass(frozen=True)
class Selection:
    """What a run is about: the systems, and of each corpus the pages."""

    systems: tuple[System, ...]
    pages: tuple[tuple[Corpus, tuple[Page, ...]], ...]


def selection(command: Callable[Concatenate[Selection, P], None]) -> Callable[..., None]:
    """Adds --corpora, --corpus, --system, --subset and --limit to a command; hands it a Selection first."""

    @root
    @corpus
    @click.option(
        "--system",
        "system_names",
        multiple=True,
        type=click.Choice(list(SYSTEMS)),
        help="Only this system; may be repeated.",
    )
    @click.option("--subset", type=click.Choice(corpora.SUBSETS), help="Only pages that the truth marks so.")
    @limit
    @wraps(command)
    def with_selection(
        root: Path,
        corpus_names: tuple[str, ...],
        system_names: tuple[str, ...],
        subset: str | None,
        limit: int | None,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        chosen = tuple(
            (corpus, corpora.subset(corpus.pages, subset)[:limit])
            for corpus in runner.chosen_corpora(root, corpus_names)
        )
        with_pages = tuple((corpus, pages) for corpus, pages in chosen if pages)
        command(Selection(runner.available(system_names), with_pages), *args, **kwargs)

    return with_selection
