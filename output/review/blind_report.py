"""A report for raters who must not be led: articles by neutral numbers, and nothing of what the program found in them.

What is left out is not in the files. The page of an article has its text as it reads, and all other text of its page
without a label, since bylines, dates and disclosures often stand outside of the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from wellread.extractors.article import Reason, Section
from wellread.output.atomic import AtomicOutput
from wellread.output.record import ArticleRecord
from wellread.output.review.article_page import ArticleTexts, ReviewedPage, camel
from wellread.output.review.methods import Methods
from wellread.output.review.nights import Night
from wellread.output.review.report_folder import ARTICLES, INDEX, ReportFolder
from wellread.output.review.selection import SelectionOutcome
from wellread.output.review.templates import render

# Which page it is, and from which bytes; nothing that was read from them.
_PROVENANCE = (
    "url",
    "date_downloaded",
    "article_id",
    "revision_id",
    "raw_sha256",
    "warc_file",
    "warc_record_id",
    "extractor_version",
)
_UNSEEN = (Reason.HIDDEN, Reason.CODE_LEAK)  # in no browser


class NumberedArticle(msgspec.Struct, frozen=True):
    """An article of a report for raters: its number from 1, what it is called, and where its page lies."""

    number: int
    headline: str
    url: str
    page: str


class BlindReportWriter(AtomicOutput):
    """A context that writes a blind report into a folder, as `ReportWriter` does.

    The constructor, `commit` and `close` raise OutputError where the folder cannot be written; other methods OSError.
    """

    def __init__(self, target: str, title: str) -> None:
        self._folder = ReportFolder(target)
        self.folder = self._folder.path
        self._title = title
        self._articles: list[NumberedArticle] = []

    def add(self, page: ReviewedPage) -> None:
        """Write the page of the next article."""
        number = len(self._articles) + 1
        path = Path(ARTICLES) / f"{number:04}.html"
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        text = render_blind_page(page, number, index_link=f"../{INDEX}")
        target.write_text(text, encoding="utf-8", newline="")
        article = page.article
        self._articles.append(
            NumberedArticle(
                number,
                article.headline or "without a headline",
                article.url or article.canonical_url or "",
                path.as_posix(),
            )
        )

    def finish(
        self,
        _alarms: Sequence[str] = (),
        outcome: SelectionOutcome | None = None,
        _nights: Sequence[Night] = (),
        methods: Methods | None = None,
    ) -> None:
        """Write the list of the articles, with how they were selected. What was found or went wrong is not shown."""
        page = render(
            "blind_index.html", None, title=self._title, articles=self._articles, outcome=outcome, methods=methods
        )
        (self.folder / INDEX).write_text(page, encoding="utf-8", newline="")

    def commit(self) -> None:
        """Give the folder its final name."""
        self._folder.commit()
        self.is_committed = True

    def close(self) -> None:
        """Remove what is not committed."""
        self._folder.close()


def render_blind_page(page: ReviewedPage, number: int, *, index_link: str) -> str:
    """The page of article `number`, without anything that the program found."""
    article = page.article
    return render(
        "blind_article.html",
        None,
        article=article,
        url=article.url or article.canonical_url,
        number=number,
        index_link=index_link,
        texts=ArticleTexts(),
        sections=_without_roles(article.sections),
        whole=page.blocks is not None,
        others=tuple(_list_other_texts(page)),
        provenance=tuple((camel(name), getattr(article, name)) for name in _PROVENANCE)
        if isinstance(article, ArticleRecord)
        else (),
    )


def _without_roles(sections: Sequence[Section]) -> tuple[Section, ...]:
    return tuple(
        msgspec.structs.replace(section, role=None, sections=_without_roles(section.sections)) for section in sections
    )


def _list_other_texts(page: ReviewedPage) -> Iterator[str]:
    """All text that a reader sees on the page, in its order; of a record alone, what is not in the article."""
    if page.blocks is None:
        yield from (item.text for item in page.article.dropped if item.reason not in _UNSEEN)
    else:
        yield from (block.text for block in page.blocks if block.text and block.reason not in _UNSEEN)
