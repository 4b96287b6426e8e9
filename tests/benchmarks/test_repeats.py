"""What a command lost, or wrote otherwise the second time, is counted."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from benchmarks.repeats import Outcome, assess


def test_lost_and_differing_pages_are_counted(tmp_path: Path) -> None:
    output = tmp_path / "articles.jsonl"
    written = [("a", "x"), ("a", "x"), ("b", "x"), ("b", "y"), ("c", "x")]
    output.write_text("".join(json.dumps({"rawSha256": body, "headline": text}) + "\n" for body, text in written))
    assert assess(Counter({"a": 2, "b": 2, "c": 2, "d": 2}), output, 4) == Outcome(8, 3, 1, 4)
