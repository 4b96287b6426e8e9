"""A selection is the same everywhere, leaves nothing without a reason, and samples strata in proportion."""

import io

import msgspec
import pytest

from tests.output.review.hostile import HOSTILE
from tests.output.review.pages import REVIEWED, REVISED
from wellread.output.record import ArticleRecord
from wellread.output.review.page_spool import PageSpool
from wellread.output.review.selection import (
    SelectableArticle,
    Selection,
    SelectionError,
    SelectionOutcome,
    candidate_of,
    read_exclusions,
    select,
    write_decisions,
)


def candidate(number: int, **values: str) -> SelectableArticle:
    facts = {"site": "a.org", "page_type": "article", "year": "2024", "language": "en", "date": "2024-05-06"} | values
    return SelectableArticle(
        article_id=f"id{number}", revision_id=f"r{number}", urls=(f"https://{facts['site']}/{number}",), **facts
    )


CORPUS = [candidate(number, site="big.org" if number < 70 else "mid.org" if number < 94 else "wee.org")
          for number in range(100)]  # fmt: skip


def chosen(candidates: list[SelectableArticle], **wanted: object) -> list[str]:
    decisions = select(candidates, Selection(**wanted))  # type: ignore[arg-type]
    return [item.candidate.article_id for item in decisions if item.state == "selected"]


def test_a_sample_is_that_of_its_seed_on_any_machine() -> None:
    assert chosen(CORPUS, sample=5, seed="2026") == ["id28", "id38", "id51", "id53", "id72"]
    assert chosen(CORPUS, sample=5, seed="2027") != chosen(CORPUS, sample=5, seed="2026")


def test_the_order_of_the_articles_changes_no_sample() -> None:
    shuffled = sorted(CORPUS, key=lambda one: one.article_id[::-1])
    for stratify in (None, "site"):
        wanted = {"sample": 17, "seed": "x", "stratify": stratify}
        assert set(chosen(shuffled, **wanted)) == set(chosen(CORPUS, **wanted))


def test_strata_are_sampled_in_proportion_and_the_sample_has_its_size() -> None:
    wanted = Selection(sample=10, stratify="site")
    outcome = SelectionOutcome(wanted, tuple(select(CORPUS, wanted)))
    assert outcome.strata == [("big.org", 70, 7), ("mid.org", 24, 2), ("wee.org", 6, 1)]
    for size in range(1, 101):
        assert len(chosen(CORPUS, sample=size, stratify="site")) == size


def test_a_larger_sample_has_the_smaller_one_in_it() -> None:
    assert set(chosen(CORPUS, sample=10, seed="s")) < set(chosen(CORPUS, sample=30, seed="s"))


@pytest.mark.parametrize(
    ("values", "wanted", "reason"),
    [
        ({"page_type": "product"}, {"types": ("article",)}, "type: product"),
        ({"language": "de"}, {"languages": ("en", "fr")}, "language: de"),
        ({"date": "2023-12-31"}, {"since": "2024-01-01"}, "published before 2024-01-01"),
        ({"date": "2023"}, {"since": "2024-01-01"}, "published before 2024-01-01"),
        ({"date": ""}, {"since": "2024"}, "date of publication: unknown"),
        ({}, {"excluded": {"id1": "a press release"}}, "a press release"),
        ({}, {"excluded": {"https://a.org/1": "paid for"}}, "paid for"),
    ],
)
def test_an_exclusion_has_its_reason(values: dict[str, str], wanted: dict[str, object], reason: str) -> None:
    one, other = select([candidate(1, **values), candidate(2)], Selection(**wanted))  # type: ignore[arg-type]
    assert (one.state, one.reason) == ("excluded", reason)
    assert other.state == "selected"


def test_a_date_that_may_lie_on_either_side_is_not_excluded() -> None:
    assert chosen([candidate(1, date="2024")], since="2024-06-01") == ["id1"]


def test_an_article_is_selected_once() -> None:
    first, second = select([candidate(1), candidate(1)], Selection())
    assert first.state == "selected"
    assert second.reason == "the same article again"


def test_what_cannot_be_selected_is_said() -> None:
    with pytest.raises(SelectionError, match="a sample of 3 was asked for, and 2 articles are left"):
        select([candidate(1), candidate(2)], Selection(sample=3))
    with pytest.raises(SelectionError, match=r"no article of the source is https://a\.org/7"):
        select([candidate(1)], Selection(excluded={"https://a.org/7": "paid for"}))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "first line must be article,reason"),
        ("id,why\n1,x\n", "first line must be article,reason"),
        ("article,reason\nid1\n", "line 2: an article and a reason are needed"),
        ("article,reason\nid1, \n", "line 2: an article and a reason are needed"),
        ("article,reason\nid1,paid\nid1,old\n", "line 3: id1 has another reason above"),
    ],
)
def test_exclusions_that_make_no_sense_are_refused(text: str, message: str) -> None:
    with pytest.raises(SelectionError, match=message):
        read_exclusions(io.StringIO(text))


def test_the_table_says_what_became_of_each_and_computes_nothing() -> None:
    wanted = Selection(sample=1, excluded={"id2": "=cmd|' /C calc'!A0"})
    decisions = select([candidate(1), candidate(2)], wanted)
    table = io.StringIO(newline="")
    write_decisions(table, SelectionOutcome(wanted, tuple(decisions), ("id1",)))
    assert table.getvalue().splitlines() == [
        "number,articleId,revisionId,url,site,state,reason",
        "1,id1,r1,https://a.org/1,a.org,selected,",
        ",id2,r2,https://a.org/2,a.org,excluded,'=cmd|' /C calc'!A0",
    ]


def test_a_record_is_seen_by_what_it_says() -> None:
    assert isinstance(REVIEWED.article, ArticleRecord)
    seen = candidate_of(REVIEWED.article)
    assert (seen.year, seen.language, seen.page_type, seen.site) == ("2025", "en", "article", "harrow.example")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_pages_come_back_as_they_were_put_aside(text: str) -> None:
    spool = PageSpool()
    page = msgspec.structs.replace(REVIEWED, article=msgspec.structs.replace(REVIEWED.article, description=text))
    for one in (REVISED, page):
        spool.add(one)
    assert spool.read(0) == REVISED
    assert spool.read(1) == page
    spool.close()
