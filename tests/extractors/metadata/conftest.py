from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

import pytest

from wellread.extractors.article import PageWarning
from wellread.extractors.metadata import Metadata, describe
from wellread.extractors.parse import PageInput, parse
from wellread.extractors.segment import segment

FETCHED_AT = datetime(2025, 6, 1, 12, tzinfo=UTC)
PARAGRAPH = f"<p>{'Sleep is a habit of the whole body and it likes to be asked at the same hour. ' * 4}</p>"

Describe = Callable[..., Metadata]


@pytest.fixture
def described() -> Describe:
    """Describes an article page with a headline, what stands below it, and a body."""

    def run(
        below: str = "", *, head: str = "", after: str = "", url: str = "https://example.org/blog/rest"
    ) -> Metadata:
        html = (
            f'<html lang="en"><head><title>How to Rest Well | Calm Days</title>{head}</head><body><main>'
            f"<h1>How to Rest Well</h1>{below}{PARAGRAPH}{PARAGRAPH}{after}</main></body></html>"
        )
        document = parse(PageInput(html, url, fetched_at=FETCHED_AT))
        return describe(document, segment(document))

    return run


def json_ld(**properties: object) -> str:
    """A script that describes an article in JSON-LD."""
    return f'<script type="application/ld+json">{json.dumps({"@type": "Article", **properties})}</script>'


def codes(warnings: Iterable[PageWarning]) -> list[str]:
    return [warning.code for warning in warnings]
