"""Arguments of the wrong type are told apart where they come in: what they are, and what to pass instead."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import datetime

_PLACE = re.compile(r"https?://[^\s<]+|[^\n<]+\.x?html?", re.IGNORECASE)


def check_arguments(html: object, url: object, headers: object, fetched_at: object) -> None:
    """Raises TypeError, which names the argument and the remedy, unless all are what `extract` takes.

    A text that is no page but says where one is raises ValueError.
    """
    if not isinstance(html, bytes | str):
        raise TypeError(f"html is {describe_type(html)}: {_find_remedy(html)}")
    if isinstance(html, str) and _PLACE.fullmatch(html):
        problem = "html is an address or the name of a file: pass the page itself, as bytes or text"
        raise ValueError(problem)
    if url is not None and not isinstance(url, str):
        raise TypeError(f"url is {describe_type(url)}: pass the address as text, as in str(url)")
    if headers is not None and not isinstance(headers, Mapping):
        raise TypeError(f"headers is {describe_type(headers)}: pass a mapping of names to values, as in dict(headers)")
    for text in (text for item in (headers or {}).items() for text in item):
        if not isinstance(text, str):
            raise TypeError(f"headers has a name or a value that is {describe_type(text)}: pass text")
    if fetched_at is not None and not isinstance(fetched_at, datetime):
        raise TypeError(
            f"fetched_at is {describe_type(fetched_at)}: pass a datetime, as in datetime.fromisoformat(...)"
        )


def _find_remedy(html: object) -> str:
    if isinstance(html, os.PathLike):
        return "pass what the file holds, as in Path(...).read_bytes()"
    if hasattr(html, "read"):
        return "pass what it holds, as in html.read()"
    body = next((name for name in ("content", "body") if isinstance(getattr(html, name, None), bytes)), None)
    if body:
        return f"pass its body, html.{body}"
    if isinstance(html, bytearray | memoryview):
        return "pass bytes(html)"
    return "pass the page itself, as bytes or text"


def describe_type(value: object) -> str:
    """What an argument is, as an error names it."""
    return "None" if value is None else f"of type {type(value).__name__}"
