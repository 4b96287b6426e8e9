"""Whether a system gives the same answer to a page that was changed in a way that says nothing about its article.

No truth is needed for that, but it is measured beside: a system that ignores all names, or keeps everything, is stable.
"""

from __future__ import annotations

import statistics
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click
import msgspec

from benchmarks import metrics, options, runner, tables
from benchmarks.corpora import Corpus, Gold, Page
from benchmarks.page_changes import CHANGES, Passage, Subject, serialized, subject_of
from benchmarks.systems import OURS, SYSTEMS

COLUMNS = ("change", "system", "pages", "same words", "word F1", "below 0.9", "truth F1 before", "after", "failed")
BELOW = 0.9
MIN_PARAGRAPH_CHARS, MIN_PARAGRAPHS, MAX_PARAGRAPHS = 60, 3, 30
DEFAULT_PAGES = 100
OTHERS = 3


class Task(msgspec.Struct, frozen=True):
    """One page to be changed, the articles that may be put below its own, and who is asked."""

    page: Page
    others: tuple[Passage, ...]
    system: str


class Comparison(msgspec.Struct, frozen=True):
    """What became of an answer under one change; `f1` compares both answers, the others each with the truth.

    These are None where the truth has no whole text. With an `error` the answer is empty.
    """

    page: str
    change: str
    system: str
    same_words: bool
    f1: float
    truth_before: float | None
    truth_after: float | None
    error: str | None = None


def true_texts(gold: Gold) -> tuple[str, ...]:
    """What the truth says of the text: all of it, or snippets."""
    if gold.text is not None:
        return (gold.text,)
    if gold.sections is not None:
        return tuple(text for section in gold.sections for text in (*section.headline, *section.paragraphs))
    return gold.must_have


def compare(task: Task) -> list[Comparison]:
    """Ask a system about a page before and after each change; nothing where the truth has too few paragraphs."""
    gold, html = task.page.gold, task.page.html()
    texts = true_texts(gold)
    seed = zlib.crc32(f"{task.page.corpus}/{gold.id}".encode())

    def fresh() -> Subject | None:
        return subject_of(html, gold.url, texts, seed, task.others)

    unchanged = fresh()
    if unchanged is None:
        return []
    has_whole_text = gold.text is not None or gold.sections is not None
    truth = "\n".join(texts) if has_whole_text else None
    before, _ = _ask(task.system, serialized(unchanged), gold.url)
    found = []
    for name, change in CHANGES.items():
        subject = fresh()
        if subject is None:
            continue
        change(subject)
        after, error = _ask(task.system, serialized(subject), gold.url)
        score = metrics.word_score(after, f"{before}\n{subject.added}")
        true_before = None if truth is None else metrics.word_score(before, truth).f1
        true_after = None if truth is None else metrics.word_score(after, f"{truth}\n{subject.added}").f1
        page = f"{task.page.corpus}/{gold.id}"
        found.append(Comparison(page, name, task.system, score.f1 == 1, score.f1, true_before, true_after, error))
    return found


def _ask(system: str, html: bytes, url: str) -> tuple[str, str | None]:
    try:
        return SYSTEMS[system].text(html, url), None
    except Exception as error:  # noqa: BLE001 - whatever a system raises is a result of the benchmark
        return "", f"{type(error).__name__}: {error}".splitlines()[0]


def sample(corpora: Sequence[Corpus], size: int) -> Iterator[tuple[Page, tuple[Passage, ...]]]:
    """So many pages spread evenly over all corpora, each with articles of others of its corpus."""
    passages = {corpus.name: list(_passages(corpus)) for corpus in corpora}
    pages = [page for corpus in corpora for page in corpus.pages]
    step = max(1, len(pages) // size)
    for number, page in enumerate(pages[::step][:size]):
        others = passages[page.corpus] or [passage for each in passages.values() for passage in each]
        yield page, tuple(others[(number * OTHERS + offset) % len(others)] for offset in range(OTHERS if others else 0))


def _passages(corpus: Corpus) -> Iterator[Passage]:
    for page in corpus.pages:
        gold = page.gold
        if gold.sections is not None:
            lines = [text for section in gold.sections for text in section.paragraphs]
        else:
            lines = (gold.text or "").splitlines()
        paragraphs = tuple(line for line in lines if len(line) >= MIN_PARAGRAPH_CHARS)[:MAX_PARAGRAPHS]
        if gold.title and len(paragraphs) >= MIN_PARAGRAPHS:
            yield Passage(gold.title, paragraphs)


def table(comparisons: Iterable[Comparison]) -> tables.Table:
    """One line for each change and system."""
    groups: dict[tuple[str, str], list[Comparison]] = defaultdict(list)
    for one in comparisons:
        groups[one.change, one.system].append(one)
    order = list(CHANGES)
    rows = tuple(
        (
            change,
            system,
            len(group),
            statistics.fmean(one.same_words for one in group),
            statistics.fmean(one.f1 for one in group),
            statistics.fmean(one.f1 < BELOW for one in group),
            _mean(one.truth_before for one in group),
            _mean(one.truth_after for one in group),
            sum(one.error is not None for one in group),
        )
        for (change, system), group in sorted(groups.items(), key=lambda entry: order.index(entry[0][0]))
    )
    return tables.Table("Stability", COLUMNS, rows)


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return statistics.fmean(known) if known else None


@click.command("stability")
@options.root
@options.corpus
@click.option(
    "--system", "system_names", multiple=True, default=(OURS.name,), show_default=True,
    type=click.Choice(list(SYSTEMS)), help="Ask this system; may be repeated.",
)  # fmt: skip
@click.option("--pages", default=DEFAULT_PAGES, show_default=True, type=click.IntRange(1), help="How many pages.")
@options.rows
@options.markdown
def command(
    root: Path,
    corpus_names: tuple[str, ...],
    system_names: tuple[str, ...],
    pages: int,
    rows: Path | None,
    *,
    markdown: bool,
) -> None:
    """Change pages in ways that must not change the answer, and compare the answers before and after."""
    chosen = [corpus for corpus in runner.chosen_corpora(root, corpus_names) if _has_articles(corpus)]
    tasks = [
        Task(page, others, system.name)
        for system in runner.available(system_names)
        for page, others in sample(chosen, pages)
    ]
    comparisons = [one for found in runner.in_children(compare, tasks, chunksize=2) for one in found]
    runner.report_errors((one.system, one.page, one.error) for one in comparisons)
    tables.show(table(comparisons), markdown=markdown)
    if rows is not None:
        tables.write_rows(rows, [msgspec.structs.asdict(one) for one in comparisons])


def _has_articles(corpus: Corpus) -> bool:
    return any(true_texts(page.gold) for page in corpus.pages)
