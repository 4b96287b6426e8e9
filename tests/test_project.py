"""What the project promises about itself: its files, its pins, its commands and its package."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.distributions import build_distributions, content_of

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
PACKAGES = ("crawler", "extractors", "output")
PIN_FILES = ("run.txt", "dev.txt", "bench.txt")

REGISTRY = re.compile(r"pypi\.org|pythonhosted|--(?:extra-)?index-url|--find-links|://[^\s\"']+/simple\b")
MACHINE_PATH = re.compile(r"(?<![\w./:-])/(?:(?:home|Users)/\w+|root|tmp|work)/")
ABOUT_INSTALLING = {"", ".cfg", ".in", ".ini", ".md", ".py", ".sh", ".toml", ".txt", ".yaml", ".yml"}


def committed(*below: str) -> list[Path]:
    """Give the files that git tracks, under the named folders if any are named."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: no list of committed files")
    listed = subprocess.run(["git", "ls-files", "-z", *below], cwd=ROOT, check=True, capture_output=True, text=True)
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run make as from a plain shell, not as a child of the make that runs the tests."""
    inherited = {key: value for key, value in os.environ.items() if key not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}}
    for name in ("URL", "CONTACT", "WELLREAD_CONTACT"):
        inherited.pop(name, None)
    return subprocess.run(["make", *arguments], cwd=ROOT, env=inherited, check=False, capture_output=True, text=True)


def pins(name: str) -> dict[str, set[str]]:
    """Read a compiled requirements file: the versions pinned for each package (more than one where markers differ)."""
    versions: dict[str, set[str]] = {}
    for match in re.finditer(r"^([\w.-]+)==(\S+)", (ROOT / "requirements" / name).read_text(), re.MULTILINE):
        versions.setdefault(canonicalize_name(match[1]), set()).add(match[2])
    return versions


def offences(pattern: re.Pattern[str]) -> list[str]:
    lines = (
        (path, number, line)
        for path in committed()
        if path.suffix in ABOUT_INSTALLING and path != Path(__file__).resolve()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
    )
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}" for path, number, line in lines if pattern.search(line)
    ]


def test_no_committed_file_names_a_package_registry() -> None:
    assert offences(REGISTRY) == []


def test_no_committed_file_names_a_path_of_one_machine() -> None:
    assert offences(MACHINE_PATH) == []


@pytest.mark.parametrize("line", ["--index-url x", "https://example.org/pip/simple", "see pypi.org"])
def test_registry_addresses_are_recognised(line: str) -> None:
    assert REGISTRY.search(line)


@pytest.mark.parametrize("line", ['open("/home/jo/x")', "cd /root/x", "-o /tmp/x.jsonl"])
def test_machine_paths_are_recognised(line: str) -> None:
    assert MACHINE_PATH.search(line)


@pytest.mark.parametrize("name", PIN_FILES)
def test_every_pin_has_a_hash(name: str) -> None:
    entries = re.split(r"^(?=\w)", (ROOT / "requirements" / name).read_text(), flags=re.MULTILINE)[1:]
    assert entries
    assert [entry.split()[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("name", PIN_FILES[:2])
def test_pins_satisfy_what_the_package_declares(name: str) -> None:
    pinned = pins(name)
    needs = [Requirement(text) for text in PYPROJECT["dependencies"]]
    unmet = [
        str(need)
        for need in needs
        if not any(map(need.specifier.contains, pinned.get(canonicalize_name(need.name), ())))
    ]
    assert unmet == []


def test_tests_run_with_the_versions_that_users_get() -> None:
    development = pins("dev.txt")
    assert {name: versions for name, versions in pins("run.txt").items() if development.get(name) != versions} == {}


def test_make_help_lists_every_target_and_each_exists() -> None:
    listed = re.findall(r"^  ([a-z]+) ", make("help").stdout, re.MULTILINE)
    phony = re.findall(r"^\.PHONY: (help.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)[0].split()
    assert sorted(listed) == sorted(phony)
    assert make("--dry-run", *listed).returncode == 0


@pytest.mark.parametrize(
    "arguments", [(), ("URL=https://example.org/blog",), ("CONTACT=me@example.org",)], ids=["neither", "url", "contact"]
)
def test_make_crawl_says_what_is_missing(arguments: tuple[str, ...]) -> None:
    run = make("crawl", *arguments)
    assert run.returncode != 0
    assert run.stderr.startswith("Say what to crawl and who you are: make crawl URL=")


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The wheel and the source distribution of this checkout."""
    wheel, sdist = build_distributions(ROOT, tmp_path_factory.mktemp("dist"), "wheel", "sdist")
    return wheel, sdist


def test_the_wheel_holds_every_file_of_the_packages(distributions: tuple[Path, Path]) -> None:
    packed = set(content_of(distributions[0]))
    assert {f"wellread/{path.relative_to(ROOT)}" for path in committed(*PACKAGES)} - packed == set()
    assert "wellread/py.typed" in packed


def test_the_wheel_installs_nothing_beside_its_package(distributions: tuple[Path, Path]) -> None:
    packed = set(content_of(distributions[0]))
    assert [name for name in packed if not re.match(r"wellread/|wellread-[\d.]+\.dist-info/", name)] == []
    assert {name.split("/")[1] for name in packed if name.startswith("wellread/")} == {
        "__init__.py", "__main__.py", "py.typed", *PACKAGES,
    }  # fmt: skip


def test_a_wheel_from_the_source_distribution_is_the_same(distributions: tuple[Path, Path], tmp_path: Path) -> None:
    wheel, sdist = distributions
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    (again,) = build_distributions(source, tmp_path / "dist", "wheel")
    assert content_of(again) == content_of(wheel)


def test_the_package_is_links_to_its_folders() -> None:
    package = ROOT / "src" / "wellread"
    links = {path.name: path.readlink() for path in package.iterdir() if path.is_symlink()}
    assert links == {name: Path("..", "..", name) for name in PACKAGES}
    assert {path.name for path in package.iterdir() if path.is_dir() and path.name != "__pycache__"} == set(PACKAGES)


def test_the_changelog_tells_of_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text()
    assert re.search(rf"^## \[(?:Unreleased|{re.escape(PYPROJECT['version'])})\]", changelog, re.MULTILINE)


def test_scrapy_finds_the_spiders_by_the_package_and_loads_no_folder_under_its_own_name(tmp_path: Path) -> None:
    shutil.copy(ROOT / "scrapy.cfg", tmp_path)
    code = (
        "import sys; from scrapy.cmdline import execute\ntry: execute(['scrapy', 'list'])\nfinally: print(*sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=False, capture_output=True, text=True)
    *listed, loaded = run.stdout.splitlines() or [""]
    assert listed == ["blog", "page"], run.stderr
    assert not {name.partition(".")[0] for name in loaded.split()} & set(PACKAGES)


def test_no_text_imports_a_folder_without_the_package() -> None:
    folders = "|".join(PACKAGES)
    pattern = re.compile(rf"^\s*(?:>>> )?(?:from|import) (?:{folders})\b", re.MULTILINE)
    assert [
        path.name for path in committed() if path.suffix in {".py", ".md"} and pattern.search(path.read_text())
    ] == []
