"""Plain text: a folder with one file an article, headline and body"""

from __future__ import annotations

from wellread.output.format import ArticleFilesWriter, Format
from wellread.output.record import ArticleRecord


class TextWriter(ArticleFilesWriter):
    """Writes each record to `SITE/WORDS-ID.txt`."""

    suffix = ".txt"

    @staticmethod
    def render(record: ArticleRecord) -> str:
        parts = filter(None, [record.headline, record.article_body])
        return "\n\n".join(parts) + "\n"


FORMAT = Format(TextWriter, writes_folder=True)
