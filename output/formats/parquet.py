"""Parquet: tables that join by article_id, partitioned by site"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from urllib.parse import quote

import pyarrow as pa
import pyarrow.parquet as pq

from wellread.output.arrow_tables import TABLES, Row
from wellread.output.atomic import SnapshotFolder
from wellread.output.format import Format, RecordWriter
from wellread.output.manifest import Resource, write_manifest
from wellread.output.record import ArticleRecord
from wellread.output.record_json import decode_record, encode_record
from wellread.output.safe_names import make_safe_name

_NO_SITE = "__HIVE_DEFAULT_PARTITION__"  # what Hive calls a partition without a value
_MAX_PARTITION_CHARS = 200  # file systems allow 255 bytes
# What is written as one row group: so many characters of JSON.
_GROUP_CHARS = 4 * 2**20


class ParquetWriter(RecordWriter[SnapshotFolder]):
    """Writes records to `snapshot-N/TABLE/site=SITE/part-N.parquet`, below the manifest that names the files."""

    def __init__(self, target: str) -> None:
        super().__init__(SnapshotFolder(target))
        self._rows: dict[str, list[Row]] = {name: [] for name in TABLES}
        self._chars = 0
        self._site: str | None = None
        self._parts: Counter[str] = Counter()
        self._files: dict[str, pq.ParquetWriter] = {}
        self._written: dict[Path, int] = {}
        self._articles = 0

    def write(self, record: ArticleRecord) -> None:
        self.write_json(encode_record(record).decode())

    def write_json(self, encoded: str) -> None:
        record = decode_record(encoded)
        partition = _name_partition(record.site_id)
        if partition != self._site:
            self._close_files()
            self._site = partition
        for name, table in TABLES.items():
            self._rows[name].extend(table.list_rows(record, encoded))
        self._articles += 1
        self._chars += len(encoded)
        if self._chars >= _GROUP_CHARS:
            self._write_group()

    def finish(self) -> None:
        if not self._articles:
            self._site = _NO_SITE  # tables without rows have their columns all the same
        self._close_files()
        resources = (
            Resource(file, file.relative_to(self.output.path).as_posix(), "parquet", rows)
            for file, rows in sorted(self._written.items())
        )
        with self.output.manifest.open("wb") as stream:
            write_manifest(stream.write, resources, self._articles)

    def close(self) -> None:
        for file in self._files.values():
            file.close()
        super().close()

    def _close_files(self) -> None:
        """Write what there is of a site, and end its files."""
        if self._site is None:
            return
        self._write_group()
        for file in self._files.values():
            file.close()
        self._files = {}
        self._parts[self._site] += 1

    def _write_group(self) -> None:
        for name, table in TABLES.items():
            path = self.output.snapshot / name / f"site={self._site}" / f"part-{self._parts[self._site or '']}.parquet"
            if name not in self._files:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._files[name] = pq.ParquetWriter(path, table.schema, compression="zstd")
                self._written[path] = 0
            self._files[name].write_table(pa.Table.from_pylist(self._rows[name], table.schema))
            self._written[path] += len(self._rows[name])
            self._rows[name] = []
        self._chars = 0


def _name_partition(site: str | None) -> str:
    """The value of a partition, percent-encoded as readers expect it; `site_id` in the tables is always exact."""
    if site is None:
        return _NO_SITE
    encoded = quote(site, safe="").replace(".", "%2E") if set(site) == {"."} else quote(site, safe="")
    return encoded if 0 < len(encoded) <= _MAX_PARTITION_CHARS else make_safe_name(site)


FORMAT = Format(ParquetWriter, writes_folder=True, has_manifest=True)
