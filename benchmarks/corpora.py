"""Reads corpora of pages with truth: a folder with `gold.jsonl` (one page a line) and `html/ID.html.gz`."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import msgspec

ROOT = Path(__file__).resolve().parents[2] / "shared" / "corpora"
SUBSETS = ("wellness", "scripts")


class GoldSection(msgspec.Struct, frozen=True):
    """A section of the truth: its headings (none in the lead) and what stands under them."""

    headline: tuple[str, ...]
    paragraphs: tuple[str, ...]


class Gold(msgspec.Struct, frozen=True):
    """The truth of one page. `None`: the corpus does not say. An empty value: the page has none."""

    id: str
    url: str
    title: str | None = None
    author: str | tuple[str, ...] | None = None
    authors: tuple[str, ...] | None = None
    date: str | None = None
    text: str | None = None
    must_have: tuple[str, ...] = msgspec.field(default=(), name="with")
    must_not: tuple[str, ...] = msgspec.field(default=(), name="without")
    summary: tuple[str, ...] = ()
    sections: tuple[GoldSection, ...] | None = None
    wellness: bool = False
    scripts: bool = True

    @property
    def people(self) -> tuple[str, ...] | None:
        """The authors, however the corpus writes them; one string may still name several."""
        said = self.authors if self.authors is not None else self.author
        if isinstance(said, str):
            return (said,) if said else ()
        return said


@dataclass(frozen=True)
class Page:
    """One page of a corpus: the truth, and the bytes on demand."""

    corpus: str
    gold: Gold
    path: Path

    def html(self) -> bytes:
        """The page as it was stored."""
        return read_html(self.path)


@dataclass(frozen=True)
class Corpus:
    """All pages of one folder, in the order of its gold file."""

    name: str
    folder: Path
    pages: tuple[Page, ...]

    @cached_property
    def digest(self) -> str:
        """Changes with any byte of the truth or of a page."""
        digest = hashlib.sha256((self.folder / "gold.jsonl").read_bytes())
        for page in self.pages:
            digest.update(page.path.read_bytes())
        return digest.hexdigest()[:16]


def read_html(path: Path) -> bytes:
    """A stored page, whether it was compressed or not."""
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def names(root: Path) -> list[str]:
    """The corpora that are there; none when the folder is absent."""
    return sorted(gold.parent.name for gold in root.glob("*/gold.jsonl"))


def read(name: str, root: Path) -> Corpus:
    """Reads one corpus. Raises FileNotFoundError or msgspec.DecodeError when it is not in the layout."""
    folder = root / name
    decoder = msgspec.json.Decoder(Gold)
    golds = decoder.decode_lines((folder / "gold.jsonl").read_bytes())
    return Corpus(name, folder, tuple(Page(name, gold, folder / "html" / f"{gold.id}.html.gz") for gold in golds))


def subset(pages: tuple[Page, ...], name: str | None) -> tuple[Page, ...]:
    """The pages that the truth marks so, by one of SUBSETS; all of them for `None`."""
    if name is None:
        return pages
    return tuple(page for page in pages if getattr(page.gold, name) is True)
