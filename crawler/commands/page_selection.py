"""The pages of a report selected as its options ask for, which is known when all of them were read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from wellread.crawler.commands.report_options import ReportOptions
from wellread.crawler.logs import escape_unprintable
from wellread.crawler.runs.exit_status import CommandError, ExitCode
from wellread.extractors.article import PageType
from wellread.output.record import ArticleRecord
from wellread.output.review.article_page import ReviewedPage
from wellread.output.review.page_spool import PageSpool
from wellread.output.review.selection import (
    SelectableArticle,
    Selection,
    SelectionError,
    SelectionOutcome,
    candidate_of,
    rank,
    read_exclusions,
    select,
)


class PageSelection:
    """Pages put aside, and those of them that are selected. Close it when they have been read."""

    def __init__(self, options: ReportOptions) -> None:
        """Raises CommandError for exclusions that cannot be read, and for a type that there is not."""
        self._wanted = _read_selection(options)
        self._is_blind = options.blind
        self._spool = PageSpool()

    def choose(self, pages: Iterable[ReviewedPage]) -> tuple[SelectionOutcome, Iterator[ReviewedPage]]:
        """How the pages are selected, and the selected ones in the order of the report.

        Raises CommandError where the selection cannot be made.
        """
        candidates: list[SelectableArticle] = []
        for page in pages:
            if isinstance(page.article, ArticleRecord):
                candidates.append(candidate_of(page.article))
                self._spool.add(page)
        try:
            decisions = select(candidates, self._wanted)
        except SelectionError as error:
            raise CommandError(escape_unprintable(str(error)), ExitCode.USAGE) from error
        chosen = [number for number, item in enumerate(decisions) if item.state == "selected"]
        if self._is_blind:
            chosen.sort(key=lambda number: rank(self._wanted.seed, candidates[number].article_id, "order"))
        order = tuple(candidates[number].article_id for number in chosen)
        return SelectionOutcome(self._wanted, tuple(decisions), order), map(self._spool.read, chosen)

    def close(self) -> None:
        """Forget all pages."""
        self._spool.close()


def _read_selection(options: ReportOptions) -> Selection:
    if unknown := set(options.types) - set(PageType):
        raise CommandError(f"--type {min(unknown)}: a type is one of {', '.join(PageType)}", ExitCode.USAGE)
    if options.stratify and options.sample is None:
        raise CommandError("--stratify needs --sample: strata are what a sample is taken from", ExitCode.USAGE)
    return Selection(
        languages=tuple(language.lower() for language in options.languages),
        types=options.types,
        since=options.since,
        excluded=_read_exclusions(options.exclude) if options.exclude else {},
        sample=options.sample,
        seed=options.seed,
        stratify=options.stratify,
    )


def _read_exclusions(path: Path) -> dict[str, str]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return read_exclusions(stream)
    except SelectionError as error:
        raise CommandError(escape_unprintable(f"{path}: {error}"), ExitCode.USAGE) from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{path}: it is not UTF-8", ExitCode.USAGE) from error
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror or error}", ExitCode.USAGE) from error
