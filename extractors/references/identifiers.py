"""Identifiers of publications: DOI, PMID (PubMed), PMCID (PubMed Central) and NCT number (ClinicalTrials.gov).

A DOI is `10.`, a registrant of four to nine digits, a slash and a suffix (DOI Handbook, 2.2; ISO 26324). The suffix
may hold nearly any character, so that a sentence's full stop or a closing bracket has to be told from it. Letters of
ASCII compare without case (2.4): they are given in lower case. A PMID is one to eight digits, a PMCID `PMC` and
digits, an NCT number `NCT` and eight digits.
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
# What publishers put after a DOI in the URLs of their own pages.
_VIEW_SUFFIX = re.compile(
    r"/(?:abstract|abs|full|fulltext|full-text|full/html|pdf|epdf|pdfft|html|xml|meta|summary"
    r"|references|figures|tables|suppl_file|tab-\w+|metrics|citations?)$"
    r"|\.(?:pdf|html?|full|abstract|short|xml|full\.pdf)$",
    re.IGNORECASE,
)
_BEFORE_DOI = re.compile(r"/(?:doi|articles?|chapter|book|content)(?:/(?:abs|full|pdf|epdf|pdfdirect|epub|book))?/$")
_PUBMED_PATH = re.compile(r"^(?:/(?:m/)?pubmed)?/(\d{1,8})/?$")
_OLD_PUBMED_QUERY = re.compile(r"(?:^|&)list_uids=(\d{1,8})(?=&|$)", re.IGNORECASE)
_EUROPE_PMC = re.compile(r"/(?:abstract|article)/med/(\d{1,8})/?$", re.IGNORECASE)
_PMID = re.compile(r"(?:\bPMID\s*:?\s*|\bpubmed\.ncbi\.nlm\.nih\.gov/|\bnih\.gov/pubmed/)(\d{1,8})\b", re.IGNORECASE)
_PMCID = re.compile(r"\bPMC(\d{3,9})\b", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s{0,9}[,;|]\s+(?:and\s+)?")
_MAX_IDENTIFIER_CHARS = 60
_NCT = re.compile(r"\bNCT(\d{8})\b", re.IGNORECASE)


class Identifiers(msgspec.Struct, frozen=True):
    """The identifiers of one publication.

    `malformed` is a DOI as the page has it where it is cut off, was repaired, or is none at all.
    """

    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    nct: str | None = None
    malformed: str | None = None

    def with_prefixes(self) -> tuple[str, ...]:
        """Each identifier with its kind in front, as in `doi:10.1000/xyz`."""
        named = (("doi", self.doi), ("pmid", self.pmid), ("pmcid", self.pmcid), ("nct", self.nct))
        return tuple(f"{kind}:{value}" for kind, value in named if value)

    def merged_with(self, other: Identifiers) -> Identifiers:
        """These identifiers, and those of the other where this one has none."""
        return Identifiers(
            self.doi or other.doi,
            self.pmid or other.pmid,
            self.pmcid or other.pmcid,
            self.nct or other.nct,
            self.malformed or other.malformed,
        )


def find_identifiers_in_url(url: str) -> Identifiers:
    """The identifiers of the publication that a URL leads to: those of resolvers, registers and publishers."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return Identifiers()
    doi, malformed = _find_doi_in_url(host, parts)
    pmid = _find_pmid_in_url(host, parts)
    pmcid = _PMCID.search(parts.path) if "nih.gov" in host or "europepmc.org" in host else None
    nct = _NCT.search(parts.path) if host.endswith("clinicaltrials.gov") else None
    return _identifiers(doi, pmid, pmcid, nct, malformed)


def find_identifiers_in_text(text: str) -> Identifiers:
    """The identifiers in the text of one reference, the first of each kind. A DOI that is cut off is malformed."""
    found = _DOI_IN_TEXT.search(text) if "10." in text else None
    doi = clean_doi(found.group(1)) if found else None
    malformed = found.group(1) if found and doi is None else None
    return _identifiers(doi, _PMID.search(text), _PMCID.search(text), _NCT.search(text), malformed)


def _identifiers(
    doi: str | None,
    pmid: re.Match[str] | None,
    pmcid: re.Match[str] | None,
    nct: re.Match[str] | None,
    malformed: str | None,
) -> Identifiers:
    return Identifiers(
        doi,
        pmid.group(1).lstrip("0") or None if pmid else None,
        f"PMC{pmcid.group(1)}" if pmcid else None,
        f"NCT{nct.group(1)}" if nct else None,
        malformed,
    )


def _find_pmid_in_url(host: str, parts: SplitResult) -> re.Match[str] | None:
    if host == "pubmed.ncbi.nlm.nih.gov":
        return _PUBMED_PATH.match(parts.path)
    if host.endswith("ncbi.nlm.nih.gov"):
        return _PUBMED_PATH.match(parts.path) if "/pubmed/" in parts.path else _OLD_PUBMED_QUERY.search(parts.query)
    return _EUROPE_PMC.search(parts.path) if host.endswith("europepmc.org") else None


def split_identifiers(text: str) -> list[str]:
    """The parts of a line that consists of identifiers: `PMID 1, PMID 2`; none where a part holds no identifier."""
    parts = _SEPARATOR.split(text.strip(" ."))
    named = (len(part) <= _MAX_IDENTIFIER_CHARS and find_identifiers_in_text(part).with_prefixes() for part in parts)
    return parts if all(named) else []


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


def _find_doi_in_url(host: str, parts: SplitResult) -> tuple[str | None, str | None]:
    """The DOI in a URL, and what looks like one and cannot be trusted."""
    if host in _RESOLVERS:
        raw = unquote(parts.path).strip("/").removeprefix("doi:").strip()
        doi = clean_doi(raw)
        return doi, raw if raw and (doi is None or raw[-1] in _TRAILING) else None
    start = parts.path.find("/10.")
    if start < 0 or not _BEFORE_DOI.search(parts.path[: start + 1]):
        return None, None
    raw = _VIEW_SUFFIX.sub("", unquote(parts.path[start + 1 :]).rstrip("/"))
    # After a second slash publishers put numbers of their own.
    return (clean_doi(raw), None) if raw.count("/") == 1 else (None, None)
