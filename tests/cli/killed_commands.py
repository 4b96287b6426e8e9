"""Runs commands in children that are killed: `python killed_commands.py` reads them from standard input, as JSON.

Each is `[directory, arguments, moment]`. The moment is the number of the call to the file system before which the child
is killed, or the seconds after which it is, or null for none. For each the exit code, the seconds and the number of
calls are printed, as JSON. A process that has loaded everything forks the children: they die in their work.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path

from wellread.crawler import cli
from wellread.crawler.commands import changes, export  # noqa: F401  (loaded before the first fork)
from wellread.output.formats import format_names, load_format

CALLS = {"open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.truncate", "sqlite3.connect"}


def run(directory: str, arguments: list[str], call: int | None, counter: int) -> None:
    """Run a command in this process, and end it."""
    calls = 0

    def count(event: str, _: object) -> None:
        nonlocal calls
        if event in CALLS:
            calls += 1
            if calls == call:
                os.kill(os.getpid(), signal.SIGKILL)

    os.chdir(directory)
    sys.argv = ["wellread", *arguments]
    sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  (for as long as the process lives)
    sys.addaudithook(count)
    code = cli._run()
    os.write(counter, str(calls).encode())
    os._exit(code)


def main() -> None:
    for name in format_names():
        load_format(name)
    for directory, arguments, moment in json.loads(sys.stdin.read()):
        readable, counter = os.pipe()
        begun = time.monotonic()
        child = os.fork()
        if not child:
            run(directory, arguments, moment if isinstance(moment, int) else None, counter)
        os.close(counter)
        if isinstance(moment, float):
            time.sleep(moment)
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        seconds = time.monotonic() - begun
        calls = int(os.read(readable, 20) or 0)
        os.close(readable)
        print(json.dumps([os.waitstatus_to_exitcode(status), seconds, calls]))


if __name__ == "__main__":
    main()
