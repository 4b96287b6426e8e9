"""How to reach the site, after the article: lines of its telephone number, e-mail and web address."""

from __future__ import annotations

import re
from itertools import takewhile

from wellread.extractors.article import Reason
from wellread.extractors.label.labelled_block import Label
from wellread.extractors.label.state import LabelState
from wellread.extractors.segment import Block
from wellread.extractors.urls import host_of

_ADDRESS = re.compile(
    r"[\w.+-]+@[\w.-]+\.\w{2,}|(?:https?://|www\.)[^\s,;]+|(?<![\w.])[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}\b"
)
_NUMBER = re.compile(r"\+?\(?\d[\d\s()./–-]{5,18}\d")
_CONTACT = re.compile(r"\b(?:conta[ck]?t|kontakt|контакт)|連絡先|お問い合わせ|联系|연락", re.IGNORECASE)
_MAX_LINE_CHARS, _MAX_WORDS = 120, 3
# A shorter part of a host's name is a word of other addresses as well.
_MIN_NAME_CHARS = 5
_NO_LETTER = re.compile(r"[\W_]+")


def drop_own_contact(state: LabelState) -> LabelState:
    """Drop the lines that end an article with an address of the site itself, and the label above them.

    The addresses of others, such as those of a helpline, are a part of what the article says.
    """
    name = max(host_of(state.url or "").split("."), key=len)
    if len(name) < _MIN_NAME_CHARS:
        return state
    last = list(takewhile(_is_contact_line, reversed(state.kept_blocks()[1:])))
    own = _NO_LETTER.sub("", name)
    if not any(own in _NO_LETTER.sub("", address) for block in last for address in _find_addresses(block)):
        return state
    return state.with_labels(
        {block.index: Label(Reason.PROMOTION, "own-contact", state.score_of(block)) for block in last}
    )


def _find_addresses(block: Block) -> list[str]:
    return _ADDRESS.findall(block.text.lower())


def _is_contact_line(block: Block) -> bool:
    """Whether a block says nothing but where to call or to write to, or is a label for that."""
    if block.chars > _MAX_LINE_CHARS:
        return False
    rest = _NUMBER.sub(" ", _ADDRESS.sub(" ", block.text.lower()))
    is_short = len(_NO_LETTER.sub(" ", rest).split()) <= _MAX_WORDS
    return is_short and (rest != block.text.lower() or _CONTACT.search(rest) is not None)
