"""Real pages with damage: bytes flipped, pages cut, tags shuffled, attributes repeated. None may raise or take long."""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import click
import msgspec

from benchmarks import corpora, options, runner, tables
from benchmarks.corpora import Page
from wellread.crawler.pages.worker_pool import TaskError, TaskLimits, WorkerPool, start_ahead
from wellread.extractors import extract
from wellread.extractors.article import Article

MAX_CPU_SECONDS = 5.0
_TAG = re.compile(rb"<[^<>]{0,2000}>")
_ATTRIBUTE = re.compile(rb"""\s([\w:-]{1,40})=("[^"]{0,500}"|'[^']{0,500}')""")
_BRACKETS = (
    b"<",
    b">",
    b"</",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b'"',
    b"'",
    b"&",
    b"&#",
    b"\0",
    b"\xff",
    b"<p",
    b"/>",
)


def flip_bytes(page: bytes, generator: random.Random) -> bytes:
    """Some bytes become others."""
    flipped = bytearray(page)
    for _ in range(generator.choice((1, 10, 100, 1000))):
        flipped[generator.randrange(len(flipped))] = generator.randrange(256)
    return bytes(flipped)


def cut(page: bytes, generator: random.Random) -> bytes:
    """The page ends early, or lacks a part in the middle, or has a part twice."""
    start, end = sorted(generator.randrange(len(page) + 1) for _ in range(2))
    return generator.choice((page[:end], page[:start] + page[end:], page[:end] + page[start:]))


def shuffle_tags(page: bytes, generator: random.Random) -> bytes:
    """Tags stand where others stood, all of them or those near each other."""
    tags, texts = _TAG.findall(page), _TAG.split(page)
    reach = generator.choice((2, 20, len(tags) or 1))
    for start in range(0, len(tags), reach):
        near = tags[start : start + reach]
        generator.shuffle(near)
        tags[start : start + reach] = near
    return b"".join(part for pair in zip(texts, [*tags, b""], strict=True) for part in pair)


def repeat_attributes(page: bytes, generator: random.Random) -> bytes:
    """Some attributes stand there many times, with the same value or under names of their own."""
    times, share, is_numbered = (
        generator.choice((2, 50, 2000)),
        generator.choice((0.001, 0.01, 0.1)),
        generator.random() < 0.5,
    )

    def repeat(attribute: re.Match[bytes]) -> bytes:
        if generator.random() > min(share, 20_000 / (times * len(page) / 100)):
            return attribute[0]
        names = (b"%s%d" % (attribute[1], number) if is_numbered else attribute[1] for number in range(times))
        return attribute[0] + b"".join(b" %s=%s" % (name, attribute[2]) for name in names)

    return _ATTRIBUTE.sub(repeat, page)


def insert_brackets(page: bytes, generator: random.Random) -> bytes:
    """What begins or ends something stands where it has no business."""
    for _ in range(generator.choice((1, 10, 100))):
        place = generator.randrange(len(page) + 1)
        page = page[:place] + generator.choice(_BRACKETS) * generator.choice((1, 1, 30)) + page[place:]
    return page


MUTATIONS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    flip_bytes,
    cut,
    shuffle_tags,
    repeat_attributes,
    insert_brackets,
)


class Mutant(msgspec.Struct, frozen=True):
    """A damaged page: the page, and the seed from which the damage is drawn."""

    page: Page
    seed: str

    @property
    def kind(self) -> str:
        """What is done to the page first."""
        return self._draw()[0].__name__.replace("_", " ")

    def html(self) -> bytes:
        """The bytes of the page, one or two kinds of damage done to them."""
        first, generator = self._draw()
        html = first(self.page.html(), generator)
        return generator.choice(MUTATIONS)(html, generator) if html and generator.random() < 0.3 else html

    def _draw(self) -> tuple[Callable[[bytes, random.Random], bytes], random.Random]:
        generator = random.Random(self.seed)  # noqa: S311
        return generator.choice(MUTATIONS), generator


def examine(mutant: Mutant) -> str | None:
    """What is wrong with the article of a damaged page; None if nothing is. Raises what `extract` raises."""
    article = extract(mutant.html(), url=mutant.page.gold.url)
    accounting = article.accounting
    if accounting.kept_chars + accounting.dropped_chars != accounting.visible_chars:
        return (
            f"{accounting.kept_chars} kept + {accounting.dropped_chars} dropped != {accounting.visible_chars} visible"
        )
    if msgspec.json.decode(msgspec.json.encode(article), type=Article) != article:
        return "is not the same after JSON"
    return None


@click.command("mutations")
@options.root
@options.corpus
@click.option("--count", type=click.IntRange(1), default=10_000, show_default=True, help="How many damaged pages.")
@click.option("--seed", type=int, default=0, show_default=True, help="Another one draws other damage.")
@options.markdown
def command(root: Path, corpus_names: tuple[str, ...], count: int, seed: int, *, markdown: bool) -> None:
    """Extract damaged pages; exit 1 if one raises, takes more than 5 s of processor time, or loses characters."""
    if not corpora.names(root):
        click.echo(f"skipped: no corpora in {root}")
        return
    pages = [page for corpus in runner.chosen_corpora(root, corpus_names) for page in corpus.pages]
    generator = random.Random(seed)  # noqa: S311
    mutants = [Mutant(generator.choice(pages), f"{seed} {number}") for number in range(count)]
    failures: Counter[str] = Counter()
    limits = TaskLimits(cpu_seconds=MAX_CPU_SECONDS, memory_bytes=512 << 20)
    with WorkerPool(limits, preload=(examine.__module__,)) as workers:
        for mutant, future in start_ahead((mutant, workers.submit(examine, mutant)) for mutant in mutants):
            try:
                problem = future.result()
            except TaskError as error:
                problem = str(error)
            if problem:
                failures[mutant.kind] += 1
                click.echo(f"{mutant.page.corpus}/{mutant.page.gold.id}, seed {mutant.seed!r}: {problem}", err=True)
    drawn = Counter(mutant.kind for mutant in mutants)
    rows = tuple((kind, number, failures[kind]) for kind, number in sorted(drawn.items()))
    tables.show(
        tables.Table(f"{count} damaged pages, seed {seed}", ("damage", "pages", "failed"), rows), markdown=markdown
    )
    if failures:
        sys.exit(1)
