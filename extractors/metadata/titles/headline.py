"""The headline: the article's, not the site's.

What the page prints is held against what its data declares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from wellread.extractors.metadata.block_surroundings import FOREIGN_TRAITS, Surroundings, is_text
from wellread.extractors.metadata.candidates import Candidate
from wellread.extractors.metadata.name_key import make_name_key
from wellread.extractors.metadata.page_data import PageData
from wellread.extractors.metadata.sources import Source, read_in_order
from wellread.extractors.metadata.structured.entities import unescape_entities
from wellread.extractors.metadata.title_comparison import (
    MIN_SAME_TITLE_SIMILARITY,
    compare_titles,
    normalize_title,
    remove_invisible,
)
from wellread.extractors.metadata.titles.brands import leads_home, list_host_keys, strip_brands
from wellread.extractors.metadata.titles.headings import PrintedHeading, list_headings, remove_date, remove_kicker
from wellread.extractors.segment import Block
from wellread.extractors.vocabulary import Trait

# With what a title ends that goes on somewhere else.
_OPEN_ENDS = frozenset(":：–—|-")
# A title has one sentence or two, an introduction has more.
_SENTENCE_END = re.compile(r"[.?!](?=\s)")
MIN_TITLE_CHARS, MAX_TITLE_CHARS = 15, 300
# A title of fewer words proves little where a longer text holds it; so does one of fewer clauses in
# Chinese and Japanese, which divide clauses and not words: then it has at least so many characters.
MIN_PROVING_WORDS = 4
MIN_CLAUSES_CHARS = 12
# Titles that are less alike share their words by chance.
MIN_RELATED_SIMILARITY = 0.15
# Boxes in which a headline never stands. It does stand in share bars, and the first of two copies
# may be hidden.
_NEVER_HEADLINE = FOREIGN_TRAITS & ~(Trait.SHARE | Trait.HIDDEN)
# The score of a heading, by what it is; what of its likeness to the declared titles is added to
# that of an h1; and what is taken off for the boxes that it stands in.
_H1_SCORE, _DECLARED_SCORE, _BEGINS_DECLARED_SCORE = 0.5, 1.1, 0.7
_FOREIGN_PENALTY, _HIDDEN_PENALTY = 0.45, 0.2


class Headline(msgspec.Struct, frozen=True):
    """Candidates for the headline, best first, the block that prints it, and all wordings of it."""

    candidates: tuple[Candidate[str], ...]
    block: Block | None
    variants: tuple[str, ...]

    @property
    def text(self) -> str | None:
        """The headline to believe."""
        return self.candidates[0].value if self.candidates else None


def _read_page_title(page: PageData) -> Iterator[Candidate[str]]:
    if page.elements.title:
        yield Candidate(page.elements.title, "title", "title", page.elements.title)


FROM_PAGE_TITLE = Source("title", _read_page_title)


def find_headline(page: PageData, brands: Sequence[str], declared_sources: Sequence[Source[PageData, str]]) -> Headline:
    """Choose the headline among the headings that a page prints and the titles that it declares."""
    brand_keys = frozenset(map(make_name_key, brands)) | list_host_keys(page)
    declared = [_clean_title(candidate, brand_keys) for candidate in read_in_order(page, declared_sources)]
    titles = [title for candidate in declared if (title := normalize_title(candidate.value))]
    heading = _find_best_heading(page, titles, brand_keys)
    printed = [_to_candidate(heading, declared, brand_keys)] if heading else []
    candidates = (*printed, *declared)
    wordings = (text for candidate in candidates for text in (candidate.value, candidate.raw or ""))
    return Headline(candidates, heading.block if heading else None, tuple(dict.fromkeys(filter(None, wordings))))


def are_different_titles(one: Candidate[str], other: Candidate[str]) -> bool:
    """Whether two candidates are no wordings of one title."""
    return compare_titles(normalize_title(one.value), normalize_title(other.value)) < MIN_SAME_TITLE_SIMILARITY


def _clean_title(declared: Candidate[str], brand_keys: frozenset[str]) -> Candidate[str]:
    title = strip_brands(remove_invisible(declared.value), brand_keys)
    return Candidate(title, declared.source, declared.place, declared.raw)


def _to_candidate(
    heading: PrintedHeading, declared: Sequence[Candidate[str]], brand_keys: frozenset[str]
) -> Candidate[str]:
    title = remove_date(remove_kicker(heading, declared))
    title = _complete(title, declared)
    title = unescape_entities(remove_invisible(strip_brands(title, brand_keys)))
    return Candidate(title, heading.source, heading.element, heading.text)


def _complete(title: str, declared: Sequence[Candidate[str]]) -> str:
    """A title whose rest is shown on large screens only, and which ends in a colon or a dash: `Sleep well:`."""
    if title.rstrip()[-1:] not in _OPEN_ENDS:
        return title
    beginning = normalize_title(title)
    return next((one.value for one in declared if normalize_title(one.value).startswith(f"{beginning} ")), title)


def _find_best_heading(page: PageData, titles: Sequence[str], brand_keys: frozenset[str]) -> PrintedHeading | None:
    """The likeliest headline among the headings; without any, a block that says a title.

    `titles` are normalized.
    """
    best, best_score = None, 0.0
    surroundings = Surroundings(page.layout)
    for heading in list_headings(page.layout):
        score = _score_heading(surroundings, heading, titles)
        if score > best_score and not _is_brand(page, heading, brand_keys):
            best, best_score = heading, score
    return best or _find_title_block(page, surroundings, titles)


def _score_heading(surroundings: Surroundings, heading: PrintedHeading, titles: Sequence[str]) -> float:
    """How likely a heading is the headline, by its wording, its level and where it stands."""
    score = _score_text(heading, titles)
    if not score:
        return 0.0
    traits = surroundings.traits(heading.block)
    return score - _FOREIGN_PENALTY * bool(traits & _NEVER_HEADLINE) - _HIDDEN_PENALTY * bool(traits & Trait.HIDDEN)


def _score_text(heading: PrintedHeading, titles: Sequence[str]) -> float:
    title = normalize_title(heading.text)
    # A role proves less than a tag: headers of sites and names of products have that of a heading as well.
    if heading.element.tag == "h1" and not (titles and heading.element.get("role") == "heading"):
        likeness = max((compare_titles(title, declared) for declared in titles), default=0.0)
        if _is_other_title(title, titles, likeness) or len(_SENTENCE_END.findall(heading.text)) > 1:
            return 0.0
        return _H1_SCORE + (likeness if likeness >= MIN_RELATED_SIMILARITY else 0.0)
    if any(title == declared for declared in titles):
        return _DECLARED_SCORE
    if _count_words(title) >= MIN_PROVING_WORDS and any(declared.startswith(f"{title} ") for declared in titles):
        return _BEGINS_DECLARED_SCORE
    return 0.0


def _is_other_title(title: str, titles: Sequence[str], likeness: float) -> bool:
    """Whether the page declares one title several times, and a heading is no wording of it.

    `likeness` is that to the most similar of them. One or two words are believed less than more of
    them.
    """
    is_short = _count_words(title) < MIN_PROVING_WORDS - 1
    proving = [declared for declared in titles if _count_words(declared) >= MIN_PROVING_WORDS]
    is_agreed = bool(proving) and max(map(proving.count, proving)) >= (2 if is_short else 3)
    return is_agreed and (likeness < MIN_RELATED_SIMILARITY if is_short else not likeness)


def _is_brand(page: PageData, heading: PrintedHeading, brand_keys: frozenset[str]) -> bool:
    """Whether a heading is the name of the site, or a link to its first page."""
    anchors = heading.block.anchors
    is_link = len(anchors) == 1 and anchors[0].text == heading.block.text
    return make_name_key(heading.text) in brand_keys or (is_link and leads_home(page, anchors[0].href))


def _find_title_block(page: PageData, surroundings: Surroundings, titles: Sequence[str]) -> PrintedHeading | None:
    """A headline that is no heading by its tag: a block that says a declared title.

    Or it says the part of one that is left without the name of the site.
    """
    for block in page.layout.blocks:
        is_of_length = MIN_TITLE_CHARS <= len(block.text) <= MAX_TITLE_CHARS
        if is_of_length and is_text(block) and not surroundings.traits(block) & FOREIGN_TRAITS:
            title = normalize_title(block.text)
            if any(title == declared or _is_part(title, declared) for declared in titles):
                return PrintedHeading(block.text.replace("\n", " "), block.element, block)
    return None


def _is_part(title: str, declared: str) -> bool:
    """Whether a title stands in a declared one and says enough to be one itself."""
    # In UTF-8, characters of Chinese and Japanese take three bytes.
    is_clauses = " " in title and len(title) >= MIN_CLAUSES_CHARS and len(title.encode()) > 2 * len(title)
    return (is_clauses or _count_words(title) >= MIN_PROVING_WORDS) and f" {title} " in f" {declared} "


def _count_words(normalized: str) -> int:
    return normalized.count(" ") + 1
