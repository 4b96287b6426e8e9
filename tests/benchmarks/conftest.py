"""A corpus of two pages, written for these tests, in the layout that the benchmarks read."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from benchmarks import corpora

GOLD: tuple[dict[str, object], ...] = (
    {
        "id": "sleep",
        "url": "https://example.org/sleep",
        "title": "How to sleep",
        "author": "Jane Doe, RD",
        "date": "2025-05-01",
        "text": "Go to bed early. Get up late.",
        "with": ["Go to bed", "Get up"],
        "without": ["Subscribe"],
        "summary": ["A guide."],
        "sections": [{"headline": ["Evening"], "paragraphs": ["Go to bed early.", "Get up late."]}],
        "wellness": True,
        "scripts": True,
    },
    {
        "id": "cars",
        "url": "https://example.org/cars",
        "title": "Cars",
        "author": "",
        "date": "2025-13-45",
        "text": "Cars are fast.",
        "with": ["Cars are"],
        "without": ["Subscribe"],
        "wellness": False,
        "scripts": False,
    },
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "corpora" / "small"
    (folder / "html").mkdir(parents=True)
    (folder / "gold.jsonl").write_text("".join(json.dumps(gold) + "\n" for gold in GOLD))
    for gold in GOLD:
        page = f"<p>{gold['text']}</p>".encode()
        (folder / "html" / f"{gold['id']}.html.gz").write_bytes(gzip.compress(page, mtime=0))
    return folder.parent


@pytest.fixture
def corpus(root: Path) -> corpora.Corpus:
    return corpora.read("small", root)
