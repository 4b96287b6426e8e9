"""From the model's probabilities to a decision: each block is judged by its neighbours as well, and by its page.

The model sees one block at a time. What it says of a list, of the texts before and after, and of the page as a whole
tells more about a block in doubt than its own number does.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log

from wellread.extractors.segment import Block, Layout

# How much of what speaks for each neighbour speaks for a block. More makes islands of what is left out inside the text.
_PULL = 0.2
# A neighbour that is certain does not count more than one that is nearly so.
_CERTAIN = 3.0
_LOWEST_CUT, _HIGHEST_CUT = 0.35, 0.5
_LISTS = frozenset(("ul", "ol", "dl"))
# A list with a longer text in it lays out the page.
_LONGEST_ITEM = 400


def settle(layout: Layout, blocks: Sequence[Block], scores: Sequence[float]) -> list[float]:
    """The probabilities of blocks in page order, made even within lists and drawn towards those beside them."""
    return drawn_together(blocks, even_in_lists(layout, blocks, scores))


def even_in_lists(layout: Layout, blocks: Sequence[Block], scores: Sequence[float]) -> list[float]:
    """One score for all items of a list: they are of one kind, and single short items are hard to tell."""
    sums: dict[int, tuple[float, float]] = {}
    lists = [_outermost_list(layout, block) for block in blocks]
    layouts = {at for at, block in zip(lists, blocks, strict=True) if block.chars > _LONGEST_ITEM}
    lists = [None if at in layouts else at for at in lists]
    for block, score, at in zip(blocks, scores, lists, strict=True):
        if at is not None:
            total, weight = sums.get(at, (0.0, 0.0))
            share = min(block.chars, 200) + 5
            sums[at] = (total + score * share, weight + share)
    return [score if at is None else sums[at][0] / sums[at][1] for score, at in zip(scores, lists, strict=True)]


def _outermost_list(layout: Layout, block: Block) -> int | None:
    found, at, boxes = None, block.box, layout.boxes
    while at >= 0:
        box = boxes[at]
        if box.tag in _LISTS:
            found = at
        at = box.parent
    return found


def drawn_together(blocks: Sequence[Block], scores: Sequence[float]) -> list[float]:
    """Each probability with some of its two neighbours' evidence added to its own, in log-odds.

    Not that of a block in links: what leads elsewhere stands between the paragraphs of an article all the same.
    """
    own = [_odds(score) for score in scores]
    felt = [0.0, *(max(-_CERTAIN, min(_CERTAIN, odds)) for odds in own), 0.0]
    pull = [0.0 if block.link_chars * 2 > block.chars else _PULL for block in blocks]
    return [1.0 / (1.0 + exp(-(odds + pull[at] * (felt[at] + felt[at + 2])))) for at, odds in enumerate(own)]


def _odds(score: float) -> float:
    bounded = max(1e-9, min(1.0 - 1e-9, score))
    return log(bounded / (1.0 - bounded))


def cut(blocks: Sequence[Block], scores: Sequence[float]) -> float:
    """The probability from which on a page's blocks are kept, so that the expected F1 of its text is highest.

    Half of the F1 that can be reached: a page that is clear needs even odds, one that is in doubt throughout less.
    See Ye, Chai, Lee and Chieu, "Optimizing F-measure: a tale of two approaches", 2012.
    """
    ranked = sorted(((score, block.chars) for block, score in zip(blocks, scores, strict=True)), reverse=True)
    wanted = sum(score * chars for score, chars in ranked) or 1.0
    right = kept = best = 0.0
    for score, chars in ranked:
        right += score * chars
        kept += chars
        best = max(best, 2 * right / (kept + wanted))
    return max(_LOWEST_CUT, min(_HIGHEST_CUT, best / 2))
