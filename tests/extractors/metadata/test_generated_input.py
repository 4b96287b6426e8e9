from __future__ import annotations

import datetime as dt
import json
import re

from hypothesis import assume, given
from hypothesis import strategies as st

from wellread.extractors.metadata import describe
from wellread.extractors.metadata.dates.parsing import find_dates, parse_date
from wellread.extractors.metadata.people.parsing import parse_people
from wellread.extractors.metadata.structured.json_ld import decode_json
from wellread.extractors.parse import PageInput, parse
from wellread.extractors.segment import segment

SHAPE = re.compile(r"(?:19|20)\d\d-\d\d(?:-\d\d(?:T\d\d:\d\d:\d\dZ)?)?|2100-.*")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["@type", "@id", "name", "url", "x"]), inner)
    ),
    max_leaves=12,
)
KEYS = [
    "headline",
    "author",
    "publisher",
    "datePublished",
    "image",
    "keywords",
    "reviewedBy",
    "mainEntityOfPage",
    "@id",
]
PARTS = [
    "By ",
    "von ",
    "Dr. ",
    "Lena Park",
    ", MD",
    " and ",
    "\x1f",
    "| ",
    "May 3, 2024",
    "2024-05-03",
    "reviewed by ",
    "€",
    "\n",
]


@given(st.text() | st.datetimes().map(str) | st.dates().map(str) | st.lists(st.sampled_from(PARTS)).map("".join))
def test_every_date_has_one_of_three_shapes(raw: str) -> None:
    for date in (parse_date(raw), *(mention.date for mention in find_dates(raw))):
        assert date is None or SHAPE.fullmatch(date)


@given(st.dates(min_value=dt.date(1971, 1, 1), max_value=dt.date(2099, 12, 31)))
def test_a_day_is_read_back_as_itself(day: dt.date) -> None:
    assert parse_date(day.isoformat()) == parse_date(day.strftime("%B %d, %Y")) == day.isoformat()


@given(st.text() | st.lists(st.sampled_from(PARTS)).map("".join), st.booleans())
def test_names_are_never_empty_nor_longer_than_their_text(text: str, strict: bool) -> None:  # noqa: FBT001
    for person in parse_people(text, strict=strict):
        assert 0 < len(person.name) <= len(text)
        assert "@" not in person.name


@given(JSON)
def test_json_that_is_whole_is_read_as_it_is(value: object) -> None:
    assume(not isinstance(value, str) or value.lstrip()[:1] not in ("{", "["))  # data that was encoded twice
    assert decode_json(json.dumps(value)) == (json.loads(json.dumps(value)), None)


@given(st.text())
def test_any_text_for_json_gives_a_value_or_a_warning(text: str) -> None:
    value, problem = decode_json(text)
    assert problem in (None, "json_ld_repaired", "json_ld_unreadable")
    assert problem != "json_ld_unreadable" or value is None


@given(st.dictionaries(st.sampled_from(KEYS), JSON), st.lists(st.sampled_from(PARTS)).map("".join))
def test_no_data_and_no_byline_breaks_a_page(properties: dict[str, object], byline: str) -> None:
    script = json.dumps({"@type": "Article", **properties}).replace("</", "<\\/")
    html = f'<script type="application/ld+json">{script}</script><h1>Rest</h1><p>{byline}</p>'
    document = parse(PageInput(html, "https://example.org/rest"))
    layout = segment(document)
    assert describe(document, layout) == describe(document, layout)
