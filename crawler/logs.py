"""Logging: one line an event, whatever the text of a page or a server puts into it."""

from __future__ import annotations

import logging
import sys
import time
import unicodedata
from types import TracebackType
from typing import TextIO

import structlog

log: structlog.stdlib.BoundLogger = structlog.wrap_logger(
    logging.getLogger("wellread"),
    wrapper_class=structlog.stdlib.BoundLogger,
    processors=[structlog.stdlib.filter_by_level, structlog.processors.LogfmtRenderer(key_order=["event"])],
)

# Scrapy logs an unreachable robots.txt with a traceback. The spider reports the pages that cannot be fetched for it.
_REPORTED_ELSEWHERE = ("scrapy.downloadermiddlewares.robotstxt",)
_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
_UNSAFE_CATEGORIES = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def escape_unprintable(text: str) -> str:
    r"""The text, safe for a terminal and for a line of a log: control, format and line-breaking
    characters as escapes.

    These are the Unicode categories Cc, Cf, Cs, Zl and Zp, written as Python writes them: `\x1b`,
    `\u202e`.
    """
    if text.isprintable():
        return text
    return "".join(_escape(char) if unicodedata.category(char) in _UNSAFE_CATEGORIES else char for char in text)


def set_up_logging(*, level: int, scrapy_level: int) -> None:
    """Send all logging to standard error, one line an event.

    To be called after Scrapy's own set-up.
    """
    handler = _StandardErrorHandler()
    handler.setFormatter(_OneLineFormatter(traceback=level <= logging.DEBUG))
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(level)
    logging.getLogger("scrapy").setLevel(scrapy_level)
    for name in _REPORTED_ELSEWHERE:
        logging.getLogger(name).setLevel(logging.CRITICAL)


class _StandardErrorHandler(logging.StreamHandler[TextIO]):
    """Looks up `sys.stderr` for each record: a progress display takes its place while it runs."""

    def emit(self, record: logging.LogRecord) -> None:
        self.stream = sys.stderr
        super().emit(record)


class _OneLineFormatter(logging.Formatter):
    """Time in UTC, level, logger, message.

    An exception is its last line, or its whole traceback when debugging.
    """

    def __init__(self, *, traceback: bool) -> None:
        super().__init__("%(asctime)sZ %(levelname)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%S")
        self.converter = time.gmtime
        self._traceback = traceback

    def format(self, record: logging.LogRecord) -> str:
        return escape_unprintable(super().format(record))

    def formatException(self, ei: _ExcInfo) -> str:  # noqa: N802
        text = super().formatException(ei)
        return text if self._traceback else text.splitlines()[-1]


def _escape(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")
