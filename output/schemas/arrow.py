"""Arrow: Python that defines `schema`; `sections` are JSON text"""

from __future__ import annotations

from wellread.output.contract import Column, ColumnType, ListOf, ObjectOf, Scalar, list_columns

_SCALARS = {
    Scalar.TEXT: "pa.string()",
    Scalar.INTEGER: "pa.int64()",
    Scalar.BOOLEAN: "pa.bool_()",
    Scalar.JSON: "pa.string()",
}


def render() -> str:
    """Python that needs nothing but pyarrow."""
    lines = "\n".join(f"    {_field(column)}," for column in list_columns())
    return f"import pyarrow as pa\n\nschema = pa.schema([\n{lines}\n])"


def _field(column: Column) -> str:
    return f'pa.field("{column.name}", {_type(column.type)}, nullable={column.is_nullable})'


def _type(found: ColumnType) -> str:
    match found:
        case ListOf(items):
            return f'pa.list_(pa.field("item", {_type(items)}, nullable=False))'
        case ObjectOf(keys):
            return f"pa.struct([{', '.join(map(_field, keys))}])"
        case _:
            return _SCALARS[found]
