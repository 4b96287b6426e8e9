"""Values made from their types, with a text of one's own in each place that takes any text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import msgspec
from msgspec import inspect

Filled = TypeVar("Filled")
TextAt = Callable[[str], str]  # what stands at a path, as in `sections[].blocks[].caption`
_MAX_NESTING = 2  # of a type within itself


def fill(kind: type[Filled], text_at: TextAt, **fixed: Any) -> Filled:
    """A value of `kind`: every text in it is what `text_at` gives for its path, every list has an entry of each type.

    `fixed` are fields, by their keys in JSON, that are taken as they are. What takes a few values only has the first.
    """
    value = _fill(inspect.type_info(kind), text_at, "", ())
    return msgspec.convert(value | fixed, kind, strict=False)


def find_text_paths(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a value as JSON has it, with its path."""
    match value:
        case dict():
            for key, inner in value.items():
                yield from find_text_paths(inner, f"{path}.{key}" if path else key)
        case list() | tuple():
            for inner in value:
                yield from find_text_paths(inner, f"{path}[]")
        case str():
            yield path, value


def _fill(kind: inspect.Type, text_at: TextAt, path: str, within: tuple[type, ...]) -> Any:
    match kind:
        case inspect.StrType() | inspect.CustomType():
            return text_at(path)
        case inspect.StructType():
            return _fill_struct(kind, text_at, path, within)
        case inspect.ListType(item_type=item) | inspect.VarTupleType(item_type=item):
            filled = [_fill(one, text_at, f"{path}[]", within) for one in _alternatives(item)]
            return [one for one in filled if one is not None]
        case inspect.DictType(value_type=inner):
            return {text_at(f"{path}.key"): _fill(inner, text_at, f"{path}.value", within)}
        case inspect.UnionType():
            return _fill(_alternatives(kind)[0], text_at, path, within)
    return _fill_without_text(kind)


def _fill_without_text(kind: inspect.Type) -> Any:
    match kind:
        case inspect.EnumType(cls=names):
            return next(iter(names)).value
        case inspect.LiteralType(values=values):
            return values[0]
        case inspect.DateTimeType():
            return "2026-01-31T02:30:00Z"
        case inspect.BoolType() | inspect.IntType() | inspect.FloatType():
            return 1
    raise NotImplementedError(kind)  # a new kind of field: say above what it is filled with


def _fill_struct(kind: inspect.StructType, text_at: TextAt, path: str, within: tuple[type, ...]) -> Any:
    if within.count(kind.cls) >= _MAX_NESTING:
        return None
    filled = {
        field.encode_name: _fill(
            field.type, text_at, f"{path}.{field.encode_name}" if path else field.encode_name, (*within, kind.cls)
        )
        for field in kind.fields
    }
    return filled if kind.tag is None else {kind.tag_field: kind.tag} | filled


def _alternatives(kind: inspect.Type) -> list[inspect.Type]:
    kinds = kind.types if isinstance(kind, inspect.UnionType) else (kind,)
    return [one for one in kinds if not isinstance(one, inspect.NoneType)]
