"""The steps of labelling, each from state to state: rules first, then the model, then what the context says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_

from wellread.extractors.article import Reason
from wellread.extractors.label.features import FEATURE_NAMES, compute_vectors
from wellread.extractors.label.features.wording import introduces_person
from wellread.extractors.label.labelled_block import Label
from wellread.extractors.label.regions import Regions, RunningText, find_regions, measure_running_text
from wellread.extractors.label.rules.phrases import first_phrase
from wellread.extractors.label.rules.structure import STRUCTURE_RULES
from wellread.extractors.label.smoothing import decision_threshold, smooth_scores
from wellread.extractors.label.state import LabelState
from wellread.extractors.metadata import CreditLine
from wellread.extractors.segment import Block, Box, Kind, Layout, is_hidden
from wellread.extractors.vocabulary import Trait
from wellread.extractors.vocabulary.trait_reader import read_traits

_WORD = re.compile(r"\w+")
_EVEN = 0.5
_CAPTION, _HEADING, _ITEM, _PARAGRAPH = Kind.CAPTION, Kind.HEADING, Kind.ITEM, Kind.PARAGRAPH
# Texts of these kinds are never phrases of the site.
_NO_PHRASES = frozenset((Kind.ITEM, Kind.TABLE, Kind.CODE))
# From these scores on, what stands between two kept texts has the benefit of the doubt.
_IN_DOUBT = {Kind.HEADING: 0.4, Kind.ITEM: 0.4, Kind.TABLE: 0.2, Kind.CODE: 0.1}
_QUOTE_IN_DOUBT = _TOGGLE_IN_DOUBT = 0.15
_UNFOLDING = Trait.COLLAPSED | Trait.FAQ | Trait.TOGGLE
_LONGEST_LABEL = 40
_SECTION_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_LONGEST_ROLE = 12
_ABOUT_PEOPLE = re.compile(
    r"(?:about|meet|more about) (?:the|our|this) (?:authors?|writers?|reviewers?|experts?|contributors?|editors?)\W*"
    r"|über (?:den autor|die autorin|die autoren)\W*|à propos de l['’]auteur\W*"
    r"|sobre (?:el autor|la autora|o autor)\W*",
    re.IGNORECASE,
)
# More blocks than this are no biography, but an article whose headings are drawn and not marked up.
_LONGEST_BIOGRAPHY = 12
# A <footer> in one of these says whose words or picture it is.
_NAMES_A_SOURCE = Trait.CAPTION | Trait.QUOTE
_RULED = reduce(or_, (rule.trait for rule in STRUCTURE_RULES))


def by_structure(state: LabelState) -> LabelState:
    """Boxes that say what they are."""
    running_text = measure_running_text(state.layout)
    label_of_box: list[Label | None] = []
    found: dict[int, Label] = {}
    for box in state.layout.boxes:
        outer = label_of_box[box.parent] if box.parent >= 0 else None
        label_of_box.append(outer or _structure_label(box, state.layout.boxes, running_text))
    for block in state.layout.blocks:
        label = label_of_box[block.box]
        if label:
            found[block.index] = label
    return state.with_labels(found)


def _structure_label(box: Box, boxes: Sequence[Box], running_text: RunningText) -> Label | None:
    if not box.traits & _RULED or (box.tag == "footer" and boxes[box.parent].around & _NAMES_A_SOURCE):
        return None
    held = running_text.of_box[box.index]
    for rule in STRUCTURE_RULES:
        if not box.traits & rule.trait or box.around & rule.unless:
            continue
        if held <= rule.share * running_text.total and held <= rule.longest:
            return Label(rule.reason, rule.id)
    return None


def by_phrase(state: LabelState) -> LabelState:
    """Blocks that say what they are, and the printed title."""
    texts = _count_paragraphs(state.layout)
    titles = {_plain(title) for title in state.metadata.headline_variants if title}
    titles |= {title + title for title in titles}
    longest = max(map(len, titles), default=0)
    people = [_plain(person.name) for person in (*state.metadata.authors, *state.metadata.reviewed_by)]
    undecided = state.undecided_blocks()
    lead = next((b.index for b in undecided if b.kind is Kind.PARAGRAPH and b.chars >= _LONG_TEXT), len(state.labels))
    found: dict[int, Label] = {}
    for block in undecided:
        label = (
            _title_label(block, titles, longest, state.layout.boxes[block.box], texts)
            or (_name_label(block, people) if block.index < lead else None)
            or _phrase_label(block, state.layout.boxes[block.box].around)
            or _credit_label(block, state.metadata.credit_lines)
            or _empty_value_label(block)
        )
        if label:
            found[block.index] = label
    return state.with_labels(found)


def _count_paragraphs(layout: Layout) -> Counter[int]:
    """How many long paragraphs stand directly in each box."""
    boxes = layout.boxes
    return Counter(
        boxes[block.box].parent
        for block in layout.blocks
        if block.kind is Kind.PARAGRAPH and block.chars >= _LONG_TEXT and boxes[block.box].tag == "p"
    )


def _title_label(block: Block, titles: set[str], longest: int, box: Box, paragraphs: Mapping[int, int]) -> Label | None:
    """A printed title may have as many marks as letters, but no more.

    A lower heading beside paragraphs is that of a section which the article is named after.
    """
    if block.kind is _ITEM or block.chars > 2 * longest or _plain(block.text) not in titles:
        return None
    if box.tag in _SECTION_HEADINGS and paragraphs[box.parent] > 1:
        return None
    return Label(Reason.HEADLINE, "printed-title")


def _credit_label(block: Block, lines: Mapping[int, CreditLine]) -> Label | None:
    """A line that says nothing but who wrote or reviewed the article, and when."""
    return Label(Reason(lines[block.index]), "who-and-when") if block.index in lines else None


def _name_label(block: Block, people: Sequence[str]) -> Label | None:
    """Above the text, the name of somebody who wrote or reviewed it, with no more than a word or two around it."""
    if block.kind is not _PARAGRAPH or block.chars > _LONGEST_LABEL:
        return None
    text = _plain(block.text)
    if any(name and name in text and len(text) - len(name) <= _LONGEST_ROLE for name in people):
        return Label(Reason.BYLINE, "names-an-author")
    return None


def _phrase_label(block: Block, around: int) -> Label | None:
    if block.kind in _NO_PHRASES:
        return None
    rule = first_phrase(block.text, in_body=bool(around & (Trait.BODY | Trait.QUOTE)))
    return Label(rule.reason, rule.id) if rule else None


def _empty_value_label(block: Block) -> Label | None:
    """A label whose value was left empty: the element beside it is there, and hidden because it holds nothing."""
    if block.kind is not _PARAGRAPH or len(block.text) > _LONGEST_LABEL:
        return None
    value = block.element.getnext()
    if value is None or len(value) or (value.text or "").strip():
        return None
    if not (is_hidden(value.items()) or read_traits(value) & Trait.HIDDEN):
        return None
    return Label(Reason.LABEL, "label-without-value")


def by_model(state: LabelState) -> LabelState:
    """Whatever no rule has decided."""
    blocks = blocks_for_classifier(state)
    if not blocks:
        return state
    regions = find_regions(state.layout, state.dropped_indices())
    found: dict[int, Label] = {}
    classifier = state.classifier
    vectors = vectors_of(state, blocks, regions, classifier.features)
    scores = smooth_scores(state.layout, blocks, [classifier.probability(vector) for vector in vectors])
    threshold = decision_threshold(blocks, scores)
    for block, score in zip(blocks, scores, strict=True):
        reason = None if score >= threshold else _likely_reason(state, block, regions)
        found[block.index] = Label(reason, "model", round(score, 3))
    return state.with_labels(found)


def blocks_for_classifier(state: LabelState) -> list[Block]:
    """The blocks that no rule has decided; a caption follows its picture."""
    return [block for block in state.undecided_blocks() if block.kind is not _CAPTION]


def vectors_of(
    state: LabelState, blocks: Sequence[Block], regions: Regions, wanted: Collection[str] = FEATURE_NAMES
) -> list[list[float]]:
    """What a model that wants these features sees of the blocks that are left to it."""
    return compute_vectors(state.layout, regions, blocks, state.url, state.metadata, wanted)


_LIKELY: tuple[tuple[int, Reason], ...] = (
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
_ANY_LIKELY = reduce(or_, (trait for trait, _ in _LIKELY))


def _likely_reason(state: LabelState, block: Block, regions: Regions) -> Reason:
    """The reason that the boxes around a block suggest, for a block that the model drops."""
    for box in state.layout.ancestors(block.box):
        if box.index == regions.article_box:
            break
        if box.traits & _ANY_LIKELY:
            return next(reason for trait, reason in _LIKELY if box.traits & trait)
    if block.box not in regions.in_article_box:
        return Reason.OUTSIDE_ARTICLE
    return Reason.LINK_LIST if block.link_density > 0.5 else Reason.UNLIKELY


def keep_between(state: LabelState) -> LabelState:
    """What is no paragraph, and in doubt by the model, is kept where kept text stands before and below it."""
    texts = [block for block in state.layout.blocks if block.chars]
    found: dict[int, Label] = {}
    for place, block in enumerate(texts[1:], 1):
        label = state.labels[block.index]
        if label is None or label.is_kept or not label.score or not state.is_kept(texts[place - 1]):
            continue
        below = next((other for other in texts[place + 1 : place + 3] if other.kind is not Kind.HEADING), None)
        if below is not None and state.is_kept(below) and label.score >= _least(state.layout, block):
            found[block.index] = Label(None, "between-kept-text", label.score)
    return state.with_labels(found)


def _least(layout: Layout, block: Block) -> float:
    if _quotation(layout, block) is not None:
        return _QUOTE_IN_DOUBT
    if block.kind is _HEADING and layout.boxes[block.box].around & _UNFOLDING:
        return _TOGGLE_IN_DOUBT
    return _IN_DOUBT.get(block.kind, _EVEN)


def keep_quotations(state: LabelState) -> LabelState:
    """A quotation is kept whole: the line that names who said it goes with what was said."""
    found: dict[int, Label] = {}
    of_quotation: dict[int, list[Block]] = {}
    boxes = state.layout.boxes
    for block in state.layout.blocks:
        if boxes[block.box].around & Trait.QUOTE and state.score_of(block) is not None:
            quotation = _quotation(state.layout, block)
            if quotation is not None:
                of_quotation.setdefault(quotation, []).append(block)
    for blocks in of_quotation.values():
        kept = sum(block.chars for block in blocks if state.is_kept(block))
        if 0 < kept < sum(block.chars for block in blocks) < 2 * kept:
            found.update({block.index: Label(None, "part-of-quotation", state.score_of(block)) for block in blocks})
    return state.with_labels(found)


def _quotation(layout: Layout, block: Block) -> int | None:
    """The innermost <blockquote> around a block."""
    at, boxes = block.box, layout.boxes
    if not boxes[at].around & Trait.QUOTE:
        return None
    while at >= 0 and boxes[at].tag != "blockquote":
        at = boxes[at].parent
    return at if at >= 0 else None


def drop_duplicates(state: LabelState) -> LabelState:
    """A long text that was kept before is a copy; so are the short ones between copies.

    Items alone are none: plans, recipes and comparisons say the same in list after list. Neither is what an author says
    twice: a text or two in the very box that has them before.
    """
    kept = state.kept_blocks()
    heads = [_letters(block.text) for block in kept if block.chars >= _LONG_TEXT]
    if len(heads) == len(set(heads)):
        return state  # as on nearly every page
    boxes = state.layout.boxes
    found: dict[int, Label] = {}
    for run in _repeated_runs(kept):
        beside = all(boxes[block.box].parent == boxes[first.box].parent for block, first in run)
        if (len(run) > _MOST_SAID_TWICE or not beside) and any(block.kind is not Kind.ITEM for block, _ in run):
            found.update((block.index, Label(Reason.DUPLICATE, "copy-of-kept-text")) for block, _ in run)
    return state.with_labels(found)


def drop_pull_quotes(state: LabelState) -> LabelState:
    """A quotation in large type whose words stand in a paragraph as well."""
    kept, boxes = state.kept_blocks(), state.layout.boxes
    quotes = [block for block in kept if boxes[block.box].around & Trait.QUOTE]
    if not quotes or len(quotes) * 2 > len(kept):
        return state
    text = b"\n".join(_letters(block.text) for block in kept if not boxes[block.box].around & Trait.QUOTE)
    said = ((block, _letters(block.text)) for block in quotes)
    copies = (block for block, letters in said if len(letters) >= _SHORTEST_QUOTE and letters in text)
    return state.with_labels({block.index: Label(Reason.DUPLICATE, "pull-quote") for block in copies})


def _repeated_runs(blocks: Iterable[Block]) -> Iterator[list[tuple[Block, Block]]]:
    """Blocks in a row that have stood before, from a long one on, each with the first of its kind."""
    seen: dict[str, Block] = {}
    run: list[tuple[Block, Block]] = []
    for block in blocks:
        key = _plain(block.text)
        first = seen.setdefault(key, block)
        if first is not block and (run or len(key) >= _LONG_TEXT):
            run.append((block, first))
        elif run:
            yield run
            run = []
    if run:
        yield run


_LONG_TEXT = 60
_MOST_SAID_TWICE = 2
_SHORTEST_QUOTE = 30
_FARTHEST_BIOGRAPHY = 3
_BEFORE_NAME = "*(—–- "
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum() and chr(code) != "_")


def drop_author_sections(state: LabelState) -> LabelState:
    """What stands under a heading such as "About the author", up to the next heading."""
    found: dict[int, Label] = {}
    about = False
    for block in state.layout.blocks:
        if not block.chars:
            continue
        says_so = _ABOUT_PEOPLE.fullmatch(block.text) is not None
        if says_so or block.kind is _HEADING:
            about = says_so
        label = state.labels[block.index]
        if about and label is not None and label.is_kept:
            found[block.index] = Label(Reason.AUTHOR_BOX, "about-the-author", label.score)
    return state.with_labels(found) if len(found) <= _LONGEST_BIOGRAPHY else state


def drop_biographies(state: LabelState) -> LabelState:
    """At the very end, what begins with the name of an author and goes on to say who that is."""
    names = tuple(person.name for person in state.metadata.authors if " " in person.name)
    if not names:
        return state
    texts = [block for block in reversed(state.kept_blocks()[1:]) if block.kind is not Kind.CAPTION]
    found: dict[int, Label] = {}
    for block in texts[:_FARTHEST_BIOGRAPHY]:
        if block.text.lstrip(_BEFORE_NAME).startswith(names) and introduces_person(block.text):
            found[block.index] = Label(Reason.AUTHOR_BOX, "biography", state.score_of(block))
    return state.with_labels(found)


def follow_sections(state: LabelState) -> LabelState:
    """A heading shares the fate of what stands under it; pictures alone are enough up to a heading of its kind."""
    found: dict[int, Label] = {}
    boxes, kept_below, pictures, following = state.layout.boxes, False, False, ""
    for block in reversed(state.layout.blocks):
        if not block.chars:
            pictures = pictures or state.labels[block.index] is None
            continue
        if block.kind is not _HEADING:
            kept_below = kept_below or state.is_kept(block)
        elif not (kept_below or (pictures and following == boxes[block.box].tag)) and state.is_kept(block):
            found[block.index] = Label(Reason.LABEL, "heading-without-text", state.score_of(block))
        pictures, following = False, boxes[block.box].tag
    return state.with_labels(found)


def keep_media(state: LabelState) -> LabelState:
    """A picture belongs to the text that shares its nearest box, and a caption to its picture.

    A box for the text of articles that holds nothing else is an article of pictures.
    """
    boxes, labels = state.layout.boxes, state.labels
    media = [block for block in state.layout.blocks if labels[block.index] is None]
    if not media:
        return state
    kept, texts = _count_texts(state)
    found: dict[int, Label] = {}
    for block in media:
        at, in_body = block.box, False
        while at >= 0 and not texts[at]:
            in_body = in_body or boxes[at].traits & Trait.BODY != 0
            at = boxes[at].parent
        if block.kind is Kind.IMAGE and _is_banner(block):
            found[block.index] = Label(Reason.CALL_TO_ACTION, "linked-banner")
        elif at >= 0 and kept[at] * 2 > texts[at]:
            found[block.index] = Label(None, "beside-kept-text")
        elif in_body:
            found[block.index] = Label(None, "body-of-pictures")
        else:
            found[block.index] = Label(Reason.OUTSIDE_ARTICLE, "beside-dropped-text")
    return state.with_labels(found)


def _count_texts(state: LabelState) -> tuple[list[int], list[int]]:
    """For each box the blocks of text in it that are kept, and all of them; captions do not count."""
    boxes = state.layout.boxes
    kept, texts = [0] * len(boxes), [0] * len(boxes)
    for block in state.layout.blocks:
        if block.chars and block.kind is not _CAPTION:
            texts[block.box] += 1
            kept[block.box] += state.is_kept(block)
    for at in range(len(boxes) - 1, 0, -1):
        if texts[at]:
            parent = boxes[at].parent
            texts[parent] += texts[at]
            kept[parent] += kept[at]
    return kept, texts


_BANNER_TARGET = re.compile(
    r"(?:free-?trial|trial|demo|sign-?up|signup|subscribe|register|download|pricing|get-started|book-?(?:now"
    r"|a-call)|checkout|promo|apps?\.apple|play\.google)",
    re.IGNORECASE,
)


# A page of one plain word right below the root: what a site offers, never one of its articles.
_ENTRANCE = re.compile(r"/[a-z]{2,12}/?")


def _is_banner(block: Block) -> bool:
    """Whether a picture is a link to where one buys, tries or signs up."""
    link = next((outer for outer in block.element.iterancestors("a")), None)
    href = link.get("href", "") if link is not None else ""
    return _BANNER_TARGET.search(href) is not None or _ENTRANCE.fullmatch(href) is not None


def _letters(text: str) -> bytes:
    """The ASCII letters and digits: what `_plain` keeps of them, many times as fast."""
    return text.lower().encode("ascii", "ignore").translate(None, _NO_LETTERS)


def _plain(text: str) -> str:
    return _letters(text).decode() if text.isascii() else "".join(_WORD.findall(text.lower()))
