"""What no rule has decided, decided by the classifier."""

from __future__ import annotations

from functools import reduce
from operator import or_

import msgspec

from wellread.extractors.article import Reason
from wellread.extractors.label.features import compute_vectors
from wellread.extractors.label.labelled_block import Label
from wellread.extractors.label.regions import Regions, find_regions
from wellread.extractors.label.smoothing import decision_threshold, smooth_scores
from wellread.extractors.label.state import LabelState
from wellread.extractors.label.wrappers import without_wrappers
from wellread.extractors.segment import MAX_TEXT_LINK_DENSITY, Block, BlockIndex, BlockKind, Layout
from wellread.extractors.vocabulary import Trait

_CAPTION = BlockKind.CAPTION
# Why the classifier is likely to have dropped a block in a box with one of these traits, the most telling first.
_REASON_BY_TRAIT: tuple[tuple[int, Reason], ...] = (
    (Trait.COMMENTS, Reason.COMMENTS),
    (Trait.RELATED, Reason.RELATED),
    (Trait.ADVERTISEMENT, Reason.ADVERTISEMENT),
    (Trait.CALL_TO_ACTION, Reason.CALL_TO_ACTION),
    (Trait.PROMOTION, Reason.PROMOTION),
    (Trait.PRODUCT, Reason.PRODUCT),
    (Trait.AUTHOR_BOX, Reason.AUTHOR_BOX),
    (Trait.BYLINE, Reason.BYLINE),
    (Trait.DATE, Reason.DATE),
    (Trait.TAGS, Reason.TAGS),
    (Trait.CONTENTS, Reason.TABLE_OF_CONTENTS),
    (Trait.SHARE, Reason.SHARE),
    (Trait.CREDIT, Reason.CREDIT),
    (Trait.MENU, Reason.NAVIGATION),
    (Trait.FOOTER, Reason.FOOTER),
    (Trait.SIDEBAR, Reason.SIDEBAR),
    (Trait.MEDIA_CONTROLS, Reason.MEDIA_CONTROLS),
)
_TRAITS_WITH_REASON = reduce(or_, (trait for trait, _ in _REASON_BY_TRAIT))


def blocks_to_classify(state: LabelState) -> list[Block]:
    """The blocks that no rule has decided, without captions: these follow their pictures."""
    return [block for block in state.undecided_blocks() if block.kind is not _CAPTION]


def classify_blocks(state: LabelState) -> LabelState:
    """Keep the undecided blocks whose smoothed score reaches the threshold of their page, and drop the others."""
    layout = without_wrappers(state.layout)
    blocks = blocks_to_classify(msgspec.structs.replace(state, layout=layout))
    if not blocks:
        return state
    classifier = state.classifier
    regions = find_regions(layout, state.dropped_indices())
    vectors = compute_vectors(layout, regions, blocks, state.url, state.metadata)
    scores = smooth_scores(layout, blocks, [classifier.probability(vector) for vector in vectors])
    threshold = decision_threshold(blocks, scores)
    labels: dict[BlockIndex, Label] = {}
    for block, score in zip(blocks, scores, strict=True):
        reason = None if score >= threshold else _likely_reason(layout, block, regions)
        labels[block.index] = Label(reason, "model", round(score, 3))
    return state.with_labels(labels)


def _likely_reason(layout: Layout, block: Block, regions: Regions) -> Reason:
    """The reason that the boxes around a dropped block suggest, up to the article's box."""
    for box in layout.ancestors(block.box):
        if box.index == regions.article_box:
            break
        if box.traits & _TRAITS_WITH_REASON:
            return next(reason for trait, reason in _REASON_BY_TRAIT if box.traits & trait)
    if block.box not in regions.in_article_box:
        return Reason.OUTSIDE_ARTICLE
    return Reason.LINK_LIST if block.link_density > MAX_TEXT_LINK_DENSITY else Reason.UNLIKELY
