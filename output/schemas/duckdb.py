"""DuckDB: the table `articles`, macros that read records and changes"""

from __future__ import annotations

from functools import reduce

from wellread.output.contract import PRIMARY_KEY, Column, ColumnType, ListOf, ObjectOf, Scalar, list_columns

_SCALARS = {Scalar.TEXT: "VARCHAR", Scalar.INTEGER: "BIGINT", Scalar.BOOLEAN: "BOOLEAN", Scalar.JSON: "JSON"}
_SQL = """\
CREATE TABLE IF NOT EXISTS articles (
  $TABLE
);
CREATE OR REPLACE MACRO read_articles(file) AS TABLE SELECT * FROM read_json(
  file, format = 'newline_delimited', columns = {
  $COLUMNS
});
CREATE OR REPLACE MACRO read_changes(file) AS TABLE SELECT * FROM read_json(
  file, format = 'newline_delimited', columns = {
  "sequence": 'BIGINT', "op": 'VARCHAR', "change": 'VARCHAR', "articleId": 'VARCHAR', "revisionId": 'VARCHAR',
  "changedAt": 'VARCHAR', "reason": 'VARCHAR', "fields": 'VARCHAR[]', "article": '$RECORD'
});"""


def render() -> str:
    """SQL that may be executed again and again.

    The macros read JSON Lines, packed ones as well, and empty files: `read_articles` those of records, `read_changes`
    those of the change feed.
    """
    table = [f'"{column.name}" {render_type(column.type)}{_constraint(column)}' for column in list_columns()]
    read = [f"\"{column.name}\": '{render_type(column.type)}'" for column in list_columns()]
    parts = {
        "$TABLE": ",\n  ".join(table),
        "$COLUMNS": ",\n  ".join(read),
        "$RECORD": render_type(ObjectOf(list_columns())),
    }
    return reduce(lambda sql, name: sql.replace(name, parts[name]), parts, _SQL)


def render_type(found: ColumnType) -> str:
    """The name of a type."""
    match found:
        case ListOf(items):
            return f"{render_type(items)}[]"
        case ObjectOf(keys):
            parts = ", ".join(f'"{key.name}" {render_type(key.type)}' for key in keys)
            return f"STRUCT({parts})"
        case _:
            return _SCALARS[found]


def _constraint(column: Column) -> str:
    if column.name == PRIMARY_KEY:
        return " PRIMARY KEY"
    return "" if column.is_nullable else " NOT NULL"
