"""Identifiers of publications, in URLs and in the text of references."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.extractors.references.identifiers import (
    Identifiers,
    clean_doi,
    find_identifiers_in_text,
    find_identifiers_in_url,
)


@pytest.mark.parametrize(
    ("raw", "doi"),
    [
        ("10.1000/xyz123", "10.1000/xyz123"),
        ("10.1000/xyz123.", "10.1000/xyz123"),
        ("10.1000/XYZ(2019)12).", "10.1000/xyz(2019)12"),
        ("10.1016/S0140-6736(18)30225-4", "10.1016/s0140-6736(18)30225-4"),
        ("10.1002/(SICI)1097-0258(19980815)17:15/16", "10.1002/(sici)1097-0258(19980815)17:15/16"),
        ("10.1000%2Fxyz", "10.1000/xyz"),
        ("10.1000/xyz…", None),
        ("10.1000/xyz...", None),
        ("10.1016/j.sleep-", None),
        ("10.1000/xyz:/", "10.1000/xyz"),
        ("10.1000/", None),
        ("10.1000/.", None),
        ("10.10/xyz", None),
        ("11.1000/xyz", None),
    ],
    ids=[
        "plain",
        "full stop",
        "bracket of the sentence",
        "brackets inside",
        "SICI",
        "percent-encoded",
        "ellipsis",
        "three dots",
        "hyphen at the end of a line",
        "colon and slash",
        "no suffix",
        "suffix of a full stop",
        "registrant too short",
        "no DOI prefix",
    ],
)
def test_a_doi_is_cut_from_its_sentence_or_refused(raw: str, doi: str | None) -> None:
    assert clean_doi(raw) == doi


# What is escaped twice is unescaped once, as in any address.
@given(st.text(st.characters(exclude_characters="%"), max_size=60))
def test_what_is_taken_for_a_doi_stays_one(text: str) -> None:
    doi = clean_doi(f"10.1234/{text}")
    assert doi is None or clean_doi(doi) == doi


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("https://doi.org/10.1000/XYZ.1", ("doi:10.1000/xyz.1",)),
        ("http://dx.doi.org/10.1000/xyz.1?from=here", ("doi:10.1000/xyz.1",)),
        ("https://journal.example/doi/full/10.1000/xyz.1/abstract", ("doi:10.1000/xyz.1",)),
        ("https://journal.example/doi/pdf/10.1000/xyz.1.pdf", ("doi:10.1000/xyz.1",)),
        # A second slash: the publisher's own number, and no part of the DOI.
        ("https://journal.example/article/doi/10.1000/xyz.1/6123456", ()),
        ("https://news.example/10.1000/xyz.1", ()),
        ("https://pubmed.ncbi.nlm.nih.gov/28863392/", ("pmid:28863392",)),
        ("https://www.ncbi.nlm.nih.gov/pubmed/28863392", ("pmid:28863392",)),
        ("https://www.ncbi.nlm.nih.gov/entrez/query.fcgi?cmd=Search&list_uids=17325710&dopt=A", ("pmid:17325710",)),
        ("https://europepmc.org/abstract/MED/19047530", ("pmid:19047530",)),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC9216450/", ("pmcid:PMC9216450",)),
        ("https://clinicaltrials.gov/study/NCT02600377", ("nct:NCT02600377",)),
        ("https://pubmed.ncbi.nlm.nih.gov/?term=sleep", ()),
        ("http://[broken", ()),
    ],
    ids=[
        "doi.org",
        "dx.doi.org",
        "publisher, full text",
        "publisher, PDF",
        "publisher, number after the DOI",
        "news site",
        "PubMed",
        "PubMed, old path",
        "PubMed, old query",
        "Europe PMC",
        "PubMed Central",
        "ClinicalTrials.gov",
        "PubMed search",
        "malformed",
    ],
)
def test_an_address_says_what_it_leads_to(address: str, names: tuple[str, ...]) -> None:
    assert find_identifiers_in_url(address).with_prefixes() == names


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Green A. Light. 2019. doi: 10.1000/XYZ.1.", Identifiers(doi="10.1000/xyz.1")),
        ("Green A. Light. 2019. https://doi.org/10.1000/xyz.1", Identifiers(doi="10.1000/xyz.1")),
        ("Green A. Light. 2019. PMID: 28863392; PMCID: PMC5584200.", Identifiers(pmid="28863392", pmcid="PMC5584200")),
        ("Registered as NCT02600377 in 2015.", Identifiers(nct="NCT02600377")),
        ("Version 10.1000 of 2019", Identifiers()),
        ("doi:10.1000/xyz…", Identifiers(malformed="10.1000/xyz…")),
    ],
    ids=["DOI", "DOI as a URL", "PMID and PMCID", "NCT number", "version number", "DOI cut off"],
)
def test_the_text_of_a_reference_says_what_it_is_called(text: str, named: Identifiers) -> None:
    assert find_identifiers_in_text(text) == named
