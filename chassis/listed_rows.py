"""Rows of a table as one JSON parameter, so that any number of them is one statement."""

from typing import Any

from sqlalchemy import Select, Table, bindparam, func, literal_column
from sqlalchemy.dialects.postgresql import JSONB, Insert, insert
from sqlalchemy.sql.selectable import TableValuedAlias


def listed(table: Table) -> TableValuedAlias:
    """The rows of the parameter that is named like the table: a list of objects with a value for
    each column, days and moments in ISO 8601."""
    rows = bindparam(table.name, type_=JSONB)
    read = func.jsonb_populate_recordset(literal_column(f"NULL::{table.name}"), rows)
    return read.table_valued(*table.c.keys(), name="listed")


def insert_listed(table: Table, rows: Select[Any]) -> Insert:
    """`rows` has the columns of `listed`."""
    return insert(table).from_select(list(table.c.keys()), rows)
