"""The crosswalk: which items of quality instruments each signal is evidence for."""

from __future__ import annotations

import tomllib
from importlib import resources

from wellread.extractors.signals.catalog import SIGNALS


def test_the_crosswalk_maps_every_signal_and_no_other() -> None:
    text = resources.files("wellread.extractors.signals").joinpath("crosswalk.toml").read_text(encoding="utf-8")
    crosswalk = tomllib.loads(text)
    instruments = crosswalk.pop("instruments")
    assert set(crosswalk) == set(SIGNALS)
    for items in crosswalk.values():
        assert set(items) <= set(instruments)
        for instrument, named in items.items():
            assert set(named) <= set(instruments[instrument]["items"])
