"""A comparison tells every block of the later state once: as the same, or as what has become of it."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from tests.output.review.pages import REVIEWED, REVISIONS
from wellread.extractors.article import Paragraph, Section
from wellread.output.changes import ArticleRevision, Change
from wellread.output.record import ArticleRecord
from wellread.output.record_json import encode_record
from wellread.output.review.revisions import MAX_COMPARISONS, compare_revisions

WORDS = ("A slow walk.", "Half an hour of walking.", "Half an hour of rest.", "Tea.", "5 mg of it.", "15 mg of it.")
texts = st.lists(st.sampled_from(WORDS), max_size=8)


def state_of(paragraphs: list[str]) -> ArticleRevision:
    assert isinstance(REVIEWED.article, ArticleRecord)
    section = Section("lead", None, 0, blocks=tuple(map(Paragraph, paragraphs)))
    record = msgspec.structs.replace(REVIEWED.article, sections=(section,))
    return ArticleRevision("a", "r", Change.CHANGED, "2025-01-01T00:00:00Z", encode_record(record).decode())


@given(texts, texts)
def test_both_states_can_be_read_from_the_rows(old: list[str], new: list[str]) -> None:
    (comparison,) = compare_revisions([state_of(old), state_of(new)])
    shown = [row for row in comparison.blocks if not row.same_blocks]
    same = sum(row.same_blocks for row in comparison.blocks)
    before = sorted("".join(word.text for word in row.before) for row in shown if row.before)
    after = sorted("".join(word.text for word in row.after) for row in shown if row.after)
    assert same + len(after) == len(new)
    assert same + len(before) == len(old)
    assert set(before) <= set(old)
    assert set(after) <= set(new)
    assert comparison.is_empty is (old == new)


def test_the_latest_states_come_first_and_the_last_beside_the_first_at_the_end() -> None:
    pairs = [(each.before, each.after) for each in compare_revisions(REVISIONS)]
    first, second, third = REVISIONS
    assert pairs == [(second, third), (first, second), (first, third)]


def test_of_very_many_states_the_latest_are_compared() -> None:
    states = [state_of([f"Day {number}."]) for number in range(MAX_COMPARISONS + 20)]
    compared = compare_revisions(states)
    assert len(compared) == MAX_COMPARISONS + 1
    assert compared[0].after is states[-1]


def test_links_and_references_are_compared_as_lists() -> None:
    _, first, _ = compare_revisions(REVISIONS)
    links, references = first.lists
    assert (links.name, links.added, links.removed) == ("links", ("https://harrow.example/water",), ())
    assert (references.name, references.same, references.added) == ("references", 1, ())
