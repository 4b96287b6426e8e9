"""On a terminal a page says first how it was read; its blocks follow in aligned columns, long runs in one line."""

from __future__ import annotations

import pytest
from rich.console import Console, RenderableType

from tests.output.review.pages import REVIEWED
from wellread.crawler.commands.explanation_text import describe_counts, describe_page, tabulate_blocks
from wellread.extractors import BlockExplanation
from wellread.extractors.article import Reason


def dropped(text: str, reason: Reason, *evidence: str) -> BlockExplanation:
    """A block that a rule dropped."""
    return BlockExplanation(
        text=text,
        kind="item",
        kept=False,
        reason=reason,
        rule=reason,
        score=None,
        evidence=evidence,
        xpath="/html/body",
    )


LINK = dropped("Home", Reason.NAVIGATION, "<nav>")
KEPT = BlockExplanation(
    text="A walk.", kind="paragraph", kept=True, reason=None, rule="model", score=0.97, evidence=("inside the box",),
    xpath="/html/body/p",
)  # fmt: skip


def lines_of(shown: RenderableType, width: int = 80) -> list[str]:
    console = Console(width=width, highlight=False, color_system=None)
    with console.capture() as captured:
        console.print(shown)
    return [line.rstrip() for line in captured.get().splitlines()]


def test_the_summary_tells_what_was_read_and_how_much_of_it() -> None:
    headline, facts = lines_of(describe_page(REVIEWED.article))
    assert headline == "Evening walks"
    assert facts.startswith("article · Ines Falk · 2025-03-04 · ")
    counts = lines_of(describe_counts(REVIEWED.article, REVIEWED.blocks or ()), width=200)
    assert f"characters kept; of the blocks {sum(block.kept for block in REVIEWED.blocks or ())} kept, " in counts[0]


def test_blocks_in_a_row_that_were_dropped_for_one_reason_are_one_line() -> None:
    run = [LINK] * 40
    (line, kept, why) = lines_of(tabulate_blocks([*run, KEPT], joins_runs=True), width=100)
    assert line.startswith("✕ dropped  40 blocks  navigation  Home | Home | ")
    assert line.endswith("…")
    assert kept == "✓ kept     paragraph  A walk."
    assert why.strip() == "97% likely to be part of the article (model); inside the box"


def test_kept_blocks_and_those_of_other_reasons_are_never_joined() -> None:
    blocks = [KEPT, KEPT, LINK, dropped("© 2025", Reason.FOOTER), LINK]
    shown = lines_of(tabulate_blocks(blocks, joins_runs=True))
    assert [line.split()[0] for line in shown if line[0] != " "] == ["✓", "✓", "✕", "✕", "✕"]


def test_every_block_is_shown_where_that_is_asked_for() -> None:
    shown = lines_of(tabulate_blocks([LINK, LINK], joins_runs=False))
    assert [" ".join(line.split()) for line in shown] == [
        "✕ dropped item Home",
        "navigation rule navigation; <nav>",
    ] * 2


@pytest.mark.parametrize("width", [40, 80, 140])
def test_no_line_is_wider_than_the_terminal_and_no_escape_gets_through(width: int) -> None:
    hostile = dropped("\x1b[2J\u202eevil " * 30, Reason.FOOTER, "\x1b]0;t\x07")
    shown = lines_of(tabulate_blocks([hostile, KEPT, hostile, hostile], joins_runs=True), width)
    assert max(map(len, shown)) <= width
    assert not any("\x1b" in line or "\u202e" in line for line in shown)
