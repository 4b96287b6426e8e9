"""Whether each pattern takes time in proportion to the text, also to one made up against it.

A pattern is quadratic where it begins anew at each place and runs on to the end: a number without
end before the sign that decides. Such a text repeats what the pattern begins with. It is made from
the pattern itself, by walking its syntax tree.
"""

from __future__ import annotations

import importlib
import inspect
import math
import multiprocessing
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from re import _constants, _parser  # type: ignore[attr-defined]  # the only access to the syntax tree of a pattern
from types import ModuleType
from typing import Any

import click

from benchmarks import options, tables
from wellread.crawler.pages.worker_pool import TaskError, TaskLimits, WorkerPool
from wellread.extractors import extract

CHARS = 2_000
MAX_RATIO = 3.0  # of the time for twice the text
MIN_SECONDS = 0.01  # for twice the text; what takes less says nothing
MIN_SURE_SECONDS = 0.2  # for twice the text; so long a time is not off by half
MAX_WHOLE_SECONDS = 1.0  # of processor time for a page with a text of WHOLE_CHARS
WHOLE_CHARS = 200_000
MAX_SEARCH_SECONDS = 20.0  # of processor time for all texts made against a pattern
TRIES = 3  # another program may make a pattern slow, but not each time
FAILS_ON = "\0"  # follows each text: what no pattern wants
# Texts that real patterns once took long for, and what stands on pages in long runs.
UNITS = (
    "10.", "2024-", "2024 ", "a+", "x-y.", "may 2024 ", "1234567 ab ", " ", ". ", "A b ", "(", "[1] ", "https://",
    "doi:10.", "by ", "www.", "\u2605 ", "a-", "<b", "&amp;", "10 mg ", "Dr. ", "a@", "a.b", "Anna ", "Anna, ", "and ",
    "1 ", "1,", "\u00a0", "|", "- ", "#", "%20", "\u200b", "\u0430", "\u4e00", "20240101",
)  # fmt: skip
PLACES = {
    "paragraph": "<p>{0}</p>",
    "heading": "<h2>{0}</h2>",
    "link": "<p><a href='{0}'>{0}</a></p>",
    "item": "<h2>References</h2><ol><li>{0}</li></ol>",
    "byline": "<meta name='author' content='{0}'><p class='byline'>By {0}</p>",
    "date": "<meta property='article:published_time' content='{0}'><time datetime='{0}'>{0}</time>",
    "title": "<title>{0}</title>",
    "class": "<div class='{0}' style='{0}'><p>text</p></div>",
    "data": '<script type="application/ld+json">{{"@type": "Article", "author": "{0}", "datePublished": "{0}"}}',
}
_PROSE = "<p>Regular evening walks help many people settle before bed.</p>" * 12
_SCALES = {_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT}
_MAX_DEPTH = 8
# What meets text of pages, and addresses and headers that servers send.
_PACKAGES = ("extractors", "crawler.discovery", "crawler.fetching", "crawler.pages", "output")
# The callers of these ask about no longer text: MAX_GUESSED_CHARS, the group in _COPYRIGHT, _MAX_SHORT_CHARS.
_MAX_CHARS = {"_COULD_BE_DATE": 40, "_RIGHTS": 50, "_ANY_SHORT_PHRASE": 260}
# Patterns in tables, which are asked by `fullmatch` or, of a person, by `match`.
_ANCHORED = (
    "PHRASE_RULES",
    "wording._PATTERNS[person]",
    "_ANY_LONG_PHRASE",
    "_ANY_CASED_PHRASE",
    "section_names.FAQ_NAME",
    "sections._REFERENCES_NAME",
    "SECTION_NAMES",
)

Ask = Callable[[re.Pattern[str], str], float]
Timing = tuple[float, float]


@dataclass(frozen=True)
class Slow:
    """A pattern and the unit whose repetition it takes too long for; seconds for a text and for twice that."""

    name: str
    unit: str
    seconds: float
    twice: float


@cache
def find_patterns() -> dict[str, re.Pattern[str]]:
    """Every pattern for text that a module has, by module and name, also in its rules."""
    found: dict[re.Pattern[str], str] = {}
    for module in _modules():
        for name, value in vars(module).items():
            for pattern, label in _patterns_in(value, name, set(), 0):
                if isinstance(pattern.pattern, str):
                    found.setdefault(pattern, f"{module.__name__.removeprefix('wellread.')}.{label}")
    return {name: pattern for pattern, name in found.items() if name.rpartition(".")[2] not in _MAX_CHARS}


def _modules() -> Iterator[ModuleType]:
    for package in _PACKAGES:
        above = importlib.import_module(f"wellread.{package}")
        yield above
        for module in pkgutil.walk_packages(above.__path__, f"{above.__name__}."):
            yield importlib.import_module(module.name)


@cache
def _source(module: str) -> str:
    """The source text of a module, or of all of them."""
    return "\n".join(inspect.getsource(each) for each in _modules() if module in {"", each.__name__})


def is_anchored(name: str) -> bool:
    """Whether a pattern is asked only about the beginning of a text, and so begins only once."""
    if name.endswith(_ANCHORED) or name.rpartition("[")[0].endswith(_ANCHORED):
        return True
    module, _, constant = name.rpartition(".")
    source = _source(f"wellread.{module}" if constant.startswith("_") else "")
    methods = set(re.findall(rf"\b{re.escape(constant)}\.([a-z]+)\b", source))
    return bool(methods) and methods <= {"match", "fullmatch"}


def _patterns_in(value: object, name: str, seen: set[int], depth: int) -> Iterator[tuple[re.Pattern[Any], str]]:
    if id(value) in seen or depth > _MAX_DEPTH:
        return
    seen.add(id(value))
    if isinstance(value, re.Pattern):
        yield value, name
    for label, part in _parts_of(value, name):
        yield from _patterns_in(part, label, seen, depth + 1)


def _parts_of(value: object, name: str) -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        yield from ((f"{name}[{key}]", part) for key, part in value.items())
    elif isinstance(value, (list, tuple, set, frozenset)):
        yield from ((name, part) for part in value)
    elif type(value).__module__.startswith("wellread."):
        label = getattr(value, "id", None) or getattr(value, "name", None)
        fields = [*getattr(value, "__struct_fields__", ()), *getattr(value, "__dataclass_fields__", ())]
        fields += [*getattr(value, "__dict__", {})]
        yield from ((f"{name}[{label}]" if label else name, getattr(value, field, None)) for field in fields)


def adversarial_units(pattern: re.Pattern[str]) -> tuple[str, ...]:
    """What the pattern begins with: the shortest text for each beginning of its tree, and for each run within it."""
    tree = _parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    return tuple(dict.fromkeys(unit for unit in _beginnings(tree) if unit))


def _beginnings(tree: Iterable[tuple[Any, Any]]) -> Iterator[str]:
    begun = ""
    for operation, argument in tree:
        for branch in _branches(operation, argument):
            yield from (begun + inner for inner in _beginnings(branch))
            yield from _beginnings(branch)
        begun += _example(operation, argument)
        yield begun
        if operation in _SCALES:
            yield _examples(argument[2])


def _branches(operation: Any, argument: Any) -> list[Any]:
    if operation is _constants.BRANCH:
        return list(argument[1])
    if operation is _constants.SUBPATTERN:
        return [argument[3]]
    if operation is _constants.ATOMIC_GROUP:
        return [argument]
    if operation in _SCALES:
        return [argument[2]]
    return []


def _examples(tree: Iterable[tuple[Any, Any]]) -> str:
    return "".join(_example(operation, argument) for operation, argument in tree)


def _example(operation: Any, argument: Any) -> str:
    """A text that this part of a pattern matches, with something where it may match nothing."""
    if operation is _constants.LITERAL:
        return chr(argument)
    if operation is _constants.IN:
        return next(filter(None, (_example_of_set(*member) for member in argument)), "a")
    if operation in {_constants.ANY, _constants.NOT_LITERAL}:
        return "a"
    if operation in _SCALES:
        low, high, inner = argument
        return _examples(inner) * int(max(low, min(high, 1)))
    branches = _branches(operation, argument)
    return _examples(branches[0]) if branches else ""


_CATEGORIES = {_constants.CATEGORY_DIGIT: "1", _constants.CATEGORY_SPACE: " ", _constants.CATEGORY_WORD: "a"}


def _example_of_set(operation: Any, argument: Any) -> str:
    if operation is _constants.LITERAL:
        return chr(argument)
    if operation is _constants.RANGE:
        return chr(argument[0])
    return str(_CATEGORIES.get(argument, "")) if operation is _constants.CATEGORY else ""


def find_slow_units(name: str) -> tuple[Slow, ...]:
    """The units whose repetition a pattern takes more than proportional time for, also when it is measured again."""
    pattern = find_patterns()[name]
    ask = _ask_once if is_anchored(name) else _ask_everywhere
    timings = ((unit, _slow_timing(ask, pattern, unit)) for unit in adversarial_units(pattern))
    return tuple(Slow(name, unit, *timing) for unit, timing in timings if timing)


def _slow_timing(ask: Ask, pattern: re.Pattern[str], unit: str) -> Timing | None:
    """The processor time for a text that repeats `unit`, and for one that is twice as long; None if it is in order.

    A few milliseconds may be off by half on a busy machine: what seems slow must be so for longer texts as well.
    """
    timing = _timing(ask, pattern, unit, CHARS)
    for chars in (2 * CHARS, 4 * CHARS):
        seconds, twice = timing
        if twice < max(MIN_SECONDS, MAX_RATIO * seconds):
            return None
        if twice >= MIN_SURE_SECONDS:
            break
        timing = _timing(ask, pattern, unit, chars)
    seconds, twice = timing
    return timing if twice >= MAX_RATIO * seconds else None


def _timing(ask: Ask, pattern: re.Pattern[str], unit: str, chars: int) -> Timing:
    """Of a few tries the least each: what else runs on the machine only ever adds to it."""
    count = max(chars // len(unit), 1)
    seconds, twice = math.inf, math.inf
    for _ in range(TRIES):
        seconds = min(seconds, ask(pattern, unit * count + FAILS_ON))
        twice = min(twice, ask(pattern, unit * 2 * count + FAILS_ON))
        if twice < MIN_SECONDS:
            break
    return seconds, twice


def _ask_once(pattern: re.Pattern[str], text: str) -> float:
    begun = time.process_time()
    pattern.match(text)
    pattern.fullmatch(text)
    return time.process_time() - begun


def _ask_everywhere(pattern: re.Pattern[str], text: str) -> float:
    begun = time.process_time()
    for _ in pattern.finditer(text):
        pass
    return time.process_time() - begun


def extract_repeated(case: tuple[str, str]) -> float:
    """The processor time of a page on which a unit is repeated in a place, the least of a few tries."""
    unit, place = case
    text = unit * (WHOLE_CHARS // len(unit))
    page = f"<html><body><article><h1>Walks</h1>{_PROSE}{PLACES[place].format(text)}</article></body></html>"
    seconds: list[float] = []
    while len(seconds) < TRIES and min(seconds, default=MAX_WHOLE_SECONDS) >= MAX_WHOLE_SECONDS:
        begun = time.process_time()
        extract(page)
        seconds.append(time.process_time() - begun)
    return min(seconds)


@click.command("patterns")
@options.markdown
def command(*, markdown: bool) -> None:
    """Try each pattern on texts made against it, and whole pages with one text over and over; exit 1 if one is slow."""
    names = tuple(find_patterns())
    # Forked, so that no process has to import every module again.
    with multiprocessing.get_context("fork").Pool() as workers:
        slow = [row for rows in workers.imap(_slow_rows, names) for row in rows]
    title = f"{len(names)} patterns: slow for a text of {CHARS} characters and for twice that"
    tables.show(tables.Table(title, ("pattern", "repeated", "s", "s for twice"), tuple(slow)), markdown=markdown)
    cases = [(unit, place) for unit in UNITS for place in PLACES]
    with WorkerPool(TaskLimits(cpu_seconds=4 * TRIES * MAX_WHOLE_SECONDS), preload=("benchmarks.patterns",)) as workers:
        begun = [(case, workers.submit(extract_repeated, case)) for case in cases]
        slow_pages = [
            (place, ascii(unit), told) for (unit, place), future in begun if (told := _too_long(future)) is not None
        ]
    title = f"{len(cases)} pages: slow with a text of {WHOLE_CHARS} characters"
    tables.show(tables.Table(title, ("place", "repeated", "s"), tuple(slow_pages)), markdown=markdown)
    if slow or slow_pages:
        sys.exit(1)


def _slow_rows(name: str) -> list[tuple[str, str, float | str, float | str]]:
    signal.signal(signal.SIGPROF, _end_search)
    signal.setitimer(signal.ITIMER_PROF, MAX_SEARCH_SECONDS)
    try:
        return [(name, ascii(found.unit)[:60], found.seconds, found.twice) for found in find_slow_units(name)]
    except TimeoutError as error:
        return [(name, "", str(error), "-")]
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _end_search(*_: object) -> None:
    raise TimeoutError(f"not ended after {MAX_SEARCH_SECONDS} s")


def _too_long(future: Any) -> float | str | None:
    try:
        seconds = future.result()
    except TaskError as error:
        return str(error)
    return seconds if seconds > MAX_WHOLE_SECONDS else None
