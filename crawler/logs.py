"""Logging: one line an event, as text or as JSON, whatever the text of a page or a server puts into it."""

from __future__ import annotations

import json
import logging
import sys
import time
import unicodedata
from types import TracebackType
from typing import TextIO

import structlog
from structlog.typing import EventDict

_FIELDS = "wellread_fields"  # attribute of a record of `logging` that holds the event with its values


def _attach_fields(_logger: object, _method: str, event: EventDict) -> tuple[tuple[str], dict[str, object]]:
    """Leave it to the formatter how an event is written; the message is the text."""
    fields = dict(event)
    return (_render_text(None, "", event),), {"extra": {_FIELDS: fields}}


_render_text = structlog.processors.LogfmtRenderer(key_order=["event"])
log: structlog.stdlib.BoundLogger = structlog.wrap_logger(
    logging.getLogger("wellread"),
    wrapper_class=structlog.stdlib.BoundLogger,
    processors=[structlog.stdlib.filter_by_level, _attach_fields],
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


def set_up_logging(*, level: int, scrapy_level: int, as_json: bool = False) -> None:
    """Send all logging to standard error, one line an event; `as_json`: each line is a JSON object.

    To be called after Scrapy's own set-up.
    """
    formatter = _JsonFormatter if as_json else _OneLineFormatter
    handler = _StandardErrorHandler()
    handler.setFormatter(formatter(traceback=level <= logging.DEBUG))
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


class _JsonFormatter(_OneLineFormatter):
    """`time`, `level`, `logger`, `event`, and the values of the event under their own names.

    All but ASCII is escaped, so that no text has power over a terminal.
    """

    def format(self, record: logging.LogRecord) -> str:
        fields = getattr(record, _FIELDS, {"event": record.getMessage()})
        line = {"time": f"{self.formatTime(record, self.datefmt)}Z", "level": record.levelname, "logger": record.name}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line | {name: value for name, value in fields.items() if name not in line}, default=str)


def _escape(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")
