"""Records as items: exporters and pipelines read them by the keys of the published JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn

import msgspec
from itemadapter.adapter import AdapterInterface

from wellread.output.record import ArticleRecord

_KEYS = tuple(field.encode_name for field in msgspec.structs.fields(ArticleRecord))

_REMEDY = "ItemAdapter(record).asdict() is a dict of its own"


class RecordAdapter(AdapterInterface):
    """Shows an `ArticleRecord` to itemadapter. A record is fixed: what is set or deleted raises TypeError."""

    def __init__(self, item: ArticleRecord) -> None:
        super().__init__(item)
        self._values: dict[str, Any] = msgspec.to_builtins(item)

    @classmethod
    def is_item_class(cls, item_class: type) -> bool:
        return issubclass(item_class, ArticleRecord)

    @classmethod
    def get_field_names_from_class(cls, item_class: type) -> list[str]:  # noqa: ARG003  (there is one class)
        return list(_KEYS)

    def __getitem__(self, key: str) -> Any:
        return self._values[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __setitem__(self, key: str, value: object) -> NoReturn:
        raise TypeError(f"a record is fixed, {key} cannot be set; {_REMEDY}")

    def __delitem__(self, key: str) -> NoReturn:
        raise TypeError(f"a record is fixed, {key} cannot be deleted; {_REMEDY}")
