"""All that the fields of a page are read from."""

from __future__ import annotations

from wellread.extractors.metadata.block_surroundings import Surroundings
from wellread.extractors.metadata.candidates import Candidate
from wellread.extractors.metadata.dates.declared_dates import DeclaredDateParser
from wellread.extractors.metadata.dates.model import PrintedDate
from wellread.extractors.metadata.page_data import PageData
from wellread.extractors.metadata.people.model import Byline
from wellread.extractors.metadata.titles.headline import Headline


class Evidence(PageData, frozen=True, kw_only=True):
    """A page with what was found on it before any field is decided, as several fields need it.

    `languages` are those that it may be written in, the likeliest first, `brands` the names of the
    site, the plainest evidence first. `bylines` and `printed_dates` are those that the page prints
    for the article, the likeliest first; they depend on where the headline is.
    """

    languages: tuple[Candidate[str], ...]
    brands: tuple[str, ...]
    headline: Headline
    surroundings: Surroundings
    bylines: tuple[Byline, ...]
    printed_dates: tuple[PrintedDate, ...]
    declared_date_parser: DeclaredDateParser
