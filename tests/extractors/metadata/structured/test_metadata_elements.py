from __future__ import annotations

import pytest

from wellread.extractors.metadata.structured.metadata_elements import MetadataElements, read_metadata_elements
from wellread.extractors.parse import PageInput, parse


def read(head: str) -> MetadataElements:
    return read_metadata_elements(parse(PageInput(f"<html><head>{head}</head><body><p>Rest.</p></body></html>")).root)


def test_one_element_of_parsely_may_hold_all_the_others() -> None:
    page = """{"title": "Rest", "authors": ["Lena Park", "Ida Holm"], "pub_date": "2024-05-03", "image": null}"""
    metas = read(f"<meta name='parsely-page' content='{page}'>").metas
    assert [metas[name][0].content for name in ("parsely-title", "parsely-author", "parsely-pub-date")] == [
        "Rest",
        "Lena Park, Ida Holm",
        "2024-05-03",
    ]


@pytest.mark.parametrize("content", ["Rest", "[1]", '{"title": {"a": 1}}', "{" * 2000])
def test_what_is_no_object_of_parsely_gives_nothing(content: str) -> None:
    assert "parsely-title" not in read(f"<meta name='parsely-page' content='{content}'>").metas


def test_elements_in_a_content_are_none_of_its_text() -> None:
    metas = read('<meta name="description" content="&lt;p&gt;Rest &lt;b&gt;well&lt;/b&gt;&lt;/p&gt;">').metas
    assert metas["description"][0].content == "Rest well"
