"""What rules about signals see: a page, its references, and what several rules ask of them."""

from __future__ import annotations

from functools import cached_property

import msgspec

from wellread.extractors.article import Person
from wellread.extractors.page import LabelledPage
from wellread.extractors.references import References
from wellread.extractors.signals.labelled_dates import LabelledDate, find_labelled_dates
from wellread.extractors.signals.language import looks_english
from wellread.extractors.signals.name_places import NamePlace, find_name_places


class SignalContext(msgspec.Struct, frozen=True, dict=True):
    """A page and its references, with what is asked by several rules computed once."""

    page: LabelledPage
    references: References

    @cached_property
    def language(self) -> str | None:
        """The language that the page declares (ISO 639), without its region; `en` where the text plainly is English.

        None where it is not known.
        """
        declared = (self.page.metadata.in_language or "").partition("-")[0].lower()
        return declared or ("en" if looks_english([block.text for block in self.page.running_text]) else None)

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Those who wrote and those who reviewed the page."""
        return (*self.page.metadata.authors, *self.page.metadata.reviewed_by)

    @cached_property
    def _places_of_names(self) -> dict[str, tuple[NamePlace, ...]]:
        names = dict.fromkeys(person.name for person in self.people)
        return {name: tuple(find_name_places(self.page, name)) for name in names}

    def places_of(self, person: Person) -> tuple[NamePlace, ...]:
        """Where the page names one of its `people` as author or reviewer."""
        return self._places_of_names[person.name]

    @cached_property
    def dates(self) -> tuple[LabelledDate, ...]:
        """The dates that the page prints for itself."""
        return find_labelled_dates(self.page)
