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
    from wellread.crawler.commands.extraction_units import Unit, UnitCounts, extract_unit, units
    from wellread.crawler.commands.site_process import Crawls, SiteOutcome
    from wellread.crawler.state import State, open_state
    from wellread.extractors import VERSION as __version__  # noqa: N811
    from wellread.extractors import Article, BlockExplanation, explain, extract

__all__ = [
    "Article",
    "BlockExplanation",
    "Crawls",
    "SiteOutcome",
    "State",
    "Unit",
    "UnitCounts",
    "__version__",
    "explain",
    "extract",
    "extract_unit",
    "open_state",
    "units",
]
_MODULES = {
    **dict.fromkeys(("State", "open_state"), "wellread.crawler.state"),
    **dict.fromkeys(("Crawls", "SiteOutcome"), "wellread.crawler.commands.site_process"),
    **dict.fromkeys(("Unit", "UnitCounts", "extract_unit", "units"), "wellread.crawler.commands.extraction_units"),
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = import_module(_MODULES.get(name, "wellread.extractors"))
    value: object = getattr(module, "VERSION" if name == "__version__" else name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
