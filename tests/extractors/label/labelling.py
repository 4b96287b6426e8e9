"""Pages of known running text, and what labelling makes of markup in them."""

from __future__ import annotations

from wellread.extractors.article import Reason
from wellread.extractors.label import Label, LabelledBlock, label
from wellread.extractors.label.classifier import load_classifier
from wellread.extractors.label.state import LabelState
from wellread.extractors.metadata import Metadata, describe
from wellread.extractors.parse import PageInput, parse
from wellread.extractors.segment import Layout, segment

URL = "https://example.org/blog/post"
SENTENCES = [
    f"Sentence number {number} says one thing about sleep, and says it in a row of words that ends with a full stop."
    for number in range(10)
]
ARTICLE = "".join(f"<p>{text}</p>" for text in SENTENCES)


def layout_of(html: str) -> Layout:
    return segment(parse(PageInput(html, URL)))


def labelled(html: str) -> tuple[LabelledBlock, ...]:
    document = parse(PageInput(html, URL))
    layout = segment(document)
    return label(layout, describe(document, layout), URL).blocks


def all_kept(layout: Layout) -> LabelState:
    """A state in which every block is kept, as after a classifier that knows no better."""
    return LabelState(layout, Metadata(), URL, load_classifier(), (Label(None, "given"),) * len(layout.blocks))


def dropped_texts(state: LabelState) -> list[str]:
    """The texts of the dropped blocks, in page order."""
    return [state.layout.blocks[index].text for index in sorted(state.dropped_indices())]


def labels_of(html: str) -> dict[str, tuple[Reason | None, str]]:
    """Reason and rule by text, for markup that stands below an article about sleep and rest."""
    page = f"<main><h1>On sleep and rest</h1><article>{ARTICLE}{html}</article></main>"
    known = set(SENTENCES)
    return {
        item.block.text: (item.label.reason, item.label.rule) for item in labelled(page) if item.block.text not in known
    }
