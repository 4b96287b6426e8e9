"""Every format keeps the same promises, and a new one is a file in the folder of formats and nothing else."""

import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from tests.cli.command import environment, told, wellread_here
from tests.crawler.ledger.visits import START, article, seed, visit_all
from wellread.crawler.ledger import Ledger
from wellread.extractors.article import Accounting, Article
from wellread.output import formats
from wellread.output.atomic import OutputError
from wellread.output.format import Format
from wellread.output.formats import describe_format, format_names, load_format
from wellread.output.record import ArticleRecord, publish
from wellread.output.record_json import encode_record

every_format = pytest.mark.parametrize("name", format_names())

ARTICLE = Article(
    url="https://example.org/tea", accounting=Accounting(0, 0, 0), content_hash="c", extractor_version="1"
)
RECORDS = tuple(
    publish(msgspec.structs.replace(ARTICLE, headline=headline, article_body=body), headline.encode())
    for headline, body in [("Tea", "Warm."), ("Cold / tea\n", "\x85 \ud800 \0"), ("", "")]
)


def write(chosen: Format, target: Path, *records: ArticleRecord) -> dict[str, bytes]:
    """Write records; gives the bytes of the file, or of each file of the folder, by name."""
    with chosen.open_writer(str(target)) as writer:
        for record in records:
            writer.write(record)
    return content_of(target)


def content_of(target: Path) -> dict[str, bytes]:
    files = [target] if target.is_file() else sorted(path for path in target.rglob("*") if path.is_file())
    return {str(path.relative_to(target.parent)): path.read_bytes() for path in files}


@every_format
def test_a_format_says_what_it_is(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
    assert 10 <= len(describe_format(name)) <= 76 - len(name)


@every_format
def test_the_output_is_of_the_kind_that_the_format_declares(tmp_path: Path, name: str) -> None:
    write(load_format(name), tmp_path / "articles", *RECORDS)
    assert (tmp_path / "articles").is_dir() is load_format(name).writes_folder


@every_format
def test_the_output_appears_when_all_is_written_and_nothing_lies_beside_it(tmp_path: Path, name: str) -> None:
    with load_format(name).open_writer(str(tmp_path / "articles")) as writer:
        for record in RECORDS:
            writer.write(record)
        assert not (tmp_path / "articles").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["articles"]


@every_format
def test_the_same_records_give_the_same_bytes_however_they_come(tmp_path: Path, name: str) -> None:
    folders = [tmp_path / "1", tmp_path / "2", tmp_path / "3"]
    for folder in folders:
        folder.mkdir()
    once, again = (write(load_format(name), folder / "articles", *RECORDS) for folder in folders[:2])
    with load_format(name).open_writer(str(folders[2] / "articles")) as writer:
        for record in RECORDS:
            writer.write_json(encode_record(record).decode())
    assert once == again == content_of(folders[2] / "articles")
    assert any(once.values())


@every_format
def test_no_records_are_an_output_as_well(tmp_path: Path, name: str) -> None:
    write(load_format(name), tmp_path / "articles")
    assert (tmp_path / "articles").exists()


@every_format
def test_a_failure_leaves_what_was_there_before(tmp_path: Path, name: str) -> None:
    chosen = load_format(name)
    before = {} if chosen.writes_folder else write(chosen, tmp_path / "articles", RECORDS[0])

    def fail() -> None:
        with chosen.open_writer(str(tmp_path / "articles")) as writer:
            writer.write(RECORDS[1])
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        fail()
    assert content_of(tmp_path / "articles") == before


@every_format
@pytest.mark.parametrize("target", ["missing/articles", "file/articles", "."])
def test_a_target_that_cannot_be_written_is_known_at_once(tmp_path: Path, name: str, target: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match=re.escape(str(tmp_path / target))):
        load_format(name).open_writer(str(tmp_path / target))


# What somebody would write who adds a format: one in a file, one in a folder.
HEADLINES = '''"""Headlines: one a line"""
from wellread.output.atomic import AtomicFile
from wellread.output.format import Format, RecordWriter

class HeadlineWriter(RecordWriter[AtomicFile]):
    def __init__(self, target):
        super().__init__(AtomicFile(target))
        self._count = 0

    def write(self, record):
        self.output.write(f"{record.headline}\\n".encode())
        self._count += 1

    def finish(self):
        self.output.write(f"{self._count} in all\\n".encode())

FORMAT = Format(HeadlineWriter)
'''
ONE_FILE_EACH = '''"""Bodies: the text of each article in a file of its own"""
from wellread.output.atomic import AtomicFolder
from wellread.output.format import Format, RecordWriter

class BodyWriter(RecordWriter[AtomicFolder]):
    def __init__(self, target):
        super().__init__(AtomicFolder(target))

    def write(self, record):
        (self.output.path / f"{record.article_id}.txt").write_text(record.article_body)

FORMAT = Format(BodyWriter, writes_folder=True)
'''
NEEDS_A_LIBRARY = '"""Clay: tablets"""\nimport clay_tablets\n'
PROGRAM = """
import sys
import wellread.output.formats
wellread.output.formats.__path__.append("formats")
from wellread.crawler.cli import main
main()
"""


@pytest.fixture
def newcomer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a state of two articles, and with three more formats, which `export` of this process has."""
    (tmp_path / "formats").mkdir()
    monkeypatch.setattr(formats, "__path__", [*formats.__path__, str(tmp_path / "formats")])
    monkeypatch.delitem(sys.modules, "wellread.crawler.cli.export", raising=False)  # it lists them when it is loaded
    for name, source in (("headlines", HEADLINES), ("one_file_each", ONE_FILE_EACH), ("clay", NEEDS_A_LIBRARY)):
        (tmp_path / "formats" / f"{name}.py").write_text(source, encoding="utf-8")
    with Ledger.in_folder(tmp_path / "wellread-state") as ledger:
        seed(run := ledger.begin_run(START), "nap", "tea")
        visit_all(run, {name: article(name, name, headline=name) for name in ("nap", "tea")})
    return tmp_path


def test_a_new_format_is_offered_and_explained_without_being_loaded(newcomer: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, "export", "--help"],
        cwd=newcomer, env=environment(), check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    (offered,) = re.findall(r"--format \[([\w|\s-]+)\]", run.stdout)
    assert {"clay", "headlines", "jsonl", "one-file-each"} <= set(re.split(r"[|\s]+", offered))
    assert "\n    headlines  Headlines: one a line\n" in run.stdout


def test_a_new_format_that_is_one_file_is_exported(newcomer: Path) -> None:
    assert wellread_here("export", "--format", "headlines", cwd=newcomer).stdout == "nap\ntea\n2 in all\n"
    run = wellread_here("export", "--format", "headlines", "-o", "headlines.txt", cwd=newcomer)
    assert (run.returncode, run.stderr) == (0, "2 articles, written to headlines.txt\n")
    assert (newcomer / "headlines.txt").read_text() == "nap\ntea\n2 in all\n"


def test_a_new_format_that_is_a_folder_is_exported(newcomer: Path) -> None:
    run = wellread_here("export", "--format", "one-file-each", "-o", "bodies", cwd=newcomer)
    assert (run.returncode, run.stderr) == (0, "2 articles, written to bodies\n")
    assert sorted(path.read_text() for path in (newcomer / "bodies").iterdir()) == ["nap", "tea"]
    again = wellread_here("export", "--format", "one-file-each", "-o", "bodies", cwd=newcomer)
    assert (again.returncode, told(again)) == (
        2, "Error: cannot write bodies: the folder is not empty; name a new one",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("one-file-each", "--format one-file-each writes a folder; name it with -o"),
        ("clay", "--format clay needs a library that is not installed: clay_tablets"),
    ],
)
def test_what_a_new_format_needs_is_said(newcomer: Path, name: str, problem: str) -> None:
    run = wellread_here("export", "--format", name, cwd=newcomer)
    assert (run.returncode, told(run)) == (2, f"Error: {problem}")
