"""Joins the parts of an article that stands on several pages to one `Article`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec

from wellread.extractors.article import (
    Accounting,
    Article,
    Dropped,
    PageWarning,
    Reference,
    Section,
    Signal,
)
from wellread.extractors.compose import hash_content, list_images
from wellread.extractors.compose.text import render_plain_text
from wellread.extractors.rights import merge_statements

# From a JSON Pointer into the record of a part to that into the record of the whole.
_Repoint = Callable[[str | None], str | None]


def join_parts(parts: Sequence[Article]) -> Article:
    """The article whose parts these are, in their order; at least one.

    What is no text is that of the first part. A part goes on where the one before it ends: what stands in it before its
    first heading belongs to the last section so far.
    """
    first, *further = parts
    if not further:
        return first
    whole = JoinedArticle(first)
    for number, part in enumerate(further, start=2):
        whole.append(part, number)
    return whole.build()


class JoinedArticle:
    """The article so far."""

    def __init__(self, first: Article) -> None:
        self._first = first
        self._sections = list(first.sections)
        self._references = list(first.references)
        self._signals = list(first.signals)
        self._dropped = [_in_part(entry, 1) for entry in first.dropped]
        self._rights = list(first.rights)
        self._warnings = list(first.warnings)
        self._accounting = [first.accounting]

    def append(self, part: Article, number: int) -> None:
        repoint = self._append_sections(part.sections, len(self._dropped))
        self._dropped += [_in_part(entry, number) for entry in part.dropped]
        for reference in part.references:
            self._add_reference(_repoint_reference(reference, repoint))
        self._signals += [_repoint_signal(signal, repoint) for signal in part.signals]
        self._rights += part.rights
        self._warnings += [PageWarning(warning.code, f"part {number}: {warning.message}") for warning in part.warnings]
        self._accounting.append(part.accounting)

    def build(self) -> Article:
        sections = tuple(_with_unique_ids(self._sections, set()))
        body = render_plain_text(sections)
        return msgspec.structs.replace(
            self._first,
            sections=sections,
            article_body=body,
            word_count=len(body.split()),
            images=tuple(list_images(sections)),
            references=tuple(self._references),
            signals=tuple(_choose_signals(self._signals)),
            rights=merge_statements(self._rights),
            dropped=tuple(self._dropped),
            accounting=Accounting(
                kept_chars=sum(count.kept_chars for count in self._accounting),
                dropped_chars=sum(count.dropped_chars for count in self._accounting),
                visible_chars=sum(count.visible_chars for count in self._accounting),
            ),
            warnings=tuple(self._warnings),
            content_hash=hash_content(self._first.headline, sections),
        )

    def _append_sections(self, sections: Sequence[Section], dropped: int) -> _Repoint:
        """Append the sections of a part. Gives where pointers into that part lead from now on."""
        lead = sections[0] if sections and sections[0].heading is None and not sections[0].sections else None
        prefixes: dict[str, tuple[str, int]] = {}
        rest = sections
        if lead is not None and self._sections:
            path, blocks = _last_section(self._sections)
            prefixes["0"] = (path, blocks)
            self._sections = _append_blocks(self._sections, lead)
            rest = sections[1:]
        moved = len(self._sections) - (len(sections) - len(rest))
        self._sections += rest

        def repoint(pointer: str | None) -> str | None:
            if pointer is None:
                return None
            _, kind, number, *below = pointer.split("/")
            if kind == "dropped":
                return "/".join(("", kind, str(int(number) + dropped), *below))
            if kind != "sections":
                return pointer
            if number in prefixes and len(below) > 1:
                path, blocks = prefixes[number]
                return "/".join((f"{path}/blocks/{int(below[1]) + blocks}", *below[2:]))
            return "/".join(("", kind, str(int(number) + moved), *below))

        return repoint

    def _add_reference(self, reference: Reference) -> None:
        """Note a cited work, once."""
        for place, known in enumerate(self._references):
            if _is_same_work(known, reference):
                cited_by = tuple(dict.fromkeys((*known.cited_by, *reference.cited_by)))
                self._references[place] = msgspec.structs.replace(known, cited_by=cited_by)
                return
        self._references.append(reference)


def _in_part(entry: Dropped, number: int) -> Dropped:
    return msgspec.structs.replace(entry, part=number)


def _last_section(sections: Sequence[Section]) -> tuple[str, int]:
    """The pointer to the section that the text ends in, and how many blocks it has. There is at least one section."""
    path, last = f"/sections/{len(sections) - 1}", sections[-1]
    if not last.sections:
        return path, len(last.blocks)
    below, blocks = _last_section(last.sections)
    return path + below, blocks


def _append_blocks(sections: Sequence[Section], lead: Section) -> list[Section]:
    """The sections with the blocks of `lead` at the end of the last one."""
    *before, last = sections
    if last.sections:
        grown = msgspec.structs.replace(last, sections=tuple(_append_blocks(last.sections, lead)))
    else:
        grown = msgspec.structs.replace(last, blocks=(*last.blocks, *lead.blocks))
    return [*before, grown]


def _with_unique_ids(sections: Sequence[Section], taken: set[str]) -> Iterator[Section]:
    for section in sections:
        name, number = section.id, 2
        while name in taken:
            name, number = f"{section.id}-{number}", number + 1
        taken.add(name)
        yield msgspec.structs.replace(section, id=name, sections=tuple(_with_unique_ids(section.sections, taken)))


def _repoint_reference(reference: Reference, repoint: _Repoint) -> Reference:
    cited_by = tuple(pointer for each in reference.cited_by if (pointer := repoint(each)))
    return msgspec.structs.replace(reference, block_id=repoint(reference.block_id), cited_by=cited_by)


def _repoint_signal(signal: Signal, repoint: _Repoint) -> Signal:
    return msgspec.structs.replace(signal, block_id=repoint(signal.block_id))


def _is_same_work(one: Reference, other: Reference) -> bool:
    ids = ("doi", "pmid", "pmcid", "nct")
    if any(getattr(one, name) and getattr(one, name) == getattr(other, name) for name in ids):
        return True
    return (one.text, one.url) == (other.text, other.url)


def _choose_signals(signals: Sequence[Signal]) -> Iterator[Signal]:
    """Every place of a signal; what is found in no place, or is said of a whole page, once."""
    found = {signal.id for signal in signals if signal.state == "present"}
    told: set[str] = set()
    for signal in signals:
        if signal.block_id is None:
            if signal.id in told or (signal.state != "present" and signal.id in found):
                continue
            told.add(signal.id)
        yield signal
