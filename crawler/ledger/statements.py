"""Statements of every visit, in the words of the driver.

SQLAlchemy takes several times as long to execute a statement as SQLite does. So it writes these once, and from then on
the driver gets them directly. They take part in the transaction of their connection like all others.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Delete, Insert, Select, Update, bindparam
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError

_NAMED_PARAMETERS = {"sqlite": "named", "postgresql": "pyformat"}


@dataclass(frozen=True)
class _Compiled:
    sql: str
    constants: Mapping[str, object]  # parameters that stand in the statement itself
    make_row: Callable[[Iterable[Any]], Any]


class Statement:
    """A statement that is written once for each kind of database, and each set of columns that it is to write.

    Methods take the values of its parameters, and of the columns to write, by their names. They raise SQLAlchemy's
    DBAPIError. Values of columns are given as the driver has them: on SQLite, a truth value is 0 or 1.
    """

    def __init__(self, statement: Select[Any] | Insert | Update | Delete) -> None:
        self._statement = statement
        self._compiled: dict[tuple[str, ...], _Compiled] = {}

    def execute(self, connection: Connection, values: Mapping[str, object]) -> list[Any]:
        """Execute it; gives its rows, with the columns as attributes."""
        compiled, driver = self._get_compiled(connection, values), _driver_of(connection)
        try:
            cursor = driver.execute(compiled.sql, {**compiled.constants, **values})
            return [compiled.make_row(row) for row in cursor.fetchall()] if cursor.description else []
        except connection.dialect.loaded_dbapi.Error as error:
            raise DBAPIError(compiled.sql, None, error) from error

    def execute_many(self, connection: Connection, rows: Sequence[Mapping[str, object]]) -> None:
        """Execute it once for each of `rows`, which have the same names; at least one."""
        compiled, cursor = self._get_compiled(connection, rows[0]), _driver_of(connection).cursor()
        try:
            cursor.executemany(compiled.sql, [{**compiled.constants, **values} for values in rows])
        except connection.dialect.loaded_dbapi.Error as error:
            raise DBAPIError(compiled.sql, None, error) from error
        finally:
            cursor.close()

    def first(self, connection: Connection, values: Mapping[str, object]) -> Any | None:
        """The first of its rows; None if it has none."""
        rows = self.execute(connection, values)
        return rows[0] if rows else None

    def scalars(self, connection: Connection, values: Mapping[str, object]) -> list[Any]:
        """The first column of all its rows."""
        return [row[0] for row in self.execute(connection, values)]

    def scalar(self, connection: Connection, values: Mapping[str, object]) -> Any | None:
        """The first column of its first row; None if it has none."""
        row = self.first(connection, values)
        return row[0] if row else None

    def _get_compiled(self, connection: Connection, values: Mapping[str, object]) -> _Compiled:
        key = (connection.dialect.name, *values)
        compiled = self._compiled.get(key)
        if compiled is None:
            compiled = self._compiled[key] = self._compile(connection.dialect, list(values))
        return compiled

    def _compile(self, dialect: Dialect, names: list[str]) -> _Compiled:
        dialect_class: Any = type(dialect)
        named = dialect_class(paramstyle=_NAMED_PARAMETERS[dialect.name])
        compiled = self._statement.compile(dialect=named, column_keys=names)
        constants = {name: bind.effective_value for bind, name in compiled.bind_names.items() if not bind.required}
        columns = [column.key for column in getattr(self._statement, "exported_columns", ())]
        row: Any = namedtuple("Row", columns)  # type: ignore[misc]  # noqa: PYI024  (nobody knows the columns before)
        return _Compiled(str(compiled), constants, row._make)


def _driver_of(connection: Connection) -> Any:
    return connection.connection.driver_connection


class ValueList:
    """A list of values for which statements ask with IN, in a few lengths only, so that each is written once.

    `make_statement` takes the condition on the column and gives the statement.
    """

    def __init__(
        self, column: ColumnElement[Any], make_statement: Callable[[ColumnElement[bool]], Select[Any]]
    ) -> None:
        self._column = column
        self._make_statement = make_statement
        self._by_length: dict[int, Statement] = {}

    def execute(self, connection: Connection, values: Sequence[object], others: Mapping[str, object]) -> list[Any]:
        """The rows for those that are among `values`, which are at least one; `others` are further parameters."""
        length = 1 << (len(values) - 1).bit_length()
        if length not in self._by_length:
            names: list[Any] = [bindparam(f"value_{number}") for number in range(length)]
            self._by_length[length] = Statement(self._make_statement(self._column.in_(names)))
        padded = [*values, *[values[-1]] * (length - len(values))]
        named = {f"value_{number}": value for number, value in enumerate(padded)}
        return self._by_length[length].execute(connection, {**others, **named})
