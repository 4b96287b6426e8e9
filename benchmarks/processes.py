"""What commands take: time, processor time and memory of a process and all that it starts, as Linux tells it."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from benchmarks.blog import ROOT

PROC = Path("/proc")
_PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)


@dataclass
class Watched:
    """What a command and all its children took: memory in MiB, shared pages counted once, and processor seconds."""

    seconds: float = 0.0
    memory: list[tuple[float, float]] = field(default_factory=list)  # seconds since the start, MiB
    processor: dict[int, float] = field(default_factory=dict)

    root: int = 0  # the process of the command itself

    @property
    def cpu(self) -> float:
        return sum(self.processor.values())

    @property
    def cpu_of_root(self) -> float:
        return self.processor.get(self.root, 0.0)

    @property
    def peak(self) -> float:
        return max((mib for _, mib in self.memory), default=0.0)


def watch(command: Sequence[str], environment: Mapping[str, str] | None = None, *, every: float = 0.5) -> Watched:
    """Run a command in the checkout, and look at its processes `every` so many seconds.

    Raises click's exception if it ends with another exit code than 0.
    """
    watched, began = Watched(), time.monotonic()
    inherited = os.environ | (environment or {})
    with subprocess.Popen(command, cwd=ROOT, env=inherited, stdout=subprocess.DEVNULL) as process:  # noqa: S603
        watched.root = process.pid
        while process.poll() is None:
            _look(process.pid, watched, time.monotonic() - began)
            time.sleep(every)
    watched.seconds = time.monotonic() - began
    if process.returncode:
        raise click.ClickException(f"exit code {process.returncode}: {' '.join(command)}")
    return watched


def read_processor_seconds(pid: int) -> float:
    """Seconds that a process has computed so far (proc(5): the 14th and 15th field of stat).

    Raises OSError if it has ended.
    """
    fields = _read_stat(pid)
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _read_stat(pid: int) -> list[str]:
    """The fields from the third on: in the second, the name, may be anything."""
    return (PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()


def _look(root: int, watched: Watched, at: float) -> None:
    total = 0.0
    for pid in _family(root):
        try:
            total += int((_PSS.search((PROC / str(pid) / "smaps_rollup").read_text()) or ("", "0"))[1]) / 1024
            watched.processor[pid] = read_processor_seconds(pid)
        except (FileNotFoundError, ProcessLookupError):
            continue  # it has just ended
    watched.memory.append((at, total))


def _family(root: int) -> list[int]:
    """A process and all that it has started, and they have."""
    parents: dict[int, int] = {}
    for folder in PROC.glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int(_read_stat(int(folder.name))[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
    found = [root]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found
