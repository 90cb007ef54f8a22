"""Rows as dataclasses: the columns that a dataclass names, and the dataclass that a row makes."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any, TypeVar

from sqlalchemy import Column, Row, Table

Record = TypeVar("Record")


def columns_of(table: Table, kind: type[Any]) -> list[Column[Any]]:
    """One a field of the dataclass, named alike. Raises `KeyError` for a field without a column."""
    return [table.c[field.name] for field in fields(kind)]


def record_of(kind: type[Record], row: Row[Any], **made: object) -> Record:
    """The dataclass with what the row holds for its fields, but for those that are `made` of it;
    what else the row holds is left out."""
    make: Callable[..., Record] = kind
    named: type[Any] = kind
    names = [field.name for field in fields(named) if field.name not in made]
    return make(**{name: row._mapping[name] for name in names}, **made)
