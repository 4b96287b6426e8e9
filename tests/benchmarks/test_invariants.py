"""What `benchmarks invariants` calls broken."""

from __future__ import annotations

import msgspec
import pytest

from benchmarks.invariants import unread_numbers
from wellread.extractors import extract

TEXT = "of the older powder, which is why the trial took it in the morning and never after a meal. " * 3


@pytest.mark.parametrize(
    ("markup", "read"),
    [("10<sup>9</sup> CFU", "109 CFU"), ("1<sup>1</sup>/<sub>2</sub> cups", "11/2 cups"), ("12 mg", "21 mg")],
)
def test_a_number_that_is_not_on_the_page_is_a_violation(markup: str, read: str) -> None:
    html = f"<article><h1>Powder</h1><p>{markup} {TEXT}</p></article>".encode()
    article = extract(html)
    assert list(unread_numbers(article, html)) == []
    misread = msgspec.structs.replace(article, article_body=f"{read} {TEXT}")
    assert [line.split()[2] for line in unread_numbers(misread, html)] == [read.split(maxsplit=1)[0].partition("/")[0]]
