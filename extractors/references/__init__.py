"""The works that an article cites: in reference lists, in footnotes, and by links to research inside the text."""

from __future__ import annotations

from collections.abc import Sequence

from wellread.extractors.page import LabelledPage
from wellread.extractors.references.citation_marks import find_citations
from wellread.extractors.references.cited_works import CitedWorks, WorkIndex
from wellread.extractors.references.identifiers import Identifiers
from wellread.extractors.references.model import CitationMark, CitedWork, References
from wellread.extractors.references.reference_lists import ReferenceList, find_reference_lists

__all__ = ["CitationMark", "CitedWork", "Identifiers", "References", "find_references"]

_MAX_WARNINGS = 10


def find_references(page: LabelledPage) -> References:
    """The works that a page cites, each once however often it is listed and linked, and the marks that cite them."""
    lists = find_reference_lists(page)
    entry_blocks = frozenset(block.index for each in lists for entry in each.entries for block in entry.blocks)
    citations = tuple(find_citations(page, entry_blocks))
    works = CitedWorks(page)
    numbered = _add_lists(works, lists)
    for citation in citations:
        cited_in = citation.mark.span.block
        for number in citation.numbers:
            works.cite(numbered.get(number), cited_in)
        if citation.footnote:
            works.cite(works.add_footnote(citation.footnote), cited_in)
        if citation.url:
            works.cite(works.add_link(citation.url, citation.url, cited_in), cited_in)
    for block in page.running_text:
        if block.index not in entry_blocks:
            works.add_research_links(block)
    return References(
        works=works.in_page_order(),
        list_headings=tuple(each.heading for each in lists),
        entry_blocks=entry_blocks,
        marks=tuple(citation.mark for citation in citations),
        warnings=tuple(works.warnings[:_MAX_WARNINGS]),
    )


def _add_lists(works: CitedWorks, lists: Sequence[ReferenceList]) -> dict[int, WorkIndex]:
    """Adds the entries of all lists. Which work the numbers in the text mean: those of the longest list."""
    work_of_number: dict[int, WorkIndex] = {}
    longest = max((len(each.entries) for each in lists), default=0)
    for each in lists:
        added = {entry.number: work for entry in each.entries if (work := works.add_entry(entry)) is not None}
        if len(each.entries) == longest:
            work_of_number = work_of_number or added
    return work_of_number
