"""The systems that are compared, ours first, and how each is asked for text, blocks and fields."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

from benchmarks import peers
from benchmarks.answers import FIELDS, Answer, Fields
from benchmarks.metrics import Block

if TYPE_CHECKING:
    from wellread.extractors.article import Article, ContentBlock, Item, Section


@dataclass(frozen=True)
class System:
    """One system. A question that it has no answer to is `None`.

    `reads` names the fields that it looks for at all; `whole` gives text and metadata in one go.
    """

    name: str
    package: str
    text: Callable[[bytes, str], str]
    blocks: Callable[[bytes, str], tuple[Block, ...]] | None = None
    fields: Callable[[bytes, str], Fields] | None = None
    reads: tuple[str, ...] = FIELDS
    whole: Callable[[bytes, str], object] | None = None

    @property
    def version(self) -> str | None:
        """The installed version, or `None` when it is not installed."""
        try:
            return importlib.metadata.version(self.package)
        except importlib.metadata.PackageNotFoundError:
            return None


class Provenance(msgspec.Struct, frozen=True):
    """What the file of the shipped model says about where it comes from."""

    trained_on: dict[str, str]


def our_article(html: bytes, url: str) -> Article:
    """The whole article."""
    from wellread.extractors import extract

    return extract(html, url=url)


def our_model_saw(corpus: str) -> bool:
    """Whether the shipped model was trained on pages of this corpus, so that our figures there are flattered."""
    shipped = files("wellread.extractors.label").joinpath("classifier.json").read_bytes()
    return corpus in msgspec.json.decode(shipped, type=Provenance).trained_on


def our_text(html: bytes, url: str) -> str:
    """The body of the article."""
    return our_article(html, url).article_body


def our_blocks(html: bytes, url: str) -> tuple[Block, ...]:
    """Headings and texts of the whole tree of sections."""
    return tuple(section_blocks(our_article(html, url).sections))


def our_fields(html: bytes, url: str) -> Fields:
    """Headline, authors' names and the dates of publication and change."""
    return _fields_of(our_article(html, url))


def our_answer(html: bytes, url: str) -> Answer:
    """Text, blocks and fields, from one extraction."""
    article = our_article(html, url)
    return Answer(article.article_body, tuple(section_blocks(article.sections)), _fields_of(article))


def _fields_of(article: Article) -> Fields:
    names = tuple(author.name for author in article.authors)
    return Fields(article.headline, names, article.date_published, article.date_modified)


def section_blocks(sections: Sequence[Section]) -> Iterator[Block]:
    """Headings and texts of sections and of those below them, in order."""
    for section in sections:
        if section.heading is not None:
            yield "heading", section.heading
        for block in section.blocks:
            yield from (("text", text) for text in _block_texts(block))
        yield from section_blocks(section.sections)


def _block_texts(block: ContentBlock) -> Iterator[str]:
    from wellread.extractors.article import Code, ListBlock, Paragraph, Quote, Table

    match block:
        case Paragraph(text=text) | Quote(text=text) | Code(text=text):
            yield text
        case ListBlock(items=items):
            yield from _item_texts(items)
        case Table(header=header, rows=rows):
            yield from header
            for row in rows:
                yield from row
        case _:
            pass


def _item_texts(items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        yield item.text
        yield from _item_texts(item.items)


OURS = System("ours", "wellread", our_text, our_blocks, our_fields, whole=our_article)
PEERS = (
    System(
        "trafilatura",
        "trafilatura",
        peers.trafilatura_text,
        peers.trafilatura_blocks,
        peers.trafilatura_fields,
        whole=peers.trafilatura_whole,
    ),
    System(
        "readability-lxml",
        "readability-lxml",
        peers.readability_text,
        peers.readability_blocks,
        peers.readability_fields,
        reads=("headline",),
    ),
    System("newspaper4k", "newspaper4k", peers.newspaper_text, None, peers.newspaper_fields),
    System("resiliparse", "resiliparse", peers.resiliparse_text),
    System("justext", "justext", peers.justext_text),
)
SYSTEMS = {system.name: system for system in (OURS, *PEERS)}
