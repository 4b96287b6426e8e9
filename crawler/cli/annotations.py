"""`wellread annotations`: Web Annotations found again on their pages.

Not with `from __future__ import annotations`, which would take the name of the command.
"""

from pathlib import Path

import click


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("source", metavar="STATE|DIR|PAGE", type=click.Path(exists=True, path_type=Path))
@click.option("--url", metavar="URL", help="The page that the annotations are about; for a single file of HTML.")
def annotations(file: Path, source: Path, url: str | None) -> None:
    """Find Web Annotations again on their pages

    FILE holds annotations as 'wellread report --annotations' writes them, or another program. They are looked for on
    the archived pages of a state folder, on those in a folder of HTML files, or on one of them, by the words that they
    quote and what stood around these. Each is a line of six columns, separated by tabs: found, moved, ambiguous or
    missing; where it begins and ends in the text of the page, in Unicode code points; the page; its tags; its words.
    What is ambiguous or missing has no place: a place is right or not given. The parser for it comes with
    'pip install wellread[annotations]'.

    \b
    Examples:
      wellread annotations report/annotations.json wellread-state
      wellread annotations report/annotations.json page.html | grep -v ^found
      wellread annotations mine.json page.html --url https://example.org/page

    \b
    Exit codes:
      0    done, also if some are missing
      2    wrong usage: no such file, no annotations in it, none about these
           pages, records instead of pages, a library that is missing
      4    some pages could not be read
      130  interrupted, 143 terminated
      1    anything unexpected
    """  # noqa: D301  (click wants the character)
    from wellread.crawler.commands.annotations import find_annotations

    find_annotations(file, source, url)
