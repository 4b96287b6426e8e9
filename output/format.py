"""What a file in the folder `formats` declares: how records are written in its format."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from wellread.output.atomic import AtomicFile, AtomicFolder, AtomicOutput
from wellread.output.record import ArticleRecord
from wellread.output.record_json import decode_record

OutputT = TypeVar("OutputT", AtomicFile, AtomicFolder)


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


@dataclass(frozen=True)
class Format:
    """A format in which records are exported.

    `open_writer` takes the path that the user names, or "-" for standard output, and raises
    OutputError at once if nothing can be written there.
    """

    open_writer: Callable[[str], RecordWriter[AtomicFile] | RecordWriter[AtomicFolder]]
    writes_folder: bool = False
