"""Pages with the type that they truly are, and how well a classifier tells articles from the others.

`wcxb-others` has pages that are no articles, with their types. All pages of the other corpora count as articles, but
for those in gold/page-types.jsonl, which were read, though only because a classifier had taken them for none: so the
share of articles lost is flattered.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from benchmarks import runner
from benchmarks.corpora import Corpus, Page
from wellread.extractors.article import PageType
from wellread.extractors.compose.page_features import read_features
from wellread.extractors.compose.page_type import classify_by_rules, classify_page
from wellread.extractors.parse import PageInput
from wellread.extractors.pipeline import label_page
from wellread.output.identity import make_site_id

GOLD = Path(__file__).with_name("gold") / "page-types.jsonl"
OTHERS = "wcxb-others"
# What the corpus calls a collection is a list of products.
_TYPES = {"collection": PageType.LISTING}
# Pages of these kinds are what crawls of shops and companies are full of.
NO_ARTICLES = ("service", "product", "collection", "listing")
FOLDS = 5


class Example(msgspec.Struct, frozen=True):
    """One page: its truth as the corpus calls it, what it shows, what the rules say of it, and what we call it."""

    corpus: str
    id: str
    site: str
    truth: str
    features: dict[str, float]
    by_rules: PageType | None
    found: PageType

    @property
    def page_type(self) -> PageType:
        """The true type of the page."""
        return _TYPES.get(self.truth) or PageType(self.truth)


class Dispute(msgspec.Struct, frozen=True):
    """A page whose corpus takes it for an article, and that is none, and why."""

    corpus: str
    id: str
    page_type: PageType
    reason: str


Predict = Callable[[Example], PageType]


def read_disputes() -> dict[tuple[str, str], Dispute]:
    """The pages of article corpora that count as no articles, by corpus and id."""
    disputes = msgspec.json.Decoder(Dispute).decode_lines(GOLD.read_bytes())
    return {(dispute.corpus, dispute.id): dispute for dispute in disputes}


def read_examples(corpora: Sequence[Corpus]) -> list[Example]:
    """The examples of all pages, in the order of the corpora."""
    disputes = read_disputes()
    tasks = [
        (page, disputes[key].page_type if (key := (corpus.name, page.gold.id)) in disputes else truth)
        for corpus in corpora
        for page, truth in zip(corpus.pages, _read_truths(corpus), strict=True)
    ]
    return runner.in_children(_read_example, tasks)


def _read_truths(corpus: Corpus) -> Iterator[str]:
    for line in (corpus.folder / "gold.jsonl").read_bytes().splitlines():
        yield json.loads(line)["type"] if corpus.name == OTHERS else PageType.ARTICLE


def _read_example(task: tuple[Page, str]) -> Example:
    page, truth = task
    labelled = label_page(PageInput(page.html(), page.gold.url))
    return Example(
        page.corpus,
        page.gold.id,
        make_site_id(page.gold.url) if page.gold.url else page.gold.id,
        str(truth),
        read_features(labelled),
        classify_by_rules(labelled),
        classify_page(labelled),
    )


def measure(examples: Sequence[Example], predict: Predict) -> dict[str, float]:
    """The shares of other pages called articles, and of articles called something else."""
    others = [example for example in examples if example.truth in NO_ARTICLES and example.corpus == OTHERS]
    articles = [example for example in examples if example.page_type is PageType.ARTICLE]
    return {
        "others_called_article": _share(others, lambda example: predict(example) is PageType.ARTICLE),
        "articles_lost": _share(articles, lambda example: predict(example) is not PageType.ARTICLE),
    }


def _share(examples: Sequence[Example], holds: Callable[[Example], bool]) -> float:
    return sum(map(holds, examples)) / (len(examples) or 1)


def fold_of(example: Example) -> int:
    """The fold of a page: the same for all pages of its site."""
    return zlib.crc32(example.site.encode()) % FOLDS
