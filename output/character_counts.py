"""What became of the visible characters of a page: kept, or dropped for a reason."""

from __future__ import annotations

from collections import Counter

from wellread.extractors.article import Article
from wellread.extractors.segment import count_chars

KEPT = "kept"


def count_characters(article: Article) -> Counter[str]:
    """How many characters were kept, under `KEPT`, and how many dropped under each reason."""
    chars: Counter[str] = Counter({KEPT: article.accounting.kept_chars})
    for item in article.dropped:
        chars[item.reason] += count_chars(item.text)
    return chars
