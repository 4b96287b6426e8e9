"""A sheet that raters fill in is read again; what cannot be meant is named with its place."""

import csv
import io
from contextlib import suppress

import pytest

from tests.output.review.hostile import HOSTILE
from wellread.output.ratings.instruments import INSTRUMENT_NAMES, load_instrument
from wellread.output.ratings.rating_sheets import (
    RatedArticle,
    RatingError,
    is_empty_sheet,
    read_sheets,
    write_long_form,
    write_sheet,
)

ARTICLES = (RatedArticle(1, "Walks", "https://a.org/1", "id1"), RatedArticle(2, "=1+1", "https://a.org/2", "id2"))


def sheet(instrument: str = "jama") -> str:
    stream = io.StringIO(newline="")
    write_sheet(stream, instrument, ARTICLES)
    return stream.getvalue()


def filled(*rows: str) -> str:
    """A sheet for JAMA: of each row the article, the rater and the values."""
    heading = sheet().splitlines()[0]
    parts = [row.split(" ") for row in rows]
    lines = [f"jama,{rater},1,Walks,https://a.org/1,{article},{','.join(values)},"
             for article, rater, *values in parts]  # fmt: skip
    return "\n".join([heading, *lines])


def problems_of(text: str, **options: object) -> tuple[str, ...]:
    with pytest.raises(RatingError) as failure:
        read_sheets([("a.csv", io.StringIO(text))], **options)  # type: ignore[arg-type]
    return failure.value.problems


@pytest.mark.parametrize(("name", "items"), [("discern", 16), ("jama", 4), ("gqs", 1), ("eqip", 36)])
def test_an_empty_sheet_has_a_row_for_each_article_and_a_column_for_each_item(name: str, items: int) -> None:
    rows = list(csv.reader(io.StringIO(sheet(name), newline="")))
    assert len(rows) == 3
    assert all(len(row) == 7 + items for row in rows)
    assert rows[2][3] == "'=1+1"
    assert is_empty_sheet(io.StringIO(sheet(name)))
    assert read_sheets([("a.csv", io.StringIO(sheet(name)))]) == []


@pytest.mark.parametrize("name", INSTRUMENT_NAMES)
def test_an_instrument_says_where_it_is_published(name: str) -> None:
    instrument = load_instrument(name)
    assert "doi:10." in instrument.source
    assert len(set(instrument.items)) == len(instrument.items)
    assert instrument.total.items <= len(instrument.items)


def test_what_was_filled_in_is_read() -> None:
    (rating,) = read_sheets([("a.csv", io.StringIO(filled("id1 Ann yes No  YES")))], {"id1"})
    assert (rating.instrument, rating.article_id, rating.rater) == ("jama", "id1", "Ann")
    assert rating.values == {1: "yes", 2: "no", 4: "yes"}
    assert not is_empty_sheet(io.StringIO(filled("id1 Ann yes")))
    assert not is_empty_sheet(io.StringIO(filled("id1 Ann")))


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_sheet_is_read_as_any_spreadsheet_writes_it(delimiter: str) -> None:
    rows = list(csv.reader(io.StringIO(sheet("discern"))))
    rows[1][1], rows[1][6:9], rows[1][-1] = "Ann", ["4.0", "5,0", "3"], "a, b; c"
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    (rating,) = read_sheets([("a.csv", io.StringIO(stream.getvalue()))])
    assert rating.values == {1: "4", 2: "5", 3: "3"}
    assert rating.note == "a, b; c"


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("id1 Ann maybe", "a.csv line 2, item 1: 'maybe' is none of no, yes"),
        ("id1  yes", "a.csv line 2: the rater is missing"),
        (" Ann yes", "a.csv line 2: articleId is missing"),
        ("id7 Ann yes", "a.csv line 2: the report has no article 'id7'"),
    ],
)
def test_what_cannot_be_meant_is_named_with_its_place(row: str, problem: str) -> None:
    assert problems_of(filled(row), known={"id1", "id2"}) == (problem,)


def test_an_article_is_rated_once_by_a_rater() -> None:
    assert problems_of(filled("id1 Ann yes", "id1 Bob yes", "id1 Ann no")) == (
        "a.csv line 4: Ann has rated id1 before, in a.csv line 2",
    )


def test_other_files_are_no_sheets() -> None:
    assert problems_of("a,b\n1,2\n") == (
        "a.csv: it is no rating sheet, a column 'instrument' and 'rater' and 'articleId' is missing",
    )
    assert problems_of(filled("id1 Ann yes").replace("jama,", "mmse,")) == (
        "a.csv line 2: 'mmse' is no instrument; there are discern, jama, gqs, eqip",
    )
    assert problems_of(filled("id1 Ann yes").replace("4 Currency", "5 Colour").replace("yes,", "yes,,,no,")) == (
        "a.csv line 2: JAMA benchmarks has no item 5",
    )


def test_many_problems_are_not_all_shown() -> None:
    with pytest.raises(RatingError, match="and 10 more"):
        read_sheets([("a.csv", io.StringIO(filled(*(f"id{number} Ann 7" for number in range(30)))))])


def test_ratings_are_written_in_long_form() -> None:
    stream = io.StringIO(newline="")
    write_long_form(stream, read_sheets([("a.csv", io.StringIO(filled("id1 Ann yes  no")))]))
    assert stream.getvalue().splitlines() == [
        "unitId,instrument,raterId,item,value,note", "id1,jama,Ann,1,yes,", "id1,jama,Ann,3,no,",
    ]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_sheets_are_read_or_refused(text: str) -> None:
    for sheet_of in (text, filled(f"id1 {text.replace(' ', '')} yes"), filled(f"id1 Ann {text.replace(' ', '')}")):
        with suppress(RatingError):
            read_sheets([("a.csv", io.StringIO(sheet_of))])
