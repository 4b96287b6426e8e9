"""Whether a page in English writes the day or the month first: by the region that it is of.

What a page says of its region without having chosen it counts last: systems write `en-US` for every English page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wellread.extractors.article import PageWarning
from wellread.extractors.metadata.candidates import Candidate
from wellread.extractors.metadata.page_data import PageData
from wellread.extractors.metadata.structured.json_ld import to_text
from wellread.extractors.urls import host_of

_REGION = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?[-_]([A-Za-z]{2})(?![A-Za-z])")
# Where the month comes first (CLDR, dateFormats).
_MONTH_FIRST = frozenset(("US", "PH", "FM", "GU", "PR"))
# Domains of countries that sites of all the world are in, and of one that writes both orders.
_WORLDWIDE = frozenset("ac ai am cc co eu fm gg im io la ly me nu sh st to tv vc ws ca".split())
_NAMES_OF_UK = ("uk", "gb")
# A date in which day and month could change places.
_AMBIGUOUS = re.compile(r"(?<!\d)(?:0?[1-9]|1[0-2])([/-])(?:0?[1-9]|1[0-2])\1(?:20)?\d\d(?!\d)")


def add_region(page: PageData, language: str | None) -> str | None:
    """The language of a page, where it is English with the region that decides between day and month."""
    if not language or language.lower().split("-")[0].split("_")[0] != "en":
        return language
    regions = list(_list_regions(page, language))
    day_first = next((region for region in regions if region not in _MONTH_FIRST), None)
    region = day_first or next(iter(regions), None)
    return f"en-{region}" if region else language


def warn_of_order(field: str, language: str | None, candidate: Candidate[str]) -> Iterator[PageWarning]:
    """A date that could be read in two orders on a page that does not say which of them it writes."""
    is_known = language is not None and language.lower() != "en"
    match = _AMBIGUOUS.search(candidate.raw or "") if not is_known else None
    if match and len(set(re.split(r"[/-]", match.group())[:2])) > 1:
        yield PageWarning("date_ambiguous", f"{field}: {match.group()!r} is read as {candidate.value}")


def _list_regions(page: PageData, language: str) -> Iterator[str]:
    locale = page.elements.first_meta("og:locale")
    in_data = (to_text(node.get("inLanguage")) or "" for node in page.article_nodes)
    for tag in (language, locale.content if locale else "", *in_data, *_list_own_hreflangs(page)):
        match = _REGION.match(tag)
        if match:
            yield match[1].upper()
    country = host_of(page.url or "").rpartition(".")[2]
    if len(country) == 2 and country not in _WORLDWIDE:
        yield "GB" if country in _NAMES_OF_UK else country.upper()


def _list_own_hreflangs(page: PageData) -> Iterator[str]:
    """What the page calls itself among its translations."""
    own = (page.url or "").partition("//")[2].rstrip("/")
    for link in page.elements.links.get("alternate", ()):
        if link.language and own and link.content.partition("//")[2].rstrip("/") == own:
            yield link.language
