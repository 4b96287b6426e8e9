"""The works that an article cites: in lists, footnotes and links, each once, with their identifiers and citations."""

from __future__ import annotations

import pytest

from wellread.extractors import Article, extract
from wellread.extractors.article import Reference

URL = "https://example.org/blog/post"
PROSE = "".join(
    f"<p>Sentence number {number} says one plain thing about beds, in a row of words that ends with a full stop.</p>"
    for number in range(12)
)


def read(after: str, *, before: str = "") -> Article:
    return extract(f'<html lang="en"><body><main><h1>On beds</h1>{before}{PROSE}{after}</main></body></html>', URL)


def texts(article: Article) -> list[str]:
    return [reference.text for reference in article.references]


# -- lists

ENTRIES = (
    "<li>Green A. Light at night. Journal of Sleep. 2019;4:12. doi:10.1000/xyz.1.</li>"
    "<li>Holm K. <a href='https://pubmed.ncbi.nlm.nih.gov/28863392/'>Rest</a>. 2020.</li>"
)


@pytest.mark.parametrize(
    "heading",
    [
        *("References", "Sources:", "Scientific references (2)", "2 Sources", "Quellen", "Literaturverzeichnis"),
        *("Références", "Fuentes", "Fonti e bibliografia", "Bronnen", "Referências", "Källor", "Źródła", "参考文献"),
    ],
)
def test_a_list_under_a_heading_is_read(heading: str) -> None:
    article = read(f"<h2>{heading}</h2><ol>{ENTRIES}</ol>")
    assert article.references[0].doi == "10.1000/xyz.1"
    assert (article.references[1].url, article.references[1].pmid) == (
        "https://pubmed.ncbi.nlm.nih.gov/28863392/",
        "28863392",
    )


def test_a_list_that_unfolds_is_read() -> None:
    article = read(
        f"<details><summary>How we reviewed this article:</summary><div>Sources</div><ul>{ENTRIES}</ul></details>"
    )
    assert len(article.references) == 2


def test_paragraphs_under_a_heading_are_read_up_to_the_first_that_is_no_source() -> None:
    article = read(
        "<h3>References</h3><p>Green A. Light at night. 2019.</p><p>Holm K. Rest. 2020.</p>"
        "<p>Thank you for reading, and sleep well tonight.</p><p>Our next text comes out in the summer of 2031.</p>"
    )
    assert texts(article) == ["Green A. Light at night. 2019.", "Holm K. Rest. 2020."]


def test_lines_of_one_paragraph_are_sources_of_their_own() -> None:
    article = read("<p><strong>References</strong></p><p>1. Green A. Light. 2019.<br>2. Holm K. Rest. 2020.</p>")
    assert texts(article) == ["1. Green A. Light. 2019.", "2. Holm K. Rest. 2020."]


def test_the_first_line_of_a_paragraph_is_the_heading_of_the_others() -> None:
    article = read("<p><b>References</b><br>1. Green A. Light. 2019.<br>2. Holm K. Rest. 2020.</p>")
    assert texts(article) == ["1. Green A. Light. 2019.", "2. Holm K. Rest. 2020."]


def test_a_year_is_one_beside_characters_without_spaces() -> None:
    entry = "麦田花子『眠りとお茶』2020年"
    assert texts(read(f"<h2>参考文献</h2><ul><li>{entry}</li></ul>")) == [entry]


def test_lines_that_say_enough_are_sources_of_their_own_and_an_address_belongs_to_the_line_above() -> None:
    green, holm = "Green A. Light at night and sleep. 2019.", "Holm K. Rest and what it is. 2020."
    assert texts(read(f"<h3>Quellen:</h3><p>{green}<br>{holm}</p>")) == [green, holm]
    assert texts(read(f"<h3>Quellen:</h3><p>{green}<br>https://one.example/a</p>")) == [
        f"{green}\nhttps://one.example/a"
    ]


def test_a_line_of_identifiers_is_a_source_each() -> None:
    article = read("<p>Sources: PMID 28863392, PMID 29748231, pubmed.ncbi.nlm.nih.gov/30000001</p>")
    assert [reference.pmid for reference in article.references] == ["28863392", "29748231", "30000001"]


def test_a_line_that_begins_with_sources_is_read_link_by_link() -> None:
    article = read(
        '<p>Sources: <a href="https://one.example/a">Light at night</a>, <a href="https://two.example/b">Rest</a></p>'
    )
    assert [(reference.text, reference.url) for reference in article.references] == [
        ("Light at night", "https://one.example/a"),
        ("Rest", "https://two.example/b"),
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<h2>Resources</h2><ul><li>Our shop</li><li>Our newsletter</li></ul>",
        "<h2>Sources</h2><p>Of energy there are many, and sleep is the best of them all, as everybody knows.</p>",
        "<p>Source: a friend who prefers not to be named</p>",
        '<nav><h3>References</h3><ul><li><a href="/letters">Letters</a></li></ul></nav>',
    ],
    ids=["resources", "prose below Sources", "line that names nobody", "menu"],
)
def test_what_is_no_list_of_sources_gives_none(html: str) -> None:
    assert read(html).references == ()


def test_a_date_line_behind_the_list_is_no_source() -> None:
    assert len(read(f"<h2>References</h2><ol>{ENTRIES}</ol><p>Last reviewed January 2023</p>").references) == 2


# -- what cites them


def cited_texts(article: Article, reference: Reference) -> list[str]:
    """The texts that the pointers of a reference lead to."""
    sections = {f"/sections/{number}": section for number, section in enumerate(article.sections)}
    found = []
    for pointer in reference.cited_by:
        base, _, rest = pointer.partition("/blocks/")
        block = sections[base].blocks[int(rest.split("/")[0])]
        found.append(getattr(block, "text", ""))
    return found


@pytest.mark.parametrize("mark", ["[2]", "[1, 2]", "[1-3]", "<sup>2</sup>", "<sup>[1,2]</sup>"])
def test_a_number_in_the_text_cites_the_source_of_that_number(mark: str) -> None:
    paragraph = f"<p>Darkness helps most people to fall asleep, and it costs nothing at all.{mark} Try it tonight.</p>"
    article = read(f"<h2>References</h2><ol>{ENTRIES}</ol>", before=paragraph)
    (cited,) = cited_texts(article, article.references[1])
    assert cited.startswith("Darkness helps")


def test_a_footnote_is_a_source_and_its_way_back_cites_nothing() -> None:
    article = read(
        '<hr><p id="fn1">Green A. Light at night. 2019. <a href="#ref1">1</a></p>',
        before='<p id="ref1">Darkness helps most people to fall asleep.<a href="#fn1">[1]</a> It costs nothing.</p>',
    )
    (note,) = article.references
    assert note.text.startswith("Green A.")
    assert len(note.cited_by) == 1
    assert note.block_id != note.cited_by[0]


def test_a_link_to_research_is_a_source_that_its_paragraph_cites() -> None:
    article = read(
        "", before='<p>Darkness helps, as <a href="https://doi.org/10.1000/xyz.1">a trial</a> found in 2019.</p>'
    )
    (reference,) = article.references
    assert (reference.text, reference.doi) == ("a trial", "10.1000/xyz.1")
    assert reference.cited_by == (reference.block_id,)


def test_a_source_that_is_linked_and_listed_is_one_source() -> None:
    article = read(
        f"<h2>References</h2><ol>{ENTRIES}</ol>",
        before='<p>Darkness helps, as <a href="https://doi.org/10.1000/XYZ.1">a trial</a> found in 2019, they say.</p>',
    )
    assert len(article.references) == 2
    assert len(article.references[0].cited_by) == 1
    assert article.references[0].url == "https://doi.org/10.1000/XYZ.1"


def test_a_power_and_a_formula_are_no_marks() -> None:
    article = read(
        "",
        before="<p>The room had 12 m<sup>2</sup> and air full of CO<sub>2</sub>, as 10<sup>3</sup> people said.</p>",
    )
    assert [signal.state for signal in article.signals if signal.id == "citation_marker"] == ["not_found"]


def test_a_doi_that_was_cut_off_is_a_warning_and_no_value() -> None:
    article = read("<h2>References</h2><ol><li>Green A. Light. 2019. doi:10.1000/xy…</li><li>Holm K. 2020.</li></ol>")
    assert article.references[0].doi is None
    assert [warning.code for warning in article.warnings] == ["reference_unreadable"]


def test_pages_without_sources_have_none() -> None:
    assert read("").references == ()


def test_a_table_without_a_caption_is_pointed_at_by_its_first_cell() -> None:
    article = read(
        "<table><tr><td>Beds</td><td>Soft</td></tr>"
        '<tr><td>Study</td><td><a href="https://doi.org/10.1000/xyz123">10.1000/xyz123</a></td></tr></table>'
        f"{PROSE}"
    )
    (reference,) = article.references
    assert [pointer.partition("/rows/")[2] for pointer in reference.cited_by] == ["0/0"]


def test_the_link_of_a_doi_that_ends_in_a_full_stop_is_told_and_read_without() -> None:
    article = read('<h2>References</h2><ol><li><a href="https://doi.org/10.1000/xyz123.">Beds. 2020</a></li></ol>')
    assert [source.doi for source in article.references] == ["10.1000/xyz123"]
    assert [warning.code for warning in article.warnings] == ["doi_repaired"]
