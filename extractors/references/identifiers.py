"""Identifiers of publications: DOI, PubMed's number, PubMed Central's number and the number of a registered trial.

A DOI is `10.`, a registrant of four to nine digits, a slash and a suffix (DOI Handbook, 2.2). The suffix may hold
nearly any character, so that a sentence's full stop or a closing bracket has to be told from it. Letters of ASCII
compare without case (2.4): they are given in lower case.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, unquote, urlsplit

import msgspec

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s\"<>{}|\\^`…“”]+")
_DOI_IN_TEXT = re.compile(
    r"(?:\bdoi\s*[:=]?\s*|doi\.org/|(?<![\d./]))(10\.\d{4,9}(?:\.\d+)*/[^\s\"<>{}|\\^`“”]+)", re.IGNORECASE
)
_CUT_OFF = re.compile(r"(?:…|\.\.\.|\[\.+\])$")
_TRAILING = ".,;:!?'’*_-–—"
_PAIRS = {")": "(", "]": "[", "}": "{", ">": "<"}
_RESOLVERS = frozenset(("doi.org", "dx.doi.org", "www.doi.org"))
# What publishers put behind a DOI in the addresses of their own pages.
_VIEWS = re.compile(
    r"/(?:abstract|abs|full|fulltext|full-text|full/html|pdf|epdf|pdfft|html|xml|meta|summary|references|figures|tables"
    r"|suppl_file|tab-\w+|metrics|citations?)$|\.(?:pdf|html?|full|abstract|short|xml|full\.pdf)$",
    re.IGNORECASE,
)
_BEFORE_DOI = re.compile(r"/(?:doi|articles?|chapter|book|content)(?:/(?:abs|full|pdf|epdf|pdfdirect|epub|book))?/$")
_PUBMED = re.compile(r"^(?:/(?:m/)?pubmed)?/(\d{1,8})/?$")
_OLD_PUBMED = re.compile(r"(?:^|&)list_uids=(\d{1,8})(?=&|$)", re.IGNORECASE)
_MED = re.compile(r"/(?:abstract|article)/med/(\d{1,8})/?$", re.IGNORECASE)
_PMID = re.compile(r"(?:\bPMID\s*:?\s*|\bpubmed\.ncbi\.nlm\.nih\.gov/|\bnih\.gov/pubmed/)(\d{1,8})\b", re.IGNORECASE)
_PMCID = re.compile(r"\bPMC(\d{3,9})\b", re.IGNORECASE)
_DIVIDERS = re.compile(r"\s*[,;|]\s+(?:and\s+)?")
_LONGEST_NAME = 60
_TRIAL = re.compile(r"\bNCT(\d{8})\b", re.IGNORECASE)


class Identifiers(msgspec.Struct, frozen=True):
    """What a publication is called. `doubt` is an identifier as the page has it, cut off, mended or none at all."""

    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    trial: str | None = None
    doubt: str | None = None

    def names(self) -> tuple[str, ...]:
        """The identifiers that were read, each with its kind."""
        named = (("doi", self.doi), ("pmid", self.pmid), ("pmcid", self.pmcid), ("nct", self.trial))
        return tuple(f"{kind}:{value}" for kind, value in named if value)

    def or_else(self, other: Identifiers) -> Identifiers:
        """With what another reading has where this one has nothing."""
        return Identifiers(
            self.doi or other.doi,
            self.pmid or other.pmid,
            self.pmcid or other.pmcid,
            self.trial or other.trial,
            self.doubt or other.doubt,
        )


NONE = Identifiers()


def of_address(address: str) -> Identifiers:
    """What an address says of the publication that it leads to."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:
        return NONE
    doi, doubt = _doi_of_address(host, parts)
    number = _pubmed_number(host, parts)
    central = _PMCID.search(parts.path) if "nih.gov" in host or "europepmc.org" in host else None
    trial = _TRIAL.search(parts.path) if host.endswith("clinicaltrials.gov") else None
    return Identifiers(
        doi,
        number.group(1).lstrip("0") or None if number else None,
        f"PMC{central.group(1)}" if central else None,
        f"NCT{trial.group(1)}" if trial else None,
        doubt,
    )


def _pubmed_number(host: str, parts: SplitResult) -> re.Match[str] | None:
    if host == "pubmed.ncbi.nlm.nih.gov":
        return _PUBMED.match(parts.path)
    if host.endswith("ncbi.nlm.nih.gov"):
        return _PUBMED.match(parts.path) if "/pubmed/" in parts.path else _OLD_PUBMED.search(parts.query)
    return _MED.search(parts.path) if host.endswith("europepmc.org") else None


def of_text(text: str) -> Identifiers:
    """What the text of one reference says of it. An identifier that is cut off is a doubt and no value."""
    found = _DOI_IN_TEXT.search(text) if "10." in text else None
    doi = clean_doi(found.group(1)) if found else None
    number = _PMID.search(text)
    central, trial = _PMCID.search(text), _TRIAL.search(text)
    return Identifiers(
        doi,
        number.group(1).lstrip("0") or None if number else None,
        f"PMC{central.group(1)}" if central else None,
        f"NCT{trial.group(1)}" if trial else None,
        found.group(1) if found and doi is None else None,
    )


def each(text: str) -> list[str]:
    """The parts of a line that consists of identifiers: `PMID 1, PMID 2`; none where a part holds no identifier."""
    parts = _DIVIDERS.split(text.strip(" ."))
    return parts if all(len(part) <= _LONGEST_NAME and of_text(part).names() for part in parts) else []


def clean_doi(raw: str) -> str | None:
    """A DOI without the punctuation of the sentence around it, in lower case; None where it is none or was cut off."""
    if _CUT_OFF.search(raw):
        return None
    raw = unquote(raw).strip()
    while raw and (
        raw[-1] in _TRAILING
        or raw[-1] == "/"
        or (raw[-1] in _PAIRS and raw.count(raw[-1]) > raw.count(_PAIRS[raw[-1]]))
    ):
        if raw[-1] in "-–—_":
            return None  # the rest stands on another line
        raw = raw[:-1]
    if not _DOI.fullmatch(raw) or not any(character.isalnum() for character in raw.partition("/")[2]):
        return None
    return "".join(character.lower() if character.isascii() else character for character in raw)


def _doi_of_address(host: str, parts: SplitResult) -> tuple[str | None, str | None]:
    """The DOI in an address, and what looks like one and cannot be trusted."""
    if host in _RESOLVERS:
        raw = unquote(parts.path).strip("/").removeprefix("doi:").strip()
        doi = clean_doi(raw)
        return doi, raw if raw and (doi is None or raw[-1] in _TRAILING) else None
    start = parts.path.find("/10.")
    if start < 0 or not _BEFORE_DOI.search(parts.path[: start + 1]):
        return None, None
    raw = _VIEWS.sub("", unquote(parts.path[start + 1 :]).rstrip("/"))
    # Behind a second slash publishers put numbers of their own.
    return (clean_doi(raw), None) if raw.count("/") == 1 else (None, None)
