"""`history` lists the states of an article, `diff` shows what differs between two of them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from tests.crawler.ledger.visits import DAY, article, crawl, gone, url
from wellread.crawler.commands.history import show_diff, show_history
from wellread.crawler.ledger import Ledger, VisitResult
from wellread.crawler.runs.exit_status import CommandError, ExitCode
from wellread.extractors.article import Paragraph, Section

OTHERS = {name: article(name, name, headline=name) for name in "cdefgh"}


def tea(text: str) -> VisitResult:
    read = article("tea", text, headline="Tea")
    assert read.candidate
    section = Section("lead", None, 0, blocks=(Paragraph(text),))
    record = msgspec.structs.replace(read.candidate.record, sections=(section,))
    return replace(read, candidate=replace(read.candidate, record=record))


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """An article that has changed, was gone, and is back."""
    for night, answer in enumerate((tea("Take 12 mg at night."), tea("Take 21 mg at night."), gone())):
        with Ledger.in_folder(tmp_path, clock=lambda night=night: 1_700_000_000.0 + night * 3 * DAY) as ledger:  # type: ignore[misc]
            crawl(ledger, OTHERS | {"tea": answer})
    return tmp_path


def test_a_history_tells_what_has_become_of_an_article(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    show_history(state, url("tea"), as_json=True)
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["change"], line["fields"], line["reason"]) for line in lines] == [
        ("new", [], None),
        ("changed", ["sections", "articleBody"], None),
        ("gone", [], "404 Not Found"),
    ]
    assert lines[1]["revisionId"] == lines[2]["revisionId"] != lines[0]["revisionId"]
    show_history(state, url("tea"), as_json=False)
    table = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in table] == ["change", "new", "changed", "gone"]
    assert lines[0]["revisionId"][:12] in table[1]


def test_the_last_two_states_are_compared_for_people_and_for_programs(
    state: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    show_diff(state, [url("tea")], as_json=False)
    assert capsys.readouterr().out == "changed paragraph 1→1: Take [-12-]{+21+} mg at night.\n"
    show_diff(state, [url("tea")], as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert told["fields"] == []
    assert told["blocks"][0]["words"][1:3] == [{"op": "removed", "text": "12"}, {"op": "added", "text": "21"}]
    show_diff(state, [told["after"][:10], told["before"][:10]], as_json=True)
    assert json.loads(capsys.readouterr().out)["blocks"][0]["words"][1]["text"] == "21"


def test_files_are_compared_as_well(state: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Ledger.in_folder(state, read_only=True) as ledger:
        record = ledger.articles.find(url("c")) or ""
    (tmp_path / "a.json").write_text(record, encoding="utf-8")
    show_diff(state, [str(tmp_path / "a.json")] * 2, as_json=False)
    assert capsys.readouterr().out == "no difference\n"


@pytest.mark.parametrize(
    ("names", "problem"),
    [
        (["https://example.org/never"], "no article has this URL or id"),
        ([url("c")], "it has one state only"),
        (["\udcff"], "no article has this URL or id"),
        (["a" * 5000, "aaaa"], "neither a file nor a revision"),
        (["zzzz", "aaaa"], "zzzz: neither a file nor a revision"),
        (["00000000", "11111111"], "00000000: no revision has this id"),
    ],
)
def test_what_cannot_be_compared_is_told(state: Path, names: list[str], problem: str) -> None:
    with pytest.raises(CommandError, match=problem) as caught:
        show_diff(state, names, as_json=False)
    assert caught.value.code == ExitCode.USAGE
