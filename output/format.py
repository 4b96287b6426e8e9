"""What a file in the folder `formats` declares: how records are written in its format."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeAlias, TypeVar

from wellread.output.atomic import AtomicFile, AtomicFolder, AtomicOutput, SnapshotFolder
from wellread.output.control_characters import replace_controls
from wellread.output.record import ArticleRecord
from wellread.output.record_json import decode_record, encode_record
from wellread.output.safe_names import article_path

OutputT = TypeVar("OutputT", AtomicFile, AtomicFolder, SnapshotFolder)


class RecordWriter(AtomicOutput, Generic[OutputT]):
    """A context that writes records to `output`, a file or a folder.

    A format defines `write`. One that begins or ends with more than records extends `__init__` or
    `finish`.
    """

    def __init__(self, output: OutputT) -> None:
        self.output: OutputT = output

    @abstractmethod
    def write(self, record: ArticleRecord) -> None:
        """Append one record. Raises OutputError or OSError where it cannot be written."""

    def write_json(self, encoded: str) -> None:
        """Append a record that is stored as its published JSON.

        A format that is JSON need not decode it.
        """
        self.write(decode_record(encoded))

    def finish(self) -> None:
        """Write what comes after the last record: nothing, unless the format has such a thing."""

    def commit(self) -> None:
        """Finish the output and give it its final name; nothing may be written afterwards."""
        self.finish()
        self.output.commit()
        self.is_committed = True

    def close(self) -> None:
        """Close the output. What is not committed is removed."""
        self.output.close()


class StoredRecordWriter(RecordWriter[OutputT]):
    """A `RecordWriter` whose records are as they were stored: without lone surrogates and NULs.

    A format defines `write_stored`.
    """

    def write(self, record: ArticleRecord) -> None:
        """Append one record. Raises OutputError or OSError where it cannot be written."""
        self.write_json(encode_record(record).decode())

    def write_json(self, encoded: str) -> None:
        """Append a record that is stored as its published JSON."""
        self.write_stored(decode_record(encoded))

    @abstractmethod
    def write_stored(self, record: ArticleRecord) -> None:
        """Append one record. Raises OutputError or OSError where it cannot be written."""


class ArticleFilesWriter(StoredRecordWriter[AtomicFolder]):
    """Writes a file of text for each record, `SITE/WORDS-ID` and the suffix. A format defines `suffix` and `render`."""

    suffix: ClassVar[str]

    def __init__(self, target: str) -> None:
        super().__init__(AtomicFolder(target))

    def write_stored(self, record: ArticleRecord) -> None:
        path = self.output.path / article_path(record.site_id, record.headline, record.article_id, self.suffix)
        path.parent.mkdir(exist_ok=True)
        path.write_text(replace_controls(self.render(record)), encoding="utf-8", newline="")

    @staticmethod
    @abstractmethod
    def render(record: ArticleRecord) -> str:
        """The text of the file of a record."""


AnyRecordWriter: TypeAlias = RecordWriter[AtomicFile] | RecordWriter[AtomicFolder] | RecordWriter[SnapshotFolder]


@dataclass(frozen=True)
class Format:
    """A format in which records are exported.

    `open_writer` takes the path that the user names, or "-" for standard output, and raises
    OutputError at once if nothing can be written there. A format that `has_manifest` writes its own.
    """

    open_writer: Callable[[str], AnyRecordWriter]
    writes_folder: bool = False
    has_manifest: bool = False
