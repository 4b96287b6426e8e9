"""Markdown: a folder with one file an article, metadata in front"""

from __future__ import annotations

from wellread.output.format import ArticleFilesWriter, Format
from wellread.output.markdown import render_front_matter, render_heading, render_sections
from wellread.output.record import ArticleRecord


class MarkdownWriter(ArticleFilesWriter):
    """Writes each record to `SITE/WORDS-ID.md`."""

    suffix = ".md"

    @staticmethod
    def render(record: ArticleRecord) -> str:
        """A record as a file of Markdown."""
        front_matter = render_front_matter({
            "title": record.headline,
            "description": record.description,
            "url": record.canonical_url or record.url,
            "site": record.site_id,
            "authors": [person.name for person in record.authors],
            "reviewedBy": [person.name for person in record.reviewed_by],
            "date": record.date_published,
            "lastmod": record.date_modified,
            "lastReviewed": record.last_reviewed,
            "language": record.in_language,
            "keywords": list(record.keywords),
            "image": record.main_image.url,
            "articleId": record.article_id,
            "revisionId": record.revision_id,
            "schemaVersion": record.schema_version,
        })  # fmt: skip
        title = render_heading(record.headline, 1) if record.headline else ""
        return "\n".join([front_matter, *filter(None, [title and f"{title}\n", render_sections(record.sections)]), ""])


FORMAT = Format(MarkdownWriter, writes_folder=True)
