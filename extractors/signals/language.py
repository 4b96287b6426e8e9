"""Whether a text is English, by the words that no English text does without."""

from __future__ import annotations

from collections.abc import Sequence

from wellread.extractors.vocabulary.function_words import FUNCTION_WORDS

_FUNCTION_WORDS = FUNCTION_WORDS["en"]
# English prose has a third of them or more, other languages of Latin script hardly any.
_MIN_FUNCTION_WORD_SHARE = 0.15
_MAX_WORDS = 400


def looks_english(texts: Sequence[str]) -> bool:
    """Whether enough of the first words are function words of English."""
    words: list[str] = []
    for text in texts:
        words += text.lower().split()
        if len(words) >= _MAX_WORDS:
            break
    return bool(words) and sum(word in _FUNCTION_WORDS for word in words) >= _MIN_FUNCTION_WORD_SHARE * len(words)
