"""What the boxes and blocks around a block say about it: whether it is part of the article."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import accumulate

from wellread.extractors.metadata.headline_ranges import BESIDE_HEADLINE
from wellread.extractors.metadata.page_data import PageData
from wellread.extractors.metadata.structured.element_texts import ELEMENT_DIVIDER, divide_texts, join_texts
from wellread.extractors.parse import Document
from wellread.extractors.segment import MAX_TEXT_LINK_DENSITY, Block, BlockKind, Layout
from wellread.extractors.vocabulary import Trait

# Boxes in which people, dates and titles belong to something else than the article.
FOREIGN_TRAITS = (
    Trait.RELATED
    | Trait.CARD
    | Trait.SIDEBAR
    | Trait.NAVIGATION
    | Trait.BREADCRUMB
    | Trait.FOOTER
    | Trait.COMMENTS
    | Trait.LISTING
    | Trait.HIDDEN
    | Trait.POPUP
    | Trait.CONSENT
    | Trait.ADVERTISEMENT
    | Trait.NEWSLETTER
    | Trait.PRODUCT
    | Trait.SHARE
)
# Near the headline, the others hold bylines and dates as often as not; right beside it, where they
# are named so.
_FOREIGN_NEAR_HEADLINE = FOREIGN_TRAITS & ~(Trait.FOOTER | Trait.SHARE)
_FOREIGN_BESIDE_HEADLINE = Trait.BREADCRUMB | Trait.COMMENTS | Trait.CARD | Trait.HIDDEN | Trait.POPUP | Trait.CONSENT
_NAMED = Trait.BYLINE | Trait.AUTHOR_BOX | Trait.DATE
# How far from one of its blocks a card is looked through, in blocks.
MAX_CARD_BLOCKS = 12
# The page itself and its body speak for the whole site.
MIN_BOX_DEPTH = 2
# URLs of pages about people.
PROFILE_URL = re.compile(
    r"(?<!licenses)/(?:authors?|(?:user-?)?profile?s?|user-?(?:info|page|overview|uebersicht|seite)|people|team|staff|contributors?|writers?|by|byline|bios?|experts?|journalists?"
    r"|reporters?|columnists?|members?|"
    r"autor(?:en|es|in)?|auteurs?|autore|redaktion|about-the-author|correspondents?|user|users|creators?)[/.]"
    r"|[?&]author=|/@",
    re.IGNORECASE,
)
# Where the topics lie that articles are filed under.
TOPIC_URL = re.compile(
    r"/(?:categor(?:y|ies)|tags?|topics?|sections?|kategorien?|rubrik(?:en)?|themen?|schlagw(?:ort|oerter))/"
    r"|[?&](?:cat|tag|category|topic)=",
    re.IGNORECASE,
)
_NO_PAGE = ("mailto:", "javascript:", "#")
# The title of another page stands so few blocks above what belongs to it, in one of so many boxes
# around that.
MAX_BLOCKS_BELOW_TITLE = 4
MAX_BOXES_TO_OTHER_TITLE = 3
# The name of who is quoted stands in one of so many boxes around it that is called a quotation.
MAX_BOXES_OF_QUOTATION = 4
# That title is a link of so many words.
MIN_TITLE_WORDS = 3
# A text of so many characters is a paragraph of the article, unless most of its own are shorter: then one that has so
# much of what is usual on it, and more than a standfirst or a caption at least.
MIN_PARAGRAPH_CHARS = 160
SHARE_OF_USUAL_PARAGRAPH = 2 / 3
MIN_SHORT_PARAGRAPH_CHARS = 80
# What is shorter is no running text.
MIN_SENTENCE_CHARS = 50
# A character of Chinese, Japanese and Korean says as much as several letters do.
LETTERS_PER_CHARACTER = 2.5
_CHARACTERS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
# So many blocks after the headline the body has begun; where no paragraph is found, it is taken to
# begin at a quarter.
MAX_BLOCKS_TO_BODY = 40
# A line can hold so much that nobody sees, and as much as it shows.
MAX_UNSEEN_CHARS = 80
# What boxes are called that hold somebody's words, and who said them: `quote__author`, `QuoteBlock`, `testimonial`.
_QUOTATION_CLASS = re.compile(
    r"(?:(?<![A-Za-z])(?:block|pull)?quot(?:e|ation)s?|Quot(?:e|ation)s?|[Tt]estimonials?|(?<![A-Za-z])zitate?|Zitate?"
    r"|(?<![A-Za-z])(?:citas?|citazion[ei]|citaat|cytat|citat))(?![a-z])"
)
# A label and its value.
CELLS_OF_LABELLED_ROW = 2
_WORD = re.compile(r"[^\W\d_]+")
_TEXT_KINDS = frozenset((BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.ITEM, BlockKind.CAPTION))


class Surroundings:
    """The traits of the boxes around each block, and where the article begins.

    `headline_index` is the index of the headline's block, 0 where no block prints it; `body_start`
    that of the first paragraph after it, or an estimate. Boxes that hold the headline or that
    paragraph have no traits here: they are around the whole article, whatever their names are.
    """

    def __init__(self, layout: Layout, headline: Block | None = None) -> None:
        self.headline_index = headline.index if headline else 0
        self._layout, self._boxes, self._blocks = layout, layout.boxes, layout.blocks
        paragraph = _find_first_paragraph(layout, headline) if headline else None
        around = [box for block in (headline, paragraph) if block for box in layout.ancestors(block.box)]
        self.body_start = paragraph.index if paragraph else self.headline_index + MAX_BLOCKS_TO_BODY // 4
        self._around_article = frozenset(box.index for box in around)
        self._known_traits = dict.fromkeys(self._around_article, Trait.NONE)

    @cached_property
    def min_paragraph_chars(self) -> int:
        """How many characters a paragraph has that no byline stands behind, and no signature before.

        `body_start` takes longer ones, since a standfirst above the byline may be as long as these.
        """
        return _measure_paragraphs(self._layout)

    def distance(self, block: Block) -> int:
        """How many blocks after the headline a block stands; negative before it."""
        return block.index - self.headline_index

    def blocks_inside(self, traits: int) -> list[Block]:
        """The blocks of text in boxes with one of the traits, in page order."""
        inside: set[int] = set()
        for box in self._boxes:
            if (box.traits & traits and box.index not in self._around_article) or box.parent in inside:
                inside.add(box.index)
        return [block for block in self._blocks if block.box in inside and is_text(block)] if inside else []

    def is_foreign_near_headline(self, block: Block, *, is_named: bool = False) -> bool:
        """Whether a block near the headline belongs to something else.

        `is_named`: it says itself what it is.
        """
        traits = self.traits_but_own_card(block)
        is_beside = BESIDE_HEADLINE.contains(self.distance(block)) and (is_named or traits & _NAMED)
        return bool(traits & (_FOREIGN_BESIDE_HEADLINE if is_beside else _FOREIGN_NEAR_HEADLINE))

    def traits_but_own_card(self, block: Block) -> int:
        """The traits of all boxes around a block, without that of a card which tells of no other article."""
        traits = self.traits(block)
        return traits & ~Trait.CARD if traits & Trait.CARD and self._is_own_card(block) else traits

    def _is_own_card(self, block: Block) -> bool:
        """Whether what is called a card tells of no other article: it has no title and no link."""
        outermost = [box.index for box in self._layout.ancestors(block.box) if box.traits & Trait.CARD][-1]
        inside = self._layout.boxes_in(outermost)
        around = self._blocks[max(0, block.index - MAX_CARD_BLOCKS) : block.index + MAX_CARD_BLOCKS]
        return not any(
            other.box in inside and (other.kind is BlockKind.HEADING or _leads_away(other)) for other in around
        )

    def follows_quotation(self, block: Block) -> bool:
        """Whether a block stands right behind a quotation, where a name says whose words it is."""
        return block.index > 0 and bool(self.traits(self._blocks[block.index - 1]) & Trait.QUOTE)

    def is_in_quotation(self, block: Block) -> bool:
        """Whether a block is part of a quotation, or in a box that is called so and not around the article."""
        if self.traits(block) & Trait.QUOTE:
            return True
        around = self._layout.ancestors(block.box, MAX_BOXES_OF_QUOTATION)
        return any(
            _QUOTATION_CLASS.search(box.attributes.get("class", ""))
            for box in around
            if box.index not in self._around_article and box.depth >= MIN_BOX_DEPTH
        )

    def is_beside_quotation(self, block: Block) -> bool:
        """Whether a name in a block is that of who is quoted."""
        return self.follows_quotation(block) or self.is_in_quotation(block)

    def follows_other_title(self, block: Block) -> bool:
        """Whether a block stands right behind a link of some words to another page, in a box of theirs: its title."""
        above = self._blocks[block.index - 1] if block.index else block
        is_link = bool(above.anchors) and above.link_chars == above.chars and _leads_away(above)
        is_topic = any(TOPIC_URL.search(anchor.href) for anchor in above.anchors)
        if not is_link or is_topic or len(_WORD.findall(above.text)) < MIN_TITLE_WORDS:
            return False
        around_title, around = (
            {box.index for box in self._layout.ancestors(one.box, MAX_BOXES_TO_OTHER_TITLE)} for one in (above, block)
        )
        return not around_title.isdisjoint(around - self._around_article)

    def traits(self, block: Block) -> int:
        """The traits of all boxes around a block. Each box is looked at once, whatever is asked."""
        known, boxes = self._known_traits, self._boxes
        path = []
        index = block.box
        while index >= 0 and index not in known and boxes[index].depth >= MIN_BOX_DEPTH:
            path.append(index)
            index = boxes[index].parent
        found = known.get(index, Trait.NONE)
        for index in reversed(path):
            found |= boxes[index].traits
            known[index] = found
        return found


def is_text(block: Block) -> bool:
    """Whether a block is running text or a heading, and not a picture, a table or a control."""
    return block.kind in _TEXT_KINDS


def divide_text(layout: Layout, block: Block) -> str | None:
    """The text of a block with `ELEMENT_DIVIDER` between its elements.

    None where other blocks stand in its box too, or in its element, which breaks divide.
    """
    boxes = layout.boxes
    if block.box + 1 < len(boxes) and boxes[block.box + 1].parent == block.box:
        return None
    divided = divide_texts(block.element)
    return divided if len(divided) <= 2 * len(block.text) + MAX_UNSEEN_CHARS else None


def list_labelled_rows(block: Block) -> list[str]:
    """The rows of a table that have two cells, a label and its value, with `ELEMENT_DIVIDER` between them."""
    rows = block.element.iter("tr") if block.kind is BlockKind.TABLE else ()
    texts = ([text for cell in row.iter("th", "td") if (text := join_texts(cell))] for row in rows)
    return [ELEMENT_DIVIDER.join(cells) for cells in texts if len(cells) == CELLS_OF_LABELLED_ROW]


def is_teaser(page: PageData, block: Block) -> bool:
    """Whether a block tells of another page: all of it leads there, or the title above it does."""
    is_link = bool(block.anchors) and block.link_chars == block.chars
    return (is_link and _leads_away(block)) or is_below_other_title(page.document, page.layout, block)


def is_below_other_title(document: Document, layout: Layout, block: Block) -> bool:
    """Whether a heading right above a block, in a box around it, leads to another page."""
    around = {box.index for box in layout.ancestors(block.box, MAX_BOXES_TO_OTHER_TITLE)}
    return any(
        other.kind is BlockKind.HEADING and _leads_to_other_page(document, other)
        for other in layout.blocks[max(0, block.index - MAX_BLOCKS_BELOW_TITLE) : block.index]
        if layout.boxes[other.box].parent in around
    )


def leads_to_other_page(page: PageData, block: Block) -> bool:
    """Whether all of a block is a link to another page than the one that it is on."""
    return _leads_to_other_page(page.document, block)


def _leads_to_other_page(document: Document, block: Block) -> bool:
    own_path = (document.page.url or "").rpartition("//")[2].rstrip("/").rpartition("/")[2]
    is_link = bool(block.anchors) and block.link_chars == block.chars and block.anchors[0].href != "#"
    return is_link and not (own_path and block.anchors[0].href.rstrip("/").endswith(own_path))


def _leads_away(block: Block) -> bool:
    """Whether a block links to something else than a person."""
    return any(not anchor.href.startswith(_NO_PAGE) and not PROFILE_URL.search(anchor.href) for anchor in block.anchors)


def is_running_text(block: Block) -> bool:
    """Whether a block is a paragraph that is long enough to be one of the article."""
    return block.chars >= MIN_PARAGRAPH_CHARS and _is_running_text(block)


def _find_first_paragraph(layout: Layout, headline: Block) -> Block | None:
    for block in layout.blocks[headline.index + 1 : headline.index + MAX_BLOCKS_TO_BODY]:
        if is_running_text(block):
            return block
    return None


def _is_running_text(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and block.link_density < MAX_TEXT_LINK_DENSITY


def _measure_paragraphs(layout: Layout) -> int:
    """How many characters a paragraph of a page has at least, by its own paragraphs and its script.

    The usual length is that of the paragraphs in the middle of its text: half of it stands in such as are no shorter.
    """
    texts = [block for block in layout.blocks if _is_running_text(block)]
    dense = sum(len(run) for block in texts if not block.text.isascii() for run in _CHARACTERS.findall(block.text))
    scale = 1 / LETTERS_PER_CHARACTER if 2 * dense > sum(block.chars for block in texts) else 1
    lengths = sorted((block.chars for block in texts if block.chars >= MIN_SENTENCE_CHARS * scale), reverse=True)
    sums = accumulate(lengths)
    usual = next((chars for chars, so_far in zip(lengths, sums, strict=True) if 2 * so_far >= sum(lengths)), 0)
    if not lengths or usual >= MIN_PARAGRAPH_CHARS * scale:
        return int(MIN_PARAGRAPH_CHARS * scale)
    return int(max(usual * SHARE_OF_USUAL_PARAGRAPH, MIN_SHORT_PARAGRAPH_CHARS * scale))
