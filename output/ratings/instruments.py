"""The instruments that articles are rated with: their items, and the values that a rater may give."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

INSTRUMENT_NAMES = ("discern", "jama", "gqs", "eqip")
Level = Literal["nominal", "ordinal", "interval"]


class Total(msgspec.Struct, frozen=True):
    """How the total is made of the first `items` items: their sum, or their mean in percent."""

    kind: Literal["sum", "percent"]
    items: int


class Instrument(msgspec.Struct, frozen=True, kw_only=True):
    """An instrument. `values` are the words that a rater may write; one without a number counts for nothing."""

    name: str
    source: str
    values: Mapping[str, float | str]
    level: Level
    total: Total
    items: tuple[str, ...]

    def number_of(self, value: str) -> float | None:
        """The number of a word in `values`."""
        number = self.values[value]
        return None if isinstance(number, str) else number

    def total_of(self, values: Mapping[int, str]) -> float | None:
        """The total of what a rater wrote, by the numbers of the items; None where an item of it is not rated."""
        wanted = range(1, self.total.items + 1)
        if any(item not in values for item in wanted):
            return None
        numbers = [number for item in wanted if (number := self.number_of(values[item])) is not None]
        if self.total.kind == "sum":
            return sum(numbers)
        return 100 * sum(numbers) / len(numbers) if numbers else None


@cache
def load_instrument(name: str) -> Instrument:
    """The instrument of that name, one of `INSTRUMENT_NAMES`."""
    text = (files("wellread.output.ratings") / "instruments.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text)[name], Instrument)
