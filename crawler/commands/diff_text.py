"""A difference between two states of an article in words for people."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
from rich.text import Text

from wellread.crawler.logs import escape_unprintable
from wellread.output.article_diff import ArticleDiff, BlockChange, WordChange

_WORDS_AROUND = 6  # that stand on each side of what has changed in a text
_WORD_STYLES = {"removed": ("[-{}-]", "red"), "added": ("{{+{}+}}", "green")}
_CHANGE_STYLES = {"removed": "red", "added": "green", "changed": "yellow", "moved": "cyan"}


def describe_diff(diff: ArticleDiff) -> Iterator[Text]:
    """The lines that tell people what differs. What was removed stands in [-...-], what was added in {+...+}."""
    for change in diff.fields:
        yield Text.assemble(
            (f"{change.field}: ", "bold"), (_show(change.before), "red"), " → ", (_show(change.after), "green")
        )
    for block in diff.blocks:
        yield _describe_block(block)


def _show(value: object) -> str:
    return escape_unprintable(value if isinstance(value, str) else msgspec.json.encode(value).decode())


def _describe_block(change: BlockChange) -> Text:
    numbers = "→".join(str(block.number) for block in (change.before, change.after) if block)
    block = change.after or change.before
    kind, text = (block.type, block.text) if block else ("", "")
    line = Text.assemble((f"{change.change} ", _CHANGE_STYLES[change.change]), (f"{kind} {numbers}: ", "bold"))
    if not change.words:
        return line.append(escape_unprintable(text))
    for position, words in enumerate(change.words):
        line.append_text(_describe_words(words, is_first=not position, is_last=position == len(change.words) - 1))
    return line


def _describe_words(words: WordChange, *, is_first: bool, is_last: bool) -> Text:
    text = escape_unprintable(words.text)
    if words.op in _WORD_STYLES:
        pattern, style = _WORD_STYLES[words.op]
        return Text(pattern.format(text), style)
    pieces = re.findall(r"\s*\S+\s*", text)
    if len(pieces) > 2 * _WORDS_AROUND:
        head = "" if is_first else "".join(pieces[:_WORDS_AROUND])
        tail = "" if is_last else "".join(pieces[-_WORDS_AROUND:])
        return Text(f"{head}… {tail}")
    return Text(text)
