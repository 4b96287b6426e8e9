"""The worst pages, read by hand beside their source: whose fault each is, and whose truth is doubtful."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import msgspec

GOLD = Path(__file__).with_name("gold") / "ceiling.jsonl"


class Fault(StrEnum):
    """Whose fault it is that a page is far from its truth."""

    OURS = "ours wrong"
    TRUTH = "truth doubtful"
    CUTTING = "cutting"


class Finding(msgspec.Struct, frozen=True):
    """What a person found who read a page beside its source: whose fault, and the cause in one line."""

    corpus: str
    id: str
    verdict: Fault
    cause: str


def findings() -> list[Finding]:
    """What was found on the pages that were read."""
    return msgspec.json.Decoder(Finding).decode_lines(GOLD.read_bytes())


def doubtful() -> frozenset[tuple[str, str]]:
    """Corpus and id of the pages whose truth is doubtful: neither measure nor teacher."""
    return frozenset((found.corpus, found.id) for found in findings() if found.verdict is Fault.TRUTH)
