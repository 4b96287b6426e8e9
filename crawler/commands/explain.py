"""The work of `wellread explain`: one page, block by block, for a person or for a pipe."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click
from rich.console import Console

from wellread.crawler.commands.explanation_text import describe_counts, describe_page, tabulate_blocks
from wellread.crawler.commands.overwriting import check_not_a_source
from wellread.crawler.commands.page_files import UnreadablePageError, read_page
from wellread.crawler.logs import escape_unprintable
from wellread.crawler.pages.worker_pool import describe_error
from wellread.crawler.runs.exit_status import CommandError, ExitCode
from wellread.extractors import BlockExplanation, review
from wellread.output.atomic import AtomicFile, OutputError
from wellread.output.record import publish
from wellread.output.review.article_page import ReviewedPage, render_article_page


def explain_page(source: str, only: str | None, contact: str | None, *, allow_private: bool) -> None:
    """Print for each block of the page at `source`, a file or a URL, whether it was kept, and why.

    `only` is "kept", "dropped" or None for both. Raises CommandError if there is no page.
    """
    page = _review_source(source, contact, allow_private=allow_private)
    blocks = page.blocks or ()
    if not blocks:
        click.echo(f"{escape_unprintable(source)}: there is no text on this page", err=True)
    shown = [block for block in blocks if only is None or _describe_label(block) == only]
    if sys.stdout.isatty():
        _print_for_terminal(page, shown, joins_runs=only is None)
    else:
        for block in shown:
            click.echo("\t".join(_format_columns(block)))


def write_review_page(source: str, output: str, contact: str | None, *, allow_private: bool) -> None:
    """Write the review page of the page at `source`, a file or a URL, to the file `output`.

    Raises CommandError if there is no page, or the file cannot be written or is the page itself.
    """
    check_not_a_source("--html", output, [Path(source)])
    try:
        with AtomicFile(output) as file:
            page = _review_source(source, contact, allow_private=allow_private)
            file.write(render_article_page(page).encode())
    except OutputError as error:
        raise CommandError(str(error), ExitCode.USAGE) from error


def _review_source(source: str, contact: str | None, *, allow_private: bool) -> ReviewedPage:
    if "://" in source:
        return _review_url(source, contact, allow_private=allow_private)
    return _review_file(source)


def _review_file(source: str) -> ReviewedPage:
    path = Path(source)
    if path.is_dir():
        raise CommandError(f"{source}: it is a folder; name one page in it", ExitCode.USAGE)
    if not path.is_file():
        raise CommandError(f"{source}: no such file; a URL begins with http:// or https://", ExitCode.USAGE)
    try:
        body = read_page(path)
    except UnreadablePageError as error:
        raise CommandError(f"{source}: {error}", ExitCode.SOME_FAILED) from error
    return _review_body(source, body)


def _review_url(url: str, contact: str | None, *, allow_private: bool) -> ReviewedPage:
    from wellread.crawler.engine.runner import CrawlJob, run_crawls
    from wellread.crawler.spiders.page import PageSpider
    from wellread.output.identity import normalise_url

    if normalise_url(url) is None:
        raise CommandError(f"not a web address: {url} (it begins with http:// or https://)", ExitCode.USAGE)
    if not contact:
        raise CommandError("a URL needs a contact: give --contact ADDRESS, or set WELLREAD_CONTACT", ExitCode.USAGE)
    job = CrawlJob(PageSpider, {"url": url})
    finished = run_crawls([job], settings={"CONTACT": contact, "ALLOW_PRIVATE": allow_private}, log_level=logging.ERROR)
    if finished.interrupted_by:
        raise CommandError("interrupted", ExitCode(128 + finished.interrupted_by))
    (result,) = finished.results
    if result.error or not result.spider:
        raise result.error or RuntimeError("the spider did not start")
    page = result.spider.page
    if page is None:
        raise CommandError(f"{url}: {result.spider.failure_reason}", ExitCode.SOME_FAILED)
    return _review_body(url, page.body, url=page.url, headers=page.headers)


def _review_body(
    source: str, body: bytes, *, url: str | None = None, headers: Mapping[str, str] | None = None
) -> ReviewedPage:
    try:
        read = review(body, url=url, headers=headers)
    except Exception as error:
        if "WELLREAD_DEBUG" in os.environ:
            raise
        raise CommandError(f"{source}: {describe_error(error)}", ExitCode.SOME_FAILED) from error
    return ReviewedPage(publish(read.article, body), read.blocks, read.candidates)


def _describe_label(block: BlockExplanation) -> str:
    return "kept" if block.kept else "dropped"


def _format_columns(block: BlockExplanation) -> Iterator[str]:
    score = "" if block.score is None else f"{block.score:.3f}"
    for value in (
        _describe_label(block), block.reason or "", block.rule, block.kind, block.xpath, block.text, score,
        "; ".join(block.evidence),
    ):  # fmt: skip
        yield escape_unprintable(" ".join(value.split()))


def _print_for_terminal(page: ReviewedPage, shown: Sequence[BlockExplanation], *, joins_runs: bool) -> None:
    console = Console(highlight=False)
    console.print(describe_page(page.article))
    console.print(describe_counts(page.article, page.blocks or ()), end="\n\n")
    console.print(tabulate_blocks(shown, joins_runs=joins_runs))
