"""The Webflow blog of `../shared/sites/aura`, built for a free port and served by its own server."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared"
AURA = SHARED / "sites" / "aura"
needs_aura = pytest.mark.skipif(not AURA.is_dir(), reason="../shared/sites/aura is not beside this checkout")


def build_aura(folder: Path, brand: str = "") -> tuple[Path, int]:
    """A copy of the site in `folder` with the address of a free port in its links; gives where it is, and the port."""
    shutil.copytree(SHARED / "seeds", folder / "seeds")
    shutil.copytree(AURA, folder / "sites" / "aura")
    here, port = folder / "sites" / "aura", _free_port()
    build = [sys.executable, "make_site.py", "--base", f"http://127.0.0.1:{port}"]
    subprocess.run([*build, *(["--brand", brand] if brand else [])], cwd=here, check=True)
    return here, port


@contextmanager
def served(folder: Path, port: int) -> Iterator[None]:
    """The site of `build_aura`, served while the block runs."""
    command = [sys.executable, "serve.py", str(port)]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            deadline = time.monotonic() + 10
            while not _answers(port) and time.monotonic() < deadline:
                time.sleep(0.05)
            yield
        finally:
            server.terminate()


def _free_port() -> int:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port: int = unused.getsockname()[1]
    return port


def _answers(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0
