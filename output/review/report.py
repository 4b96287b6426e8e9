"""A report: a folder of review pages, one for each article, and a list of all of them.

Articles are written as they come. What the list needs of each is a short row; the texts that it searches are packed
into a file as they come and put into the list at the end, so that the memory does not grow with them.
"""

from __future__ import annotations

import base64
import json
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from wellread.extractors.article import Article
from wellread.output.atomic import AtomicOutput
from wellread.output.record import ArticleRecord
from wellread.output.review.article_page import ReviewedPage, render_article_page, share_of
from wellread.output.review.corpus_summary import CorpusSummary, site_of
from wellread.output.review.inert_text import show_controls
from wellread.output.review.methods import Methods
from wellread.output.review.nights import Night, group_nights
from wellread.output.review.rating_tables import ReportRatings
from wellread.output.review.report_folder import ARTICLES, INDEX, ReportFolder
from wellread.output.review.retractions import RetractionList
from wellread.output.review.selection import SelectionOutcome
from wellread.output.review.templates import render
from wellread.output.safe_names import article_path, make_safe_name

MAX_UNKNOWN_SHOWN = 20
_TEXTS_GO_HERE = "@@texts@@"
_GZIP_WINDOW_BITS = 31
# A multiple of 3, so that pieces of base64 can be put one behind the other.
_BASE64_BYTES = 3 << 14


class ReportWriter(AtomicOutput):
    """A context that writes a report into a folder, which is there when the block has ended without an error.

    The folder is a new one, or that of an earlier report, which is replaced.

    The constructor, `commit` and `close` raise OutputError where the folder cannot be written; other methods OSError.
    """

    def __init__(
        self,
        target: str,
        title: str,
        *,
        retractions: RetractionList | None = None,
        ratings: ReportRatings | None = None,
    ) -> None:
        self._folder = ReportFolder(target)
        self.folder = self._folder.path
        self._title = title
        self._retractions = retractions
        self._ratings = ratings or ReportRatings()
        self._retracted: list[str] = []
        self._rows: list[dict[str, object]] = []
        self._names: set[str] = set()
        self._summary = CorpusSummary()
        self._texts = _PackedTexts()

    def add(self, page: ReviewedPage) -> None:
        """Write the page of an article, and its row in the list."""
        article = page.article
        path = self._name(page)
        target = self._folder.path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        up = "/".join([".."] * (len(path.parts) - 1))
        html = render_article_page(
            page, index_link=f"{up}/{INDEX}", retractions=self._retractions, ratings=self._ratings.take(article)
        )
        target.write_text(html, encoding="utf-8", newline="")
        self._retracted += self._describe_retracted(article)
        accounting = article.accounting
        self._summary.add(article)
        self._texts.add(f"{article.headline or ''}\n{article.article_body}")
        self._rows.append({
            "page": path.as_posix(),
            "headline": show_controls(article.headline or article.url or "without a headline"),
            "site": show_controls(site_of(article)),
            "date": show_controls(article.date_published or ""),
            "authors": [show_controls(person.name) for person in article.authors],
            "reviewers": [show_controls(person.name) for person in article.reviewed_by],
            "type": article.page_type,
            "language": show_controls(article.in_language or ""),
            "words": article.word_count,
            "kept": round(share_of(accounting.kept_chars, accounting.visible_chars), 3),
            "signals": sorted({signal.id for signal in article.signals if signal.state == "present"}),
            "warnings": len(article.warnings),
        })  # fmt: skip

    def finish(
        self,
        alarms: Sequence[str] = (),
        outcome: SelectionOutcome | None = None,
        nights: Sequence[Night] = (),
        methods: Methods | None = None,
    ) -> None:
        """Write the list of all articles. `alarms` are what went wrong, in words; they stand on top of it.

        `outcome` says how the articles were selected, where not all are shown; `nights` are the runs over the sites of
        the report, the newest first; `methods` say how the articles came to be.
        """
        page = render(
            "index.html",
            "index.js",
            title=self._title,
            rows=self._rows,
            summary=self._summary,
            alarms=[*alarms, *self._retracted, *self._describe_unknown_ratings()],
            outcome=outcome,
            methods=methods,
            history=group_nights(nights),
            ratings=tuple(self._ratings.count_answers()),
            signals=sorted(self._summary.signals),
            texts_go_here=_TEXTS_GO_HERE,
        )
        before, after = page.rsplit(_TEXTS_GO_HERE, 1)
        with (self._folder.path / INDEX).open("w", encoding="utf-8", newline="") as stream:
            stream.write(before)
            for piece in self._texts.pack():
                stream.write(piece)
            stream.write(after)

    def commit(self) -> None:
        """Give the folder its final name."""
        self._folder.commit()
        self.is_committed = True

    def close(self) -> None:
        """Remove what is not committed."""
        self._texts.close()
        self._folder.close()

    def _describe_retracted(self, article: Article) -> Iterator[str]:
        if self._retractions is None:
            return
        for reference in article.references:
            natures = ", ".join(notice.nature for notice in self._retractions.find(reference))
            if natures:
                yield f"{article.headline or article.url}: cites {reference.text} ({natures})"

    def _describe_unknown_ratings(self) -> Iterator[str]:
        for article_id in self._ratings.unknown[:MAX_UNKNOWN_SHOWN]:
            yield f"rated, and not in this report: {article_id}"
        if len(self._ratings.unknown) > MAX_UNKNOWN_SHOWN:
            yield f"{len(self._ratings.unknown) - MAX_UNKNOWN_SHOWN} more rated articles are not in this report"

    def _name(self, page: ReviewedPage) -> Path:
        """Where the page of an article lies in the report: no two at the same place."""
        article = page.article
        key = article.article_id if isinstance(article, ArticleRecord) else str(len(self._rows) + 1)
        site = article.site_id if isinstance(article, ArticleRecord) else None
        path = Path(ARTICLES) / article_path(site, article.headline, key, ".html")
        if path.as_posix() in self._names:
            path = path.with_name(f"{path.stem}-{make_safe_name(str(len(self._rows) + 1))}.html")
        self._names.add(path.as_posix())
        return path


class _PackedTexts:
    """Texts as a JSON array, gzipped as they come: on the disk, since they are most of a report."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  (closed by `close`)
        self._packer = zlib.compressobj(wbits=_GZIP_WINDOW_BITS)
        self._opening = "["

    def add(self, text: str) -> None:
        """Append a text, in lower case: the search does not mind capitals."""
        piece = self._opening + json.dumps(show_controls(text).lower())
        self._file.write(self._packer.compress(piece.encode()))
        self._opening = ","

    def pack(self) -> Iterator[str]:
        """The packed texts in base64, piece by piece. Nothing may be added afterwards."""
        end = "[]" if self._opening == "[" else "]"
        self._file.write(self._packer.compress(end.encode()) + self._packer.flush())
        self._file.seek(0)
        while piece := self._file.read(_BASE64_BYTES):
            yield base64.b64encode(piece).decode()

    def close(self) -> None:
        """Remove the file."""
        self._file.close()
