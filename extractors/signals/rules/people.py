"""Rules about people: who wrote and who reviewed the page, with which credentials."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wellread.extractors.article import FieldSource, Person
from wellread.extractors.metadata.headline_ranges import BY_SIGNAL_RANGE
from wellread.extractors.references.citation_marks import find_anchor
from wellread.extractors.segment import Span
from wellread.extractors.signals.context import SignalContext
from wellread.extractors.signals.model import RuleMatch
from wellread.extractors.signals.name_places import MAX_BYLINE_CHARS, NamePlace
from wellread.extractors.signals.rule import FactRule
from wellread.extractors.signals.scope import is_about_other_pages
from wellread.extractors.urls import join_url
from wellread.extractors.vocabulary.byline_labels import match_by_line
from wellread.extractors.vocabulary.people import CREDENTIALS_AFTER_NAME, TITLE_BEFORE_NAME

# What stands in the link of a name besides the name.
_MAX_CREDENTIALS_CHARS = 20
_NO_PAGE = re.compile(r"#?$|mailto:|tel:|javascript:", re.IGNORECASE)
_SOCIAL_NETWORK = re.compile(
    r"//(?:[\w-]+\.)?(?:twitter|x|facebook|linkedin|instagram|youtube|pinterest|tiktok|threads|bsky)\.", re.IGNORECASE
)
# Sources of metadata that no reader sees.
_DATA_SOURCES = ("json-ld", "microdata", "rdfa", "meta")


def _find_bylines(context: SignalContext) -> Iterator[RuleMatch]:
    """The names of the authors, but in the headline; where no author is known, lines that begin with "By"."""
    authors = context.page.metadata.authors
    for person in authors:
        for place in context.places_of(person):
            if place.block.index != context.page.headline_index:
                yield _match_name(person, place)
    if not authors:
        yield from _find_by_lines(context)


def _find_by_lines(context: SignalContext) -> Iterator[RuleMatch]:
    page = context.page
    for block in BY_SIGNAL_RANGE.slice_of(page.layout.blocks, page.headline_index):
        match = match_by_line(block.text) if len(block.text) <= MAX_BYLINE_CHARS else None
        if match is not None and not is_about_other_pages(page, block):
            yield RuleMatch(match.group(1), Span(block.index, match.start(1), match.end(1)))


def _find_reviewers(context: SignalContext) -> Iterator[RuleMatch]:
    for person in context.page.metadata.reviewed_by:
        for place in context.places_of(person):
            yield _match_name(person, place)


def _match_name(person: Person, place: NamePlace) -> RuleMatch:
    return RuleMatch(person.name, Span(place.block.index, place.start, place.end))


def _find_authors_in_data(context: SignalContext) -> Iterator[RuleMatch]:
    metadata = context.page.metadata
    return _match_people_from(metadata.field_sources.authors, metadata.authors, (*_DATA_SOURCES, "opengraph", "link"))


def _find_reviewers_in_data(context: SignalContext) -> Iterator[RuleMatch]:
    metadata = context.page.metadata
    return _match_people_from(metadata.field_sources.reviewed_by, metadata.reviewed_by, _DATA_SOURCES)


def _match_people_from(source: FieldSource, people: tuple[Person, ...], kinds: tuple[str, ...]) -> Iterator[RuleMatch]:
    """All people of a field in one match, if they were read in a source of one of these kinds."""
    if source.source in kinds:
        yield RuleMatch("; ".join(person.name for person in people), None)


def _find_credentials(context: SignalContext) -> Iterator[RuleMatch]:
    """Credentials after the name of an author or a reviewer, or a title before it."""
    for person in context.people:
        for place in context.places_of(person):
            match = _credentials_beside(context, place)
            if match is not None:
                value, span = match
                yield RuleMatch(f"{person.name}: {value}", span)


def _credentials_beside(context: SignalContext, place: NamePlace) -> tuple[str, Span] | None:
    """The credentials after a name, or the title before it, or credentials that begin the block after it."""
    block, blocks = place.block, context.page.layout.blocks
    after = CREDENTIALS_AFTER_NAME.match(block.text, place.end)
    title = TITLE_BEFORE_NAME.search(block.text[: place.start])
    if after is not None:
        return after.group(1), Span(block.index, title.start() if title else place.start, after.end())
    if title is not None:
        return title.group().strip(), Span(block.index, title.start(), place.end)
    if place.end < len(block.text) or block.index + 1 == len(blocks):
        return None
    below = blocks[block.index + 1]
    credentials = CREDENTIALS_AFTER_NAME.match(below.text)
    if credentials is None:
        return None
    return credentials.group(1), Span(below.index, credentials.start(1), credentials.end())


def _find_biography_links(context: SignalContext) -> Iterator[RuleMatch]:
    """Links from the name of an author or a reviewer to a page about them; the value is the URL."""
    base_url = context.page.document.base_url
    for person in context.people:
        for place in context.places_of(person):
            for anchor in place.block.anchors:
                href = anchor.href.strip()
                is_name = person.name in anchor.text and (
                    len(anchor.text) <= 2 * len(person.name) + _MAX_CREDENTIALS_CHARS
                )
                span = find_anchor(place.block, anchor) if is_name and not _NO_PAGE.match(href) else None
                if span is not None and span.start <= place.start < span.end and not _SOCIAL_NETWORK.search(href):
                    yield RuleMatch(join_url(href, base_url) or href, span)


_BYLINE_EXAMPLE_HTML = '<h1>Sleep and light</h1><p class="byline">By <a href="/authors/ada-green">Ada Green</a>, MD</p>'

PEOPLE_RULES: tuple[FactRule, ...] = (
    FactRule(
        id="name-of-the-author",
        signal="byline",
        find=_find_bylines,
        hits=_BYLINE_EXAMPLE_HTML,
        misses=(
            "<p>Ada Green, who sleeps badly, told us over the telephone that she had tried everything by the end of "
            "March, and then some more, before she went to see a doctor about it.</p>"
        ),
    ),
    FactRule(
        id="author-in-data",
        signal="author_data",
        find=_find_authors_in_data,
        hits=(
            '<script type="application/ld+json">{"@type": "Article", "author": {"@type": "Person", "name": "Ada '
            'Green"}}</script>'
        ),
        misses=_BYLINE_EXAMPLE_HTML,
    ),
    FactRule(
        id="degree-or-title",
        signal="credentials",
        find=_find_credentials,
        hits=_BYLINE_EXAMPLE_HTML,
        misses=(
            '<h1>Sleep and light</h1><p class="byline">By Ada Green</p><p>“Sleep is not a luxury,” says Karl Holm, '
            "PhD, who has studied it for thirty years.</p>"
        ),
    ),
    FactRule(
        id="link-from-a-name",
        signal="biography_link",
        find=_find_biography_links,
        hits=_BYLINE_EXAMPLE_HTML,
        misses=(
            '<h1>Sleep and light</h1><p class="byline">By Ada Green</p><p>Read <a href="/blog/light">what light '
            "does</a> first.</p>"
        ),
    ),
    FactRule(
        id="name-of-the-reviewer",
        signal="medical_review",
        find=_find_reviewers,
        hits="<h1>Sleep and light</h1><p>Ada Green</p><p>Medical reviewer: Ann Poole, MD</p>",
        misses="<h1>Sleep and light</h1><p>By Ann Poole, MD</p>",
    ),
    FactRule(
        id="reviewer-in-data",
        signal="medical_review",
        find=_find_reviewers_in_data,
        hits=(
            '<script type="application/ld+json">{"@type": "MedicalWebPage", "reviewedBy": {"@type": "Person", '
            '"name": "Ann Poole"}}</script>'
        ),
        misses=(
            '<script type="application/ld+json">{"@type": "Article", "author": {"@type": "Person", "name": "Ann '
            'Poole"}}</script>'
        ),
    ),
)
