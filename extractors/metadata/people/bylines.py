"""Finds the bylines of the article: near the headline in many shapes, elsewhere by their labels."""

from __future__ import annotations

from collections.abc import Iterator

from wellread.extractors.metadata.block_surroundings import (
    MIN_PARAGRAPH_CHARS,
    Surroundings,
    divide_text,
    is_teaser,
    is_text,
    list_labelled_rows,
)
from wellread.extractors.metadata.headline_ranges import UNLABELLED_BYLINE_RANGE
from wellread.extractors.metadata.page_data import PageData
from wellread.extractors.metadata.people.byline_page import MAX_BYLINE_CHARS, BylinePage
from wellread.extractors.metadata.people.labelled_bylines import find_far_bylines, find_labelled_bylines
from wellread.extractors.metadata.people.model import Byline, BylineRank
from wellread.extractors.metadata.people.unlabelled_bylines import find_unlabelled_byline
from wellread.extractors.segment import Block, BlockKind
from wellread.extractors.vocabulary.byline_labels import BylineRole, begins_with_sure_label, may_have_label

# Behind so many paragraphs, a line without a label is no byline.
MAX_PARAGRAPHS_BEFORE = 2


def find_bylines(page: PageData, surroundings: Surroundings, brands: tuple[str, ...]) -> tuple[Byline, ...]:
    """The bylines of the article, the likeliest first. `brands` are the names of the site."""
    found = sorted(_list_bylines(BylinePage(page, surroundings, brands)), key=lambda byline: byline.rank)
    # A reviewer may have a box as well, and is no author by that.
    reviewers = {person.name for byline in found if byline.role is _REVIEWER for person in byline.people}
    found = [byline for byline in found if byline.rank < BylineRank.BOXED or not _names_nobody_but(byline, reviewers)]
    far = {byline.people for byline in found if byline.rank is BylineRank.FAR and byline.role is BylineRole.AUTHOR}
    # Several authors here and there are those of other articles.
    return tuple(byline for byline in found if byline.rank is not BylineRank.FAR or len(far) <= 1)


_REVIEWER = BylineRole.REVIEWER


def _names_nobody_but(byline: Byline, names: set[str]) -> bool:
    """Whether a byline names authors, and only such as have these names."""
    return byline.role is BylineRole.AUTHOR and all(person.name in names for person in byline.people)


def _list_bylines(page: BylinePage) -> Iterator[Byline]:
    blocks, headline_index = page.layout.blocks, page.surroundings.headline_index
    near = UNLABELLED_BYLINE_RANGE.slice_of(blocks, headline_index)
    first = near[0].index if near else 0
    end = first
    paragraphs = 0
    for block in near:
        end = block.index + 1
        if block.index != headline_index and _is_byline_near_headline(page, block):
            yield from _find_near_headline(page, block, paragraphs)
        paragraphs += block.index > headline_index and _is_behind_standfirst(page, block)
        if paragraphs >= MAX_PARAGRAPHS_BEFORE:
            break
    for block in [*blocks[:first], *blocks[end:]]:
        is_line = len(block.text) <= MAX_BYLINE_CHARS and may_have_label(block.text) and is_text(block)
        if is_line and not page.names_others(block):
            yield from find_far_bylines(page, block)


def _is_behind_standfirst(page: BylinePage, block: Block) -> bool:
    """Whether a block is a paragraph of the text: a long one, or a shorter one right behind another.

    A short one alone can be a standfirst, and have the byline below it.
    """
    if block.chars >= MIN_PARAGRAPH_CHARS:
        return True
    pair = page.layout.blocks[block.index - 1 : block.index + 1]
    min_chars = page.surroundings.min_paragraph_chars
    return all(one.kind is BlockKind.PARAGRAPH and one.chars >= min_chars for one in pair)


def _is_byline_near_headline(page: BylinePage, block: Block) -> bool:
    """Whether a block near the headline can be a byline: short, and in no box of something else."""
    is_button = block.kind is BlockKind.CONTROL and begins_with_sure_label(block.text)
    is_table = block.kind is BlockKind.TABLE and block.index < page.surroundings.body_start
    is_line = len(block.text) <= MAX_BYLINE_CHARS and (is_text(block) or is_button or is_table)
    if not is_line or page.names_others(block):
        return False
    return not page.surroundings.is_foreign_near_headline(block) or page.links_to_author(block)


def _find_near_headline(page: BylinePage, block: Block, paragraphs_before: int) -> Iterator[Byline]:
    if paragraphs_before and (is_teaser(page.data, block) or page.surroundings.follows_other_title(block)):
        return
    if block.kind is BlockKind.TABLE:
        for row in list_labelled_rows(block):
            yield from find_labelled_bylines(page, block, row)
        return
    divided = divide_text(page.layout, block)
    labelled = list(find_labelled_bylines(page, block, divided))
    yield from labelled
    byline = None if labelled else find_unlabelled_byline(page, block, divided, paragraphs_before=paragraphs_before)
    if byline:
        yield byline
