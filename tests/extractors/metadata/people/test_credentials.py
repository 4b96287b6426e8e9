from __future__ import annotations

import pytest

from wellread.extractors.metadata.people.credentials import is_credential, list_credentials, split_credentials


@pytest.mark.parametrize("piece", ["MD", "Ph.D.", "E-RYT 200", "MS RD", "BSc", "PA-C"])
def test_credentials_are_known_however_they_are_written(piece: str) -> None:
    assert is_credential(piece)


@pytest.mark.parametrize("piece", ["", "Oslo", "md", "Esq of Oslo", "200"])
def test_other_pieces_are_no_credentials(piece: str) -> None:
    assert not is_credential(piece)


def test_a_list_of_credentials_is_divided() -> None:
    assert list_credentials("MD, MPH; RYT 200, of Oslo") == ("MD", "MPH", "RYT 200")


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Jane Roe MD", ("Jane Roe", ("MD",))),
        ("Jane Roe, M.D. FACLM", ("Jane Roe", ("M.D.", "FACLM"))),
        ("Jane Roe MA", ("Jane Roe MA", ())),
        ("JANE ROE MD", ("JANE ROE MD", ())),
        ("Jane MD", ("Jane MD", ())),
    ],
    ids=["one", "two", "initials", "all in capitals", "one word before"],
)
def test_credentials_behind_a_name_are_split_off(name: str, parts: tuple[str, tuple[str, ...]]) -> None:
    assert split_credentials(name) == parts
