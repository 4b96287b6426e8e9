"""The titles that a page declares, and what in them a heading may say alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

import msgspec

from wellread.extractors.metadata.name_key import make_name_key
from wellread.extractors.metadata.title_comparison import normalize_title
from wellread.extractors.metadata.titles.brands import MAX_BRAND_WORDS, TITLE_SEPARATOR


class DeclaredTitles(msgspec.Struct, frozen=True):
    """The titles that a page declares, normalized, and the parts of them that may be printed alone."""

    texts: tuple[str, ...]
    parts: frozenset[str]
    longest_parts: frozenset[str]

    @classmethod
    def from_texts(cls, texts: Sequence[str], brand_keys: frozenset[str]) -> DeclaredTitles:
        """The titles with these wordings. `brand_keys` are names of the site, which are no part of a title."""
        parts = [tuple(filter(None, _divide_title(text, brand_keys))) for text in texts]
        longest = frozenset(max(some, key=len) for some in parts if some)
        return cls(tuple(filter(None, map(normalize_title, texts))), frozenset(chain(*parts)), longest)


def _divide_title(title: str, brand_keys: frozenset[str]) -> Iterator[str]:
    """The parts of a title between its bars and dashes, and the rest of it without the site's name at one end."""
    pieces = TITLE_SEPARATOR.split(title)
    if len(pieces) > 1:
        yield from (normalize_title(piece) for piece in pieces if make_name_key(piece) not in brand_keys)
    # `example.org Sleeping Well`: nothing divides the two.
    words = title.split()
    for count in range(1, min(len(words), MAX_BRAND_WORDS + 1)):
        if make_name_key("".join(words[:count])) in brand_keys:
            yield normalize_title(" ".join(words[count:]))
        if make_name_key("".join(words[-count:])) in brand_keys:
            yield normalize_title(" ".join(words[:-count]))
