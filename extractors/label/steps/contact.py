"""How to reach the site, after the article: last lines of its own addresses and telephone numbers."""

from __future__ import annotations

import re
from itertools import takewhile

from wellread.extractors.article import Reason
from wellread.extractors.label.labelled_block import Label
from wellread.extractors.label.regions import ends_sentence
from wellread.extractors.label.state import LabelState
from wellread.extractors.segment import Block, BlockKind
from wellread.extractors.urls import host_of, is_same_site

_HOST = r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,10}(?![a-z0-9-])"
_ADDRESS = re.compile(
    rf"(?P<name>(?<![a-z0-9.+_-])[a-z0-9.+_-]+)@(?P<mail>{_HOST})"
    rf"|(?<![a-z0-9.@-])(?:https?://)?(?P<web>{_HOST})(?:/[!-~]*)?"
)
_NUMBER = re.compile(r"\+?\(?\d[\d\s()./–-]{5,18}\d")
_CONTACT = re.compile(r"\b(?:conta[ck]?t|kontakt|контакт)|連絡先|お問い合わせ|联系|연락", re.IGNORECASE)
_NO_DIGIT = re.compile(r"\D+")
# Numbers are the same where so many digits at the end are: with the country's prefix or without.
_MIN_SAME_DIGITS = 7
_TELEPHONE_LINK = "tel:"
_MAX_LINE_CHARS, _MAX_WORDS = 120, 3
# Where words have no spaces between them, a label has no more letters than this.
_MAX_LETTERS_OF_LABEL = 8
_WITHOUT_SPACES = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_NO_LETTER = re.compile(r"[\W_]+")


def drop_own_contact(state: LabelState) -> LabelState:
    """Drop the lines that end an article with an address or a number of the site itself, and the label above them.

    A number is the site's own where a link outside the text calls it, as those in heads and footers do. The addresses
    of others, such as those of a helpline, are a part of what the article says. So is a list of addresses, and what
    stands alone under a heading, even if it is all the site's own.
    """
    host = host_of(state.url or "")
    kept = state.kept_blocks()
    if not host or not any(map(_is_contact_line, kept[-1:])):
        return state
    numbers = _find_own_numbers(state)
    last = list(takewhile(lambda block: _is_own_line(block, host, numbers), reversed(kept[1:])))
    if not last:
        return state
    before = kept[: len(kept) - len(last)]
    if before[-1].kind is BlockKind.HEADING or any(map(_lists_contact, before)):
        return state
    last += [block for block in before[1:][-1:] if _is_contact_label(block)]
    return state.with_labels(
        {block.index: Label(Reason.PROMOTION, "own-contact", state.score_of(block)) for block in last}
    )


def _find_own_numbers(state: LabelState) -> frozenset[str]:
    """The telephone numbers that links outside the text call, without the prefixes that some of them have."""
    return frozenset(
        digits
        for block, label in zip(state.layout.blocks, state.labels, strict=True)
        if label is not None and not label.is_kept
        for anchor in block.anchors
        if anchor.href.lower().startswith(_TELEPHONE_LINK) and (digits := _significant_digits(anchor.href))
    )


def _is_own_line(block: Block, host: str, numbers: frozenset[str]) -> bool:
    if block.kind is not BlockKind.PARAGRAPH or not _is_contact_line(block):
        return False
    text = block.text.lower()
    return any(_significant_digits(found[0]) in numbers for found in _NUMBER.finditer(text)) or any(
        is_same_site(found["mail"] or found["web"], host) or found["name"] in host.split(".")[:-1]
        for found in _ADDRESS.finditer(text)
    )


def _significant_digits(number: str) -> str:
    """The digits of a number that are the same with the prefix of its country and without; none of a short one."""
    digits = _NO_DIGIT.sub("", number)
    return digits[-_MIN_SAME_DIGITS:] if len(digits) >= _MIN_SAME_DIGITS else ""


def _lists_contact(block: Block) -> bool:
    """Whether a block is a line with an address or a number, whatever it says of it."""
    text = block.text.lower()
    is_line = block.chars <= _MAX_LINE_CHARS and not ends_sentence(text)
    return is_line and (_ADDRESS.search(text) or _NUMBER.search(text)) is not None


def _is_contact_line(block: Block) -> bool:
    """Whether a block says nothing but where to call or to write to."""
    text = block.text.lower()
    rest = _NUMBER.sub(" ", _ADDRESS.sub(" ", text))
    return rest != text and _is_label_like(block, rest)


def _is_contact_label(block: Block) -> bool:
    is_line = block.kind is BlockKind.PARAGRAPH and _CONTACT.search(block.text) is not None
    return is_line and _is_label_like(block, block.text)


def _is_label_like(block: Block, words: str) -> bool:
    """Whether a block is no sentence, and has few words besides its addresses."""
    return (
        block.chars <= _MAX_LINE_CHARS
        and not ends_sentence(block.text.rstrip(":：; "))
        and len(_NO_LETTER.sub(" ", words).split()) <= _MAX_WORDS
        and len(_WITHOUT_SPACES.findall(words)) <= _MAX_LETTERS_OF_LABEL
    )
