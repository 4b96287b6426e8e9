"""A file of records is either complete or not there, and a target that cannot be written is known at once."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from wellread.extractors.article import Accounting, Article
from wellread.output.formats.jsonl import JsonLines, OutputError
from wellread.output.record import ArticleRecord, publish


@pytest.fixture
def record() -> ArticleRecord:
    article = Article(url=None, accounting=Accounting(0, 0, 0), content_hash="c", extractor_version="1")
    return publish(article, b"")


def test_a_file_appears_when_all_is_written(tmp_path: Path, record: ArticleRecord) -> None:
    target = tmp_path / "articles.jsonl"
    with JsonLines(str(target)) as lines:
        lines.write(record)
        lines.write(record)
        assert not target.exists()
    assert len(target.read_bytes().splitlines()) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["articles.jsonl"]
    assert stat.S_IMODE(target.stat().st_mode) == 0o666 & ~_umask()


def test_a_run_without_records_leaves_an_empty_file(tmp_path: Path) -> None:
    target = tmp_path / "articles.jsonl"
    with JsonLines(str(target)):
        pass
    assert target.read_bytes() == b""


def test_a_failed_run_leaves_the_file_of_the_run_before(tmp_path: Path, record: ArticleRecord) -> None:
    target = tmp_path / "articles.jsonl"
    target.write_text("yesterday\n")

    def fail() -> None:
        with JsonLines(str(target)) as lines:
            lines.write(record)
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        fail()
    assert target.read_text() == "yesterday\n"
    assert [path.name for path in tmp_path.iterdir()] == ["articles.jsonl"]


def test_a_link_keeps_pointing_to_what_it_pointed_to(tmp_path: Path, record: ArticleRecord) -> None:
    real, link = tmp_path / "real.jsonl", tmp_path / "link.jsonl"
    real.touch()
    link.symlink_to(real)
    with JsonLines(str(link)) as lines:
        lines.write(record)
    assert link.is_symlink()
    assert real.read_bytes()


def test_a_device_is_written_to_and_not_replaced(record: ArticleRecord) -> None:
    with JsonLines("/dev/null") as lines:
        lines.write(record)
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)  # noqa: PTH116  (the device itself)


def test_a_full_disk_is_an_error_and_not_silence(record: ArticleRecord) -> None:
    def fill() -> None:
        with JsonLines("/dev/full") as lines:
            lines.write(record)

    with pytest.raises(OutputError, match=r"^cannot write /dev/full: No space left on device$"):
        fill()


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("missing/articles.jsonl", "No such file or directory"),
        (".", "it is a directory"),
        ("file/x.jsonl", "Not a directory"),
    ],
)
def test_a_target_that_cannot_be_written_is_known_at_once(tmp_path: Path, target: str, reason: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match=reason):
        JsonLines(str(tmp_path / target))


def test_two_processes_do_not_write_one_file_at_once(tmp_path: Path, record: ArticleRecord) -> None:
    target = tmp_path / "articles.jsonl"
    other = f"from wellread.output.formats.jsonl import JsonLines; JsonLines({str(target)!r})"
    with JsonLines(str(target)) as lines:
        run = subprocess.run([sys.executable, "-c", other], check=False, capture_output=True, text=True)
        lines.write(record)
    assert run.stderr.splitlines()[-1].endswith(f"cannot write {target}: another process is writing it")
    assert len(target.read_bytes().splitlines()) == 1


def test_what_a_killed_process_has_left_is_taken_over(tmp_path: Path, record: ArticleRecord) -> None:
    target = tmp_path / "articles.jsonl"
    code = "import os, sys; from wellread.output.formats.jsonl import JsonLines; lines = JsonLines(sys.argv[1]); "
    code += "lines.write_line(b'x' * 100_000); os.abort()"
    subprocess.run([sys.executable, "-c", code, str(target)], check=False, capture_output=True)
    assert len(list(tmp_path.iterdir())) == 1
    with JsonLines(str(target)) as lines:
        lines.write(record)
    assert [path.name for path in tmp_path.iterdir()] == ["articles.jsonl"]
    assert target.read_bytes().endswith(b"}\n")
    assert not target.read_bytes().startswith(b"x")


def test_what_is_published_stays_whatever_comes_after(tmp_path: Path, record: ArticleRecord) -> None:
    target = tmp_path / "articles.jsonl"

    def fail() -> None:
        with JsonLines(str(target)) as lines:
            lines.write(record)
            lines.publish()
            raise RuntimeError("afterwards")

    with pytest.raises(RuntimeError, match="afterwards"):
        fail()
    assert len(target.read_bytes().splitlines()) == 1


def test_standard_output_is_a_dash(capfdbinary: pytest.CaptureFixture[bytes], record: ArticleRecord) -> None:
    with JsonLines("-") as lines:
        lines.write(record)
    assert capfdbinary.readouterr().out.count(b"\n") == 1


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
