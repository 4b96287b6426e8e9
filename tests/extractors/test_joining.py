"""The parts of an article become one article: nothing is lost, and every pointer still leads to its text."""

from __future__ import annotations

import msgspec

from wellread.extractors import extract
from wellread.extractors.article import Article
from wellread.extractors.joining import join_parts
from wellread.output.record import publish
from wellread.output.record_json import encode_record

SENTENCES = (
    "A short walk after supper settles the stomach and tells the body that the day is over, whatever the clock says.",
    "Most people sleep better in a room that is cooler than the one in which they have spent the whole evening.",
    "Nobody needs a perfect routine, since a habit that survives a bad week is worth more than a plan that does not.",
)


def read(number: int, *, heading: str, source: str) -> Article:
    lead = f"<p>Part {number} begins so. {SENTENCES[number - 1]}</p>"
    body = f"{lead}<h2>{heading}</h2><p>{SENTENCES[2]} Said in part {number}, as a study found.<sup>[1]</sup></p>"
    references = f"<h2>References</h2><ol><li>{source}</li></ol>"
    page = (
        "<!DOCTYPE html><html lang='en'><head><title>Tea</title>"
        "<meta property='og:type' content='article'></head><body>"
        f"<nav><a href='/'>Home</a></nav><main><article><h1>Tea</h1>{body}{references}"
        f"<p>This text is no substitute for the advice of your doctor. So says part {number}.</p>"
        "</article></main></body></html>"
    )
    return extract(page.encode(), f"https://example.org/tea/{number}")


ONE = read(1, heading="Why", source="Smith J. Tea and sleep. J Tea. 2020. doi:10.1000/182")
TWO = read(2, heading="Why", source="Smith J. Tea and sleep. J Tea. 2020. doi:10.1000/182")


def resolve(record: object, pointer: str) -> object:
    for step in pointer.split("/")[1:]:
        record = record[int(step)] if isinstance(record, list) else record[step]  # type: ignore[index]
    return record


def test_one_part_is_the_article() -> None:
    assert join_parts([ONE]) is ONE


def test_text_is_joined_in_order_and_the_characters_add_up() -> None:
    whole = join_parts([ONE, TWO])
    places = [whole.article_body.index(text) for text in ("Part 1 begins", "in part 1", "Part 2 begins", "in part 2")]
    assert places == sorted(places)
    assert whole.headline == "Tea"
    assert whole.word_count == len(whole.article_body.split())
    counts = whole.accounting
    assert counts.kept_chars + counts.dropped_chars == counts.visible_chars
    assert counts.visible_chars == ONE.accounting.visible_chars + TWO.accounting.visible_chars
    assert whole.content_hash not in {ONE.content_hash, TWO.content_hash}


def test_a_part_goes_on_where_the_one_before_it_ends() -> None:
    whole = join_parts([ONE, TWO])
    assert [section.heading for section in whole.sections].count(None) == 1
    ids = [section.id for section in whole.sections]
    assert len(set(ids)) == len(ids)


def test_dropped_blocks_name_their_part() -> None:
    whole = join_parts([ONE, TWO])
    assert [entry.part for entry in whole.dropped] == [1] * len(ONE.dropped) + [2] * len(TWO.dropped)


def test_every_pointer_leads_to_its_text() -> None:
    whole = join_parts([ONE, TWO, TWO])
    record = msgspec.json.decode(encode_record(publish(whole, b"")))
    pointed = [signal for signal in whole.signals if signal.block_id and signal.quote]
    assert pointed
    for signal in pointed:
        text = resolve(record, str(signal.block_id))
        assert isinstance(text, str)
        assert text[signal.start : signal.end] == signal.quote
    for reference in whole.references:
        for pointer in (reference.block_id, *reference.cited_by):
            assert pointer is None or isinstance(resolve(record, pointer), str)


def test_a_source_that_two_parts_cite_is_listed_once() -> None:
    whole = join_parts([ONE, TWO])
    assert len(whole.references) == len(ONE.references)
    assert len(ONE.references) == 1
    assert len(whole.references[0].cited_by) == len(ONE.references[0].cited_by) + len(TWO.references[0].cited_by)


def test_what_one_part_has_is_not_missing() -> None:
    states: dict[str, set[str]] = {}
    for signal in join_parts([ONE, TWO]).signals:
        states.setdefault(signal.id, set()).add(signal.state)
    assert all(len(found) == 1 for found in states.values())
