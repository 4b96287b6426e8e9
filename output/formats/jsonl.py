"""JSON Lines: each record on a line, as "wellread schema" describes it"""

from __future__ import annotations

from wellread.output.atomic import AtomicFile
from wellread.output.compression import open_file
from wellread.output.format import Format, RecordWriter
from wellread.output.record import ArticleRecord
from wellread.output.record_json import encode_record


class JsonLinesWriter(RecordWriter[AtomicFile]):
    """Writes records as lines of UTF-8 JSON; with `keeps_same` a file with the same lines stays as it is."""

    def __init__(self, target: str, *, keeps_same: bool = False) -> None:
        super().__init__(open_file(target, keeps_same=keeps_same))

    def write(self, record: ArticleRecord) -> None:
        self.output.write(encode_record(record) + b"\n")

    def write_json(self, encoded: str) -> None:
        self.output.write(encoded.encode() + b"\n")


FORMAT = Format(JsonLinesWriter)
