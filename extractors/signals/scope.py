"""Which blocks of a page rules about signals look at."""

from __future__ import annotations

from enum import StrEnum

from wellread.extractors.article import Reason
from wellread.extractors.metadata.block_surroundings import is_below_other_title
from wellread.extractors.page import LabelledPage
from wellread.extractors.segment import Block

# What was dropped for these reasons speaks of other articles, or leads elsewhere.
_OTHER_PAGES = frozenset(
    (
        Reason.NAVIGATION,
        Reason.BREADCRUMB,
        Reason.RELATED,
        Reason.COMMENTS,
        Reason.TABLE_OF_CONTENTS,
        Reason.CONSENT,
        Reason.SHARE,
        Reason.TAGS,
    )
)


class Scope(StrEnum):
    """Which blocks a rule looks at."""

    ARTICLE = "article"  # what is kept
    PAGE = "page"  # everything but menus, comments and other articles


def is_in_scope(page: LabelledPage, block: Block, scope: Scope) -> bool:
    """Whether a rule with this scope looks at a block."""
    return page.is_kept(block) if scope is Scope.ARTICLE else not is_about_other_pages(page, block)


def is_about_other_pages(page: LabelledPage, block: Block) -> bool:
    """Whether a block was dropped because it speaks of other articles, or leads elsewhere."""
    return page.reason_of(block) in _OTHER_PAGES


def is_in_teaser(page: LabelledPage, block: Block) -> bool:
    """Whether a block after the article stands below the title of another page."""
    return block.index > page.body_end and is_below_other_title(page.document, page.layout, block)
