"""What the model of blocks sees: one vector of numbers for each block that no rule has decided.

Most of a vector says where the block stands in the frame of `Regions`, because words and tags alone do not carry over
from one site to the next. Parts that depend only on the box, the containers or the heading are computed once for each.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import lru_cache
from math import log1p
from urllib.parse import urlsplit

import msgspec

from wellread.extractors.label import wording
from wellread.extractors.label.regions import Regions, ends_sentence
from wellread.extractors.label.rules.lexicon import LEXICON, lists_of
from wellread.extractors.label.wording import Wording
from wellread.extractors.metadata import Metadata
from wellread.extractors.segment import Block, Box, Kind, Layout
from wellread.extractors.vocabulary import Trait

_NO_CONTAINERS = frozenset("p li span h1 h2 h3 h4 h5 h6 ul ol dd dt dl tr td th tbody thead table summary".split())
_HEADING = Kind.HEADING
_KINDS = {kind: float(number) for number, kind in enumerate(Kind)}
_TAGS = {
    tag: float(number)
    for number, tag in enumerate("p div li h1 h2 h3 h4 h5 h6 td section blockquote dd dt figcaption span a".split(), 1)
}
_AROUND = ("BODY", "ARTICLE", "COMMENTS", "CAPTION", "CARD", "DISCLAIMER", "SIDEBAR", "WIDGET", "RELATED", "NAVIGATION")
_BELOW = """
    BODY ARTICLE NAVIGATION MENU TOP FOOTER SIDEBAR HIDDEN POPUP OVERLAY ADVERTISEMENT SHARE RELATED CONTROL PROMOTION
    PRODUCT CONTENTS TAGS HEADLINE BYLINE DATE CREDIT CAPTION MEDIA_CONTROLS DISCLOSURE SUMMARY TAKEAWAYS REFERENCES FAQ
    CARD LISTING WIDGET
""".split()
_IN_TAGS = tuple("article main section aside header footer table figure blockquote details ul ol dl".split())
_CONTAINER = ("prose", "direct", "density", "chars", "links", "texts", "images", "headings", "repeats", "start")
_DEPTH = 4
# So many characters of a lead must be those of the page's own description.
_SHORTEST_LEAD = 40
# A line of a table of contents names a heading further down, numbers and marks aside.
_LONGEST_NAME = 120
_POINTERS = frozenset("👉➡►▶→»☞➜➤›>")
_AROUND_NAME = re.compile(r"^[\W\d]+|\W+$")
_WORDY = re.compile(r"\w")
# The letters of Latin-1 that are not counted.
_NO_DIGITS = bytes(code for code in range(256) if not chr(code).isdecimal())
_NO_CAPITALS = bytes(code for code in range(256) if not chr(code).isupper())
_HEADING_WORDS = tuple("related comment references newsletter action legal biography address question product".split())
_NEIGHBOURS = (-1, 1)

NAMES: tuple[str, ...] = (
    *"""
    chars words links strong anchors sentence colon question digits capitals commas separators kind tag repeated
    names_heading points same_page external described italic
    """.split(),
    *wording.NAMES,
    *"separator_distance separator_prose headings_after".split(),
    *(f"says_{name}" for name in LEXICON),
    *"prose_before prose_after position after_last before_first from_prose to_prose from_h1 after_h1 signature".split(),
    *"heading_distance heading_links heading_prose heading_level heading_inside".split(),
    *(f"heading_says_{name}" for name in LEXICON if name in _HEADING_WORDS),
    "heading_sibling",
    *"section_prose section_links section_chars".split(),
    *(f"{field}_{step}" for step in _NEIGHBOURS for field in ("chars", "links", "kind", "sentence")),
    *"depth attributes siblings steps".split(),
    *"top_prose top_density top_chars top_links top_texts top_images".split(),
    *(f"around_{name}" for name in _AROUND),
    *(f"below_{name}" for name in _BELOW),
    *"in_root in_wide in_core root_depth wide_depth half_inside half_is_wide".split(),
    *"list_texts list_chars list_links".split(),
    *(f"in_{tag}" for tag in _IN_TAGS),
    *(f"{field}_of_{level}" for level in range(_DEPTH) for field in _CONTAINER),
    *"page_texts page_prose root_share wide_share".split(),
)

_LIST_BITS = tuple(1 << place for place in range(len(LEXICON)))
_AROUND_BITS = tuple(int(getattr(Trait, name)) for name in _AROUND)
_BELOW_BITS = tuple(int(getattr(Trait, name)) for name in _BELOW)
_ANY_AROUND, _ANY_BELOW = sum(_AROUND_BITS), sum(_BELOW_BITS)


class _Surroundings(msgspec.Struct, frozen=True):
    """What is common to the blocks of one box.

    `steps` is how many boxes out the one with half the prose is, `below` the traits on the way there, `top` the last
    box before it.
    """

    steps: int
    below: int
    top: int
    features: tuple[float, ...]


@lru_cache(maxsize=4096)
def _flags_of_lists(lists: int) -> tuple[float, ...]:
    return tuple(1.0 if lists & bit else 0.0 for bit in _LIST_BITS)


@lru_cache(maxsize=4096)
def _flags_around(traits: int) -> tuple[float, ...]:
    return tuple(1.0 if traits & bit else 0.0 for bit in _AROUND_BITS)


@lru_cache(maxsize=4096)
def _flags_below(traits: int) -> tuple[float, ...]:
    return tuple(1.0 if traits & bit else 0.0 for bit in _BELOW_BITS)


def _name_of(text: str) -> str:
    return _AROUND_NAME.sub("", text).lower()


def _words_of(block: Block) -> tuple[float, ...]:
    return _flags_of_lists(lists_of(block.text[:300].lower().split()))


def _outline(block: Block) -> tuple[float, float, float, float]:
    return log1p(block.chars), block.link_density, _KINDS[block.kind], float(ends_sentence(block.text))


class Features:
    """Computes the vectors of one page. Holds what blocks have in common, so that it is computed once."""

    def __init__(
        self, layout: Layout, regions: Regions, blocks: Sequence[Block], url: str | None, metadata: Metadata
    ) -> None:
        self.layout, self.regions, self.blocks = layout, regions, blocks
        self._description = metadata.description or ""
        self._metadata = metadata
        self.host = (urlsplit(url or "").hostname or "").removeprefix("www.") or "//"
        self._surroundings: dict[int, _Surroundings] = {}
        self._containers: dict[int, tuple[float, ...]] = {}
        self._headings: dict[int, tuple[float, ...]] = {}
        self._outlines = [_outline(block) for block in blocks]
        self._wide_prose = regions.running_text.of_box[regions.article_box] or 1.0
        self._half = 0.5 * self._wide_prose
        self._repeats = self._count_siblings()
        self._by_signature = self._prose_by_signature()
        self._page = self._page_features()
        self._seen: dict[str, int] = {}
        self._headed = {_name_of(b.text): at for at, b in enumerate(blocks) if b.kind is Kind.HEADING}
        self._prepare_positions()
        self._prepare_sections()
        self._prepare_separators()

    def vectors(self, wanted: Collection[str] = NAMES) -> list[list[float]]:
        """One vector a block, in the order of `NAMES`. What takes a search of the text and is not `wanted` is 0."""
        wording = Wording(self._metadata, wanted)
        return [self._vector(place, block, wording) for place, block in enumerate(self.blocks)]

    def _vector(self, place: int, block: Block, wording: Wording) -> list[float]:
        return [
            *self._own(place, block),
            *wording.numbers(block.text),
            *self._separators[place],
            *_words_of(block),
            *self._position(place, block),
            *self._heading(place, block),
            *self._neighbours(place),
            *self._box(block.box),
            *self._page,
        ]

    # -- the block itself

    def _own(self, place: int, block: Block) -> tuple[float, ...]:
        text = block.text
        repeated = self._seen.get(text, 0)
        self._seen[text] = repeated + 1
        chars, links, kind, sentence = self._outlines[place]
        same_page = external = 0
        for anchor in block.anchors:
            href = anchor.href
            if href.startswith("#"):
                same_page += 1
            elif href.startswith("http") and self.host not in href:
                external += 1
        head = text[:200]
        size, latin = len(head), head.encode("latin-1", "ignore")
        return (
            chars,
            text.count(" ") + 1.0,
            links,
            block.strong_chars / block.chars,
            float(len(block.anchors)),
            sentence,
            float(text.endswith(":")),
            float(text.endswith("?")),
            len(latin.translate(None, _NO_DIGITS)) / size,
            len(latin.translate(None, _NO_CAPITALS)) / size,
            text.count(",") / len(text),
            float("|" in text or "•" in text or "»" in text or "›" in text),
            kind,
            _TAGS.get(self.layout.boxes[block.box].tag, 0.0),
            float(repeated),
            float(len(text) <= _LONGEST_NAME and self._headed.get(_name_of(text), -1) > place),
            float(text[0] in _POINTERS),
            float(same_page),
            float(external),
            float(block.chars >= _SHORTEST_LEAD and self._description.startswith(text[:_SHORTEST_LEAD])),
            block.italic_chars / block.chars,
        )

    # -- where it stands in the page

    def _prepare_positions(self) -> None:
        prose = self.regions.running_text.of_block
        places = self.blocks
        self._before: list[float] = []
        self._from_prose: list[float] = []
        running, since = 0.0, 99.0
        for block in places:
            self._before.append(running)
            self._from_prose.append(since)
            running += prose[block.index]
            since = 0.0 if prose[block.index] > 40 else min(since + 1, 99.0)
        self._to_prose = [99.0] * len(places)
        since = 99.0
        for place in range(len(places) - 1, -1, -1):
            self._to_prose[place] = since
            since = 0.0 if prose[places[place].index] > 40 else min(since + 1, 99.0)
        inside = [p for p, b in enumerate(places) if prose[b.index] and b.box in self.regions.in_article_box]
        self._first, self._last = (inside[0], inside[-1]) if inside else (0, len(places) - 1)
        self._h1 = next((p for p, b in enumerate(places) if self._level(b) == 1), -1)

    def _position(self, place: int, block: Block) -> tuple[float, ...]:
        total = self.regions.running_text.total
        own = self.regions.running_text.of_block[block.index]
        return (
            self._before[place] / total,
            (total - self._before[place] - own) / total,
            (place - self._first) / max(1, self._last - self._first),
            float(max(0, place - self._last)),
            float(max(0, self._first - place)),
            self._from_prose[place],
            self._to_prose[place],
            float(place - self._h1) if self._h1 >= 0 else -999.0,
            float(place > self._h1 >= 0),
            self._by_signature.get((self._signature(block.box), block.kind), 0.0) / total,
        )

    def _signature(self, at: int) -> tuple[str, str | None]:
        """Tag and class of a box: the same for what a template repeats."""
        box = self.layout.boxes[at]
        return box.tag, box.attributes.get("class")

    def _prose_by_signature(self) -> dict[object, float]:
        sums: dict[object, float] = {}
        for block in self.blocks:
            weight = self.regions.running_text.of_block[block.index]
            if weight:
                key = (self._signature(block.box), block.kind)
                sums[key] = sums.get(key, 0.0) + weight
        return sums

    # -- the lines across the page before it

    def _prepare_separators(self) -> None:
        """For each block how far back the last line across the page is and how much prose stood before it."""
        lines = [box.index for box in reversed(self.layout.boxes) if box.tag == "hr"]
        headings = sum(block.kind is _HEADING for block in self.blocks)
        self._separators: list[tuple[float, float, float]] = []
        last = -1
        for place, block in enumerate(self.blocks):
            drawn = _WORDY.search(block.text) is None
            while lines and lines[-1] < block.box:
                lines.pop()
                drawn = True
            last = place if drawn else last
            headings -= block.kind is _HEADING
            about = (
                (float(place - last), self._before[last] / self.regions.running_text.total)
                if last >= 0
                else _NO_SEPARATOR
            )
            self._separators.append((*about, float(headings)))

    # -- the heading above it, and what stands under a heading

    def _prepare_sections(self) -> None:
        """For each block the place of the heading above it; for each heading the sums of what follows it."""
        self._above: list[int] = []
        sums: dict[int, list[float]] = {}
        heading = -1
        for place, block in enumerate(self.blocks):
            self._above.append(heading)
            if block.kind is _HEADING:
                heading = place
            below = sums.setdefault(heading, [0.0, 0.0, 0.0])
            if heading != place:
                below[0] += self.regions.running_text.of_block[block.index]
                below[1] += block.link_chars
                below[2] += block.chars
        self._sections = sums

    def _heading(self, place: int, block: Block) -> tuple[float, ...]:
        above = self._above[place]
        if above < 0:
            about: tuple[float, ...] = _NO_HEADING
        else:
            heading = self.blocks[above]
            boxes = self.layout.boxes
            sibling = boxes[heading.box].parent == boxes[block.box].parent
            about = (float(place - above), *self._heading_features(above), float(sibling))
        return (*about, *self._section(place, block))

    def _heading_features(self, place: int) -> tuple[float, ...]:
        known = self._headings.get(place)
        if known is None:
            heading = self.blocks[place]
            prose, links, chars = self._sections[place]
            known = (
                links / (chars or 1),
                prose / self._wide_prose,
                float(self._level(heading)),
                float(heading.box in self.regions.in_article_box),
                *(said for name, said in zip(LEXICON, _words_of(heading), strict=True) if name in _HEADING_WORDS),
            )
            self._headings[place] = known
        return known

    def _section(self, place: int, block: Block) -> tuple[float, ...]:
        if block.kind is not _HEADING:
            return (-1.0, -1.0, -1.0)
        prose, links, chars = self._sections[place]
        return prose / self._wide_prose, links / (chars or 1), log1p(chars)

    def _level(self, block: Block) -> int:
        if block.kind is not _HEADING:
            return 0
        at = block.box
        for _ in range(3):
            box = self.layout.boxes[at]
            if len(box.tag) == 2 and box.tag[0] == "h" and box.tag[1].isdigit():
                return int(box.tag[1])
            at = box.parent
            if at < 0:
                break
        return 9

    # -- the blocks beside it

    def _neighbours(self, place: int) -> list[float]:
        found: list[float] = []
        for step in _NEIGHBOURS:
            at = place + step
            found += self._outlines[at] if 0 <= at < len(self._outlines) else _NO_NEIGHBOUR
        return found

    # -- the boxes around it

    def _box(self, at: int) -> list[float]:
        """Of the box itself, then of what it shares with its siblings: most blocks have a <p> or <li> of their own."""
        regions, box = self.regions, self.layout.boxes[at]
        shares = box.tag in _NO_CONTAINERS and box.tag not in _IN_TAGS and box.parent >= 0 and at != regions.article_box
        around = self._around(box.parent if shares else at)
        if not shares:
            steps, below, top = around.steps, around.below, around.top
        elif around.steps:
            steps, below, top = around.steps + 1, around.below | box.traits, around.top
        elif regions.running_text.of_box[at] < self._half:
            steps, below, top = 1, box.traits, at
        else:
            steps, below, top = 0, 0, at
        chars = regions.chars[top] or 1
        return [
            float(box.depth),
            float(len(box.attributes)),
            float(self._repeats[box.parent, self._signature(at)]),
            float(steps),
            regions.running_text.of_box[top] / self._wide_prose,
            regions.running_text.of_box[top] / chars,
            log1p(chars),
            regions.link_chars[top] / chars,
            float(regions.texts[top]),
            float(regions.images[top]),
            *_flags_around(box.around & _ANY_AROUND),
            *_flags_below(below & _ANY_BELOW),
            *around.features,
        ]

    def _around(self, at: int) -> _Surroundings:
        known = self._surroundings.get(at)
        if known is None:
            known = self._survey(at)
            self._surroundings[at] = known
        return known

    def _survey(self, at: int) -> _Surroundings:
        regions, boxes = self.regions, self.layout.boxes
        chain = self.layout.ancestors(at)
        steps, below = 0, 0
        while steps < len(chain) and regions.running_text.of_box[chain[steps].index] < self._half:
            below |= chain[steps].traits
            steps += 1
        middle = chain[min(steps, len(chain) - 1)].index
        tags = {outer.tag for outer in chain}
        depth = boxes[at].depth
        features = (
            float(at in regions.in_top_candidate),
            float(at in regions.in_article_box),
            float(at in regions.in_core_box),
            float(depth - boxes[regions.top_candidate].depth) if at in regions.in_top_candidate else -5.0,
            float(depth - boxes[regions.article_box].depth) if at in regions.in_article_box else -5.0,
            float(middle in regions.in_article_box),
            float(middle == regions.article_box),
            *self._list(chain),
            *(1.0 if tag in tags else 0.0 for tag in _IN_TAGS),
            *self._chain(chain),
        )
        return _Surroundings(steps, below, chain[steps - 1].index if steps else at, features)

    def _list(self, chain: Sequence[Box]) -> tuple[float, ...]:
        """The outermost list around the box: a menu is short items in links, a list of the article is not."""
        outermost = next((box.index for box in reversed(chain) if box.tag in ("ul", "ol")), -1)
        if outermost < 0:
            return (-1.0, -1.0, -1.0)
        regions = self.regions
        texts, chars = regions.texts[outermost], regions.chars[outermost]
        return float(texts), chars / (texts or 1), regions.link_chars[outermost] / (chars or 1)

    def _chain(self, chain: Sequence[Box]) -> list[float]:
        containers = [box.index for box in chain if box.tag not in _NO_CONTAINERS]
        if len(containers) > 1 and containers[0] == chain[0].index and self.regions.texts[containers[0]] == 1:
            del containers[0]
        found: list[float] = []
        for level in range(_DEPTH):
            found += self._container(containers[min(level, len(containers) - 1)] if containers else 0)
        return found

    def _container(self, at: int) -> tuple[float, ...]:
        known = self._containers.get(at)
        if known is None:
            regions = self.regions
            wide, chars, texts = self._wide_prose, regions.chars[at] or 1, regions.texts[at] or 1
            known = (
                regions.running_text.of_box[at] / wide,
                regions.running_text.directly_in_box[at] / wide,
                regions.running_text.of_box[at] / chars,
                log1p(chars),
                regions.link_chars[at] / chars,
                float(texts),
                regions.images[at] / texts,
                regions.headings[at] / texts,
                float(self._repeats[self.layout.boxes[at].parent, self._signature(at)]),
                float(regions.first_block[at] - regions.first_block[regions.article_box]),
            )
            self._containers[at] = known
        return known

    def _count_siblings(self) -> Counter[tuple[int, tuple[str, str | None]]]:
        """How many children of a box look the same, for the boxes that hold a text."""
        texts = self.regions.texts
        return Counter(
            (box.parent, (box.tag, box.attributes.get("class")))
            for box in self.layout.boxes
            if box.parent < 0 or texts[box.parent]
        )

    # -- the page

    def _page_features(self) -> tuple[float, ...]:
        regions = self.regions
        return (
            float(len(self.blocks)),
            log1p(regions.running_text.total),
            regions.running_text.of_box[regions.top_candidate] / regions.running_text.total,
            regions.running_text.of_box[regions.article_box] / regions.running_text.total,
        )


_NO_SEPARATOR = (99.0, -1.0)
_NO_NEIGHBOUR = (-1.0, -1.0, -1.0, -1.0)
_NO_HEADING = (99.0, -1.0, -1.0, -1.0, -1.0, *(0.0 for _ in _HEADING_WORDS), -1.0)
