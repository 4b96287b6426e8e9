"""The language of a page: what it declares, unless its text is surely in another one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from wellread.extractors.article import PageWarning
from wellread.extractors.metadata.block_surroundings import MIN_PARAGRAPH_CHARS
from wellread.extractors.metadata.candidates import Candidate
from wellread.extractors.metadata.evidence import Evidence
from wellread.extractors.metadata.field_definition import Choice, Field
from wellread.extractors.metadata.page_data import PageData
from wellread.extractors.metadata.sources import Source, read_in_order
from wellread.extractors.segment import MAX_TEXT_LINK_DENSITY, Block, BlockKind
from wellread.extractors.vocabulary.function_words import detect_language, is_surely_not

# So many of the longest paragraphs show the language, those that are not many times shorter than the longest.
MAX_PARAGRAPHS, MAX_TIMES_SHORTER = 8, 3

# Language, script and region (BCP 47), also as POSIX writes them: `pt_BR.UTF-8`.
_LANGUAGE_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?:[-_.@]\w{1,16}){0,3}$")


def to_language_tag(_: PageData, raw: str) -> str | None:
    """A tag of BCP 47 in its usual letters: `pt_br` is `pt-BR`. None for what is none."""
    match = _LANGUAGE_TAG.match(raw.strip())
    if not match:
        return None
    name, script, region = match.groups()
    return "-".join(filter(None, (name.lower(), script and script.title(), region and region.upper())))


def _read_lang(page: PageData) -> Iterator[Candidate[str]]:
    language = page.elements.language
    if language:
        yield Candidate(language, "html", "html[lang]", language)


def _read_text(page: PageData) -> Iterator[Candidate[str]]:
    paragraphs = _list_longest_paragraphs(page)
    language = detect_language(_join(paragraphs))
    if language:
        yield Candidate(language, "text", paragraphs[0].element, None)


def find_languages(page: PageData, sources: Iterable[Source[PageData, str]]) -> tuple[Candidate[str], ...]:
    """The languages that the sources give, likeliest first: those that the text is surely not in come last."""
    found = tuple(read_in_order(page, sources))
    declared = next((candidate for candidate in found if candidate.source != "text"), None)
    text = next((candidate for candidate in found if candidate.source == "text"), None)
    if declared is None or text is None:
        return found
    if not is_surely_not(_primary(declared), text.value, _join(_list_longest_paragraphs(page))):
        return found
    return tuple(sorted(found, key=lambda candidate: _primary(candidate) != _primary(text)))


def choose_language(_: Evidence, field: Field[str], candidates: Iterator[Candidate[str]]) -> Choice[str] | None:
    """The first candidate, with a warning where the page declares a language that its text is not in."""
    chosen = next(candidates, None)
    if chosen is None:
        return None
    attribute = next((other for other in candidates if other.source == "html"), None)
    if attribute is None or _primary(attribute) == _primary(chosen):
        return Choice(chosen.value, chosen)
    message = f"{field.published_name}: {attribute.source} says {attribute.raw!r}"
    return Choice(chosen.value, chosen, (PageWarning("contradicted", message),))


def _primary(candidate: Candidate[str]) -> str:
    return candidate.value.partition("-")[0]


def _list_longest_paragraphs(page: PageData) -> list[Block]:
    """The paragraphs that are the article, whatever notices of a server or a banner stand before them."""
    blocks = (
        block
        for block in page.layout.blocks
        if block.kind is BlockKind.PARAGRAPH and block.link_density < MAX_TEXT_LINK_DENSITY
    )
    found = sorted((block for block in blocks if block.chars >= MIN_PARAGRAPH_CHARS // 2), key=lambda one: -one.chars)
    return [block for block in found[:MAX_PARAGRAPHS] if block.chars * MAX_TIMES_SHORTER >= found[0].chars]


def _join(paragraphs: Iterable[Block]) -> str:
    return " ".join(block.text for block in paragraphs)


FROM_TEXT = Source("text", _read_text)
FROM_LANG_ATTRIBUTE = Source("html lang", _read_lang)
