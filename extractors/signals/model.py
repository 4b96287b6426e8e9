"""What detecting signals gives: matches of rules, and the detections that are published."""

from __future__ import annotations

from typing import Literal

import msgspec

from wellread.extractors.segment import Span


class RuleMatch(msgspec.Struct, frozen=True, gc=False):
    """What a rule found: a value, and where it stands. `span` is None for data of the page that no reader sees."""

    value: str | None
    span: Span | None


class Detection(msgspec.Struct, frozen=True):
    """One signal: that it is present, or that nothing was found, or that no rule can check the page's language.

    `rule` is the id and version of the rule that found it. `span` is None where nothing is quoted. `note` says what a
    person should know about the value.
    """

    signal: str
    state: Literal["present", "not_found", "not_checked"]
    rule: str | None = None
    value: str | None = None
    span: Span | None = None
    note: str | None = None
