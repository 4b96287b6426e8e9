"""Words of a text put between marks, where rules have found something."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from markupsafe import Markup, escape

from wellread.output.review.inert_text import show_controls


class Highlight(msgspec.Struct, frozen=True):
    """Words to be marked, from `start` to `end` in Unicode code points; `anchor` is the id of the mark."""

    start: int
    end: int
    label: str
    anchor: str


def mark_words(text: str, highlights: Iterable[Highlight]) -> Markup:
    """`text` as HTML with a <mark> around the words of each highlight. Where two overlap, the words are marked once.

    A highlight that lies outside of the text is left out.
    """
    inside = [item for item in highlights if 0 <= item.start < item.end <= len(text)]
    pieces, position = [], 0
    for group in _join_overlapping(sorted(inside, key=lambda item: (item.start, item.end))):
        start, end = group[0].start, max(item.end for item in group)
        labels = ", ".join(dict.fromkeys(item.label for item in group))
        anchors = Markup("").join(Markup('<span id="{}"></span>').format(item.anchor) for item in group)
        pieces += [_escape(text[position:start]), anchors, Markup('<mark title="{}">').format(show_controls(labels))]
        pieces += [_escape(text[start:end]), Markup("</mark>")]
        position = end
    return Markup("").join([*pieces, _escape(text[position:])])


def _join_overlapping(highlights: Sequence[Highlight]) -> list[list[Highlight]]:
    groups: list[list[Highlight]] = []
    for item in highlights:
        if groups and item.start < max(other.end for other in groups[-1]):
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups


def _escape(text: str) -> Markup:
    return escape(show_controls(text))
