"""`wellread extract`: from files of HTML and from archives to records."""

from __future__ import annotations

from pathlib import Path

import click

from wellread.crawler.commands.option_types import NonEmptyPath, Place


@click.command()
@click.argument(
    "sources", metavar="FILE|DIR|ARCHIVE...", nargs=-1, required=True, type=Place(exists=True, path_type=Path)
)
@click.option(
    "-o", "--output", default="-", metavar="FILE", type=NonEmptyPath(),
    help="Where the records go, one JSON object a line, or an address such as s3://bucket/articles.jsonl; without it, "
    "standard output.",
)  # fmt: skip
@click.option("--url", metavar="URL", help="The address that the page came from; for a single file of HTML.")
@click.option("--all-pages", is_flag=True, help="For an archive: also write the pages that are not articles.")
@click.option("--skip-reserved", is_flag=True, help="Write no page whose site reserves the rights to mine it.")
@click.option(
    "--compare", "known", metavar="STATE|RECORDS", type=click.Path(exists=True, path_type=Path),
    help="Show what would be other than in this state folder, or in this file of records.",
)  # fmt: skip
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N",
    help="Read so many pages at a time, and archives of several sites in processes of their own. Without it: one page "
    "a processor, site by site.",
)  # fmt: skip
def extract(  # noqa: PLR0913  (each is an option)
    sources: tuple[Path, ...],
    output: str,
    url: str | None,
    known: Path | None,
    *,
    all_pages: bool,
    skip_reserved: bool,
    jobs: int | None,
) -> None:
    """Read HTML files and archives and write one record per page

    Reads each FILE, and in each DIR and the folders below it all .html, .htm and .xhtml files, also those with .gz, and
    the archives .warc and .warc.gz. The network is not used. A page without --url gets the canonical address that it
    names itself.

    From an archive of wellread come the same records as from the crawl that wrote it: one for each article, and another
    one each time that its content had changed. Archives of other programs are read as well. --compare shows what this
    version reads otherwise, and writes records only with -o. Archives may lie in object storage, as s3://bucket/archive,
    if the extra wellread[s3] is installed.

    \b
    Examples:
      wellread extract page.html --url https://example.org/blog/page
      wellread extract pages/ -o articles.jsonl
      wellread extract wellread-state/archive/ -o articles.jsonl
      wellread extract wellread-state/archive/ --compare wellread-state

    \b
    Exit codes:
      0    done
      2    wrong usage: no such file, an output that cannot be written, a bucket
           that does not exist, a wrong key
      4    some files could not be read (empty, binary, damaged), or a folder
           holds no page; the rest is written
      130  interrupted, 143 terminated: nothing is written to -o
      1    anything unexpected
    """  # noqa: D301  (click wants the character)
    from wellread.crawler.commands.extract import extract_and_compare, extract_files

    if url and (len(sources) > 1 or sources[0].is_dir() or sources[0].name.endswith((".warc", ".warc.gz"))):
        raise click.UsageError("--url belongs to a single file of HTML", click.get_current_context())
    if known:
        extract_and_compare(sources, output, url, known, all_pages=all_pages, skip_reserved=skip_reserved, jobs=jobs)
    else:
        extract_files(sources, output, url, all_pages=all_pages, skip_reserved=skip_reserved, jobs=jobs)
