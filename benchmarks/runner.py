"""Asks systems about pages, in two child processes; what peers answer is kept in a cache folder outside the project."""

from __future__ import annotations

import hashlib
import inspect
import logging
import multiprocessing
import os
import warnings
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Literal, TypeVar

import click
import msgspec

from benchmarks import corpora, peers
from benchmarks.answers import Answer, Fields
from benchmarks.corpora import Corpus, Page
from benchmarks.systems import OURS, SYSTEMS, System, our_answer

Question = Literal["text", "blocks", "fields"]
T = TypeVar("T")
R = TypeVar("R")

WORKERS = 2

_ours: dict[Path, Answer] = {}


def cache_folder() -> Path:
    """Where peers' answers are kept: below XDG_CACHE_HOME, or ~/.cache."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "wellread-benchmarks"


def available(names: Sequence[str] = ()) -> tuple[System, ...]:
    """The systems with these names (all without any) that are installed; says on standard error which are not."""
    chosen = [SYSTEMS[name] for name in names] if names else list(SYSTEMS.values())
    present = tuple(system for system in chosen if system is OURS or system.version is not None)
    for system in chosen:
        if system not in present:
            click.echo(f"{system.name} is not installed: skipped", err=True)
    return present


def label(system: System) -> str:
    """The name and version of a system, as tables show it."""
    return system.name if system is OURS else f"{system.name} {system.version}"


def chosen_corpora(root: Path, names: Sequence[str] = ()) -> list[Corpus]:
    """Reads the corpora with these names, all without any. Raises a one-line error where one is not there."""
    present = corpora.names(root)
    if not present:
        raise click.ClickException(f"no corpora in {root}: nothing to measure")
    for name in names:
        if name not in present:
            raise click.ClickException(f"no corpus {name!r}; there are: {', '.join(present)}")
    return [corpora.read(name, root) for name in names or present]


def ask(system: System, question: Question, corpus: Corpus, pages: Sequence[Page]) -> dict[str, Answer]:
    """The answers about these pages of one corpus, by page id.

    Ours come from the code as it is: each page is extracted once in this process, whatever is asked of it.
    """
    if system is OURS:
        unread = [page for page in pages if page.path not in _ours]
        _ours.update(zip((page.path for page in unread), in_children(_answer_all, unread), strict=True))
        return {page.gold.id: _ours[page.path] for page in pages}
    cache = _cache_file(system, question, corpus)
    known = _load(cache)
    missing = [page for page in pages if page.gold.id not in known]
    if missing:
        known |= _ask(system, question, missing)
        _save(cache, known)
    return known


def report_errors(errors: Iterable[tuple[str, str, str | None]]) -> None:
    """Says on standard error of how many (system, page, error) each system raised one, with the first of them."""
    raised: dict[str, dict[str, str]] = {}
    for system, page, error in errors:
        if error:
            raised.setdefault(system, {})[page] = error
    for system, by_page in raised.items():
        page, error = next(iter(by_page.items()))
        click.echo(f"{system} raised an exception on pages: {len(by_page)}, the first {page}: {error}", err=True)


def in_children(function: Callable[[T], R], items: Iterable[T], chunksize: int = 8) -> list[R]:
    """Maps in as many fresh child processes as the benchmarks use, in order."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(WORKERS, mp_context=context, initializer=be_quiet) as pool:
        return list(pool.map(function, items, chunksize=chunksize))


def be_quiet() -> None:
    """Peers log and warn about the pages that they do not like: silences them in this process."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")


def _ask(system: System, question: Question, pages: Sequence[Page]) -> dict[str, Answer]:
    answers = in_children(partial(_answer, system.name, question), pages) if pages else []
    return {page.gold.id: answer for page, answer in zip(pages, answers, strict=True)}


def _answer_all(page: Page) -> Answer:
    """Our answer to every question about a page."""
    try:
        return our_answer(page.html(), page.gold.url)
    except Exception as error:  # noqa: BLE001 - whatever a system raises is a result of the benchmark
        return _failed(error)


def _answer(name: str, question: Question, page: Page) -> Answer:
    system, html, url = SYSTEMS[name], page.html(), page.gold.url
    try:
        if question == "text":
            return Answer(text=system.text(html, url))
        if question == "blocks":
            return Answer(blocks=system.blocks(html, url) if system.blocks else ())
        return Answer(fields=system.fields(html, url) if system.fields else Fields())
    except Exception as error:  # noqa: BLE001 - whatever a system raises is a result of the benchmark
        return _failed(error)


def _failed(error: Exception) -> Answer:
    return Answer(error=f"{type(error).__name__}: {error}".splitlines()[0])


def _cache_file(system: System, question: Question, corpus: Corpus) -> Path:
    asked_how = hashlib.sha256(inspect.getsource(peers).encode()).hexdigest()[:8]
    return cache_folder() / f"{system.name}-{system.version}-{question}-{corpus.name}-{corpus.digest}-{asked_how}.json"


def _load(cache: Path) -> dict[str, Answer]:
    try:
        return msgspec.json.decode(cache.read_bytes(), type=dict[str, Answer])
    except (FileNotFoundError, msgspec.DecodeError):
        return {}


def _save(cache: Path, answers: dict[str, Answer]) -> None:
    cache.parent.mkdir(parents=True, exist_ok=True)
    part = cache.with_suffix(f".{os.getpid()}.part")
    part.write_bytes(msgspec.json.encode(answers))
    part.replace(cache)
