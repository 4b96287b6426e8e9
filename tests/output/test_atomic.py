"""Files and folders are either complete or not there, and what cannot be written is known at once."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from wellread.output.atomic import AtomicFile, AtomicFolder, OutputError, write_atomically
from wellread.output.compression import open_file

LINE = b"tea\n"


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_appears_when_all_is_written(tmp_path: Path) -> None:
    target = tmp_path / "articles.jsonl"
    with AtomicFile(str(target)) as file:
        file.write(LINE)
        file.write(LINE)
        assert not target.exists()
    assert target.read_bytes() == LINE + LINE
    assert names_in(tmp_path) == ["articles.jsonl"]
    assert stat.S_IMODE(target.stat().st_mode) == 0o666 & ~_umask()


def test_a_failed_run_leaves_the_file_of_the_run_before(tmp_path: Path) -> None:
    target = tmp_path / "articles.jsonl"
    target.write_text("yesterday\n")

    def fail() -> None:
        with AtomicFile(str(target)) as file:
            file.write(LINE)
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        fail()
    assert target.read_text() == "yesterday\n"
    assert names_in(tmp_path) == ["articles.jsonl"]


OLD = b"one\ntwo\nthree\n"


@pytest.mark.parametrize("content", [OLD, b"one\ntwo\n", OLD + b"four\n", b"zero\n", b"one\nTWO\nthree\n", b""])
@pytest.mark.parametrize("step", [1, 4, 100])
def test_a_file_with_the_same_content_is_left_untouched_and_any_other_replaced(
    tmp_path: Path, content: bytes, step: int
) -> None:
    target = tmp_path / "articles.jsonl"
    target.write_bytes(OLD)
    before = target.stat()
    with AtomicFile(str(target), keeps_same=True) as file:
        for at in range(0, len(content), step):
            file.write(content[at : at + step])
    assert target.read_bytes() == content
    assert file.is_same == (content == OLD)
    assert (target.stat().st_ino == before.st_ino) == file.is_same
    assert names_in(tmp_path) == ["articles.jsonl"]


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz", ".jsonl.zst"])
def test_packed_files_are_compared_as_they_are(tmp_path: Path, suffix: str) -> None:
    target = str(tmp_path / f"articles{suffix}")
    for content, is_same in ((OLD, False), (OLD, True), (OLD * 2, False)):
        with open_file(target, keeps_same=True) as file:
            file.write(content)
        assert file.is_same == is_same


def test_a_file_that_was_taken_away_meanwhile_is_written_again(tmp_path: Path) -> None:
    target = tmp_path / "articles.jsonl"
    target.write_bytes(OLD)
    with AtomicFile(str(target), keeps_same=True) as file:
        file.write(OLD)
        target.unlink()
    assert target.read_bytes() == OLD
    assert not file.is_same


def test_what_is_discarded_leaves_the_file_however_much_of_it_was_the_same(tmp_path: Path) -> None:
    target = tmp_path / "articles.jsonl"
    target.write_bytes(OLD)
    with AtomicFile(str(target), keeps_same=True) as file:
        file.write(b"one\nother\n")
        file.discard()
    assert target.read_bytes() == OLD
    assert names_in(tmp_path) == ["articles.jsonl"]


def test_a_link_keeps_pointing_to_what_it_pointed_to(tmp_path: Path) -> None:
    real, link = tmp_path / "real.jsonl", tmp_path / "link.jsonl"
    real.touch()
    link.symlink_to(real)
    with AtomicFile(str(link)) as file:
        file.write(LINE)
    assert link.is_symlink()
    assert real.read_bytes() == LINE


def test_a_device_is_written_to_and_not_replaced() -> None:
    with AtomicFile("/dev/null") as file:
        file.write(LINE)
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)  # noqa: PTH116  (the device itself)


def test_a_full_disk_is_an_error_and_not_silence() -> None:
    def fill() -> None:
        with AtomicFile("/dev/full") as file:
            file.write(LINE)

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
def test_a_file_that_cannot_be_written_is_known_at_once(tmp_path: Path, target: str, reason: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match=reason):
        AtomicFile(str(tmp_path / target))


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("missing/articles", "No such file or directory"),
        (".", "the folder is not empty; name a new one"),
        ("file", "Not a directory"),
    ],
)
def test_a_folder_that_cannot_be_written_is_known_at_once(tmp_path: Path, target: str, reason: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match=reason):
        AtomicFolder(str(tmp_path / target))
    assert names_in(tmp_path) == ["file"]


@pytest.mark.parametrize("kind", [AtomicFile, AtomicFolder])
def test_two_processes_do_not_write_one_target_at_once(
    tmp_path: Path, kind: type[AtomicFile] | type[AtomicFolder]
) -> None:
    target = tmp_path / "articles"
    other = f"from wellread.output.atomic import {kind.__name__}; {kind.__name__}({str(target)!r})"
    with kind(str(target)):
        run = subprocess.run([sys.executable, "-c", other], check=False, capture_output=True, text=True)
    assert run.stderr.splitlines()[-1].endswith(f"cannot write {target}: another process is writing it")
    assert names_in(tmp_path) == ["articles"]


def test_a_file_that_a_killed_process_has_left_is_taken_over(tmp_path: Path) -> None:
    target = tmp_path / "articles.jsonl"
    code = "import os, sys; from wellread.output.atomic import AtomicFile; file = AtomicFile(sys.argv[1]); "
    code += "file.write(b'x' * 100_000); os.abort()"
    subprocess.run([sys.executable, "-c", code, str(target)], check=False, capture_output=True)
    assert len(names_in(tmp_path)) == 1
    with AtomicFile(str(target)) as file:
        file.write(LINE)
    assert names_in(tmp_path) == ["articles.jsonl"]
    assert target.read_bytes() == LINE


def test_a_folder_that_a_killed_process_has_left_is_taken_over(tmp_path: Path) -> None:
    target = tmp_path / "articles"
    code = "import os, sys; from wellread.output.atomic import AtomicFolder; path = AtomicFolder(sys.argv[1]).path; "
    code += "(path / 'left').mkdir(); (path / 'left' / 'x').touch(); (path / 'y').touch(); os.abort()"
    subprocess.run([sys.executable, "-c", code, str(target)], check=False, capture_output=True)
    assert names_in(tmp_path / ".articles.tmp") == ["left", "y"]
    with AtomicFolder(str(target)) as folder:
        (folder.path / "new").touch()
    assert names_in(tmp_path) == ["articles"]
    assert names_in(target) == ["new"]


def test_a_folder_appears_when_all_is_written(tmp_path: Path) -> None:
    target = tmp_path / "articles"
    target.mkdir()
    with AtomicFolder(str(target)) as folder:
        (folder.path / "en").mkdir()
        (folder.path / "en" / "tea.txt").write_bytes(LINE)
        assert names_in(target) == []
    assert (target / "en" / "tea.txt").read_bytes() == LINE
    assert names_in(tmp_path) == ["articles"]


def test_a_folder_that_fails_is_not_there(tmp_path: Path) -> None:
    def fail() -> None:
        with AtomicFolder(str(tmp_path / "articles")) as folder:
            (folder.path / "tea.txt").write_bytes(LINE)
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        fail()
    assert names_in(tmp_path) == []


def test_what_is_committed_stays_whatever_comes_after(tmp_path: Path) -> None:
    target = tmp_path / "articles.jsonl"

    def fail() -> None:
        with AtomicFile(str(target)) as file:
            file.write(LINE)
            file.commit()
            raise RuntimeError("afterwards")

    with pytest.raises(RuntimeError, match="afterwards"):
        fail()
    assert target.read_bytes() == LINE


def test_standard_output_is_a_dash(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    with AtomicFile("-") as file:
        file.write(LINE)
    assert capfdbinary.readouterr().out == LINE


def test_a_small_file_is_written_whole_with_its_permissions(tmp_path: Path) -> None:
    target = tmp_path / "run.json"
    for content in (LINE * 2, LINE):
        write_atomically(target, content, mode=0o604)
        assert target.read_bytes() == content
    assert stat.S_IMODE(target.stat().st_mode) == 0o604
    assert names_in(tmp_path) == ["run.json"]


def test_a_small_file_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (target := tmp_path / "run.json").mkdir()
    with pytest.raises(IsADirectoryError):
        write_atomically(target, LINE)
    assert names_in(tmp_path) == ["run.json"]


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
