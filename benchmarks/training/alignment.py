"""Which blocks of a page are in the true text of its article: the labels that the classifier learns.

The truth is plain text. Every word of it belongs to one block at most, and blocks follow one another as in the truth:

1. A block of six words or more matches where at least half of its runs of three words stand in the truth, about as far
   from one another. Of all matches the heaviest chain counts that rises in the page and in the truth. A copy, such as
   a teaser with the first lines of a paragraph, finds its words taken.
2. A long block off the chain is in the article all the same if its words are not taken: some truths have another order.
3. A short block ("Diet", "Step 1") would match anywhere by chance. It is looked for, word for word, only in what the
   truth has between the long blocks around it. Again the heaviest chain counts, so that a text that occurs twice in the
   page and once in the truth is in the article once.

Of two copies that would do equally well, a text of a heading's length is the later one, next to what it is the heading
of, since the earlier is a line of a table of contents; of a paragraph it is the first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from benchmarks.metrics import words

# A block with fewer words is short.
MIN_LONG_WORDS = 6
# A block with fewer words has the length of a heading.
MIN_PARAGRAPH_WORDS = 12
# Texts are compared by their runs of so many words (shingles: Broder, "On the resemblance and containment of
# documents", 1997).
RUN_WORDS = 3
# Prefers one of two copies and never a lighter chain: a chain is far shorter than a thousand matches.
_TIE_BREAKER = 0.001

Run = tuple[str, ...]


class Match(NamedTuple):
    """A block found in the truth, between the words `start` and `end`; `weight` is how many of these are its own."""

    block: int
    start: int
    end: int
    weight: float


def blocks_in_text(texts: Sequence[str], truth: str) -> list[bool]:
    """For each text of a page, in page order, whether it belongs to the true text."""
    blocks, true = [words(text) for text in texts], words(truth)
    places = _places_of_runs(true)
    matches = {
        number: _long_matches(number, block, places)
        for number, block in enumerate(blocks)
        if len(block) >= MIN_LONG_WORDS
    }
    chain = heaviest_chain(
        [
            _with_tie_breaker(match, len(blocks[number]), len(blocks))
            for number, found in matches.items()
            for match in found
        ]
    )
    taken = {place for match in chain for place in range(match.start, match.end)}
    found = {match.block for match in chain}
    for number, candidates in matches.items():
        free = next((match for match in candidates if number not in found and _is_free(match, taken)), None)
        if free:
            found.add(number)
            taken.update(range(free.start, free.end))
    left = ["" if place in taken else word for place, word in enumerate(true)]
    first, last = Match(-1, 0, 0, 0), Match(len(blocks), len(true), len(true), 0)
    for before, after in pairwise([first, *chain, last]):
        found.update(_short_between(before, after, blocks, left))
    return [number in found for number in range(len(blocks))]


def heaviest_chain(matches: Iterable[Match]) -> list[Match]:
    """The matches of most weight in sum that follow one another both in the page and in the truth."""
    ordered = sorted(matches)
    sums: list[float] = []
    previous: list[int] = []
    for place, match in enumerate(ordered):
        best, at = 0.0, -1
        for earlier in range(place):
            other = ordered[earlier]
            if sums[earlier] > best and other.end <= match.start and other.block < match.block:
                best, at = sums[earlier], earlier
        sums.append(best + match.weight)
        previous.append(at)
    at = max(range(len(ordered)), key=sums.__getitem__, default=-1)
    chain: list[Match] = []
    while at >= 0:
        chain.append(ordered[at])
        at = previous[at]
    return chain[::-1]


def _runs(block: Sequence[str]) -> list[Run]:
    return [tuple(block[start : start + RUN_WORDS]) for start in range(len(block) - RUN_WORDS + 1)]


def _places_of_runs(true: Sequence[str]) -> dict[Run, list[int]]:
    places: dict[Run, list[int]] = {}
    for place, run in enumerate(_runs(true)):
        places.setdefault(run, []).append(place)
    return places


def _long_matches(number: int, block: Sequence[str], places: dict[Run, list[int]]) -> list[Match]:
    """Where in the truth most of a block stands: once for each time that the truth repeats it."""
    known = [(offset, places[run]) for offset, run in enumerate(_runs(block)) if run in places]
    needed = (len(block) - RUN_WORDS + 1) / 2
    if len(known) < needed:
        return []
    matches: list[Match] = []
    starts = Counter(place - offset for offset, its_places in known for place in its_places)
    for start, votes in starts.most_common():
        if 4 * votes < len(known):
            break
        nearest = [min(its_places, key=lambda place: abs(place - start - offset)) for offset, its_places in known]
        own = [
            place
            for (offset, _), place in zip(known, nearest, strict=True)
            if abs(place - start - offset) <= len(block) // 2
            and not any(match.start <= place < match.end for match in matches)
        ]
        if len(own) >= needed:
            matches.append(Match(number, min(own), max(own) + RUN_WORDS, len(own) + RUN_WORDS - 1))
    return matches


def _with_tie_breaker(match: Match, size: int, blocks: int) -> Match:
    share = match.block / blocks
    return match._replace(weight=match.weight + _TIE_BREAKER * (share if size < MIN_PARAGRAPH_WORDS else 1 - share))


def _is_free(match: Match, taken: set[int]) -> bool:
    free = sum(place not in taken for place in range(match.start, match.end))
    return 2 * free >= match.end - match.start


def _short_between(before: Match, after: Match, blocks: Sequence[Sequence[str]], left: Sequence[str]) -> set[int]:
    """The short blocks between two matches that the truth has between them, in words that no long block has taken."""
    gap: dict[str, list[int]] = {}
    for place in range(before.end, after.start):
        gap.setdefault(left[place], []).append(place)
    leads_on = after.block < len(blocks)
    matches = []
    for number in range(before.block + 1, after.block):
        block = blocks[number]
        if not 0 < len(block) < MIN_LONG_WORDS:
            continue
        distance = after.block - number if leads_on else number - before.block
        weight = len(block) + _TIE_BREAKER / distance
        for start in gap.get(block[0], ()):
            end = start + len(block)
            if end <= after.start and left[start:end] == block:
                matches.append(Match(number, start, end, weight))
    return {match.block for match in heaviest_chain(matches)}
