"""A page in a browser, watched: what fails or asks for something outside of its report is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from wellread.crawler.browser.chromium import find_missing_requirement

needs_chromium = pytest.mark.skipif(
    bool(find_missing_requirement()), reason=f"no browser: {find_missing_requirement()}"
)


def report_of(path: Path) -> Path:
    """The folder of the report that a page is of."""
    return next(folder for folder in path.parents if (folder / "index.html").is_file())


@contextmanager
def opened(browser: Any, path: Path, **options: object) -> Iterator[Any]:
    """The page in a browser. Afterwards nothing may have failed, and nothing been asked for outside of its report."""
    context = browser.new_context(**options)
    page, problems, asked = context.new_page(), [], []
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    context.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    yield page
    assert problems == []
    assert [url for url in asked if not url.startswith(f"{report_of(path).as_uri()}/")] == []
    context.close()
