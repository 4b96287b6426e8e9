"""From the classifier's scores to a decision: each block is judged by its neighbours as well, and by its page.

The classifier sees one block at a time. What it says of a list, of the texts before and after, and of the page as a
whole tells more about a block in doubt than its own score does.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log

from wellread.extractors.segment import MAX_TEXT_LINK_DENSITY, Block, BoxIndex, Layout

# The share of each neighbour's log-odds that is added to a block's own. A higher one makes islands of what is left out
# inside the text.
_NEIGHBOUR_WEIGHT = 0.2
# A neighbour that is certain does not count more than one that is nearly so.
_MAX_NEIGHBOUR_LOG_ODDS = 3.0
_MIN_PROBABILITY = 1e-9
_MIN_THRESHOLD, _MAX_THRESHOLD = 0.35, 0.5
_LISTS = frozenset(("ul", "ol", "dl"))
# A list with a longer text in it lays out the page.
_MAX_ITEM_CHARS = 400
# In the score of its list an item weighs as much as it has characters, up to a limit, and a little for being one.
_MAX_ITEM_WEIGHT, _BASE_ITEM_WEIGHT = 200, 5


def smooth_scores(layout: Layout, blocks: Sequence[Block], scores: Sequence[float]) -> list[float]:
    """The scores (0 to 1) of blocks in page order, averaged over lists and then pulled towards their neighbours'.

    Averaged again: the first and the last item of a list must not be decided by what stands around it.
    """
    lists = find_lists(layout, blocks)
    smoothed = smooth_with_neighbours(blocks, average_over_lists(lists, blocks, scores))
    return average_over_lists(lists, blocks, smoothed)


def find_lists(layout: Layout, blocks: Sequence[Block]) -> list[BoxIndex | None]:
    """For each block the outermost list around it, if there is one that does not lay out the page."""
    outermost: list[BoxIndex | None] = []
    for box in layout.boxes:
        around = outermost[box.parent] if box.parent >= 0 else None
        outermost.append(box.index if around is None and box.tag in _LISTS else around)
    lists = [outermost[block.box] for block in blocks]
    layout_lists = {box for box, block in zip(lists, blocks, strict=True) if block.chars > _MAX_ITEM_CHARS}
    return [None if box in layout_lists else box for box in lists]


def average_over_lists(
    lists: Sequence[BoxIndex | None], blocks: Sequence[Block], scores: Sequence[float]
) -> list[float]:
    """One score for all items of a list: they are of one kind, and single short items are hard to tell."""
    sums: dict[BoxIndex, tuple[float, float]] = {}
    for block, score, box in zip(blocks, scores, lists, strict=True):
        if box is not None:
            total, weights = sums.get(box, (0.0, 0.0))
            weight = min(block.chars, _MAX_ITEM_WEIGHT) + _BASE_ITEM_WEIGHT
            sums[box] = (total + score * weight, weights + weight)
    return [score if box is None else sums[box][0] / sums[box][1] for score, box in zip(scores, lists, strict=True)]


def smooth_with_neighbours(blocks: Sequence[Block], scores: Sequence[float]) -> list[float]:
    """Each score with a share of its two neighbours' evidence added to its own, in log-odds.

    Not that of a block in links: what leads elsewhere stands between the paragraphs of an article all the same.
    """
    own = [_log_odds(score) for score in scores]
    bounded = [max(-_MAX_NEIGHBOUR_LOG_ODDS, min(_MAX_NEIGHBOUR_LOG_ODDS, odds)) for odds in own]
    padded = [0.0, *bounded, 0.0]
    weights = [0.0 if block.link_density > MAX_TEXT_LINK_DENSITY else _NEIGHBOUR_WEIGHT for block in blocks]
    return [
        1.0 / (1.0 + exp(-(odds + weights[place] * (padded[place] + padded[place + 2]))))
        for place, odds in enumerate(own)
    ]


def _log_odds(probability: float) -> float:
    bounded = max(_MIN_PROBABILITY, min(1.0 - _MIN_PROBABILITY, probability))
    return log(bounded / (1.0 - bounded))


def decision_threshold(blocks: Sequence[Block], scores: Sequence[float]) -> float:
    """The score from which on a page's blocks are kept, so that the expected F1 of its text is highest.

    Half of the F1 that can be reached, from 0.35 to 0.5: a page that is clear needs even odds, one that is in doubt
    throughout less. See Ye, Chai, Lee and Chieu, "Optimizing F-measure: A Tale of Two Approaches", ICML 2012.
    """
    ranked = sorted(((score, block.chars) for block, score in zip(blocks, scores, strict=True)), reverse=True)
    expected_chars = sum(score * chars for score, chars in ranked) or 1.0
    true_chars = kept_chars = best = 0.0
    for score, chars in ranked:
        true_chars += score * chars
        kept_chars += chars
        best = max(best, 2 * true_chars / (kept_chars + expected_chars))
    return max(_MIN_THRESHOLD, min(_MAX_THRESHOLD, best / 2))
