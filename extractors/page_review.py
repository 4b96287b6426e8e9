"""A page as people review it: its article, and every block with its label and the evidence for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

import msgspec

from wellread.extractors.article import Article, FieldSource, Reason


class BlockExplanation(msgspec.Struct, frozen=True):
    """A block of the page and what became of it.

    `score` is the classifier's probability that the block belongs to the article (0 to 1), None where a rule decided;
    `xpath` leads to the element in the page without its scripts, style sheets and drawings. `block_id` is the JSON
    Pointer (RFC 6901) to where the article has the text of the block, None for one without text.
    """

    text: str
    kind: str
    kept: bool
    reason: Reason | None
    rule: str
    score: float | None
    evidence: tuple[str, ...]
    xpath: str
    block_id: str | None = None


class FieldCandidate(msgspec.Struct, frozen=True):
    """A value that a page offers for a field, and where; `is_chosen` for the one that the article has.

    `field` is the key of the record. `value` is of the type that the field has.
    """

    field: str
    value: object
    found: FieldSource
    is_chosen: bool


class PageReview(msgspec.Struct, frozen=True):
    """A page as it was read: its article, every block in page order, and what it offers for each field."""

    article: Article
    blocks: tuple[BlockExplanation, ...]
    candidates: tuple[FieldCandidate, ...] = ()


class BlockExplanations(tuple[BlockExplanation, ...]):
    """Every block of a page in page order: a tuple that shows itself in a notebook."""

    __slots__ = ()

    def __repr__(self) -> str:
        kept = sum(block.kept for block in self)
        return f"<{type(self).__name__} {kept} kept, {len(self) - kept} dropped>"

    def _repr_html_(self) -> str:
        """What a notebook shows: how much was kept and dropped, and a row for each block."""
        rows = "".join(map(_format_row, self))
        head = "".join(f"<th>{title}</th>" for title in ("", "kind", "decided by", "text"))
        return f"<p>{escape(count_labels(self))}</p><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def count_labels(blocks: Sequence[BlockExplanation]) -> str:
    """How many blocks were kept and dropped, and why, in words."""
    kept = sum(block.kept for block in blocks)
    reasons = Counter(block.reason for block in blocks if block.reason).most_common()
    listed = ", ".join(f"{reason.replace('_', ' ')} {count}" for reason, count in reasons)
    return f"{kept} kept, {len(blocks) - kept} dropped" + (f": {listed}" if listed else "")


def describe_decision(block: BlockExplanation) -> str:
    """What decided about a block, in words."""
    if block.score is None:
        return f"rule {block.rule}"
    return f"{block.score:.0%} likely to be part of the article ({block.rule})"


def _format_row(block: BlockExplanation) -> str:
    mark = "✓ kept" if block.kept else f"✕ {block.reason}"
    decided = "; ".join((describe_decision(block), *block.evidence))
    cells = "".join(f"<td>{escape(cell)}</td>" for cell in (mark, block.kind, decided, block.text))
    return f"<tr>{cells}</tr>"
