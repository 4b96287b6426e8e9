"""How the articles of a report came to be: a paragraph for a methods section, and a flow of counts as PRISMA has it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from wellread.extractors.version import VERSION
from wellread.output.plurals import say_count
from wellread.output.review.inert_text import show_controls
from wellread.output.review.selection import SelectionOutcome

_LINE, _PADDING, _GAP = 22, 10, 30  # of the drawing, in its units
_MAX_LINES, _MAX_CHARS = 7, 38
_MAX_SITES = 8

Count = tuple[str, int]


class CrawlFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the runs of a state did, all together. Pages are counted once in each run."""

    sites: tuple[str, ...]
    runs: int
    first: str  # the day on which the first run began
    last: str  # and the last one
    versions: tuple[str, ...]
    found: int  # URLs, after the last run
    failed: int
    responses: int  # to visits of pages
    not_articles: int
    unchanged: int
    not_found: int
    blocked: int
    read: int  # articles, once in each run that read them


class Step(msgspec.Struct, frozen=True):
    """A step of the flow, and what left it there."""

    label: str
    count: int
    left: tuple[Count, ...] = ()


class FlowBox(msgspec.Struct, frozen=True):
    """A box of the drawing with its lines; `left` is the one beside it."""

    y: int
    height: int
    lines: tuple[str, ...]
    left: FlowBox | None = None

    @property
    def middle(self) -> int:
        """Where an arrow leaves it."""
        return self.y + self.height // 2


class Methods(msgspec.Struct, frozen=True):
    """The sentences of the paragraph, and the steps of the flow."""

    sentences: tuple[str, ...]
    steps: tuple[Step, ...]

    @property
    def boxes(self) -> tuple[FlowBox, ...]:
        """The flow as it is drawn, from top to bottom."""
        return tuple(_draw(self.steps))

    def to_markdown(self) -> str:
        """Paragraph and flow as Markdown."""
        lines = ["# Methods", "", " ".join(" ".join(self.sentences).split()), "", "## Flow", ""]
        for number, step in enumerate(self.steps, 1):
            lines.append(f"{number}. {step.label}: {step.count}")
            lines += [f"   - {' '.join(show_controls(what).split())}: {count}" for what, count in step.left]
        return "\n".join([*lines, ""])


def describe_methods(
    crawl: CrawlFacts | None, outcome: SelectionOutcome | None, shown: int, unreadable: int
) -> Methods:
    """The methods of a report of `shown` articles; `unreadable` are pages or records that could not be read."""
    return Methods(
        tuple(map(show_controls, _say(crawl, outcome, shown, unreadable))),
        tuple(_count(crawl, outcome, shown, unreadable)),
    )


def _say(crawl: CrawlFacts | None, outcome: SelectionOutcome | None, shown: int, unreadable: int) -> Iterator[str]:
    if crawl:
        sites = ", ".join(crawl.sites[:_MAX_SITES]) + (" and others" if len(crawl.sites) > _MAX_SITES else "")
        when = f"on {crawl.first}" if crawl.first == crawl.last else f"from {crawl.first} to {crawl.last}"
        yield (
            f"Pages were collected from {say_count(len(crawl.sites), 'site')} ({sites}) with wellread"
            f" {', '.join(crawl.versions)} in {say_count(crawl.runs, 'run')} {when} (UTC)."
        )
        yield (
            "The crawler obeyed robots.txt (RFC 9309) and named in its User-Agent an address at which its operators"
            " could be reached."
        )
        yield f"It knew {crawl.found} URLs in the end, and got {crawl.responses} responses in all runs together."
    yield f"Text and metadata were extracted with wellread {VERSION}."
    if unreadable:
        yield f"{say_count(unreadable, 'further page')} could not be read."
    if outcome:
        yield from _say_selection(outcome)
    yield f"The report has {say_count(shown, 'article') if shown else 'no articles'}."


def _say_selection(outcome: SelectionOutcome) -> Iterator[str]:
    wanted = outcome.wanted
    reasons = "; ".join(f"{reason} ({count})" for reason, count in outcome.reasons)
    whole, excluded = say_count(len(outcome.decisions), "article"), outcome.count("excluded") or "none"
    verb = "was" if excluded in {1, "none"} else "were"
    yield f"Of {whole} {excluded} {verb} excluded{f': {reasons}' if reasons else ''}."
    if wanted.sample is not None:
        how = f", in proportion by {wanted.stratify}" if wanted.stratify else ""
        left = outcome.count("selected") + outcome.count("not sampled")
        yield (
            f"Of the {left} others {outcome.count('selected')} were sampled{how}: those with the lowest SHA-256 of the"
            f" seed “{wanted.seed}” and their id."
        )


def _count(crawl: CrawlFacts | None, outcome: SelectionOutcome | None, shown: int, unreadable: int) -> Iterator[Step]:
    articles = len(outcome.decisions) if outcome else shown
    if crawl:
        yield from _count_visits(crawl, articles + unreadable)
    if unreadable:
        yield Step("Pages", articles + unreadable, (("could not be read", unreadable),))
    if outcome is None:
        yield Step("Articles in the report", shown)
        return
    yield Step("Articles", articles, tuple((f"excluded: {why}", count) for why, count in outcome.reasons))
    if outcome.wanted.sample is not None:
        left = outcome.count("selected") + outcome.count("not sampled")
        yield Step("Articles to sample from", left, _given(("not sampled", outcome.count("not sampled"))))
    yield Step("Articles in the report", shown)


def _count_visits(crawl: CrawlFacts, articles: int) -> Iterator[Step]:
    """The steps up to the `articles` that are there after all runs: what leaves one is what the next has not."""
    left = (
        ("not articles", crawl.not_articles),
        ("not changed", crawl.unchanged),
        ("not found", crawl.not_found),
        ("refused by the site", crawl.blocked),
    )
    others = crawl.responses - crawl.read - sum(count for _, count in left)
    yield Step("URLs known", crawl.found, _given(("could not be fetched", crawl.failed)))
    yield Step("Responses, all runs", crawl.responses, _given(*left, ("start pages, redirects and others", others)))
    yield Step("Articles read, all runs", crawl.read, _given(("read again, replaced or gone", crawl.read - articles)))


def _given(*counts: Count) -> tuple[Count, ...]:
    return tuple((what, count) for what, count in counts if count > 0)


def _draw(steps: Sequence[Step]) -> Iterator[FlowBox]:
    y = 1
    for step in steps:
        lines = [f"{what}: {count}" for what, count in step.left]
        if len(lines) > _MAX_LINES:
            rest = sum(count for _, count in step.left[_MAX_LINES - 1 :])
            lines = [*lines[: _MAX_LINES - 1], f"other reasons: {rest}"]
        left = FlowBox(y, _height(len(lines)), tuple(map(_shorten, lines))) if lines else None
        yield FlowBox(y, _height(2), (step.label, str(step.count)), left)
        y += max(_height(2), left.height if left else 0) + _GAP


def _height(lines: int) -> int:
    return lines * _LINE + _PADDING


def _shorten(line: str) -> str:
    """A line that fits into its box: its count at the end stays."""
    what, _, count = show_controls(line).rpartition(": ")
    return f"{what[: _MAX_CHARS - 1]}…: {count}" if len(what) > _MAX_CHARS else f"{what}: {count}"
