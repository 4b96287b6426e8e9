"""What a system says about a page."""

from __future__ import annotations

import msgspec

from benchmarks.metrics import Block

FIELDS = ("headline", "authors", "date")


class Fields(msgspec.Struct, frozen=True):
    """What a system says about a page. `date`, that of publication, and `modified` start with an ISO date."""

    headline: str | None = None
    authors: tuple[str, ...] = ()
    date: str | None = None
    modified: str | None = None


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a system says about one page; where it raised an exception, `error` names it and the rest is empty."""

    text: str = ""
    blocks: tuple[Block, ...] = ()
    fields: Fields = Fields()
    error: str | None = None
