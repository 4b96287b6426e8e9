"""The walk over the tree that cuts a page into boxes and blocks. One pass, no recursion: pages nest thousands deep.

What begins a new block is what HTML calls flow content that browsers lay out as a block (CSS 2.2, 9.2.1); everything
else is a part of the text around it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import ClassVar

import msgspec
from lxml import etree

from wellread.extractors.segment.captions import find_captions, holds_picture_alone
from wellread.extractors.segment.code import Listing, find_gutters, is_listing, read_listing, with_trait
from wellread.extractors.segment.inline import (
    are_paragraphs,
    divides_paragraphs,
    ends_bold_line,
    has_background,
    has_space_at_edge,
    heads_section,
    is_back_link,
    is_bold_style,
    is_break,
    is_bullet,
    is_caption_line,
    is_drawn_heading,
    is_heading_tool,
    is_laid_out_as_block,
    is_note,
    is_paragraph_alone,
    is_short,
    is_sign_of_check_box,
    is_window_hint,
    join_drop_cap,
    part_number,
)
from wellread.extractors.segment.layout import NO_BOX, Anchor, Block, BlockIndex, BlockKind, Box, BoxIndex, Layout
from wellread.extractors.segment.tables import is_data_table, table_texts
from wellread.extractors.segment.text import LINE_BREAK, collapse_white_space, count_chars
from wellread.extractors.segment.visibility import (
    AttributeItems,
    find_marked_names,
    find_names_of_marks,
    is_hidden,
    is_hiding_style,
    is_mark,
    is_note_beside_mark,
    is_shown_by_click,
    is_toggle,
    may_be_note,
)
from wellread.extractors.string_value import string_value
from wellread.extractors.trait_reader import read_attributes
from wellread.extractors.vocabulary import Trait

_BLOCK_TAGS = (
    "html body address article aside blockquote caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr legend li listing main menu nav ol optgroup option "
    "p plaintext pre search section select summary table tbody td textarea tfoot th thead tr ul xml xmp button"
).split()
UNRENDERED_TAGS = ("head", "noscript", "object", "audio", "canvas", "template", "datalist", "noframes", "noembed")
_UNSEEN_IN_CODE = frozenset((*UNRENDERED_TAGS, "img", "iframe", "video"))
_KINDS: dict[str, BlockKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "summary"), BlockKind.HEADING),
    **dict.fromkeys(("li", "dt", "dd"), BlockKind.ITEM),
    **dict.fromkeys(("figcaption", "caption"), BlockKind.CAPTION),
    **dict.fromkeys(("pre", "listing", "xmp", "plaintext"), BlockKind.CODE),
    **dict.fromkeys(("button", "select", "option", "optgroup", "textarea"), BlockKind.CONTROL),
}
_PARAGRAPH, _HEADING, _CODE = BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.CODE
# What may be the line over a text that a click on it shows.
_TOGGLE_KINDS = frozenset((BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CONTROL))
# Kinds that hold for everything inside: a <div> in an <h2> is a heading, a <p> in an <li> is a paragraph.
_INHERITED_KINDS = frozenset((BlockKind.HEADING, BlockKind.CAPTION, BlockKind.CODE))
# A longer text, and more texts than that, stand in a heading or a caption that was never closed.
_MAX_CHARS_BY_KIND = {BlockKind.HEADING: 300, BlockKind.CAPTION: 1200}
_MAX_TEXTS_IN_HEADING = 4
_ITALIC, _BOLD = ("i", "em"), ("b", "strong")

# What is to be done when an element that was entered ends. Nothing at all where its children are not walked.
_END_SKIPPED, _END_INLINE, _END_OPEN_INLINE, _END_BOX, _END_CODE_LINE = range(5)
# Cells of one row stand on one line of code.
_CODE_LINE_TAGS = frozenset(_BLOCK_TAGS) - {"td"}
_NO_LISTING = Listing()


class _OpenInline:
    """A link, bold or italic type whose text is being read, and where it starts among the pieces of the current run."""

    __slots__ = ("element", "start")

    def __init__(self, element: etree._Element, start: int) -> None:
        self.element, self.start = element, start


class Walk:
    """The state of one walk: what was cut so far, and the run of text that is being read."""

    def __init__(self) -> None:
        self.boxes: list[Box] = []
        self.blocks: list[Block] = []
        self._box = NO_BOX
        self._kinds: list[BlockKind] = [BlockKind.PARAGRAPH]
        self._pieces: list[str] = []
        self._open_inlines: list[_OpenInline] = []
        self._anchors: list[Anchor] = []
        self._strong_chars = self._italic_chars = 0
        self._pictures: list[etree._Element] = []
        # What does not belong to the line that it stands in comes behind it, in a box with a trait of its own.
        self._set_apart: list[tuple[etree._Element, int]] = []
        self._is_placing = False
        self._listing: Listing | None = None
        self._has_listing = False
        self._marked: frozenset[str] | None = None
        self._marks: frozenset[str] | None = None
        self._divided: dict[etree._Element, bool] = {}
        self._spans: dict[etree._Element, bool] = {}

    def layout(self) -> Layout:
        """The boxes and blocks that were cut so far."""
        gutters = find_gutters(self.blocks) if self._has_listing else frozenset()
        boxes = with_trait(self.boxes, gutters, Trait.TOOL) if gutters else self.boxes
        return Layout(tuple(boxes), tuple(find_captions(boxes, _demote_unclosed_headings(boxes, self.blocks))))

    def run(self, root: etree._Element) -> None:
        """Walk the tree below and including `root`."""
        self._walk(root, self._enter(root))

    def _walk(self, root: etree._Element, entered_root: int) -> None:
        pieces = self._pieces
        stack: list[tuple[int, etree._Element, Iterator[etree._Element]]] = [(entered_root, root, iter(root))]
        while stack:
            entered, element, children = stack[-1]
            for child in children:
                entered_child = self._enter(child)
                if entered_child:
                    stack.append((entered_child, child, iter(child)))
                    break
                tail = child.tail
                if tail:
                    pieces.append(tail)
            else:
                stack.pop()
                tail = element.tail if entered == _END_INLINE else self._leave(entered, element)
                if tail and stack:
                    pieces.append(tail)

    def _leave(self, entered: int, element: etree._Element) -> str | None:
        """End an element; the text behind it, without the white space between boxes that are lines of code."""
        tail = element.tail
        if entered == _END_BOX:
            self._leave_box()
        elif entered == _END_OPEN_INLINE:
            self._close(self._open_inlines.pop(), len(self._open_inlines))
        elif entered == _END_CODE_LINE:
            self._end_code_line()
            return None if tail and tail.isspace() else tail
        return tail

    def _enter(self, element: etree._Element) -> int:
        """Begin an element; how it is to be left, or `_END_SKIPPED` where its children are not to be walked."""
        tag, items = str(element.tag), element.items()
        if self._listing is not None:
            return self._enter_in_listing(element, tag, items)
        enter = self._ENTER.get(tag)
        return self._enter_inline(element, tag, items) if enter is None else enter(self, element, tag, items)

    def _enter_inline(self, element: etree._Element, tag: str, items: AttributeItems) -> int:
        entered = self._enter_described(element, tag, items) if items else None
        if entered is None and (tag == "span" or "-" in tag):
            entered = self._enter_span(element, tag, items)
        if entered is not None:
            return entered
        text = element.text
        if text:
            self._pieces.append(text if len(element) else join_drop_cap(element) or text)
        return _END_INLINE if len(element) else _END_SKIPPED

    def _enter_described(self, element: etree._Element, tag: str, items: AttributeItems) -> int | None:
        """Begin an inline element that is none by its attributes; None for all others."""
        if is_hidden(items):
            return self._enter_hidden(element, tag, items)
        if is_laid_out_as_block(items):
            return self._enter_box(element, tag, items)
        if (tag == "label" and is_sign_of_check_box(element)) or is_bullet(element):
            return self._enter_set_apart(element, Trait.TOOL)
        if is_bold_style(element.get("style")):
            return self._enter_open_inline(element, tag, items)
        names = element.get("class")
        if names is None:
            is_placed = element.get("style") is not None and self._is_line_begun()
            return self._enter_note(element, "") if is_placed else None
        return (
            self._enter_break(element, tag, items)
            if is_break(element)
            else self._enter_named(element, tag, items, names)
        )

    def _enter_span(self, element: etree._Element, tag: str, items: AttributeItems) -> int | None:
        """Begin a span that is a paragraph by what stands beside it, or a hint for screen readers; None for others."""
        if self._is_paragraph(element):
            return self._enter_box(element, tag, items)
        if self._is_hint(element):
            return self._enter_set_apart(element, Trait.TOOL)
        before = element.getprevious()
        return self._enter_note(element, "") if before is not None and before.tag == "input" else None

    def _enter_named(self, element: etree._Element, tag: str, items: AttributeItems, names: str) -> int | None:
        """Begin an inline element whose class may say that it is no part of its line; None where it does not."""
        if self._kinds[-1] is _HEADING:
            return self._enter_set_apart(element, Trait.TOOL) if is_heading_tool(element) else None
        if self._is_line_begun():
            return self._enter_note(element, names)
        if is_drawn_heading(element, names):
            return self._enter_box(element, tag, items, kind=_HEADING)
        return self._enter_box(element, tag, items) if is_caption_line(element, names) else None

    def _enter_note(self, element: etree._Element, names: str) -> int | None:
        """Set an inline element apart that holds a note; None for all others."""
        return self._enter_set_apart(element, Trait.NOTE) if not self._is_placing and is_note(element, names) else None

    def _enter_hidden(self, element: etree._Element, tag: str, items: AttributeItems) -> int:
        """Begin an element that is off the screen. In a line of text it does not divide it."""
        if self._is_placing or not self._is_run_begun():
            return self._enter_box(element, tag, items)
        if not element.tail and has_space_at_edge(element):
            self._pieces.append(" ")  # what it has kept apart stays so
        if is_note_beside_mark(element):
            return self._enter_set_apart(element, Trait.NOTE)
        # A longer one may be the rest of a text that a click unfolds.
        return self._enter_set_apart(element, Trait.TOOL if is_short(element) else Trait.NONE)

    def _is_line_begun(self) -> bool:
        for piece in reversed(self._pieces):
            if piece is LINE_BREAK:
                return False
            if not piece.isspace():
                return True
        return False

    def _is_run_begun(self) -> bool:
        return any(not piece.isspace() for piece in reversed(self._pieces))

    def _is_paragraph(self, span: etree._Element) -> bool:
        """Whether a span is one of several that are the paragraphs of a box."""
        parent = span.getparent()
        if parent is None or self._kinds[-1] is not _PARAGRAPH or self._open_inlines:
            return False
        if "-" in str(span.tag) and is_paragraph_alone(span):
            return True
        beside = span.getnext() if span.getnext() is not None else span.getprevious()
        if beside is None or beside.tag != span.tag:
            return False
        if parent not in self._spans:
            self._spans[parent] = are_paragraphs(parent)
        return self._spans[parent]

    def _is_in_link(self) -> bool:
        return bool(self._open_inlines) and self._open_inlines[-1].element.tag == "a"

    def _is_hint(self, span: etree._Element) -> bool:
        return self._is_in_link() and self._open_inlines[-1].element.get("target") == "_blank" and is_window_hint(span)

    def _enter_set_apart(self, element: etree._Element, trait: int) -> int:
        """Set an element apart from its line: it becomes a box of its own behind it."""
        self._set_apart.append((element, trait))
        return _END_SKIPPED

    def _place_apart(self) -> None:
        apart, self._set_apart = self._set_apart, []
        inlines, self._open_inlines = self._open_inlines, []
        listing, self._listing, self._is_placing = self._listing, None, True
        self._kinds.append(_PARAGRAPH)
        for element, trait in apart:
            self._walk(element, self._enter_box(element, str(element.tag), element.items(), trait=trait))
        self._kinds.pop()
        self._open_inlines, self._listing, self._is_placing = inlines, listing, False

    def _enter_in_listing(self, element: etree._Element, tag: str, items: AttributeItems) -> int:
        """Begin an element inside a code listing, where a box is a line and no block."""
        listing = self._listing or _NO_LISTING
        if element in listing.tools:
            return self._enter_set_apart(element, Trait.TOOL)
        if items and is_hidden(items):
            return self._enter_set_apart(element, Trait.NONE)
        if tag in _UNSEEN_IN_CODE:
            return _END_SKIPPED
        is_line = tag in _CODE_LINE_TAGS or element in listing.lines or (items and is_laid_out_as_block(items))
        if is_line:
            self._end_code_line()
        elif tag == "br":
            self._pieces.append(LINE_BREAK)
        if element.text:
            self._pieces.append(element.text)
        return _END_CODE_LINE if is_line else _END_INLINE

    def _end_code_line(self) -> None:
        last = next((piece for piece in reversed(self._pieces) if piece), "\n")
        if last[-1] not in ("\n", LINE_BREAK):
            self._pieces.append("\n")

    def _enter_box(
        self,
        element: etree._Element,
        tag: str,
        items: AttributeItems,
        *,
        kind: BlockKind | None = None,
        trait: int = Trait.NONE,
    ) -> int:
        if self._pieces or self._pictures or self._set_apart:
            self._flush()
        box = self._add_box(element, tag, dict(items), trait)
        kind = kind or self._kind_in(box)
        text = element.text
        if not self._open_inlines and not len(element):
            if text and not text.isspace():
                self._has_listing = self._has_listing or kind is _CODE
                self._add_text(kind, box, text)
            return _END_SKIPPED
        self._box = box.index
        self._kinds.append(kind)
        if kind is _CODE and self._kinds[-2] is not _CODE:
            self._listing, self._has_listing = read_listing(element), True
        if text:
            self._pieces.append(text)
        return _END_BOX

    def _add_box(self, element: etree._Element, tag: str, attributes: Mapping[str, str], trait: int) -> Box:
        traits = read_attributes(tag, attributes) | trait
        if attributes and ("hidden" in attributes or is_hiding_style(attributes.get("style"))):
            traits |= Trait.HIDDEN
        if traits & Trait.HIDDEN:
            if traits & Trait.NOTE or self._is_named_by_mark(element, attributes):
                traits = traits & ~Trait.HIDDEN | Trait.NOTE
            elif is_shown_by_click(element):
                traits |= Trait.COLLAPSED
        depth, around = 0, traits
        if self._box >= 0:
            outer = self.boxes[self._box]
            depth, around = outer.depth + 1, outer.around | traits
        box = Box(BoxIndex(len(self.boxes)), self._box, depth, tag, traits, around, attributes, element)
        self.boxes.append(box)
        return box

    def _is_named_by_mark(self, element: etree._Element, attributes: Mapping[str, str]) -> bool:
        """Whether a mark in the text names a hidden element, and a click on it shows that."""
        name = attributes.get("id")
        if not name or not may_be_note(element):
            return False
        if self._marked is None:
            self._marked = find_marked_names(self.boxes[0].element)
        return name in self._marked

    def _kind_in(self, box: Box) -> BlockKind:
        outer = self._kinds[-1]
        if outer in _INHERITED_KINDS:
            return outer
        kind = _KINDS.get(box.tag, _PARAGRAPH)
        if (
            kind in _TOGGLE_KINDS
            and (box.attributes or box.tag == "button")
            and is_toggle(box.element, box.traits, box.attributes)
        ):
            return BlockKind.HEADING
        if kind is _PARAGRAPH and box.traits & Trait.CAPTION and box.tag != "table":
            return BlockKind.CAPTION
        if box.tag == "dt" and heads_section(box.element):
            return BlockKind.HEADING
        if box.tag == "figure" and holds_picture_alone(box.element):
            return BlockKind.CAPTION
        return kind

    def _leave_box(self) -> None:
        if self._pieces or self._pictures or self._set_apart:
            self._flush()
        if self._kinds.pop() is _CODE and self._kinds[-1] is not _CODE:
            self._listing = None
        self._box = self.boxes[self._box].parent

    def _enter_open_inline(self, element: etree._Element, tag: str, items: AttributeItems) -> int:
        if items and is_hidden(items):
            return self._enter_hidden(element, tag, items)
        if items and tag != "a" and (names := element.get("class")) is not None:
            if is_break(element):
                return self._enter_break(element, tag, items)
            if is_caption_line(element, names) and not self._is_line_begun():
                return self._enter_box(element, tag, items)
        span = _OpenInline(element, len(self._pieces))
        text = element.text
        if text:
            self._pieces.append(text)
        if not len(element):
            self._close(span, len(self._open_inlines))
            return _END_SKIPPED
        self._open_inlines.append(span)
        return _END_OPEN_INLINE

    def _enter_link(self, element: etree._Element, tag: str, items: AttributeItems) -> int:
        href = element.get("href")
        if href is not None and not self._is_placing:
            is_tool = is_heading_tool(element) if self._kinds[-1] is _HEADING else self._leads_back(element, href)
            if is_tool:
                return self._enter_set_apart(element, Trait.TOOL)
        before = element.getprevious()
        if before is not None and before.tag == "a" and not before.tail and not _is_one_word(before, element):
            self._pieces.append(" ")
        return self._enter_open_inline(element, tag, items)

    def _leads_back(self, link: etree._Element, href: str) -> bool:
        """Whether a link leads from a note to its mark, and is no number of the note."""
        if "#" not in href:
            return False
        if is_back_link(link, href):
            return True
        if not href.startswith("#") or not self._is_line_begun() or is_mark(link):
            return False
        if self._marks is None:
            self._marks = find_names_of_marks(self.boxes[0].element)
        return href[1:] in self._marks and is_short(link)

    def _enter_cite(self, element: etree._Element, tag: str, items: AttributeItems) -> int:
        """Below what is quoted it is a line of its own, in a sentence a part of it."""
        outer, before = element.getparent(), element.getprevious()
        is_line = outer is not None and outer.tag == "blockquote" and before is not None and before.tag in _BLOCK_TAGS
        return self._enter_box(element, tag, items) if is_line else self._enter_inline(element, tag, items)

    def _enter_button(self, element: etree._Element, tag: str, items: AttributeItems) -> int:
        if self._kinds[-1] is _HEADING and not self._is_placing and is_heading_tool(element):
            return self._enter_set_apart(element, Trait.TOOL)
        if self._is_line_begun() and is_mark(element):
            return self._enter_inline(element, tag, items)
        return self._enter_box(element, tag, items)

    def _enter_aside(self, element: etree._Element, tag: str, items: AttributeItems) -> int:
        """In the middle of a sentence it is a note in the margin."""
        if self._is_placing or not (element.tail or "").strip() or not self._is_line_begun():
            return self._enter_box(element, tag, items)
        return self._enter_set_apart(element, Trait.NOTE)

    def _enter_break(self, element: etree._Element, _tag: str, _items: AttributeItems) -> int:
        """One break is a line's end, and a paragraph's where all lines are paragraphs, or two have nothing between."""
        parent = element.getparent()
        if parent is not None and self._kinds[-1] is _PARAGRAPH and not self._open_inlines:
            if ends_bold_line(element):
                self._flush()
                return _END_SKIPPED
            if parent not in self._divided:
                self._divided[parent] = divides_paragraphs(parent)
            if self._divided[parent]:
                self._flush()
                return _END_SKIPPED
        for piece in reversed(self._pieces):
            if piece is LINE_BREAK:
                self._flush()
                return _END_SKIPPED
            if not piece.isspace():
                break
        self._pieces.append(LINE_BREAK)
        return _END_SKIPPED

    def _enter_picture(self, element: etree._Element, _tag: str, _items: AttributeItems) -> int:
        outer = element.getparent()
        if outer is None or outer.tag != "amp-img":  # which is the same picture, drawn ahead
            self._pictures.append(element)
        return self._enter_contents(element)

    def _enter_sources(self, element: etree._Element, tag: str, items: AttributeItems) -> int:
        """A <picture> without an image in it is one that a script completes."""
        if element.find("source") is not None and element.find(".//img") is None:
            self._pictures.append(element)
        return self._enter_inline(element, tag, items)

    def _enter_player(self, element: etree._Element, tag: str, _items: AttributeItems) -> int:
        self._flush()
        self._add(BlockKind.VIDEO, self._box, element)
        return self._enter_contents(element) if tag == "amp-youtube" else _END_SKIPPED

    def _enter_division(self, element: etree._Element, tag: str, items: AttributeItems) -> int:
        """A <div> that stands for a picture is one: its role says so, and its style has the address."""
        if items and element.get("role") == "img" and not len(element) and has_background(element):
            self._pictures.append(element)
            return self._enter_contents(element)
        return self._enter_box(element, tag, items)

    def _enter_contents(self, element: etree._Element) -> int:
        """What stands in an element that should be empty: the rest of the page, if its end tag is missing."""
        if element.text:
            self._pieces.append(element.text)
        return _END_INLINE if len(element) else _END_SKIPPED

    def _enter_list(self, element: etree._Element, tag: str, items: AttributeItems) -> int:
        return self._enter_box(element, tag, items, kind=_CODE if is_listing(element) else None)

    def _enter_pre(self, element: etree._Element, tag: str, items: AttributeItems) -> int:
        """The copy of a listing that a button puts into the clipboard is a tool."""
        is_copy = element.get("aria-hidden") == "true" and element.find("textarea") is not None
        kind, trait = (BlockKind.CONTROL, Trait.TOOL) if is_copy else (None, Trait.NONE)
        return self._enter_box(element, tag, items, kind=kind, trait=trait)

    def _enter_table(self, element: etree._Element, tag: str, items: AttributeItems) -> int:
        if is_listing(element):
            return self._enter_box(element, tag, items, kind=_CODE)
        entered = self._enter_box(element, tag, items)
        if entered == _END_SKIPPED or not is_data_table(element):
            return entered
        self._pieces[:] = [f"{text} " for text in table_texts(element)]
        if any(not piece.isspace() for piece in self._pieces):
            self._anchors = [_anchor(a) for a in element.iter("a") if a.get("href")]
        self._flush(BlockKind.TABLE)
        self._leave_box()
        return _END_SKIPPED

    def _skip_element(self, _element: etree._Element, _tag: str, _items: AttributeItems) -> int:
        return _END_SKIPPED

    # What an element does to the text around it. All others are inline.
    _ENTER: ClassVar[dict[str, Callable[[Walk, etree._Element, str, AttributeItems], int]]] = {
        **dict.fromkeys(_BLOCK_TAGS, _enter_box),
        **dict.fromkeys(UNRENDERED_TAGS, _skip_element),
        **dict.fromkeys((*_BOLD, *_ITALIC), _enter_open_inline),
        **dict.fromkeys(("img", "amp-img"), _enter_picture),
        **dict.fromkeys(("iframe", "video", "amp-youtube"), _enter_player),
        "a": _enter_link,
        "aside": _enter_aside,
        "br": _enter_break,
        "button": _enter_button,
        "cite": _enter_cite,
        "div": _enter_division,
        "ol": _enter_list,
        "picture": _enter_sources,
        "pre": _enter_pre,
        "table": _enter_table,
    }

    def _close(self, span: _OpenInline, depth: int) -> None:
        """Measure what stands in a span with `depth` others around it; bold type in bold type counts once."""
        raw, tag = "".join(self._pieces[span.start :]), span.element.tag
        if tag != "a":
            alike = _ITALIC if tag in _ITALIC else _BOLD
            if any(outer.element.tag in alike for outer in self._open_inlines[:depth]):
                return
            if alike is _ITALIC:
                self._italic_chars += count_chars(raw)
            else:
                self._strong_chars += count_chars(raw)
            return
        text = collapse_white_space(raw)
        if text:
            self._anchors.append(Anchor(text, span.element.get("href", "")))

    def _flush(self, kind: BlockKind | None = None) -> None:
        """End the current run of text: it becomes a block, after the pictures that stood in it."""
        if self._pictures:
            pictures, self._pictures = self._pictures, []
            for picture in pictures:
                self._add(BlockKind.IMAGE, self._box, picture)
        if self._pieces:
            self._flush_text(kind or self._kinds[-1])
        if self._set_apart:
            self._place_apart()

    def _flush_text(self, kind: BlockKind) -> None:
        for depth, span in enumerate(self._open_inlines):
            self._close(span, depth)
            span.start = 0
        raw = "".join(part_number(self._pieces))
        self._pieces.clear()
        if not raw.isspace():
            self._add_text(kind, self.boxes[self._box], raw)
        if self._anchors:
            self._anchors = []
        self._strong_chars = self._italic_chars = 0

    def _add_text(self, kind: BlockKind, box: Box, raw: str) -> None:
        text = collapse_white_space(raw)
        if not text:
            return
        if kind in _MAX_CHARS_BY_KIND and len(text) > _MAX_CHARS_BY_KIND[kind]:
            kind = BlockKind.PARAGRAPH
        if kind is _CODE:
            text = raw.replace(LINE_BREAK, "\n").strip("\n")
        self._add(kind, box.index, box.element, text)

    def _add(self, kind: BlockKind, box: BoxIndex, element: etree._Element, text: str = "") -> None:
        anchors = tuple(self._anchors) if text and self._anchors else ()
        chars = count_chars(text)
        self.blocks.append(
            Block(
                index=BlockIndex(len(self.blocks)),
                box=box,
                kind=kind,
                text=text,
                chars=chars,
                link_chars=min(chars, sum([count_chars(anchor.text) for anchor in anchors])) if anchors else 0,
                strong_chars=self._strong_chars if text else 0,
                italic_chars=self._italic_chars if text else 0,
                anchors=anchors,
                element=element,
            )
        )


def _demote_unclosed_headings(boxes: Sequence[Box], blocks: Sequence[Block]) -> Sequence[Block]:
    """A heading with more than a few texts in it was never closed: only its own text is a heading."""
    headings = {block.index: _heading_around(boxes, block) for block in blocks if block.kind is _HEADING}
    texts = Counter(headings.values())
    if max(texts.values(), default=0) <= _MAX_TEXTS_IN_HEADING:
        return blocks
    return [
        _as_own_kind(block, boxes[block.box].tag)
        if block.index in headings and texts[headings[block.index]] > _MAX_TEXTS_IN_HEADING
        else block
        for block in blocks
    ]


def _heading_around(boxes: Sequence[Box], block: Block) -> BoxIndex:
    """The outermost heading around a block; `NO_BOX` where its box is one by its place alone."""
    found, index = NO_BOX, block.box
    while index >= 0:
        if _KINDS.get(boxes[index].tag) is _HEADING:
            found = index
        index = boxes[index].parent
    return found


def _as_own_kind(block: Block, tag: str) -> Block:
    kind = _KINDS.get(tag, BlockKind.PARAGRAPH)
    return block if kind is BlockKind.HEADING else msgspec.structs.replace(block, kind=kind)


def _is_one_word(link: etree._Element, following: etree._Element) -> bool:
    """Whether two links side by side are parts of a word: editors split a link where its type changes."""
    if link.get("href") == following.get("href"):
        return True
    before, after = string_value(link), string_value(following)
    return len(before) == 1 and before.isalpha() and after[:1].islower()


def _anchor(element: etree._Element) -> Anchor:
    return Anchor(collapse_white_space("".join(element.itertext())), element.get("href", ""))
