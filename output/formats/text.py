"""Plain text: a folder with one file an article, headline and body"""

from __future__ import annotations

from wellread.output.atomic import AtomicFolder
from wellread.output.format import Format, StoredRecordWriter
from wellread.output.record import ArticleRecord
from wellread.output.safe_names import article_path


class TextWriter(StoredRecordWriter[AtomicFolder]):
    """Writes each record to `SITE/WORDS-ID.txt`."""

    def __init__(self, target: str) -> None:
        super().__init__(AtomicFolder(target))

    def write_stored(self, record: ArticleRecord) -> None:
        path = self.output.path / article_path(record.site_id, record.headline, record.article_id, ".txt")
        path.parent.mkdir(exist_ok=True)
        parts = filter(None, [record.headline, record.article_body])
        path.write_text("\n\n".join(parts) + "\n", encoding="utf-8", newline="")


FORMAT = Format(TextWriter, writes_folder=True)
