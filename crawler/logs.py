"""Logging: one line an event, whatever strangers put into it."""

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

# Scrapy reports an unreachable robots.txt with a traceback; the page that it stands for is reported by the spider.
_TOLD_ELSEWHERE = ("scrapy.downloadermiddlewares.robotstxt",)
_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
_UNSAFE_CATEGORIES = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def printable(text: str) -> str:
    """The text without power over a terminal or a log: control, format and line-breaking characters as escapes."""
    if text.isprintable():
        return text
    return "".join(_escaped(char) if unicodedata.category(char) in _UNSAFE_CATEGORIES else char for char in text)


def set_up_logging(*, level: int, scrapy_level: int) -> None:
    """Send all logging to standard error, one safe line an event. To be called after Scrapy's own set-up."""
    handler = _StandardError()
    handler.setFormatter(_OneLine(traceback=level <= logging.DEBUG))
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(level)
    logging.getLogger("scrapy").setLevel(scrapy_level)
    for name in _TOLD_ELSEWHERE:
        logging.getLogger(name).setLevel(logging.CRITICAL)


class _StandardError(logging.StreamHandler[TextIO]):
    """Writes to what standard error is at that moment: a progress display stands in for it while it runs."""

    def emit(self, record: logging.LogRecord) -> None:
        self.stream = sys.stderr
        super().emit(record)


class _OneLine(logging.Formatter):
    """Time in UTC, level, logger, message; an exception is its last line, or all of its traceback when debugging."""

    def __init__(self, *, traceback: bool) -> None:
        super().__init__("%(asctime)sZ %(levelname)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%S")
        self.converter = time.gmtime
        self._traceback = traceback

    def format(self, record: logging.LogRecord) -> str:
        return printable(super().format(record))

    def formatException(self, ei: _ExcInfo) -> str:  # noqa: N802
        text = super().formatException(ei)
        return text if self._traceback else text.splitlines()[-1]


def _escaped(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")
