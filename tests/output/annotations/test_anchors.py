"""A place is found again on the same text; on another text rightly or not at all."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.output.annotations.anchors import AnchoredPlace, AnchorState, TextQuote, find_quote, quote_of

WALKS = "Walk ten minutes each day. Rest when you are out of breath. Then walk ten minutes again, and rest."


def quote(words: str, text: str = WALKS) -> TextQuote:
    found = quote_of(text, start := text.index(words), start + len(words))
    assert found
    return found


@given(st.text("ab \n", max_size=60), st.integers(0, 60), st.integers(1, 20))
def test_what_has_a_quote_is_found_at_its_place(text: str, start: int, length: int) -> None:
    end = min(len(text), start + length)
    found = quote_of(text, start, end) if start < end else None
    if found:
        assert text.count(found.prefix + found.exact + found.suffix) == 1
        assert find_quote(text, found) == AnchoredPlace(AnchorState.FOUND, start, end)


def test_positions_count_code_points() -> None:
    text = "🚶 Walk 🚶🏽 ten minutes"
    assert find_quote(text, quote("ten", text)).start == text.index("ten")


@pytest.mark.parametrize(
    ("words", "changed", "outcome"),
    [
        ("ten minutes each", f"News. {WALKS} More.", AnchorState.FOUND),
        ("Rest when", WALKS.replace("Walk ten minutes each day. ", ""), AnchorState.MOVED),
        ("Rest when", f"{WALKS} Rest when you are out of breath. Then walk ten minutes again, and rest.",
         AnchorState.AMBIGUOUS),
        ("Rest when", "Walk ten minutes each day, and rest when you like.", AnchorState.MISSING),
        ("Rest when", "", AnchorState.MISSING),
    ],
)  # fmt: skip
def test_a_changed_page_is_told(words: str, changed: str, outcome: AnchorState) -> None:
    found = find_quote(changed, quote(words))
    assert found.outcome == outcome
    if found.start is not None:
        assert changed[found.start : found.end] == words


def test_the_same_words_elsewhere_are_not_meant() -> None:
    """Those that were meant are gone; the same words in another sentence are other words."""
    text = "It helps. Take 5 mg before you go to bed, and no more of it than that. It is cheap."
    other = "It helps. It is cheap. Children must never be given 5 mg of anything without advice."
    assert find_quote(other, quote("5 mg", text)).outcome == AnchorState.MISSING


def test_what_no_context_makes_unique_has_no_quote() -> None:
    assert quote_of("a " * 20_000, 9_000, 9_001) is None
    assert quote_of("a   b", 1, 3) is None


def shuffle(text: str, seed: int) -> tuple[str, list[int]]:
    """The text with its long lines shuffled and one sentence repeated, and where each character of it is now."""
    dice = random.Random(seed)  # noqa: S311  (a test, no secret)
    lines = re.findall(r"[^\n]*\n|[^\n]+$", text)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    long = [number for number, line in enumerate(lines) if len(line.strip()) > 60]
    moved = dict(zip(long, dice.sample(long, len(long)), strict=True))
    sentences = re.findall(r"[^\n.]{30,}\.", text) or ["Nothing is repeated."]
    at = dice.randrange(len(lines))
    places, pieces, length = [0] * len(text), [], 0
    for position in range(len(lines)):
        if position == at:
            pieces.append(f"{dice.choice(sentences)}\n")
            length += len(pieces[-1])
        number = moved.get(position, position)
        for offset in range(len(lines[number])):
            places[starts[number] + offset] = length + offset
        pieces.append(lines[number])
        length += len(lines[number])
    return "".join(pieces), places


def wrong_places(text: str, quotes: list[tuple[int, TextQuote]], seed: int) -> tuple[int, list[str]]:
    """How many quotes are found on the shuffled text, and those that are found where they do not belong."""
    changed, places = shuffle(text, seed)
    found = [(start, one, find_quote(changed, one)) for start, one in quotes]
    wrong = [one.exact for start, one, place in found if place.start is not None and place.start != places[start]]
    return sum(place.start is not None for _, _, place in found), wrong


@pytest.mark.parametrize("seed", range(20))
def test_on_a_shuffled_text_with_a_repeated_sentence_nothing_is_found_in_a_wrong_place(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311
    words = ["walk", "rest", "tea", "5 mg", "sleep", "of", "the", "and"]
    sentences = [" ".join(dice.choices(words, k=dice.randint(3, 12))) + "." for _ in range(120)]
    text = "".join(sentence + ("\n" if dice.random() < 0.3 else " ") for sentence in sentences)
    found = [(one.start(), quote_of(text, *one.span())) for one in re.finditer(r"5 mg|sleep", text)]
    quotes = [(start, one) for start, one in found if one]
    count, wrong = wrong_places(text, quotes, seed)
    assert wrong == []
    assert count > len(quotes) / 4
