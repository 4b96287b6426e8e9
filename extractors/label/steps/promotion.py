"""The site's promotion of its own product after the article: last paragraphs that offer the app of its own brand.

Editors who keep such a paragraph are as many as those who drop it, so only the plain case is dropped: it stands at the
end, names the site itself, and offers something to install, to try or to subscribe to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice, takewhile

from wellread.extractors.article import Reason
from wellread.extractors.label.labelled_block import Label
from wellread.extractors.label.state import LabelState
from wellread.extractors.segment import Block, BlockKind

_OFFER = re.compile(
    # Not the app that a reader has in mind, and not what is done in-app.
    r"\b(?:(?<!-)apps?(?! ideas?\b)|download|free trial|(?:start|begin) your (?:free|trial)|subscription"
    r"|membership|sign up"
    r"|premium|start (?:a|your) trial|try (?:it|us) (?:for )?free|(?:is|are) on us"
    r"|free for \w+ (?:days|weeks|months))\b"
    # A sentence that begins with what the reader is to do, and at once.
    r"|(?:^|[.!?] )(?:start|try|join|begin|put|claim)\b[^.!?]{0,80}"
    r"\b(?:free|today|now|tonight|this week|on your phone)\b",
    re.IGNORECASE,
)
_MAX_OFFERS = 4
_NO_TEXT = frozenset((BlockKind.HEADING, BlockKind.CAPTION))
# A shorter first word of a brand is a word as well.
_MIN_BRAND_WORD_CHARS = 4


def drop_self_promotion(state: LabelState) -> LabelState:
    """Drop offers of the site's own product among the last blocks of the article."""
    kept = state.kept_blocks()
    last_texts = (block for block in reversed(kept[1:]) if block.kind not in _NO_TEXT)
    offers = list(islice(takewhile(_is_offer, last_texts), _MAX_OFFERS))
    if not offers:
        return state
    names = _brand_names(state.metadata.brands, " ".join(block.text for block in kept))
    if not names:
        return state
    named = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")
    own = takewhile(lambda block: named.search(block.text), offers)
    return state.with_labels({block.index: Label(Reason.PROMOTION, "own-product") for block in own})


def _is_offer(block: Block) -> bool:
    return _OFFER.search(block.text) is not None


def _brand_names(brands: Iterable[str], text: str) -> list[str]:
    """The site's names, and the first word of each where the page never uses that word as a common one."""
    names: list[str] = []
    for brand in brands:
        names.append(brand)
        first = brand.split()[0]
        if (
            first != brand
            and len(first) >= _MIN_BRAND_WORD_CHARS
            and first[0].isupper()
            and not re.search(rf"\b{re.escape(first.lower())}\b", text)
        ):
            names.append(first)
    return names
