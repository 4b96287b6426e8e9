"""What each signal is evidence for: the items of the instruments that raters of health content use."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

# Raters must not take a history for a certificate: the foundation behind HON closed at the end of 2022.
_NOTES = {"hon": "history since 2022"}


@cache
def describe_items(signal_id: str) -> tuple[str, ...]:
    """The items that a signal is evidence for, in words, such as "JAMA benchmarks: Authorship"; empty for none."""
    crosswalk = _load()
    described = []
    for instrument, items in crosswalk.get(signal_id, {}).items():
        known = crosswalk["instruments"][instrument]
        note = f" ({_NOTES[instrument]})" if instrument in _NOTES else ""
        named = "; ".join(_describe_item(item, known["items"][item]) for item in items)
        described.append(f"{known['name'].partition(',')[0]}{note}: {named}")
    return tuple(described)


@cache
def find_signals(instrument_name: str, number: int, title: str) -> tuple[str, ...]:
    """The signals that are evidence for an item of the instrument of that name; none for one without a crosswalk.

    Items have the number of their publication there, or the title where that has no numbers.
    """
    crosswalk = _load()
    known = {one["name"].partition(",")[0]: name for name, one in crosswalk["instruments"].items()}
    if instrument_name not in known:
        return ()
    instrument = known[instrument_name]
    titles = crosswalk["instruments"][instrument]["items"]
    return tuple(
        signal
        for signal, of_instruments in crosswalk.items()
        if signal != "instruments"
        and any(item == str(number) or titles[item] == title for item in of_instruments.get(instrument, ()))
    )


def _describe_item(item: str, name: str) -> str:
    return f"{item} {name}" if item.isdecimal() else name


@cache
def _load() -> dict[str, Any]:
    text = (files("wellread.extractors.signals") / "crosswalk.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
