"""The walk over the tree that cuts a page into boxes and blocks. One pass, no recursion: pages nest thousands deep."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

import msgspec
from lxml import etree

from extractors.segment.layout import Anchor, Block, Box, Kind, Layout
from extractors.segment.tables import is_data_table
from extractors.segment.text import BREAK, count_chars, squash
from extractors.vocabulary import Trait
from extractors.vocabulary.reading import is_hiding_name, read_attributes

_BLOCK_TAGS = (
    "html body address article aside blockquote caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr legend li listing main menu nav ol optgroup option "
    "p plaintext pre search section select summary table tbody td textarea tfoot th thead tr ul xmp button"
).split()
VANISHING_TAGS = ("head", "noscript", "object", "audio", "canvas", "template", "datalist", "noframes", "noembed")
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "summary"), Kind.HEADING),
    **dict.fromkeys(("li", "dt", "dd"), Kind.ITEM),
    **dict.fromkeys(("figcaption", "caption"), Kind.CAPTION),
    **dict.fromkeys(("pre", "listing", "xmp", "plaintext"), Kind.CODE),
    **dict.fromkeys(("button", "select", "option", "optgroup", "textarea"), Kind.CONTROL),
}
# Kinds that hold for everything inside: a <div> in an <h2> is a heading, a <p> in an <li> is a paragraph.
_LASTING = frozenset((Kind.HEADING, Kind.CAPTION, Kind.CODE))
# A longer text stands in a heading or a caption that was never closed.
_LONGEST_LASTING = {Kind.HEADING: 300, Kind.CAPTION: 1200}


_MOST_TEXTS = 4
_ITALIC = ("i", "em")


class _Span:
    """An inline element whose text is being read: where it starts among the pieces of the current run."""

    __slots__ = ("element", "start")

    def __init__(self, element: etree._Element, start: int) -> None:
        self.element, self.start = element, start


class Walk:
    """The state of one walk: what was cut so far, and the run of text that is being read."""

    def __init__(self, hidden: frozenset[etree._Element]) -> None:
        self.boxes: list[Box] = []
        self.blocks: list[Block] = []
        self._hidden = hidden
        self._box = -1
        self._kinds: list[Kind] = [Kind.PARAGRAPH]
        self._pieces: list[str] = []
        self._open: list[_Span] = []
        self._anchors: list[Anchor] = []
        self._strong_chars = self._italic_chars = 0
        self._pictures: list[etree._Element] = []

    def layout(self) -> Layout:
        return Layout(tuple(self.boxes), tuple(_without_unclosed_headings(self.boxes, self.blocks)))

    def run(self, root: etree._Element) -> None:
        """Walk the tree below and including `root`."""
        self._enter(root)
        pieces = self._pieces
        stack: list[tuple[etree._Element, Iterator[etree._Element]]] = [(root, iter(root))]
        while stack:
            element, children = stack[-1]
            for child in children:
                if self._enter(child):
                    stack.append((child, iter(child)))
                    break
                tail = child.tail
                if tail:
                    pieces.append(tail)
            else:
                stack.pop()
                self._leave(element)
                if stack and element.tail:
                    pieces.append(element.tail)

    def _enter(self, element: etree._Element) -> bool:
        """Begin an element; whether its children are to be walked."""
        return self._ENTER.get(str(element.tag), Walk._enter_inline)(self, element)

    def _enter_inline(self, element: etree._Element) -> bool:
        if self._is_hidden(element):
            return self._enter_box(element)
        text = element.text
        if text:
            self._pieces.append(text)
        return len(element) > 0

    def _is_hidden(self, element: etree._Element) -> bool:
        names = element.get("class")
        return (names is not None and is_hiding_name(names)) or element in self._hidden

    def _enter_box(self, element: etree._Element) -> bool:
        if self._pieces or self._pictures:
            self._flush()
        box = self._add_box(element)
        kind = self._kind_in(box)
        text = element.text
        if len(element) == 0 and not self._open:
            if text and not text.isspace():
                self._add_text(kind, box.index, text)
            return False
        self._box = box.index
        self._kinds.append(kind)
        if text:
            self._pieces.append(text)
        return True

    def _add_box(self, element: etree._Element) -> Box:
        tag, attributes = str(element.tag), dict(element.items())
        traits = read_attributes(tag, attributes)
        if element in self._hidden:
            traits |= Trait.HIDDEN
        depth, around = 0, traits
        if self._box >= 0:
            outer = self.boxes[self._box]
            depth, around = outer.depth + 1, outer.around | traits
        box = Box(len(self.boxes), self._box, depth, tag, traits, around, attributes, element)
        self.boxes.append(box)
        return box

    def _kind_in(self, box: Box) -> Kind:
        outer = self._kinds[-1]
        if outer in _LASTING:
            return outer
        kind = _KINDS.get(box.tag, Kind.PARAGRAPH)
        if kind is Kind.PARAGRAPH and box.traits & Trait.CAPTION and box.tag != "table":
            return Kind.CAPTION
        return kind

    def _leave(self, element: etree._Element) -> None:
        box = self.boxes[self._box]
        if box.element is element:
            if self._pieces or self._pictures:
                self._flush()
            self._kinds.pop()
            self._box = box.parent
        elif self._open and self._open[-1].element is element:
            self._close(self._open.pop())

    def _enter_span(self, element: etree._Element) -> bool:
        if self._is_hidden(element):
            return self._enter_box(element)
        span = _Span(element, len(self._pieces))
        text = element.text
        if text:
            self._pieces.append(text)
        if len(element) == 0:
            self._close(span)
            return False
        self._open.append(span)
        return True

    def _enter_link(self, element: etree._Element) -> bool:
        before = element.getprevious()
        if before is not None and before.tag == "a" and not before.tail:
            self._pieces.append(" ")  # links side by side are never one word
        return self._enter_span(element)

    def _enter_break(self, _element: etree._Element) -> bool:
        """One break is a line's end, two with nothing between them are a paragraph's."""
        for piece in reversed(self._pieces):
            if piece is BREAK:
                self._flush()
                return False
            if not piece.isspace():
                break
        self._pieces.append(BREAK)
        return False

    def _enter_picture(self, element: etree._Element) -> bool:
        self._pictures.append(element)
        return False

    def _enter_player(self, element: etree._Element) -> bool:
        self._flush()
        self._add(Kind.VIDEO, self._box, element)
        return False

    def _enter_table(self, element: etree._Element) -> bool:
        if not self._enter_box(element):
            return False
        if not is_data_table(element):
            return True
        self._pieces[:] = [f"{text} " for text in element.itertext()]
        if any(not piece.isspace() for piece in self._pieces):
            self._anchors = [_anchor(a) for a in element.iter("a") if a.get("href")]
        self._flush(Kind.TABLE)
        self._leave(element)
        return False

    def _enter_vanishing(self, _element: etree._Element) -> bool:
        return False

    # What an element does to the text around it. All others are inline.
    _ENTER: ClassVar[dict[str, Callable[[Walk, etree._Element], bool]]] = {
        **dict.fromkeys(_BLOCK_TAGS, _enter_box),
        **dict.fromkeys(VANISHING_TAGS, _enter_vanishing),
        **dict.fromkeys(("b", "strong", "i", "em"), _enter_span),
        **dict.fromkeys(("img", "amp-img"), _enter_picture),
        **dict.fromkeys(("iframe", "video", "amp-youtube"), _enter_player),
        "a": _enter_link,
        "br": _enter_break,
        "table": _enter_table,
    }

    def _close(self, span: _Span) -> None:
        raw = "".join(self._pieces[span.start :])
        if span.element.tag in _ITALIC:
            self._italic_chars += count_chars(raw)
            return
        if span.element.tag != "a":
            self._strong_chars += count_chars(raw)
            return
        text = squash(raw)
        if text:
            self._anchors.append(Anchor(text, span.element.get("href", "")))

    def _flush(self, kind: Kind | None = None) -> None:
        """End the current run of text: it becomes a block, after the pictures that stood in it."""
        if self._pictures:
            pictures, self._pictures = self._pictures, []
            for picture in pictures:
                self._add(kind=Kind.IMAGE, box=self._box, element=picture)
        if not self._pieces:
            return
        for span in self._open:
            self._close(span)
            span.start = 0
        raw = "".join(self._pieces)
        self._pieces.clear()
        if not raw.isspace():
            self._add_text(kind or self._kinds[-1], self._box, raw)
        self._anchors = []
        self._strong_chars = self._italic_chars = 0

    def _add_text(self, kind: Kind, box: int, raw: str) -> None:
        text = squash(raw)
        if not text:
            return
        if len(text) > _LONGEST_LASTING.get(kind, len(text)):
            kind = Kind.PARAGRAPH
        self._add(
            kind, box, self.boxes[box].element, raw.replace(BREAK, "\n").strip("\n") if kind is Kind.CODE else text
        )

    def _add(self, kind: Kind, box: int, element: etree._Element, text: str = "") -> None:
        anchors = tuple(self._anchors) if text else ()
        self.blocks.append(
            Block(
                index=len(self.blocks),
                box=box,
                kind=kind,
                text=text,
                chars=count_chars(text),
                link_chars=sum([count_chars(anchor.text) for anchor in anchors]),
                strong_chars=self._strong_chars if text else 0,
                italic_chars=self._italic_chars if text else 0,
                anchors=anchors,
                element=element,
            )
        )


def _without_unclosed_headings(boxes: Sequence[Box], blocks: Sequence[Block]) -> Iterator[Block]:
    """A heading with more than a few texts in it was never closed: only its own text is a heading."""
    texts: dict[int, int] = {}
    headings = [-1] * len(boxes)
    for box in boxes:
        outer = headings[box.parent] if box.parent >= 0 else -1
        headings[box.index] = outer if outer >= 0 else box.index if _KINDS.get(box.tag) is Kind.HEADING else -1
    for block in blocks:
        if block.kind is Kind.HEADING:
            texts[headings[block.box]] = texts.get(headings[block.box], 0) + 1
    for block in blocks:
        tag = boxes[block.box].tag
        if (
            block.kind is Kind.HEADING
            and texts[headings[block.box]] > _MOST_TEXTS
            and _KINDS.get(tag) is not Kind.HEADING
        ):
            yield msgspec.structs.replace(block, kind=_KINDS.get(tag, Kind.PARAGRAPH))
        else:
            yield block


def _anchor(element: etree._Element) -> Anchor:
    return Anchor(squash("".join(element.itertext())), element.get("href", ""))
