"""What stands in each format, and that nothing a page says does harm there."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import msgspec
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.cli.command import environment, told, wellread_here
from tests.crawler.ledger.visits import START, article, seed, visit_all
from wellread.crawler.ledger import Ledger
from wellread.extractors.article import (
    Accounting,
    Article,
    Code,
    Dropped,
    FieldSource,
    FieldSources,
    Figure,
    Item,
    Link,
    ListBlock,
    Paragraph,
    Person,
    Publisher,
    Quote,
    Reason,
    Reference,
    Section,
    Table,
    Video,
)
from wellread.output.dates import DateParts, divide_date, to_instant
from wellread.output.formats import format_names, load_format
from wellread.output.record import ArticleRecord, publish
from wellread.output.record_json import decode_record, encode_record, replace_unstorable
from wellread.output.safe_names import make_safe_name

URL = "https://example.org/tea"
BARE = Article(url=URL, accounting=Accounting(0, 0, 0), content_hash="c", extractor_version="1")
TEA = msgspec.structs.replace(
    BARE,
    headline="Tea & <Sleep>",
    in_language="en-GB",
    article_body="Warm.",
    authors=(Person("Ada Green", credentials=("MD", "PhD")),),
    reviewed_by=(Person("Cy Lake", honorific="Dr."),),
    publisher=Publisher("Calm Days"),
    date_published="2024-05-10T08:00:00+02:00",
    date_modified="2024-06",
    keywords=("tea", "sleep"),
    references=(Reference("A study.", doi="10.1000/x", cited_by=("/sections/0/blocks/0/text",)),),
    field_sources=FieldSources(date_published=FieldSource("meta", None, "10 May")),
    dropped=(Dropped("Menu", Reason.NAVIGATION, "nav", "/html/body/nav"),),
    sections=(
        Section("lead", None, 0, blocks=(Paragraph("Warm see this.", (Link("this", "https://example.org/a b"),)),)),
        Section(
            "how", "How", 2,
            blocks=(
                ListBlock(ordered=True, items=(Item("one", items=(Item("deep"),)), Item("two"))),
                Table("Cups", ("Tea", "Minutes"), (("green", "3"), ("a|b",))),
                Quote("Slowly.", "Ada"),
                Figure("https://example.org/a.jpg", "A cup", "Hot"),
                Video("youtube", "https://example.org/v", "Brew"),
                Code("```\nx", "python"),
            ),
        ),
    ),
)  # fmt: skip


def export(name: str, target: Path, *records: ArticleRecord) -> Path:
    with load_format(name).open_writer(str(target)) as writer:
        for record in records:
            writer.write(record)
    return target


# -- each format


def test_csv_has_a_column_for_each_plain_fact(tmp_path: Path) -> None:
    text = export("csv", tmp_path / "a.csv", publish(TEA, b"")).read_text(encoding="utf-8")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert (row["headline"], row["publisher.name"], row["publisher.url"]) == ("Tea & <Sleep>", "Calm Days", "")
    assert (row["datePublished"], row["datePublished.time"]) == ("2024-05-10", "08:00:00+02:00")
    assert (row["dateModified"], row["lastReviewed"]) == ("2024-06", "")
    assert json.loads(row["keywords"]) == ["tea", "sleep"]
    assert json.loads(row["authors"])[0]["name"] == "Ada Green"


def test_csv_without_articles_has_its_header(tmp_path: Path) -> None:
    empty, full = (
        export("csv", tmp_path / name, *records) for name, records in (("0", ()), ("1", [publish(BARE, b"")]))
    )
    assert empty.read_bytes() == full.read_bytes().splitlines(keepends=True)[0]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@a", "\t=1", " =1", "\n", "＝1+1"])
def test_a_formula_is_a_text_in_csv(tmp_path: Path, cell: str) -> None:
    record = publish(msgspec.structs.replace(BARE, headline=cell), b"")
    text = export("csv", tmp_path / "a.csv", record).read_bytes().decode()
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert row["headline"] == f"'{cell}"


def test_markdown_shows_every_kind_of_block(tmp_path: Path) -> None:
    record = publish(TEA, b"")
    export("markdown", tmp_path / "a", record)
    (path,) = (tmp_path / "a").rglob("*.md")
    assert path.relative_to(tmp_path / "a").as_posix() == f"example.org/tea-sleep-{record.article_id}.md"
    front, body = path.read_text(encoding="utf-8").removeprefix("---\n").split("\n---\n", 1)
    values = {line.partition(": ")[0]: json.loads(line.partition(": ")[2]) for line in front.splitlines()}
    assert (values["title"], values["date"], values["authors"]) == (
        "Tea & <Sleep>", "2024-05-10T08:00:00+02:00", ["Ada Green"],
    )  # fmt: skip
    html = MarkdownIt("commonmark").enable("table").render(body)
    assert "<h1>Tea &amp; &lt;Sleep&gt;</h1>" in html
    assert '<p>Warm see <a href="https://example.org/a%20b">this</a>.</p>' in html
    assert re.search(r"<ol>\n<li>one\n<ol>\n<li>deep</li>", html)
    assert "<td>a|b</td>" in html
    assert '<pre><code class="language-python">```\nx\n</code></pre>' in html
    assert '<img src="https://example.org/a.jpg" alt="A cup" />' in html


def test_text_is_headline_and_body(tmp_path: Path) -> None:
    export("text", tmp_path / "a", publish(TEA, b""))
    (path,) = (tmp_path / "a").rglob("*.txt")
    assert path.read_text(encoding="utf-8") == "Tea & <Sleep>\n\nWarm.\n"


def test_json_ld_is_one_graph_of_articles(tmp_path: Path) -> None:
    document = json.loads(export("json-ld", tmp_path / "a", publish(TEA, b""), publish(BARE, b"2")).read_bytes())
    first, second = document["@graph"]
    assert (document["@context"], first["@type"], first["headline"]) == (
        "https://schema.org",
        "Article",
        "Tea & <Sleep>",
    )
    assert first["author"] == [{"@type": "Person", "name": "Ada Green", "honorificSuffix": "MD, PhD"}]
    assert first["mainEntityOfPage"]["reviewedBy"][0]["name"] == "Cy Lake"
    assert first["citation"][0]["sameAs"] == "https://doi.org/10.1000/x"
    assert second["url"] == URL
    assert json.loads(export("json-ld", tmp_path / "b").read_bytes())["@graph"] == []


def test_an_item_of_zyte_has_its_keys_and_dates_in_utc(tmp_path: Path) -> None:
    (line,) = export("zyte", tmp_path / "a", publish(TEA, b"")).read_text(encoding="utf-8").splitlines()
    item = json.loads(line)
    assert item.keys() <= {
        "url", "canonicalUrl", "headline", "datePublished", "datePublishedRaw", "dateModified", "dateModifiedRaw",
        "authors", "breadcrumbs", "inLanguage", "mainImage", "images", "description", "articleBody", "videos",
        "metadata",
    }  # fmt: skip
    assert (item["datePublished"], item["datePublishedRaw"]) == ("2024-05-10T06:00:00Z", "10 May")
    assert "dateModified" not in item
    assert (item["inLanguage"], item["videos"]) == ("en", [{"url": "https://example.org/v"}])


@pytest.mark.parametrize(
    ("text", "parts", "instant"),
    [
        (None, (None, None), None),
        ("2024-05", (None, None), None),
        ("2024-05-01", ("2024-05-01", None), "2024-05-01T00:00:00Z"),
        ("2024-05-01T23:30:00-02:00", ("2024-05-01", "23:30:00-02:00"), "2024-05-02T01:30:00Z"),
        ("2024-05-01T08:00:00Z", ("2024-05-01", "08:00:00Z"), "2024-05-01T08:00:00Z"),
    ],
)
def test_a_date_is_a_day_and_a_time(
    text: str | None, parts: tuple[str | None, str | None], instant: str | None
) -> None:
    found = divide_date(text)
    assert (found.day.isoformat() if found.day else None, found.time) == parts
    assert isinstance(found, DateParts)
    assert to_instant(text) == instant


# -- Parquet


def read(database: duckdb.DuckDBPyConnection, folder: Path, table: str) -> None:
    """Make a view of a table in the snapshot that the manifest names."""
    paths = [resource["path"] for resource in json.loads((folder / "datapackage.json").read_bytes())["resources"]]
    named = [str(folder / path) for path in paths if f"/{table}/" in path]
    database.execute(f"CREATE OR REPLACE VIEW {table} AS FROM read_parquet({named!r}, hive_partitioning = true)")


def test_the_tables_of_parquet_join_by_the_article(tmp_path: Path) -> None:
    other = publish(msgspec.structs.replace(BARE, url="https://other.example/nap"), b"2")
    folder = export("parquet", tmp_path / "a", publish(TEA, b""), other)
    database = duckdb.connect()
    for table in ("articles", "authors", "blocks"):
        read(database, folder, table)
    rows = database.execute(
        "SELECT a.site, headline, date_published::VARCHAR, date_published_time, date_modified, date_modified_text,"
        " p.name, p.role FROM articles a LEFT JOIN authors p USING (article_id) ORDER BY a.site, p.role"
    ).fetchall()
    assert rows == [
        ("example.org", "Tea & <Sleep>", "2024-05-10", "08:00:00+02:00", None, "2024-06", "Ada Green", "authors"),
        ("example.org", "Tea & <Sleep>", "2024-05-10", "08:00:00+02:00", None, "2024-06", "Cy Lake", "reviewedBy"),
        ("other.example", None, None, None, None, None, None, None),
    ]  # fmt: skip
    blocks = database.execute("SELECT pointer, type, text FROM blocks ORDER BY position").fetchall()
    assert blocks[:2] == [
        ("/sections/0/blocks/0", "paragraph", "Warm see this."), ("/sections/1/blocks/0", "list", "one\ndeep\ntwo"),
    ]  # fmt: skip
    assert database.execute("SELECT article_json->>'headline' FROM articles WHERE headline IS NOT NULL").fetchall() == [
        ("Tea & <Sleep>",)
    ]


def test_parquet_has_the_same_columns_without_articles(tmp_path: Path) -> None:
    database = duckdb.connect()
    columns = []
    for name, records in (("empty", []), ("full", [publish(TEA, b"")])):
        read(database, export("parquet", tmp_path / name, *records), "articles")
        columns.append(database.execute("DESCRIBE articles").fetchall())
    assert columns[0] == columns[1]


def test_each_export_to_parquet_is_a_new_snapshot_and_the_last_two_are_kept(tmp_path: Path) -> None:
    for _ in range(4):
        export("parquet", tmp_path / "a", publish(TEA, b""))
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == ["datapackage.json", "snapshot-3", "snapshot-4"]
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    resources = json.loads((tmp_path / "a" / "datapackage.json").read_bytes())["resources"]
    assert {resource["path"].split("/")[0] for resource in resources} == {"snapshot-4"}


def test_an_export_to_parquet_that_is_discarded_leaves_the_snapshot_before(tmp_path: Path) -> None:
    export("parquet", tmp_path / "a", publish(TEA, b""))
    before = (tmp_path / "a" / "datapackage.json").read_bytes()
    with load_format("parquet").open_writer(str(tmp_path / "a")) as writer:
        writer.write(publish(TEA, b""))
        writer.discard()
    assert (tmp_path / "a" / "datapackage.json").read_bytes() == before
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == ["datapackage.json", "snapshot-1"]


# -- harm

HOSTILE = st.one_of(
    st.sampled_from([
        "../../etc/passwd", "/etc/passwd", "..", ".", "con", "a/b\\c:d", "=cmd|' /C calc'!A0", "@SUM(A1)", "+1", "-1",
        "</script><script>alert(1)</script>", "<!--", "]]>", "\x1b[31m", "\x00", "\ud800", "\r\n---\r\nx: y", "---",
        "`" * 9, "| a | b |", "[x](javascript:alert(1))", "\u202e", "\u2028", "'; DROP TABLE articles; --", "ü" * 150,
        "",
    ]),
    st.text(max_size=300),
)  # fmt: skip


def hostile_record(text: str) -> ArticleRecord:
    """A record that says the same in every place."""
    link = Link(text, text)
    blocks = (
        Paragraph(text, (link,)), ListBlock(ordered=False, items=(Item(text, (link,)),)),
        Table(text, (text,), ((text,),)), Quote(text, text), Figure(text, text, text), Video(text, text, text),
        Code(text, text),
    )  # fmt: skip
    record = publish(
        msgspec.structs.replace(
            TEA,
            url=text, canonical_url=text, headline=text, description=text, in_language=text, article_body=text,
            keywords=(text,), authors=(Person(text, text),), publisher=Publisher(text, text), date_published=text,
            date_modified=text, references=(Reference(text, text, text),),
            sections=(Section(text, text, 2, blocks=blocks),),
        ),
        b"",
    )  # fmt: skip
    return msgspec.structs.replace(record, article_id=text, site_id=text)


@pytest.mark.parametrize("name", format_names())
@given(text=HOSTILE)
def test_whatever_a_page_says_stays_inside_of_the_output(name: str, text: str) -> None:
    with TemporaryDirectory() as folder:
        target = Path(folder) / "in" / "a"
        target.parent.mkdir()
        export(name, target, hostile_record(text))
        files = [path for path in Path(folder).rglob("*") if path.is_file()]
        assert files
        assert all(path == target or target in path.parents for path in files)
        assert all(len(path.name.encode()) <= 255 for path in files)
        CHECKS[name](files, text)
        if name in {"csv", "markdown", "text"}:  # which people look at
            assert not re.search(CONTROL, files[0].read_bytes().decode())


CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]"  # what acts on a terminal


def check_csv(files: list[Path], _: str) -> None:
    header, row = csv.reader(io.StringIO(files[0].read_bytes().decode(), newline=""))
    assert len(header) == len(row)
    assert [cell for cell in row if re.match(r"\s*[=+\-@]", cell)] == []


def check_json_ld(files: list[Path], _: str) -> None:
    assert not set(files[0].read_bytes()) & set(b"<>&")
    assert len(json.loads(files[0].read_bytes())["@graph"]) == 1


def check_markdown(files: list[Path], _: str) -> None:
    head, front, body = files[0].read_bytes().decode().split("---\n", 2)
    assert head == ""
    assert all(json.loads(line.partition(": ")[2]) is not NotImplemented for line in front.splitlines())
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(body)
    inside = [child for token in tokens for child in token.children or ()]
    assert {token.type for token in (*tokens, *inside)} & {"html_block", "html_inline"} == set()
    addresses = [str(token.attrs.get("href", token.attrs.get("src", "http:"))) for token in inside]
    assert [address for address in addresses if not re.match(r"https?:|mailto:", address, re.IGNORECASE)] == []


def check_lines(files: list[Path], _: str) -> None:
    assert len(files[0].read_bytes().decode().split("\n")) == 2


def check_text(files: list[Path], text: str) -> None:
    content = files[0].read_bytes().decode()
    said = replace_unstorable(text)
    assert re.sub(r"\ufffd|[^\S\n]", "", content) == re.sub(
        rf"\ufffd|{CONTROL}|[^\S\n]", "", "\n\n".join(filter(None, [said, said])) + "\n"
    )


def check_parquet(files: list[Path], text: str) -> None:
    """Every table says what the record does, in the cells of one row or of some."""
    said = replace_unstorable(text)
    tables = {file.relative_to(file.parents[2]).parts[0]: pq.read_table(file, partitioning=None) for file in files
              if file.suffix == ".parquet"}  # fmt: skip
    assert set(tables) == {"articles", "authors", "references", "signals", "rights", "blocks", "dropped"}
    (article,) = tables["articles"].to_pylist()
    record = decode_record(article["article_json"])
    assert article["article_json"] == encode_record(record).decode()
    assert {article[key] for key in ("article_id", "site_id", "url", "headline", "article_body")} == {said}
    assert (article["keywords"], article["publisher_name"], record.headline) == ([said], said, said)
    assert {row["name"] for row in tables["authors"].to_pylist()} == {said, "Cy Lake"}
    assert [(row["text"], row["doi"]) for row in tables["references"].to_pylist()] == [(said, said)]
    blocks = tables["blocks"].to_pylist()
    assert [row["type"] for row in blocks] == ["paragraph", "list", "table", "quote", "figure", "video", "code"]
    assert {row["article_id"] for table in tables.values() for row in table.to_pylist()} == {said}
    (file,) = (str(file) for file in files if "/blocks/" in file.as_posix())
    with duckdb.connect() as other:  # another reader finds the same
        found = other.execute("SELECT * FROM read_parquet(?, hive_partitioning = false)", [file]).fetchall()
    assert found == [tuple(row.values()) for row in blocks]


CHECKS = {
    "text": check_text,
    "parquet": check_parquet,
    "csv": check_csv,
    "json-ld": check_json_ld,
    "markdown": check_markdown,
    "jsonl": check_lines,
    "zyte": check_lines,
}


@given(HOSTILE, HOSTILE)
def test_texts_that_differ_have_safe_names_that_differ(one: str, other: str) -> None:
    assert (make_safe_name(one) == make_safe_name(other)) == (one == other)
    assert re.fullmatch(r"[a-z0-9][a-z0-9.-]*", make_safe_name(one))


# -- packed, described, interrupted


@pytest.mark.parametrize("name", [name for name in format_names() if not load_format(name).writes_folder])
def test_a_file_is_packed_as_its_name_says(tmp_path: Path, name: str) -> None:
    plain, gz, zst = (export(name, tmp_path / f"a{suffix}", publish(TEA, b"")) for suffix in ("", ".gz", ".zst"))
    assert gzip.decompress(gz.read_bytes()) == plain.read_bytes()
    assert unpack_zstd(zst.read_bytes()) == plain.read_bytes()


def unpack_zstd(packed: bytes) -> bytes:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return zstd.decompress(packed)


@pytest.fixture
def state(tmp_path: Path) -> Path:
    with Ledger.in_folder(tmp_path / "wellread-state") as ledger:
        seed(run := ledger.begin_run(START), "nap", "tea")
        visit_all(run, {name: article(name, name, headline=name) for name in ("nap", "tea")})
    return tmp_path


@pytest.mark.parametrize(("name", "output"), [("jsonl", "a.jsonl.gz"), ("markdown", "a")])
def test_an_export_has_a_manifest_beside_it(state: Path, name: str, output: str) -> None:
    run = wellread_here("export", "--format", name, "-o", output, cwd=state)
    assert run.returncode == 0, run.stderr
    manifest = json.loads((state / f"{output}.datapackage.json").read_bytes())
    assert (manifest["articles"], manifest["schemaVersion"]) == (2, 2)
    for resource in manifest["resources"]:
        content = (state / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["bytes"] == len(content)


def test_a_format_without_its_library_says_what_to_install(state: Path) -> None:
    program = "import sys; sys.modules['pyarrow'] = None; from wellread.crawler.cli import main; main()"
    run = subprocess.run(
        [sys.executable, "-c", program, "export", "--format", "parquet", "-o", "a"],
        cwd=state, env=environment(), check=False, capture_output=True, text=True,
    )  # fmt: skip
    problem = "--format parquet needs a library that is not installed: pyarrow; install wellread[parquet]"
    assert (run.returncode, told(run)) == (2, f"Error: {problem}")


KILLED_WHILE_WRITING = """
import os, signal, sys
from tests.output.test_format_contents import TEA, publish
from wellread.output.formats import load_format
name, target, calls = sys.argv[1], sys.argv[2], int(sys.argv[3])
chosen = load_format(name)

def die_in_time(event, _):
    global calls
    if event in {"open", "os.rename", "os.mkdir", "os.remove"}:
        calls -= 1
        if calls == 0:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(die_in_time)
with chosen.open_writer(target) as writer:
    for _ in range(3):
        writer.write(publish(TEA, b""))
"""


# Before the folder is there, among the files, before and after each of the two renames, at the end.
@pytest.mark.crawls
@pytest.mark.parametrize("calls", [1, 3, 30, 50, 51, 52, 53, 54])
def test_a_killed_export_to_parquet_leaves_a_manifest_that_holds(tmp_path: Path, calls: int) -> None:
    export("parquet", tmp_path / "a", publish(BARE, b""))
    subprocess.run(
        [sys.executable, "-c", KILLED_WHILE_WRITING, "parquet", str(tmp_path / "a"), str(calls)],
        env=environment(), check=False,
    )  # fmt: skip
    manifest = json.loads((tmp_path / "a" / "datapackage.json").read_bytes())
    assert manifest["articles"] in {1, 3}
    for resource in manifest["resources"]:
        content = (tmp_path / "a" / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    export("parquet", tmp_path / "a", publish(TEA, b""))  # what the killed one has left is in nobody's way
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
