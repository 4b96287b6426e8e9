"""What would change if the records of a state, or of a file, were those that are extracted now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from rich.text import Text

from wellread.crawler.commands.diff_text import describe_diff
from wellread.crawler.commands.ledger_errors import ledger_errors
from wellread.crawler.ledger import Ledger
from wellread.crawler.logs import escape_unprintable
from wellread.crawler.runs.exit_status import CommandError, ExitCode
from wellread.crawler.runs.state_folder import StateFolder
from wellread.output.article_diff import ArticleDiff, compare_articles
from wellread.output.compression import MAX_RECORD_BYTES, DamagedFileError, read_lines
from wellread.output.record import ArticleRecord
from wellread.output.record_json import decode_record

MAX_SAMPLES = 10  # of articles that differ
MAX_SAMPLE_LINES = 6  # of each of them
FindStates = Callable[[str], Iterable[ArticleRecord]]  # from the id of an article to its states, the oldest first


@dataclass
class Comparison:
    """Counts what differs between the records that are added and those that `find_states` knows."""

    find_states: FindStates
    same: int = 0
    unknown: int = 0
    changed: int = 0
    fields: Counter[str] = field(default_factory=Counter)  # articles in which they differ
    blocks: Counter[str] = field(default_factory=Counter)
    samples: list[tuple[str, ArticleDiff]] = field(default_factory=list)

    def add(self, record: ArticleRecord) -> None:
        """Compare a record with the state of its article that was read from the same page, or else before it."""
        before = _choose(list(self.find_states(record.article_id)), record)
        if before is None:
            self.unknown += 1
            return
        diff = compare_articles(before, record)
        if not diff:
            self.same += 1
            return
        self.changed += 1
        self.fields.update([change.field for change in diff.fields] + ["sections"] * bool(diff.blocks))
        self.blocks.update(change.change for change in diff.blocks)
        if len(self.samples) < MAX_SAMPLES:
            self.samples.append((record.url or record.canonical_url or record.article_id, diff))

    def describe(self) -> Iterator[Text]:
        """The report, line by line."""
        compared = self.same + self.changed
        share = f" ({100 * self.changed / compared:.1f} %)" if compared else ""
        yield Text(
            f"{compared} records compared: {self.changed} would change{share}; {self.unknown} are not known there"
        )
        for name, count in self.fields.most_common():
            kinds = ", ".join(f"{number} {kind}" for kind, number in self.blocks.most_common())
            yield Text(f"  {name}: {count}{f' ({kinds} blocks)' if name == 'sections' else ''}")
        for where, diff in self.samples:
            yield Text(escape_unprintable(where), "bold")
            lines = list(describe_diff(diff))
            yield from (Text.assemble("  ", line) for line in lines[:MAX_SAMPLE_LINES])
            if len(lines) > MAX_SAMPLE_LINES:
                yield Text(f"  … and {len(lines) - MAX_SAMPLE_LINES} more", "dim")


@contextmanager
def open_comparison(path: Path) -> Iterator[Comparison]:
    """Compare with a state folder, or with the JSON Lines of a file. Raises CommandError if it cannot be read."""
    if path.is_dir():
        with ledger_errors(), StateFolder(path).open_ledger(read_only=True) as ledger:
            yield Comparison(lambda article_id: _list_revisions(ledger, article_id))
    else:
        records = _read_records(path)
        yield Comparison(lambda article_id: records.get(article_id, ()))


def _list_revisions(ledger: Ledger, article_id: str) -> list[ArticleRecord]:
    return [revision.article for revision in ledger.articles.iter_revisions(article_id)]


def _read_records(path: Path) -> dict[str, list[ArticleRecord]]:
    records: dict[str, list[ArticleRecord]] = {}
    try:
        for line in read_lines(path, MAX_RECORD_BYTES):
            record = decode_record(line.decode())
            records.setdefault(record.article_id, []).append(record)
    except (OSError, DamagedFileError, ValueError, msgspec.MsgspecError) as error:
        raise CommandError(f"--compare {path}: it does not hold records: {error}", ExitCode.USAGE) from error
    return records


def _choose(states: list[ArticleRecord], record: ArticleRecord) -> ArticleRecord | None:
    same_bytes = [state for state in states if state.raw_sha256 == record.raw_sha256]
    earlier = [state for state in states if (state.date_downloaded or "") <= (record.date_downloaded or "")]
    return next(iter([*reversed(same_bytes), *reversed(earlier), *states]), None)
