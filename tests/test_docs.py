"""What the documents say is so: commands, options, exit codes, keys, links, the code and the record of the README."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import click
import msgspec
import pytest

from benchmarks.__main__ import main as benchmarks
from wellread.crawler.cli import COMMANDS
from wellread.crawler.demo.site import build_site
from wellread.crawler.runs.exit_status import ExitCode
from wellread.extractors import extract
from wellread.extractors.label import STEPS
from wellread.output.record import ArticleRecord, publish
from wellread.output.record_json import encode_record
from wellread.output.schemas.json_schema import build_record_schema

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CLI = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
RECORD = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
DOCUMENTS = sorted(
    [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "benchmarks").glob("*.md"),
        *(ROOT / "deploy").glob("*.md"),
    ]
)
SCHEMA = msgspec.convert(build_record_schema(), dict[str, object])
DEFINITIONS = msgspec.convert(SCHEMA["$defs"], dict[str, dict[str, object]])
SOURCES = [path for folder in ("crawler", "extractors", "output") for path in (ROOT / folder).rglob("*.py")]
Json = dict[str, object]


def fenced(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def section(text: str, heading: str) -> str:
    """What stands under a heading, up to the next one of any rank."""
    return re.split(r"^#+ ", text.split(f"\n{heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


def first_cells(text: str) -> list[str]:
    """The first cells of all tables in a text, without their heads."""
    rows = re.findall(r"^\| (.*?) \|", text, re.MULTILINE)
    return [row for row in rows if row not in {"key", "value", "code", "option", "variable"}]


def shell_lines(text: str) -> list[str]:
    code = [line.split("  #")[0].strip() for block in fenced(text, "sh") for line in block.splitlines()]
    return code + re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))


def command(name: str) -> click.Command:
    found = getattr(importlib.import_module(f"wellread.crawler.cli.{name}"), name)
    assert isinstance(found, click.Command)
    return found


def options(of: click.Command) -> set[str]:
    return {name for option in of.params if isinstance(option, click.Option) for name in option.opts}


# -- commands


each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))


@each_document
def test_the_targets_and_benchmarks_of_the_document_exist(document: Path) -> None:
    text = "\n".join(shell_lines(document.read_text(encoding="utf-8")))
    targets = re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(re.findall(r"^make ([a-z]+)", text, re.MULTILINE)) <= set(targets)
    measured = re.findall(r"-m benchmarks (\w+)", text) + re.findall(r"^make bench ARGS='(\w+)", text, re.MULTILINE)
    assert set(measured) <= set(benchmarks.commands)


@each_document
def test_the_commands_of_the_document_exist(document: Path) -> None:
    lines = [line.split() for line in shell_lines(document.read_text(encoding="utf-8"))]
    ours = [words[1:] for words in lines if words[:1] == ["wellread"] and words[1:] and words[1][0].islower()]
    assert {name for name, *_ in ours} <= set(COMMANDS)
    assert [
        (name, word)
        for name, *words in ours
        for word in words
        if re.match(r"--?\w", word) and word not in options(command(name))
    ] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_the_options_of_a_command_are_documented_and_no_others(name: str) -> None:
    documented = re.findall(r"`(-[\w-]+)`", " ".join(first_cells(section(CLI, f"### wellread {name}"))))
    assert sorted(documented) == sorted(options(command(name)))


def test_the_exit_codes_are_documented_and_no_others() -> None:
    under = section(CLI, "## Exit codes")
    assert sorted(map(int, first_cells(under))) == sorted(ExitCode)


# -- the pipeline


def test_the_steps_of_labelling_are_documented_in_their_order() -> None:
    architecture = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    documented = re.findall(r"^\d+\. `(\w+)`", section(architecture, "## How a block gets its label"), re.MULTILINE)
    assert documented == [step.__name__ for step in STEPS]


def test_the_architecture_is_read_in_one_sitting() -> None:
    assert len((ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").splitlines()) <= 200


# -- the record


def written(schema: Mapping[str, object]) -> str:
    """A type as the tables write it."""
    match schema:
        case {"anyOf": [*members]}:
            *first, last = (written(msgspec.convert(member, Json)) for member in members)
            return f"{', '.join(first)} or {last}"
        case {"$ref": str(reference)}:
            return reference.rsplit("/", 1)[-1]
        case {"enum": [*values]}:
            return " or ".join(f"`{value}`" for value in values)
        case {"type": "array", "items": dict(items)}:
            inner = written(items)
            return f"list of ({inner})" if items.keys() & {"anyOf", "items"} else f"list of {inner}"
        case {"type": "object", "additionalProperties": dict(values)}:
            return f"object of {written(values)}"
        case {"type": str(name)}:
            return name
        case _:
            raise AssertionError(f"a type that the tables cannot write: {schema}")


def properties(name: str) -> Json:
    return msgspec.convert(DEFINITIONS[name].get("properties", {}), Json)


def rows(text: str) -> dict[str, str]:
    """Key to type, of all tables with three columns."""
    return dict(re.findall(r"^\| `(\w+)` \| (.+?) \| .*\|$", text, re.MULTILINE))


def test_every_key_of_the_record_is_documented_with_its_type() -> None:
    fields = RECORD.split("\n## Parts\n")[0]
    assert rows(fields) == {
        key: written(msgspec.convert(value, Json)) for key, value in properties("ArticleRecord").items()
    }


@pytest.mark.parametrize("name", [name for name in DEFINITIONS if name != "ArticleRecord" and properties(name)])
def test_every_key_of_a_part_is_documented_with_its_type(name: str) -> None:
    assert rows(section(RECORD, f"### {name}")) == {
        key: written(msgspec.convert(value, Json)) for key, value in properties(name).items()
    }


@pytest.mark.parametrize("name", [name for name, definition in DEFINITIONS.items() if "enum" in definition])
def test_every_word_of_the_record_is_documented(name: str) -> None:
    assert sorted(cell.strip("`") for cell in first_cells(section(RECORD, f"### {name}"))) == DEFINITIONS[name]["enum"]


def test_every_warning_is_documented() -> None:
    folders = (ROOT / name for name in ("extractors", "output", "crawler"))
    sources = "".join(path.read_text(encoding="utf-8") for folder in folders for path in folder.rglob("*.py"))
    given = set(re.findall(r"(?:PageWarning|_doubt)\(\s*\"(\w+)\"", sources)) | set(
        re.findall(r"\"(json_ld_\w+)\"", sources)
    )
    assert {cell.strip("`") for cell in first_cells(section(RECORD, "### Warnings"))} == given


# -- what the README shows


@cache
def demo_record(url: str) -> Json:
    """The record of a page of the demo, as if it had been served at the address that the README shows."""
    parts = urlsplit(url)
    page = build_site(f"{parts.scheme}://{parts.netloc}")[parts.path].content
    return msgspec.json.decode(encode_record(publish(extract(page, url=url), page)), type=Json)


def differences(excerpt: object, whole: object, where: str = "") -> list[str]:
    """Where an excerpt shows what the whole does not. Keys and entries may be left out, texts may end in "…"."""
    match excerpt, whole:
        case dict(), dict():
            shared = [key for key in excerpt if key in whole]
            absent = [f"{where}.{key}" for key in excerpt if key not in whole]
            return absent + [one for key in shared for one in differences(excerpt[key], whole[key], f"{where}.{key}")]
        case list(), list() if excerpt:
            return [where for entry in excerpt if all(differences(entry, candidate) for candidate in whole)]
        case str(), str() if excerpt.endswith("…"):
            return [] if whole.startswith(excerpt.rstrip("… ")) else [where]
        case _:
            return [] if excerpt == whole else [f"{where}: {excerpt!r} is {whole!r}"]


def test_the_record_in_the_readme_is_what_the_demo_gives() -> None:
    (shown,) = (msgspec.json.decode(block, type=Json) for block in fenced(README, "json"))
    assert differences(shown, demo_record(str(shown["url"]))) == []


@pytest.mark.parametrize(
    ("excerpt", "whole"),
    [({"a": 1}, {"a": 2}), ({"b": 1}, {"a": 1}), (["x"], ["y"]), ([], ["y"]), ("A…", "B"), ("A", "A b")],
)
def test_an_excerpt_that_shows_something_else_is_noticed(excerpt: object, whole: object) -> None:
    assert differences(excerpt, whole)


def test_the_overview_in_the_readme_is_what_the_demo_gives() -> None:
    (shown,) = fenced(README, "text")
    lines = re.findall(r"^(\d{4}-\d\d-\d\d)  (.+?) {2,}(.+?) {2,}(\d+) {2,}(\d+) blocks$", shown, re.MULTILINE)
    base = "http://127.0.0.1"
    articles = [
        demo_record(base + path)
        for path, page in build_site(base).items()
        if path.startswith("/blog/") and page.content_type.startswith("text/html")
    ]
    by_headline = {str(record["headline"]): record for record in articles}
    assert len(lines) >= 3
    for published, headline, names, words, dropped in lines:
        record = msgspec.convert(by_headline[headline], ArticleRecord)
        assert (record.date_published, record.word_count, len(record.dropped)) == (published, int(words), int(dropped))
        assert ", ".join(author.name for author in record.authors).startswith(names.rstrip("…"))


def test_the_python_in_the_readme_runs(tmp_path: Path) -> None:
    (code,) = fenced(README, "python")
    (tmp_path / "page.html").write_bytes(build_site("https://example.org")["/blog/light-and-the-body-clock"].content)
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path, env={}, check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert run.stdout.startswith("Light and the Body Clock: A Practical Guide 2025-02-11 ['Mara Lindqvist']\n")
    assert "\nkept model Deep in the brain" in run.stdout
    assert "\nreading_time reading-time 4 min read\n" in run.stdout


def test_keys_that_are_called_empty_are_empty() -> None:
    called = re.findall(r"`(\w+)`", section(RECORD, "### Keys that are still empty"))
    record = demo_record("http://127.0.0.1/blog/light-and-the-body-clock")
    assert called
    assert [key for key in called if record[key]] == []


# -- decisions


DECISIONS = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
each_decision = pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.stem)


def test_decisions_are_numbered_without_gaps() -> None:
    assert [path.name[:5] for path in DECISIONS] == [f"{number:04}-" for number in range(1, len(DECISIONS) + 1)]


def test_every_decision_is_in_the_index_with_its_title() -> None:
    index = (ROOT / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")
    titles = [(path.name, path.read_text(encoding="utf-8").splitlines()[0]) for path in DECISIONS]
    listed = re.findall(r"^\| (\d+) \| \[(.+?)\]\((.+?)\) \| .+ \|$", index, re.MULTILINE)
    assert [(name, f"# {number}. {title}") for number, title, name in listed] == titles


@each_decision
def test_a_decision_says_what_was_decided_why_what_it_costs_and_where_to_see_it(decision: Path) -> None:
    lead_ins = re.findall(
        r"^\*\*(Decision|Why|What it costs|See it)\b", decision.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert list(dict.fromkeys(lead_ins)) == ["Decision", "Why", "What it costs", "See it"]


def test_every_decision_that_the_code_refers_to_exists() -> None:
    named = re.findall(r"\bdecision (\d+)", "\n".join(path.read_text(encoding="utf-8") for path in SOURCES))
    assert {int(number) for number in named} <= set(range(1, len(DECISIONS) + 1))


# -- the glossary

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")


def test_the_classes_that_the_glossary_names_exist() -> None:
    named = set(re.findall(r"\(`([A-Z]\w*[a-z]\w*)`\)", GLOSSARY))
    code = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    assert named
    assert named - set(re.findall(r"^class (\w+)", code, re.MULTILINE)) == set()


def test_the_glossary_explains_each_term_once_and_in_order() -> None:
    for table in re.findall(r"(?:^\|.*\n)+", GLOSSARY, re.MULTILINE):
        terms = [term.casefold() for term in re.findall(r"^\| (.+?) \|", table, re.MULTILINE) if term != "term"]
        assert terms == sorted(set(terms))


def test_every_paper_of_the_glossary_is_cited() -> None:
    tables, papers = GLOSSARY.split("\n## Papers\n")
    assert sorted(set(re.findall(r"\[(\d+)\] \|", tables))) == re.findall(r"^(\d+)\. ", papers, re.MULTILINE)


# -- how the documents are written

MAX_LINE_CHARS = 120
# Where a sentence ends inside a line: a mark and what closes, a space, and the capital or quote that begins another.
_SENTENCE_END = re.compile(r"(?<!\betc)(?<!\bvs)(?<!\bal)(?<!\bDr)(?<!\b\d)[.!?][\"')\]*`]*\s+(?=[\"'(\[*`]*[A-Z])")
_LEAD_IN = re.compile(r"^\s*(?:[-*]|\d+\.)?\s*\*\*[^*]+[.?!]\*\*\s|^(?:#+ )?\d+\. ")


def without_targets(line: str) -> str:
    """A line as it is read: the targets of links are not."""
    return re.sub(r"\]\([^)]*\)", "]", line)


def prose(text: str) -> list[str]:
    """The lines that are neither code nor rows of tables."""
    lines = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL).splitlines()
    return [without_targets(line) for line in lines if not line.startswith("|")]


def crowded(lines: Sequence[str]) -> list[str]:
    """The lines with more than one sentence; a lead-in in bold type may stand before the first."""
    return [line for line in lines if _SENTENCE_END.search(re.sub(r"`[^`]*`", "`", _LEAD_IN.sub("", line)))]


def broken_early(lines: Sequence[str]) -> list[str]:
    """The first lines of two that are one sentence and fit into one line."""
    text = re.compile(r"^ *(?![-*#>\d ])\S")
    return [
        line
        for line, after in pairwise(lines)
        if line.strip()
        and not line.startswith("#")
        and not re.search(r"[.:!?;][\"')\]*`]*$", line)
        and text.match(after)
        if len(line) + 1 + len(after.strip()) <= MAX_LINE_CHARS
    ]


# The changelog is older than the rule.
each_page = pytest.mark.parametrize(
    "document",
    [path for path in DOCUMENTS if path.name != "CHANGELOG.md"],
    ids=lambda path: str(path.relative_to(ROOT)),
)


@each_page
def test_a_line_of_a_document_holds_one_sentence(document: Path) -> None:
    assert crowded(prose(document.read_text(encoding="utf-8"))) == []


@each_page
def test_a_sentence_is_not_broken_where_it_fits_into_a_line(document: Path) -> None:
    assert broken_early(prose(document.read_text(encoding="utf-8"))) == []


@each_page
def test_the_lines_of_a_document_are_short(document: Path) -> None:
    # A row cannot be broken. Those with many cells are figures that a command has printed.
    text = re.sub(r"^```.*?^```$", "", document.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    lines = [without_targets(line) for line in text.splitlines() if line.count("|") <= 6]
    assert [line for line in lines if len(line) > MAX_LINE_CHARS] == []


@pytest.mark.parametrize(
    "line",
    [
        "One ends. Another begins.",
        "- Is it? `Yes` it is. Really.",
        "**Why.** It is so. It was not.",
        'He said "no." She left.',
    ],
)
def test_a_line_with_two_sentences_is_noticed(line: str) -> None:
    assert crowded([line]) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "**Why.** It is so.",
        "1. `step`: what it does.",
        "By Cho et al. in 2003.",
        "RFC 9110, 8.8. is one.",
        "A `x. Y` b.",
    ],
)
def test_a_line_with_one_sentence_passes(line: str) -> None:
    assert crowded([line]) == []


# -- links


def anchors(text: str) -> set[str]:
    """The anchors of headings, as the hosts of repositories make them."""
    headings = re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken(links: Sequence[str], document: Path) -> list[str]:
    found = []
    for link in links:
        path, _, anchor = link.partition("#")
        target = document.parent / path if path else document
        if not target.exists() or (anchor and anchor not in anchors(target.read_text(encoding="utf-8"))):
            found.append(link)
    return found


@each_document
def test_links_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", document.read_text(encoding="utf-8"))
    assert broken([link for link in links if not re.match(r"https?:", link)], document) == []


@each_document
def test_the_files_that_a_document_names_exist(document: Path) -> None:
    """Names in capitals stand for any name."""
    folders = "crawler|extractors|output|src|tests|benchmarks|deploy|docs|requirements"
    named = re.findall(rf"`((?:{folders})/[\w./-]*)`", document.read_text(encoding="utf-8"))
    assert [name for name in named if not re.search(r"\b[A-Z]{4,}\b", name) and not (ROOT / name).exists()] == []


@each_document
def test_what_a_document_finds_in_a_file_is_in_it(document: Path) -> None:
    pairs = re.findall(r"`([\w.]+)`\s(?:in|of)\s`([\w/-]+\.(?:py|toml))`", document.read_text(encoding="utf-8"))
    assert [
        (name, file)
        for name, file in pairs
        if (ROOT / file).exists() and name.rsplit(".")[-1] not in (ROOT / file).read_text(encoding="utf-8")
    ] == []


def test_a_link_that_leads_nowhere_is_noticed() -> None:
    links = ["nowhere.md", "docs/record.md#no-such-heading", "docs/record.md#keys-that-are-still-empty"]
    assert broken(links, ROOT / "README.md") == links[:2]


def test_the_folder_map_names_every_folder_of_code() -> None:
    named = re.findall(r"^\| `(\w+)/` \|", README, re.MULTILINE)
    listed = subprocess.run(["git", "ls-files", "*/*"], cwd=ROOT, check=False, capture_output=True, text=True).stdout
    if not listed:
        pytest.skip("not a git checkout: no list of committed files")
    folders = {line.split("/")[0] for line in listed.splitlines()}
    assert {folder for folder in folders if not folder.startswith(".")} == set(named)
