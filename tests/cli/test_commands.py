"""The commands as a user types them: help, schema, extract, explain, demo."""

import gzip
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.cli.command import ROOT, VALIDATOR, environment, records, told, wellread, wellread_here
from tests.crawler.loopback import Site, article
from wellread.extractors import VERSION

COMMANDS = ("crawl", "extract", "export", "changes", "history", "diff", "explain", "schema", "demo")
HEAVY = {"scrapy", "twisted", "lxml", "bs4", "rich", "msgspec", "structlog", "sqlalchemy", "pyarrow"}
PAGE = article("Tea at night").body
PAGE_WITH_FOOTER = PAGE.replace(
    b"</main>", b'</main><footer class="footer">All rights reserved\n\tby the\x1b[31m Tea Club</footer>'
)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_loads_nothing_that_takes_time(command: str) -> None:
    arguments = [command] if command else []
    run = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "wellread", *arguments, "--help"],
        cwd=ROOT, check=True, capture_output=True, text=True,
        env={key: value for key, value in os.environ.items() if key != "PYTHONPATH"},
    )  # fmt: skip
    loaded = {line.rsplit("|", 1)[-1].strip() for line in run.stderr.splitlines()}
    assert "wellread.crawler.cli" in loaded
    assert not {name.partition(".")[0] for name in loaded} & HEAVY
    ours = {name for name in loaded if name.startswith(("wellread.extractors", "wellread.output."))}
    assert ours <= {f"wellread.output.{name}" for name in ("formats", "schemas", "module_folder")}  # names alone


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_teaches_by_an_example_and_fits_into_80_columns(tmp_path: Path, command: str) -> None:
    run = wellread_here(command, "--help", cwd=tmp_path, COLUMNS="80")
    assert run.returncode == 0
    assert [line for line in run.stdout.splitlines() if len(line) > 80] == []
    assert re.search(rf"Examples?:\n +wellread {command}", run.stdout)


def test_help_names_every_command_and_every_exit_code(tmp_path: Path) -> None:
    help_text = wellread_here("--help", cwd=tmp_path, COLUMNS="80").stdout
    assert [line for line in help_text.splitlines() if len(line) > 80] == []
    assert [name for name in COMMANDS if f"\n  {name} " not in help_text] == []
    assert [
        code for code in ("0", "1", "2", "3", "4", "75", "130", "143") if not re.search(rf"\b{code}\b", help_text)
    ] == []


def test_the_version_is_that_of_the_extractor(tmp_path: Path) -> None:
    assert wellread_here("--version", cwd=tmp_path).stdout == f"wellread {VERSION}\n"


def test_a_command_that_does_not_exist(tmp_path: Path) -> None:
    run = wellread_here("fly", cwd=tmp_path)
    assert run.returncode == 2
    assert told(run) == "Error: No such command 'fly'. (wellread --help explains)"


def test_schema_prints_the_schema(tmp_path: Path) -> None:
    run = wellread_here("schema", cwd=tmp_path)
    assert run.returncode == 0
    assert json.loads(run.stdout) == VALIDATOR.schema
    Draft202012Validator.check_schema(json.loads(run.stdout))


def test_extract_reads_a_file(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(PAGE)
    run = wellread_here("extract", tmp_path / "page.html", "--url", "https://example.org/blog/tea", cwd=tmp_path)
    assert run.returncode == 0
    (record,) = records(run.stdout)
    assert record["headline"] == "Tea at night"
    assert record["url"] == "https://example.org/blog/tea"
    assert record["siteId"] == "example.org"
    assert record["httpStatus"] is None


def test_extract_reads_the_pages_of_a_directory_in_order(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    (pages / "deep").mkdir(parents=True)
    (pages / "b.htm").write_bytes(article("B").body)
    (pages / "a.html.gz").write_bytes(gzip.compress(article("A").body))
    (pages / "deep" / "c.XHTML").write_bytes(article("C").body)
    (pages / "notes.txt").write_text("no page")
    (pages / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    run = wellread_here("extract", tmp_path / "pages", "-o", "out.jsonl", cwd=tmp_path)
    assert run.returncode == 0
    assert [record["headline"] for record in records((tmp_path / "out.jsonl").read_text())] == ["A", "B", "C"]
    assert re.fullmatch(r"3 pages in \d+\.\d s, written to out.jsonl\n", run.stderr)


NO_PAGES = {
    "empty.html": (b"", "the file is empty"),
    "blank.html": (b" \n\t ", "the file is empty"),
    "binary.html": (bytes(range(256)) * 20, "not HTML but binary data"),
    "picture.png": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0", "not HTML but binary data"),
    "torn.html.gz": (gzip.compress(PAGE)[:-20], "the gzip data is damaged"),
}


def test_files_that_are_no_pages_are_named_with_what_they_are(tmp_path: Path) -> None:
    for name, (content, _) in NO_PAGES.items():
        (tmp_path / name).write_bytes(content)
    run = wellread_here("extract", *(tmp_path / name for name in NO_PAGES), cwd=tmp_path)
    assert run.returncode == 4
    assert [f"{tmp_path / name}: {problem}" for name, (_, problem) in NO_PAGES.items()] == run.stderr.splitlines()[:-1]
    assert told(run)
    assert run.stdout == ""


def test_a_file_that_is_no_page_is_not_explained(tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_bytes(b"")
    run = wellread_here("explain", "empty.html", cwd=tmp_path)
    assert (run.returncode, run.stdout) == (4, "")
    assert told(run) == "Error: empty.html: the file is empty"


def test_a_page_without_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_bytes(b"<html><body><script>1</script></body></html>")
    run = wellread_here("explain", "empty.html", cwd=tmp_path)
    assert (run.returncode, run.stdout) == (0, "")
    assert run.stderr == "empty.html: there is no text on this page\n"


def test_text_in_any_encoding_is_a_page(tmp_path: Path) -> None:
    encodings = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "latin-1", "shift_jis", "iso2022_jp")
    for encoding in encodings:
        page = f'<meta charset="{encoding}">{PAGE.decode()}'.encode(encoding)
        (tmp_path / f"{encoding}.html").write_bytes(page)
    run = wellread_here("extract", tmp_path, cwd=tmp_path)
    assert (run.returncode, len(records(run.stdout))) == (0, len(encodings)), run.stderr


def test_what_libraries_say_of_a_page_is_not_among_our_own_lines(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(PAGE.replace(b"<p>", b"<p>" + bytes(range(0x80, 0x100))))
    run = wellread("extract", "page.html", "-o", "out.jsonl", cwd=tmp_path)
    assert re.fullmatch(r"1 pages in .*, written to out\.jsonl\n", run.stderr)


def test_extract_goes_on_after_a_file_that_is_no_page(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"")
    (tmp_path / "b.html").write_bytes(PAGE)
    run = wellread_here("extract", tmp_path, "-o", "out.jsonl", cwd=tmp_path)
    assert run.returncode == 4
    assert told(run) == "Error: 1 of 2 could not be read"
    assert len(records((tmp_path / "out.jsonl").read_text())) == 1


def test_a_directory_without_pages(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "notes.txt").write_text("no page")
    run = wellread_here("extract", tmp_path / "pages", "-o", "out.jsonl", cwd=tmp_path)
    assert run.returncode == 4
    assert f"{tmp_path}/pages: no .html, .htm or .xhtml file and no .warc in this directory\n" in run.stderr
    assert told(run)
    assert not (tmp_path / "out.jsonl").exists()


def test_what_is_empty_or_leads_nowhere_in_a_directory_is_told(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "tea.html").write_bytes(PAGE)
    (pages / "empty.warc").touch()
    for name in ("lost.html", "lost.warc.gz"):
        (pages / name).symlink_to("nowhere")
    run = wellread_here("extract", tmp_path / "pages", "-o", "out.jsonl", cwd=tmp_path)
    assert run.returncode == 4
    assert f"{pages}/empty.warc: the file is empty\n" in run.stderr
    for name in ("lost.html", "lost.warc.gz"):
        assert f"{pages}/{name}: No such file or directory\n" in run.stderr
    assert told(run) == "Error: 3 of 4 could not be read"
    assert len(records((tmp_path / "out.jsonl").read_text())) == 1


def test_without_a_command_all_commands_are_shown(tmp_path: Path) -> None:
    run = wellread_here(cwd=tmp_path)
    assert run.returncode == 2
    assert run.stderr == wellread_here("--help", cwd=tmp_path).stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("extract", "missing.html"),
        ("extract",),
        ("extract", "page.html", "-o", "missing/out.jsonl"),
        ("extract", "page.html", "--url", "example.org"),
        ("extract", ".", "--url", "https://example.org/"),
        ("explain", "missing.html"),
        ("explain", "https://example.org/"),
        ("explain", "ftp://example.org/"),
        ("demo", "-o", "page.html"),
        ("explain", "."),
        ("extract", ".", "-o", "page.html"),
        ("crawl", "https://example.org/", "--contact", "x@example.org", "--state", "page.html"),
        ("crawl", "https://example.org/", "--contact", "x@example.org", "--state", ""),
        ("crawl", "https://example.org/", "--contact", "x@example.org", "-o", ""),
        ("crawl", "https://example.org/", "--contact", "x@example.org", "--metrics", ""),
        ("export", "--state", ""),
        ("extract", "page.html", "-o", ""),
        ("demo", "-o", ""),
    ],
    ids=" ".join,
)
def test_wrong_usage(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "page.html").write_bytes(PAGE)
    run = wellread_here(*arguments, cwd=tmp_path)
    assert run.returncode == 2
    assert told(run)
    assert (tmp_path / "page.html").read_bytes() == PAGE


@pytest.mark.crawls
def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number}.html").write_bytes(PAGE)
    command = [sys.executable, "-m", "wellread", "extract", "."]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=tmp_path, env=environment(), stdout=pipe, stderr=pipe) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline().startswith(b"{")
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def explained(output: str) -> list[list[str]]:
    """The lines of `explain` in a pipe: kept or dropped, reason, rule, kind, XPath, text, score, evidence."""
    lines = [line.split("\t") for line in output.splitlines()]
    assert {len(line) for line in lines} == {8}
    return lines


def test_explain_gives_one_line_a_block_with_its_label(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(PAGE_WITH_FOOTER)
    run = wellread_here("explain", "page.html", cwd=tmp_path)
    assert run.returncode == 0
    lines = explained(run.stdout)
    assert {label for label, *_ in lines} == {"kept", "dropped"}
    assert all(rule for _, _, rule, *_ in lines)
    assert all(bool(reason) is (label == "dropped") for label, reason, *_ in lines)
    assert any("All rights reserved by the" in text for *_, text, _, _ in lines)
    assert any(0.5 < float(score) <= 1 for *_, score, _ in lines if score)
    assert "\x1b" not in run.stdout


@pytest.mark.parametrize("label", ["kept", "dropped"])
def test_explain_shows_only_what_is_asked_for(tmp_path: Path, label: str) -> None:
    (tmp_path / "page.html").write_bytes(PAGE_WITH_FOOTER)
    lines = explained(wellread_here("explain", "page.html", f"--{label}", cwd=tmp_path).stdout)
    assert {line[0] for line in lines} == {label}


@pytest.mark.crawls
def test_explain_fetches_a_url(tmp_path: Path, site: Site) -> None:
    site.pages["/blog/tea"] = article("Tea at night")
    url = f"{site.base}/blog/tea"
    run = wellread("explain", url, "--contact", "test@example.org", "--allow-private", cwd=tmp_path)
    assert run.returncode == 0
    assert any("short walk after supper" in text for *_, text, _, _ in explained(run.stdout))
    refused = wellread("explain", url, "--contact", "test@example.org", cwd=tmp_path)
    assert refused.returncode == 4
    assert "private network" in told(refused)
    missing = wellread("explain", f"{site.base}/x", "--contact", "test@example.org", "--allow-private", cwd=tmp_path)
    assert missing.returncode == 4
    assert told(missing) == f"Error: {site.base}/x: 404 Not Found"


@pytest.mark.crawls
def test_demo_shows_what_the_project_does(tmp_path: Path) -> None:
    run = wellread("demo", cwd=tmp_path)
    assert run.returncode == 0
    published = records((tmp_path / "wellread-demo" / "articles.jsonl").read_text())
    assert len(published) >= 8
    assert [record["headline"] for record in published if str(record["headline"]) not in run.stdout] == []
    lines = [*run.stdout.splitlines(), *run.stderr.splitlines()]
    assert len(lines) <= 40
    assert [line for line in lines if len(line.rstrip()) > 100] == []
    keys = [match[1] for line in lines if (match := re.match(r'"(\w+)": ', line))]
    assert (keys[0], keys[-1], len(keys)) == ("url", "accounting", 12)
    assert [line[:12] for line in lines if line.startswith("{")] == ['{"sequence":'] * 2
    assert "FROM read_articles('wellread-demo/articles.jsonl')" in run.stdout
    assert "\n  Tobias Achterberg  2  1350\n" in run.stdout
