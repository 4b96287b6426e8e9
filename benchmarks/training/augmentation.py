"""Augmentation of the training data: pages that say the same in another way.

One copy of a page has lost half of its names. So looks a site whose class names and ids mean nothing. More and more
pages have names that a build has made up (`css-1x2y3z`), and a classifier that has seen pages with fewer names leans
less on them.

Another copy is longer or shorter. What belongs to an article does not depend on how long it is, but hardly any page of
the corpora is as long as a guide in thirty chapters.

A third copy has a part of the article in a box of its own, beside the others. So page builders set questions,
conclusions and key points, and the corpora have too few such pages to tell them from the offers that stand there too.
"""

from __future__ import annotations

import random
import re
import zlib
from collections import Counter
from collections.abc import Collection, Sequence
from copy import deepcopy
from string import ascii_lowercase

from lxml import etree

from wellread.extractors.vocabulary.page_tags import WHOLE_PAGE_TAGS

Element = etree._Element

_NAME = re.compile(rb"""\s(?:class|id)\s*=\s*(?:"[^"]*"|'[^']*')""")
# A longer copy has at most so many times the text, and at most so many elements are added.
_MAX_TIMES, _MAX_ADDED = 12, 1500
# Fewer parts of a text leave nothing to repeat or to leave out.
_MIN_PARTS = 4
# In fewer words there is no other order.
_MIN_WORDS = 5
# Of the parts that are moved into a box of their own so many are the first ones.
_SHARE_OF_BEGINNINGS = 0.3
_BOX_TAGS = ("section", "section", "div", "div", "div", "aside")
_HEADING_TAGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# The letters in the middle of a word.
_LETTERS = re.compile(r"(?<=[^\W\d_])[^\W\d_]+(?=[^\W\d_])")


def remove_half_of_names(html: bytes) -> bytes:
    """The page without about every second of its different classes and ids, always the same ones."""
    salt = zlib.crc32(html)
    return _NAME.sub(lambda name: b"" if zlib.crc32(name[0], salt) % 2 else name[0], html)


def change_length(article: Collection[Element], seed: int) -> dict[Element, Element] | None:
    """Make the text of a page several times as long, or much shorter; the tree is changed.

    `article` are the elements of the article's blocks. The parts of the box with most of them are repeated with their
    words in another order, headings and lists and what is none of the article included, or most are removed. Returns
    for each new element the one that it is a copy of; None where there are too few parts.
    """
    parts = _find_parts(article)
    if len(parts) < _MIN_PARTS:
        return None
    rng = random.Random(seed)  # noqa: S311  (has to be the same each time)
    if rng.random() < 1 / 3:
        for part in parts[rng.randint(1, 3) : -1]:
            _remove(part)
        return {}
    true = frozenset(article)
    size = sum(1 for part in parts for _ in part.iter())
    times = min(rng.randint(2, _MAX_TIMES), _MAX_ADDED // size)
    copied: dict[Element, Element] = {}
    place = parts[len(parts) // 2]
    for _ in range(times):
        for part in parts:
            copy = deepcopy(part)
            for new, old in zip(copy.iter(), part.iter(), strict=True):
                copied[new] = old
                _shuffle_texts(new, rng, is_article=old in true or any(one in true for one in old.iterancestors()))
            copy.tail, place.tail = place.tail, copy.tail
            place.addnext(copy)
            place = copy
    return copied


def move_parts(article: Collection[Element], seed: int) -> bool:
    """Move the end of an article, or its beginning, into a box of its own beside the rest; the tree is changed.

    `article` are the elements of the article's blocks. False where there are too few parts, or no place beside them.
    """
    parts = _find_parts(article)
    if len(parts) < _MIN_PARTS:
        return False
    rng = random.Random(seed)  # noqa: S311  (has to be the same each time)
    box = _box_to_stand_beside(parts[0], rng)
    if box is None:
        return False
    is_beginning = rng.random() < _SHARE_OF_BEGINNINGS
    if is_beginning:
        moved = parts[: rng.randint(1, 3)]
    else:
        half = len(parts) // 2
        headings = [place for place in range(half, len(parts)) if _is_heading(parts[place])]
        moved = parts[rng.choice(headings) if headings else rng.randint(half, len(parts) - 1) :]
    new = etree.Element(rng.choice(_BOX_TAGS))
    if rng.random() < 1 / 2:
        new.set("class", "".join(rng.choices(ascii_lowercase, k=6)))
    # Half of the boxes have one more around each heading below the first and what stands under it.
    card_tag, target = rng.choice((None, None, "div", "details")), new
    for place, part in enumerate(moved):
        if card_tag and place and _is_heading(part):
            target = etree.SubElement(new, card_tag)
        _remove(part)
        part.tail = None
        target.append(part)
    if is_beginning:
        box.addprevious(new)
    else:
        new.tail, box.tail = box.tail, None
        box.addnext(new)
    return True


def _box_to_stand_beside(part: Element, rng: random.Random) -> Element | None:
    """The box around a part, or one or two farther out; None where that would be the page itself."""
    outer: Sequence[Element] = [one for one in part.iterancestors() if one.tag not in WHOLE_PAGE_TAGS]
    return outer[min(rng.choice((0, 0, 0, 1, 1, 2)), len(outer) - 1)] if outer else None


def _is_heading(element: Element) -> bool:
    return element.tag in _HEADING_TAGS


def _find_parts(article: Collection[Element]) -> Sequence[Element]:
    """The children of the box with most parts of the article, from the first that has some of it to the last."""
    parts: dict[Element, None] = {}
    for element in article:
        parts[element] = None
        parts.update(dict.fromkeys(element.iterancestors()))
    counts = Counter(parent for part in parts if (parent := part.getparent()) is not None)
    if not counts:
        return ()
    box = max(counts, key=counts.__getitem__)
    places = [place for place, child in enumerate(box) if child in parts]
    return box[places[0] : places[-1] + 1]


def _remove(element: Element) -> None:
    parent, before = element.getparent(), element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    if parent is not None:
        parent.remove(element)


def _shuffle_texts(element: Element, rng: random.Random, *, is_article: bool) -> None:
    element.text = _shuffled(element.text, rng, is_article=is_article)
    element.tail = _shuffled(element.tail, rng, is_article=is_article)


def _shuffled(text: str | None, rng: random.Random, *, is_article: bool) -> str | None:
    """Another order of the words, but for the first and the last: how a text begins and ends says what it is.

    In few words of an article the letters have another one: no line comes twice in it.
    """
    words = (text or "").split(" ")
    if len(words) >= _MIN_WORDS:
        inner = words[1:-1]
        rng.shuffle(inner)
        return " ".join((words[0], *inner, words[-1]))
    if not text or not is_article:
        return text
    return _LETTERS.sub(lambda match: "".join(rng.sample(match[0], len(match[0]))), text)
