"""wellread: pages of wellness and health blogs to clean, structured, explainable articles.

from wellread import extract
article = extract(html, url="https://example.org/blog/post")

Names are loaded when they are first asked for (PEP 562), so that `wellread --help` waits for no parser, and
`from wellread import extract` loads neither Scrapy nor a database.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wellread.extractors import VERSION as __version__  # noqa: N811
    from wellread.extractors import Article, BlockExplanation, explain, extract

__all__ = ["Article", "BlockExplanation", "__version__", "explain", "extract"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module("wellread.extractors"), "VERSION" if name == "__version__" else name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
