"""Pages in files: which files hold them, their bytes, and their records."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from wellread.crawler.archive.files import is_file_or_broken_link
from wellread.crawler.pages.extraction import memory_errors
from wellread.extractors import PageReview, extract, review
from wellread.output.annotations.page_text import read_page_text
from wellread.output.record import ArticleRecord, publish
from wellread.output.review.article_page import ReviewedPage

PAGE_SUFFIXES = (".html", ".htm", ".xhtml")
MAX_PAGE_BYTES = 64 * 1024 * 1024

_GZIP = b"\x1f\x8b"
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
# Control characters that no text in an encoding of the web holds: all but white space, escape and NUL.
_BINARY_CONTROLS = bytes(set(range(0x20)) - set(b"\0\t\n\v\f\r\x1a\x1b"))


class UnreadablePageError(Exception):
    """The file holds no page; the message says why, in a few words."""


def find_page_files(source: Path) -> list[Path]:
    """The file `source` itself, or the page files in the folder `source` and below it, sorted."""
    if not source.is_dir():
        return [source]
    return sorted(path for path in source.rglob("*") if _has_page_suffix(path) and is_file_or_broken_link(path))


def read_page(path: Path) -> bytes:
    """The bytes of the page in `path`, decompressed.

    Raises UnreadablePageError if there is no page in it.
    """
    try:
        with path.open("rb") as stream:
            packed = stream.read(2) == _GZIP
        with gzip.open(path) if packed else path.open("rb") as stream:
            body = stream.read(MAX_PAGE_BYTES + 1)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise UnreadablePageError("the gzip data is damaged") from error
    except OSError as error:
        raise UnreadablePageError(error.strerror or str(error)) from error
    if problem := _find_problem(body):
        raise UnreadablePageError(problem)
    return body


def extract_record(path: Path, url: str | None) -> ArticleRecord:
    """The record of the page in `path`, which came from `url`.

    Raises UnreadablePageError if there is no page in it, and MemoryError when there is too little for it.
    """
    body = read_page(path)
    with memory_errors():
        return publish(extract(body, url=url), body)


def review_file(path: Path, *, reads_text: bool = False) -> ReviewedPage:
    """The record of the page in `path` with all blocks of the page. Raises as `extract_record`.

    `reads_text`: also the text that annotations count in.
    """
    body = read_page(path)
    read = review_body(body)
    text = read_page_text(body) if reads_text else None
    return ReviewedPage(publish(read.article, body), read.blocks, read.candidates, text=text)


def review_body(
    body: bytes,
    url: str | None = None,
    headers: Mapping[str, str] | None = None,
    fetched_at: datetime | None = None,
) -> PageReview:
    """The article and all blocks of a page. Raises MemoryError when there is too little for it."""
    with memory_errors():
        return review(body, url=url, headers=headers, fetched_at=fetched_at)


def _find_problem(body: bytes) -> str | None:
    if not body.strip():
        return "the file is empty"
    if len(body) > MAX_PAGE_BYTES:
        return f"larger than {MAX_PAGE_BYTES >> 20} MB"
    return "not HTML but binary data" if _is_binary(body[:4096]) else None


def _is_binary(head: bytes) -> bool:
    """Whether the start of a file is no text: NULs outside UTF-16, or over 2 % control characters."""
    text = head.replace(b"\0", b"") if any(mark in head for mark in _UTF16) else head
    controls = len(text) - len(text.translate(None, _BINARY_CONTROLS + b"\0"))
    return controls > len(text) * 0.02


def _has_page_suffix(path: Path) -> bool:
    return path.name.lower().removesuffix(".gz").endswith(PAGE_SUFFIXES)
