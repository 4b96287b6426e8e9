"""Which articles of a corpus are reviewed: exclusions with their reasons, and a sample that a seed decides.

Nothing is drawn: an article has a rank, the SHA-256 of the seed and its id, and a sample are the articles of the lowest
ranks. So the same articles and the same seed give the same sample on any machine and in any order.
"""

from __future__ import annotations

import csv
import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import IO, Literal

import msgspec

from wellread.output.record import ArticleRecord
from wellread.output.review.corpus_summary import site_of
from wellread.output.review.inert_text import show_controls
from wellread.output.spreadsheet_cells import defuse

EXCLUSION_COLUMNS = ("article", "reason")
STRATA: Mapping[str, Callable[[SelectableArticle], str]] = {
    "site": lambda one: one.site,
    "type": lambda one: one.page_type,
    "year": lambda one: one.year,
    "language": lambda one: one.language,
}
State = Literal["selected", "not sampled", "excluded"]


class SelectionError(Exception):
    """What was asked for cannot be done; the message says why."""


class SelectableArticle(msgspec.Struct, frozen=True):
    """An article as the selection sees it. `year` and `language` are "unknown" where the record has none."""

    article_id: str
    revision_id: str
    urls: tuple[str, ...]
    site: str
    page_type: str
    year: str
    language: str
    date: str


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """What to select. Empty `languages` and `types` admit all; `since` is the first day of publication.

    `excluded` are reasons by the id or URL of an article. Without a `sample` all that is not excluded is selected.
    """

    languages: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    since: str | None = None
    excluded: Mapping[str, str] = {}
    sample: int | None = None
    seed: str = "1"
    stratify: str | None = None


class Decision(msgspec.Struct, frozen=True):
    """What became of a candidate; `reason` says why it is excluded."""

    candidate: SelectableArticle
    state: State
    reason: str | None = None


def candidate_of(record: ArticleRecord) -> SelectableArticle:
    """What the selection needs of a record."""
    date = record.date_published or ""
    return SelectableArticle(
        article_id=record.article_id,
        revision_id=record.revision_id,
        urls=tuple(dict.fromkeys(filter(None, (record.url, record.canonical_url)))),
        site=site_of(record),
        page_type=record.page_type,
        year=date[:4] if date[:4].isdecimal() else "unknown",
        language=(record.in_language or "unknown").partition("-")[0].lower(),
        date=date,
    )


def select(candidates: Sequence[SelectableArticle], wanted: Selection) -> list[Decision]:
    """What becomes of each candidate, in their order.

    Raises SelectionError where fewer articles are left than the sample needs, or an exclusion names none of them.
    """
    _check_exclusions(candidates, wanted.excluded)
    reasons = _find_reasons(candidates, wanted)
    eligible = [number for number, reason in enumerate(reasons) if reason is None]
    selected = set(eligible if wanted.sample is None else _draw(candidates, eligible, wanted))
    return [
        Decision(candidate, "excluded", reason)
        if reason is not None
        else Decision(candidate, "selected" if number in selected else "not sampled")
        for number, (candidate, reason) in enumerate(zip(candidates, reasons, strict=True))
    ]


def rank(seed: str, article_id: str, purpose: str) -> str:
    """The place of an article among all: the same everywhere, and without a pattern for those who look at it."""
    return hashlib.sha256(f"{purpose}\n{seed}\n{article_id}".encode("utf-8", "surrogatepass")).hexdigest()


def read_exclusions(stream: IO[str]) -> dict[str, str]:
    """Reasons by article, from CSV with the columns `article` (an id or URL) and `reason`. Raises SelectionError."""
    rows = csv.DictReader(stream)
    if tuple(rows.fieldnames or ()) != EXCLUSION_COLUMNS:
        raise SelectionError(f"its first line must be {','.join(EXCLUSION_COLUMNS)}")
    excluded: dict[str, str] = {}
    for row in rows:
        article, reason = ((row[name] or "").strip() for name in EXCLUSION_COLUMNS)
        if not article or not reason:
            raise SelectionError(f"line {rows.line_num}: an article and a reason are needed")
        if excluded.setdefault(article, reason) != reason:
            raise SelectionError(f"line {rows.line_num}: {article} has another reason above")
    return excluded


class SelectionOutcome(msgspec.Struct, frozen=True):
    """A selection that was made: what was asked for, what became of each candidate, and the ids in their order."""

    wanted: Selection
    decisions: tuple[Decision, ...]
    order: tuple[str, ...] = ()

    def count(self, state: State) -> int:
        """How many candidates are in a state."""
        return sum(item.state == state for item in self.decisions)

    @property
    def exclusions(self) -> tuple[Decision, ...]:
        """What was excluded, in the order of the candidates."""
        return tuple(item for item in self.decisions if item.state == "excluded")

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """The reasons of exclusions with their numbers, the most frequent first."""
        return Counter(item.reason or "" for item in self.exclusions).most_common()

    @property
    def strata(self) -> list[tuple[str, int, int]]:
        """Each stratum with how many articles it had, exclusions left out, and how many of them are selected."""
        if self.wanted.stratify is None:
            return []
        stratum_of = STRATA[self.wanted.stratify]
        kept = [item for item in self.decisions if item.state != "excluded"]
        whole = Counter(stratum_of(item.candidate) for item in kept)
        taken = Counter(stratum_of(item.candidate) for item in kept if item.state == "selected")
        return [(name, whole[name], taken[name]) for name in sorted(whole)]


def write_decisions(stream: IO[str], outcome: SelectionOutcome) -> None:
    """A table of all candidates: what became of each, and its number in the report.

    What the program has found in an article is not in it: raters may see it.
    """
    numbers = {article_id: number for number, article_id in enumerate(outcome.order, 1)}
    table = csv.writer(stream, lineterminator="\r\n")
    table.writerow(("number", "articleId", "revisionId", "url", "site", "state", "reason"))
    for item in outcome.decisions:
        one = item.candidate
        number = numbers[one.article_id] if item.state == "selected" else ""
        cells = (one.article_id, one.revision_id, next(iter(one.urls), ""), one.site, item.state, item.reason or "")
        table.writerow((number, *(defuse(show_controls(cell)) for cell in cells)))


def _check_exclusions(candidates: Sequence[SelectableArticle], excluded: Mapping[str, str]) -> None:
    known = {key for one in candidates for key in (one.article_id, *one.urls)}
    if unknown := sorted(set(excluded) - known):
        more = f" and {len(unknown) - 3} more" if len(unknown) > 3 else ""
        raise SelectionError(f"no article of the source is {', '.join(unknown[:3])}{more}")


def _find_reasons(candidates: Sequence[SelectableArticle], wanted: Selection) -> list[str | None]:
    """Why each candidate is excluded; None for one that is not."""
    reasons: list[str | None] = []
    seen: set[str] = set()
    for one in candidates:
        reasons.append("the same article again" if one.article_id in seen else _find_reason(one, wanted))
        seen.add(one.article_id)
    return reasons


def _find_reason(one: SelectableArticle, wanted: Selection) -> str | None:
    for key in (one.article_id, *one.urls):
        if key in wanted.excluded:
            return wanted.excluded[key]
    if wanted.types and one.page_type not in wanted.types:
        return f"type: {one.page_type}"
    if wanted.languages and one.language not in wanted.languages:
        return f"language: {one.language}"
    if wanted.since and not one.date:
        return "date of publication: unknown"
    if wanted.since and one.date[: len(wanted.since)] < wanted.since[: len(one.date)]:
        return f"published before {wanted.since}"
    return None


def _draw(candidates: Sequence[SelectableArticle], eligible: Sequence[int], wanted: Selection) -> list[int]:
    """The numbers of the candidates in the sample."""
    size = wanted.sample or 0
    if size > len(eligible):
        raise SelectionError(f"a sample of {size} was asked for, and {len(eligible)} articles are left to choose from")
    ranked = sorted(eligible, key=lambda number: rank(wanted.seed, candidates[number].article_id, "sample"))
    if wanted.stratify is None:
        return ranked[:size]
    strata: dict[str, list[int]] = defaultdict(list)
    for number in ranked:
        strata[STRATA[wanted.stratify](candidates[number])].append(number)
    shares = _allocate({name: len(members) for name, members in strata.items()}, size)
    return [number for name, members in strata.items() for number in members[: shares[name]]]


def _allocate(strata: Mapping[str, int], size: int) -> dict[str, int]:
    """How many of each stratum: in proportion, what is left over to the largest remainders (names break ties)."""
    whole = sum(strata.values())
    shares = {name: size * count // whole for name, count in strata.items()} if whole else {}
    left = size - sum(shares.values())
    for name in sorted(strata, key=lambda name: (-(size * strata[name] % whole), name))[:left]:
        shares[name] += 1
    return shares
