"""Page files read in worker processes, one after the other; what cannot be read is reported."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from wellread.crawler.commands.extraction_progress import ExtractionProgress
from wellread.crawler.commands.page_files import UnreadablePageError
from wellread.crawler.pages.extraction import page_workers
from wellread.crawler.pages.worker_pool import TaskError, start_ahead

Page = TypeVar("Page")


def read_pages(
    paths: Sequence[Path], read: Callable[[Path], Page], progress: ExtractionProgress, description: str
) -> Iterator[Page]:
    """What `read` makes of each file, in order.

    `read` is called in a worker, so it must be picklable, and raises UnreadablePageError if a file holds no page.
    Raises WorkersLostError if no worker can be had.
    """
    begun = ((path, page_workers().submit(partial(_read_or_error, read), path)) for path in paths)
    for path, future in progress.bar.track(start_ahead(begun), len(paths), description=description):
        try:
            page = future.result()
        except TaskError as error:
            progress.report_error(str(path), error)
            continue
        if isinstance(page, UnreadablePageError):
            progress.report_failure(str(path), str(page))
            continue
        yield page
        progress.pages += 1


def _read_or_error(read: Callable[[Path], Page], path: Path) -> Page | UnreadablePageError:
    """A page, or why there is none: an error as value, which is no reason to try again."""
    try:
        return read(path)
    except UnreadablePageError as error:
        return error
