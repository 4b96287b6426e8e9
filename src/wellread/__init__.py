"""wellread: pages of wellness and health blogs to clean, structured, explainable articles.

from wellread import extract
article = extract(html, url="https://example.org/blog/post")

Names are loaded when they are first asked for (PEP 562), so that `wellread --help` waits for no parser, and
`from wellread import extract` loads neither Scrapy nor a database. `open_state` reads what crawls have left.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wellread.crawler.state import State, open_state
    from wellread.extractors import VERSION as __version__  # noqa: N811
    from wellread.extractors import Article, BlockExplanation, explain, extract

__all__ = ["Article", "BlockExplanation", "State", "__version__", "explain", "extract", "open_state"]
_MODULES = {"State": "wellread.crawler.state", "open_state": "wellread.crawler.state"}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = import_module(_MODULES.get(name, "wellread.extractors"))
    value: object = getattr(module, "VERSION" if name == "__version__" else name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
