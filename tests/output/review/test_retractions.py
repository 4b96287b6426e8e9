"""A file of Retraction Watch marks the works that it lists, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from wellread.extractors.article import Reference
from wellread.output.review.retractions import Retraction, RetractionList

HEADER = "Record ID,Title,RetractionDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason,Paywalled"
ROWS = (
    "1,Walks,3/5/2021 0:00,10.1234/Harrow.2020.1,0,Retraction,+Error in Data;+Fake Peer Review;,No",
    "2,Tea,1/2/2020 0:00,unavailable,765432,Expression of concern,,No",
    "3,Tea,9/9/2022 0:00,unavailable,765432,Reinstatement,,No",
    "4,Naps,1/1/2019 0:00,Unavailable,0,Retraction,,No",
)


@pytest.fixture
def known(tmp_path: Path) -> RetractionList:
    path = tmp_path / "retraction_watch.csv"
    path.write_text("\r\n".join([HEADER, *ROWS]), encoding="utf-8-sig")
    return RetractionList.load(path)


def test_a_work_is_found_by_its_doi_whatever_its_case(known: RetractionList) -> None:
    (notice,) = known.find(Reference("Walks", doi="10.1234/harrow.2020.1"))
    assert notice == Retraction("Retraction", "3/5/2021", "Error in Data; Fake Peer Review")


def test_all_notices_about_a_work_are_told_once(known: RetractionList) -> None:
    found = known.find(Reference("Tea", pmid="765432", doi="10.1234/tea"))
    assert [notice.nature for notice in found] == ["Expression of concern", "Reinstatement"]


@pytest.mark.parametrize(
    "reference",
    [Reference("Walks"), Reference("x", doi="unavailable"), Reference("x", pmid="0"), Reference("x", doi="10.1/x")],
)
def test_works_that_the_file_does_not_name_are_not_marked(known: RetractionList, reference: Reference) -> None:
    assert known.find(reference) == ()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "it has no column OriginalPaperDOI, "),
        (b"DOI,Date\n10.1/x,2020\n", "it has no column OriginalPaperDOI, "),
        (b"\xff\xfe\x00", "it has no column"),
    ],
)
def test_another_file_is_refused(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "other.csv"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=problem):
        RetractionList.load(path)
