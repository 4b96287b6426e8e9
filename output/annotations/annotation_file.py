"""The annotations of a corpus as one JSON-LD file: an AnnotationCollection with a page that has all of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import IO

from wellread.extractors.version import VERSION
from wellread.output.annotations.web_annotations import CONTEXT, Annotations, Json

_GENERATOR = {"type": "Software", "name": f"wellread {VERSION}"}


class AnnotationFile:
    """Writes annotations as they come. `total` and `unplaced` count them."""

    def __init__(self, stream: IO[bytes], title: str) -> None:
        self._stream = stream
        self.total = self.unplaced = 0
        head = {"@context": CONTEXT, "type": "AnnotationCollection", "label": title, "generator": _GENERATOR}
        self._write(f'{_encode(head)[:-1]},"first":{{"type":"AnnotationPage","startIndex":0,"items":[')

    def add(self, annotations: Annotations) -> None:
        """Append the annotations of an article."""
        self._add_all(annotations.items)
        self.unplaced += annotations.unplaced

    def finish(self) -> None:
        """Write the end; nothing may be added afterwards."""
        self._write(f'\n]}},"total":{self.total}}}\n')

    def _add_all(self, items: Iterable[Json]) -> None:
        for item in items:
            self._write(("," if self.total else "") + "\n" + _encode(item))
            self.total += 1

    def _write(self, text: str) -> None:
        self._stream.write(text.encode("utf-8", "replace"))


def _encode(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
