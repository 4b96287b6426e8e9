"""Extracts pages with the code of whatever tree PYTHONPATH names, for `python -m benchmarks compare`.

Started as a file and not as a module, so that nothing of this tree is imported beside the other one's code. Its one
argument is what stands before `extractors` and `output` in the names of that code: `wellread.`. Reads one JSON object a
line (`path`, `url`), and writes one line for each: `record`, as it would be published, or `{"error": TEXT}` in its
place, and `seconds`, the processor time that it took.
"""

from __future__ import annotations

import gzip
import importlib
import json
import sys
import time
from pathlib import Path

import msgspec


def main() -> None:
    """Answer every line of standard input."""
    package = sys.argv[1]
    extract = importlib.import_module(f"{package}extractors").extract
    publish = importlib.import_module(f"{package}output.record").publish
    for line in sys.stdin:
        page = json.loads(line)
        body = gzip.decompress(Path(page["path"]).read_bytes())
        begun = time.process_time()
        try:
            encoded = msgspec.json.encode(publish(extract(body, url=page["url"]), body))
        except Exception as error:  # noqa: BLE001 - that it raises is what is being compared
            encoded = json.dumps({"error": f"{type(error).__name__}: {error}"}).encode()
        seconds = time.process_time() - begun
        sys.stdout.buffer.write(b'{"seconds": %.6f, "record": %b}\n' % (seconds, encoded))


if __name__ == "__main__":
    main()
