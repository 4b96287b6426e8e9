"""Builds wheels and source distributions, for the tests of what they hold."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest


def build_distributions(source: Path, target: Path, *kinds: str) -> list[Path]:
    """Build distributions of the project in `source` into the folder `target`; gives their files, in order of kinds."""
    pytest.importorskip("hatchling", reason="hatchling, which builds the wheel, comes with requirements/dev.txt")
    chosen = [word for kind in kinds for word in ("-t", kind)]
    command = [sys.executable, "-m", "hatchling", "build", *chosen, "-d", str(target)]
    run = subprocess.run(command, cwd=source, check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    suffixes = {"wheel": "*.whl", "sdist": "*.tar.gz"}
    return [next(target.glob(suffixes[kind])) for kind in kinds]


def content_of(wheel: Path) -> dict[str, bytes]:
    """The files in a wheel, by name."""
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
