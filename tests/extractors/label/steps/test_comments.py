"""Comments are dropped by the line above them and the lines in them."""

from __future__ import annotations

import pytest

from tests.extractors.label.labelling import ARTICLE, SENTENCES, labelled, labels_of
from wellread.extractors.article import Reason

SAID = (
    "Bei uns wird seit dreißig Jahren um sechs gegessen, und alle schlafen gut.",
    "We eat at nine, and so did they.",
)


def comments(line: str, box: str) -> str:
    return line + "".join(box.format(text) for text in SAID)


@pytest.mark.parametrize(
    "markup",
    [
        comments("<h3>2 Kommentare</h3>", "<div><b>Tess</b> sagt am 5. März 2024 um 8:12 Uhr:<p>{}</p></div>"),
        comments("<h3>2 réponses</h3>", "<div><b>Tess</b><p>{}</p><a href='#'>Répondre</a></div>"),
        comments("<h2>2 thoughts on rest</h2>", "<ul><li>Tess<p>{}</p><div>Reply</div></li></ul>"),
        comments("<h4>Comments (2)</h4>", "<dl><dt>Tess said...</dt><dd>{}</dd></dl>"),
        comments("<p>2 件のコメント</p>", "<div>Tess<p>{}</p><span>返信</span></div>"),
        comments(
            "<p>{ 2 comments… read them below or add one }</p>",
            "<dl><dt>Tess May 5, 2024 at 8:12 pm</dt><dd>{}</dd></dl>",
        ),
        comments("<h2>2 réflexions sur « Dormir »</h2>", "<div>Tess 5 mars 2024 à 8 h 12<p>{}</p></div>"),
        comments("<h3>Leser-Kommentare</h3>", "<div>Tess, 5.3.2024, 8:12 Uhr<p>{}</p></div>"),
    ],
)
def test_comments_below_their_number_are_dropped(markup: str) -> None:
    labels = labels_of(markup)
    assert [labels[text][0] for text in SAID] == [Reason.COMMENTS] * 2


@pytest.mark.parametrize(
    "box",
    [
        "<li><b>Tess</b> says<p>{}</p><div><a href='#'>Reply</a></div></li>",
        "<div><p>Tess</p><p>5 March 2024 at 8:12 am</p><p>{}</p><p><a href='#'>Reply</a></p></div>",
        "<section><div>Tess dijo:</div><div>5 de marzo de 2024, 8:12</div><div>{}</div></section>",
        "<article><header>Tess<br>05.03.2024 // 08:12</header><p>{}</p><footer>Antworten</footer></article>",
        "<div><div>Tess 2024年3月5日 8:12</div><div>{}</div><button>返信</button></div>",
        "<li><b>Tess</b><p>05.03.2024, 8:12 Uhr</p><p>{}</p><button>Tess antworten</button></li>",
        "<li><b>Tess</b><p>2 months ago</p><p>{}</p><a href='#r'>Reply to Tess</a></li>",
        "<div><div>Tess</div><div>{}</div><div>Daumen hoch6Daumen runter</div><div>1 Monat her</div></div>",
        "<div><div>Tess</div><div>{}</div><div>👍 3 Me gusta</div><div>hace 2 días</div></div>",
    ],
)
def test_boxes_in_a_row_in_which_somebody_may_be_replied_to_are_comments(box: str) -> None:
    labels = labels_of(f"<div>{comments('', box)}</div>")
    assert [labels[text][0] for text in SAID] == [Reason.COMMENTS] * 2


@pytest.mark.parametrize("line", ["One thought on “Sleep”", "Ein Gedanke zu „Schlaf“", "Eén reactie op ‘Slaap’"])
def test_the_only_comment_is_dropped_below_the_line_that_says_so(line: str) -> None:
    labels = labels_of(f"<h2>{line}</h2><ol><li>Tess says:<p>5 March 2024 at 8:12</p><p>{SAID[0]}</p></li></ol>")
    assert labels[SAID[0]][0] is Reason.COMMENTS


def test_one_line_shows_that_a_single_comment_is_one() -> None:
    labels = labels_of(f"<section><h3>One Comment</h3><b>Tess</b><p>{SAID[0]}</p><p>05. 03. 2024 8:12</p></section>")
    assert labels[SAID[0]][0] is Reason.COMMENTS


@pytest.mark.parametrize("line", ["Recent Comments", "Neueste Kommentare", "Comentarios recientes", "最近のコメント"])
def test_the_latest_comments_of_a_site_are_dropped(line: str) -> None:
    items = "".join(f"<li><a href='/{place}'>Tess: {text}</a></li>" for place, text in enumerate(SAID))
    labels = labels_of(f"<div><h2>{line}</h2><ul>{items}</ul></div>")
    assert [labels[f"Tess: {text}"][0] for text in SAID] == [Reason.COMMENTS] * 2


def test_a_section_on_recent_comments_stays() -> None:
    text = " ".join(SENTENCES * 3)
    labels = labels_of(f"<section><h2>Recent comments</h2><p>{text}</p></section>")
    assert labels[text][0] is None


def test_a_comment_that_repeats_the_headline_is_one() -> None:
    box = "<li><b>Tess</b> says<p>{}</p><div><a href='#'>Reply</a></div></li>"
    labels = labels_of(f"<ol>{box.format('On sleep and rest')}{box.format(SAID[0])}</ol>")
    assert labels[SAID[0]][0] is Reason.COMMENTS


def test_replies_within_a_comment_belong_to_it() -> None:
    box = "<div>Tess says<p>{}</p><p>5 March 2024 at 8:12</p>{}</div>"
    markup = box.format(SAID[0], box.format(SAID[1], "")) + box.format("And every child sleeps until seven.", "")
    labels = labels_of(markup)
    assert [labels[text][0] for text in SAID] == [Reason.COMMENTS] * 2


@pytest.mark.parametrize(
    "markup",
    [
        comments("", "<div><p>5 March 2024 at 8:12</p><p>{}</p></div>"),
        comments("", "<div><p>Tess says:</p><p>{}</p></div>"),
        "<p>Tess says</p><p>{}</p><p>5 March, 8:12</p><p>{}</p><p>Reply</p>".format(*SAID),
        comments("", "<div><h3>A lamp</h3><p>{}</p><p>8 likes</p><p>5 months ago</p></div>"),
    ],
    ids=["an event each", "an answer each", "not in boxes", "a product each"],
)
def test_other_boxes_in_a_row_stay(markup: str) -> None:
    labels = labels_of(f"<div>{markup}</div>")
    assert Reason.COMMENTS not in [labels[text][0] for text in SAID]


@pytest.mark.parametrize(
    "markup",
    [
        comments("<h3>2 responses</h3>", "<p>{}</p>"),
        comments("<h3>The clocks at night</h3>", "<p>It was 8:12 on the 5th.</p><p>{}</p>"),
        comments("<h3>2 thoughts that help</h3>", "<p>Bed at 22:30 on day 1</p><p>{}</p>"),
        comments("<button>Comentarios</button><p>5.3.2024</p><p>6.3.2024</p>", "<p>{}</p>"),
        comments("<h3>2 comments</h3><p>5.3.2024</p><p>6.3.2024</p>", "<p>{}</p>" + f"<p>{SENTENCES[3]}</p>" * 6),
    ],
    ids=["no lines of comments", "no number", "other words", "a button", "few lines for so much text"],
)
def test_other_text_below_a_number_stays(markup: str) -> None:
    labels = labels_of(markup)
    assert Reason.COMMENTS not in [labels[text][0] for text in SAID]


def test_an_article_below_the_number_of_its_comments_stays() -> None:
    line = "<div>2 Kommentare</div><p>Am 5. März 2024, 8:12 Uhr</p><p>Zuletzt am 6. März 2024, 9:12 Uhr</p>"
    items = labelled(f"<title>On sleep</title><main><h1>On sleep</h1>{line}{ARTICLE}</main>")
    assert [item.block.text for item in items if item.label.is_kept and item.block.text in SENTENCES] == SENTENCES
