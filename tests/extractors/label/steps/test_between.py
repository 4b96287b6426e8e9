"""What is in doubt between kept texts is kept."""

from __future__ import annotations

import pytest

from tests.extractors.label.labelling import SENTENCES, all_kept, layout_of
from wellread.extractors.article import Reason
from wellread.extractors.label import Label
from wellread.extractors.label.steps.between import keep_between
from wellread.extractors.segment import BlockIndex


@pytest.mark.parametrize(
    ("score", "label"),
    [(0.45, Label(None, "between-kept-text", 0.45)), (0.35, Label(Reason.UNLIKELY, "model", 0.35))],
    ids=["in doubt", "unlikely"],
)
def test_a_heading_in_doubt_is_kept_between_kept_texts(score: float, label: Label) -> None:
    layout = layout_of(f"<p>{SENTENCES[0]}</p><h2>Within</h2><p>{SENTENCES[1]}</p>")
    doubt = Label(Reason.UNLIKELY, "model", score)
    assert keep_between(all_kept(layout).with_labels({BlockIndex(1): doubt})).labels[1] == label


def test_a_heading_in_doubt_above_dropped_text_stays_dropped() -> None:
    layout = layout_of(f"<p>{SENTENCES[0]}</p><h2>Within</h2><p>{SENTENCES[1]}</p>")
    doubt = Label(Reason.UNLIKELY, "model", 0.45)
    state = all_kept(layout).with_labels({BlockIndex(1): doubt, BlockIndex(2): Label(Reason.RELATED, "related")})
    assert keep_between(state) == state


def test_code_in_doubt_is_kept_where_only_its_name_and_a_button_were_dropped_beside_it() -> None:
    layout = layout_of(
        f"<p>{SENTENCES[0]}</p><div><div>walk.py</div><pre>walk(2)</pre><button>Copy</button></div><p>{SENTENCES[1]}</p>"
    )
    doubt = Label(Reason.UNLIKELY, "model", 0.2)
    state = all_kept(layout).with_labels(dict.fromkeys(map(BlockIndex, (1, 2, 3)), doubt))
    assert keep_between(state).labels[1:4] == (doubt, Label(None, "between-kept-text", 0.2), doubt)


def test_a_quoted_post_in_doubt_is_kept_although_the_post_above_it_is_only_a_link() -> None:
    layout = layout_of(
        f"<p>{SENTENCES[0]}</p><blockquote><a href='/1'>View post</a></blockquote>"
        f"<blockquote><p>Nobody eats the skins.</p></blockquote><p>{SENTENCES[1]}</p>"
    )
    labels = {
        BlockIndex(1): Label(Reason.LINK_LIST, "model", 0.05),
        BlockIndex(2): Label(Reason.UNLIKELY, "model", 0.3),
    }
    assert keep_between(all_kept(layout).with_labels(labels)).labels[2] == Label(None, "between-kept-text", 0.3)


def test_a_question_and_what_unfolds_need_a_lower_score() -> None:
    layout = layout_of(
        f"<p>{SENTENCES[0]}</p><h3>Braucht man das?</h3><p>{SENTENCES[1]}</p>"
        f"<details><summary>More</summary>{SENTENCES[2]}</details><p>{SENTENCES[3]}</p>"
    )
    labels = {BlockIndex(1): Label(Reason.UNLIKELY, "model", 0.12), BlockIndex(4): Label(Reason.UNLIKELY, "model", 0.2)}
    state = keep_between(all_kept(layout).with_labels(labels))
    assert [state.labels[index] for index in labels] == [
        Label(None, "between-kept-text", 0.12),
        Label(None, "between-kept-text", 0.2),
    ]


@pytest.mark.parametrize(
    ("items", "is_kept"),
    [
        ("<li>Firm shoes</li><li>A rail</li>", True),
        ("<li><a href='https://example.com/'>Shoes</a></li><li><a href='https://example.net/'>Rails</a></li>", True),
        ("<li><a href='#shoes'>Shoes</a></li><li><a href='#rails'>Rails</a></li>", True),
        ("<li><a href='/shoes'>Shoes</a></li><li><a href='https://blog.example.org/rails'>Rails</a></li>", False),
    ],
    ids=["no links", "other sites", "in the page", "the own site"],
)
def test_items_in_doubt_are_kept_unless_they_lead_to_pages_of_the_site(items: str, *, is_kept: bool) -> None:
    layout = layout_of(f"<p>{SENTENCES[0]}</p><h2>Needed</h2><div><ul>{items}</ul></div><p>{SENTENCES[1]}</p>")
    doubt = Label(Reason.UNLIKELY, "model", 0.32)
    state = keep_between(all_kept(layout).with_labels(dict.fromkeys(map(BlockIndex, (2, 3)), doubt)))
    assert [label and label.is_kept for label in state.labels[2:4]] == [is_kept] * 2
