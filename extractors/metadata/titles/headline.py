"""The headline: the article's, not the site's.

What the page prints is held against what its data declares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from urllib.parse import urlsplit

import msgspec

from wellread.extractors.metadata.block_surroundings import (
    FOREIGN_TRAITS,
    Surroundings,
    is_running_text,
    is_text,
    leads_to_other_page,
)
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
from wellread.extractors.metadata.titles.brands import TITLE_SEPARATOR, leads_home, list_host_keys, strip_brands
from wellread.extractors.metadata.titles.declared_titles import DeclaredTitles
from wellread.extractors.metadata.titles.headings import PrintedHeading, list_headings, remove_date, remove_kicker
from wellread.extractors.segment import Block
from wellread.extractors.vocabulary import Trait

# With what a title ends that goes on somewhere else.
_OPEN_ENDS = frozenset(":：–—|-")
_SECTION_DIVIDER = re.compile(r"\s*(?:[|｜»<_·•–—/~-]|::)\s*")
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
# Boxes in which there is no text of the article, whatever else is near.
_NEVER_TEXT = (
    Trait.NAVIGATION | Trait.FOOTER | Trait.SIDEBAR | Trait.COMMENTS | Trait.HIDDEN | Trait.POPUP | Trait.CONSENT
)
# The score of a heading, by what it is; what of its likeness to the declared titles is added to
# that of an h1; and what is taken off for the boxes that it stands in.
_H1_SCORE, _DECLARED_SCORE, _BEGINS_DECLARED_SCORE = 0.5, 1.1, 0.7
_FOREIGN_PENALTY, _HIDDEN_PENALTY = 0.45, 0.2
# What is taken off where so much running text stands above: for all but a wording of the declared title.
_BEHIND_TEXT_PENALTY, _MIN_CHARS_BEFORE = 0.3, 800
# That of a heading that is one part of a declared title, and what each of its words adds, up to so many.
_PART_SCORE, _SCORE_PER_WORD, MAX_SCORED_WORDS = 0.6, 0.01, 10
# The address of a page that links to itself has so many parts: others are those of the site and its sections.
MIN_DIRECTORIES = 2
# The title of another page links there, unless it is a wording of this one's.
MIN_LINKED_SIMILARITY = 0.6
# A title that only its place shows to be one has so many blocks between it and the text.
MAX_BLOCKS_TO_TEXT = 4
# One word between two bars may be anything.
MIN_WORDS_OF_PART = 2


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
    titles = DeclaredTitles.from_texts([candidate.value for candidate in declared], brand_keys)
    heading = _find_best_heading(page, titles, brand_keys)
    printed = [_to_candidate(heading, declared, brand_keys)] if heading else []
    declared = declared if heading else [_remove_sections(candidate, page) for candidate in declared]
    candidates = (*printed, *declared)
    wordings = (text for candidate in candidates for text in (candidate.value, candidate.raw or ""))
    return Headline(candidates, heading.block if heading else None, tuple(dict.fromkeys(filter(None, wordings))))


def are_different_titles(one: Candidate[str], other: Candidate[str]) -> bool:
    """Whether two candidates are no wordings of one title."""
    return compare_titles(normalize_title(one.value), normalize_title(other.value)) < MIN_SAME_TITLE_SIMILARITY


def _clean_title(declared: Candidate[str], brand_keys: frozenset[str]) -> Candidate[str]:
    title = strip_brands(remove_invisible(declared.value), brand_keys)
    return Candidate(title, declared.source, declared.place, declared.raw)


def _remove_sections(declared: Candidate[str], page: PageData) -> Candidate[str]:
    """`Sleeping Well | Health` without what the page links to under that name: its section."""
    title, links = declared.value, frozenset[str]()
    while cuts := list(TITLE_SEPARATOR.finditer(title)):
        links = links or frozenset(anchor.text for block in page.layout.blocks for anchor in block.anchors)
        if not _SECTION_DIVIDER.fullmatch(cuts[-1].group()) or title[cuts[-1].end() :] not in links:
            break
        title = title[: cuts[-1].start()]
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


def _find_best_heading(page: PageData, titles: DeclaredTitles, brand_keys: frozenset[str]) -> PrintedHeading | None:
    """The likeliest headline among the headings; without any, a block that says a title."""
    best, best_score = None, 0.0
    surroundings = Surroundings(page.layout)
    for heading in list_headings(page.layout):
        score = _score_heading(surroundings, heading, titles)
        if score < _H1_SCORE + MIN_LINKED_SIMILARITY and leads_to_other_page(page, heading.block):
            score -= _FOREIGN_PENALTY
        if score > best_score and not _is_brand(page, heading, brand_keys):
            if score < _H1_SCORE + MIN_SAME_TITLE_SIMILARITY and _is_behind_text(page, surroundings, heading):
                score -= _BEHIND_TEXT_PENALTY
            if score > best_score:
                best, best_score = heading, score
    own = _find_own_title(page, surroundings) if best_score < _H1_SCORE + MIN_SAME_TITLE_SIMILARITY else None
    if own is not None:
        return own
    if best is not None and best_score <= _H1_SCORE:
        return _find_heading_above_text(page, surroundings, best) or best
    return best or _find_title_block(page, surroundings, titles)


def _is_behind_text(page: PageData, surroundings: Surroundings, heading: PrintedHeading) -> bool:
    """Whether so much of an article stands above a heading that it is that of another one, below the page's own."""
    above = (block for block in page.layout.blocks[: heading.block.index] if is_running_text(block))
    chars = accumulate(block.chars for block in above if not surroundings.traits(block) & _NEVER_TEXT)
    return any(so_far >= _MIN_CHARS_BEFORE for so_far in chars)


def _find_own_title(page: PageData, surroundings: Surroundings) -> PrintedHeading | None:
    """The heading that says what the page calls itself where it links to itself: in lists of news, in breadcrumbs."""
    path = urlsplit(page.url or "").path.rstrip("/.")
    if path.count("/") < MIN_DIRECTORIES:
        return None
    anchors = (anchor for block in page.layout.blocks for anchor in block.anchors if path in anchor.href)
    own = (anchor.text for anchor in anchors if anchor.href.rstrip("/.").endswith(path))
    # A list of news may have the day or the first words of the text in its links as well.
    texts = [f"{normalize_title(text)} " for text in own]
    for heading in list_headings(page.layout) if texts else ():
        title = normalize_title(heading.text)
        is_title = _count_words(title) >= MIN_PROVING_WORDS and len(_SENTENCE_END.findall(heading.text)) <= 1
        is_own = is_title and any(text.startswith(f"{title} ") for text in texts)
        if is_own and not surroundings.traits(heading.block) & _NEVER_HEADLINE:
            return heading
    return None


def _find_heading_above_text(
    page: PageData, surroundings: Surroundings, unlike: PrintedHeading
) -> PrintedHeading | None:
    """The heading right above the first paragraph, if one that is like no declared title stands behind the text."""
    paragraphs = (block for block in page.layout.blocks[: unlike.block.index] if is_running_text(block))
    first = next((block for block in paragraphs if not surroundings.traits(block) & _NEVER_TEXT), None)
    if first is None:
        return None
    above = (heading for heading in list_headings(page.layout) if heading.block.index < first.index)
    near = [heading for heading in above if first.index - heading.block.index <= MAX_BLOCKS_TO_TEXT]
    return next((heading for heading in near if _may_be_title(page, surroundings, heading)), None)


def _may_be_title(page: PageData, surroundings: Surroundings, heading: PrintedHeading) -> bool:
    """Whether a heading says enough for a title, stands in no box of something else, and is none of another page."""
    is_foreign = bool(surroundings.traits(heading.block) & _NEVER_HEADLINE)
    says_enough = _count_words(normalize_title(heading.text)) >= MIN_PROVING_WORDS
    return says_enough and not is_foreign and not leads_to_other_page(page, heading.block)


def _score_heading(surroundings: Surroundings, heading: PrintedHeading, titles: DeclaredTitles) -> float:
    """How likely a heading is the headline, by its wording, its level and where it stands."""
    score = _score_text(heading, titles)
    if not score:
        return 0.0
    traits = surroundings.traits(heading.block)
    return score - _FOREIGN_PENALTY * bool(traits & _NEVER_HEADLINE) - _HIDDEN_PENALTY * bool(traits & Trait.HIDDEN)


def _score_text(heading: PrintedHeading, titles: DeclaredTitles) -> float:
    title = normalize_title(heading.text)
    texts = titles.texts
    # A role proves less than a tag: headers of sites and names of products have that of a heading as well.
    if heading.element.tag == "h1" and not (texts and heading.element.get("role") == "heading"):
        likeness = max((_compare(title, declared) for declared in texts), default=0.0)
        if _is_other_title(title, texts, likeness) or len(_SENTENCE_END.findall(heading.text)) > 1:
            return 0.0
        return _H1_SCORE + (likeness if likeness >= MIN_RELATED_SIMILARITY else 0.0)
    words = _count_words(title)
    if any(title == declared for declared in texts):
        return _DECLARED_SCORE
    if words >= MIN_PROVING_WORDS and any(declared.startswith(f"{title} ") for declared in texts):
        return _BEGINS_DECLARED_SCORE
    if words >= MIN_WORDS_OF_PART and title in titles.parts:
        return _PART_SCORE + _SCORE_PER_WORD * min(words, MAX_SCORED_WORDS)
    return 0.0


def _compare(title: str, declared: str) -> float:
    """How alike a heading and a declared title are, also one that the site's name touches: `Sleeping WellThe Blog`."""
    likeness = compare_titles(title, declared)
    is_touched = " " in title and declared.startswith(title)
    return max(likeness, MIN_SAME_TITLE_SIMILARITY) if is_touched else likeness


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
    return make_name_key(heading.text) in brand_keys or _links_home(page, heading.block)


def _links_home(page: PageData, block: Block) -> bool:
    anchors = block.anchors
    return len(anchors) == 1 and anchors[0].text == block.text and leads_home(page, anchors[0].href)


def _find_title_block(page: PageData, surroundings: Surroundings, titles: DeclaredTitles) -> PrintedHeading | None:
    """A headline that is no heading by its tag: a block that says a declared title.

    Or it says the part of one that is left without the name of the site; or the section stands before it.
    """
    for block in page.layout.blocks:
        # In UTF-8, characters of Chinese and Japanese take three bytes, and say as much as some letters.
        is_of_length = len(block.text.encode()) >= MIN_TITLE_CHARS and len(block.text) <= MAX_TITLE_CHARS
        if is_of_length and is_text(block) and not surroundings.traits(block) & FOREIGN_TRAITS:
            text = block.text.replace("\n", " ")
            section = TITLE_SEPARATOR.search(text)
            for title in (text, text[section.end() :] if section else ""):
                if _is_declared(normalize_title(title), titles) and not _links_home(page, block):
                    return PrintedHeading(title, block.element, block)
    return None


def _is_declared(title: str, titles: DeclaredTitles) -> bool:
    """Whether a normalized text is a declared title, or enough of one."""
    if not title.isascii() and " " not in title and title in titles.longest_parts:
        return True
    return any(title == declared or _is_part(title, declared) for declared in titles.texts)


def _is_part(title: str, declared: str) -> bool:
    """Whether a title stands in a declared one and says enough to be one itself."""
    # In UTF-8, characters of Chinese and Japanese take three bytes.
    is_clauses = " " in title and len(title) >= MIN_CLAUSES_CHARS and len(title.encode()) > 2 * len(title)
    return (is_clauses or _count_words(title) >= MIN_PROVING_WORDS) and f" {title} " in f" {declared} "


def _count_words(normalized: str) -> int:
    return normalized.count(" ") + 1
