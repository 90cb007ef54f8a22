"""A dataclass names the columns it is made of, and a row makes the dataclass."""

from dataclasses import dataclass

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, Text, create_engine, select

from chassis.rows import columns_of, record_of

THINGS = Table("things", MetaData(), Column("id", Integer), Column("name", Text), Column("x", Text))


@dataclass(frozen=True)
class Thing:
    name: str
    id: int
    size: int = 0


@dataclass(frozen=True)
class Named:
    name: str


def test_a_row_makes_the_dataclass_whatever_else_it_holds() -> None:
    assert columns_of(THINGS, Named) == [THINGS.c.name]
    with create_engine("sqlite://").connect() as connection:
        THINGS.metadata.create_all(connection)
        connection.execute(THINGS.insert(), {"id": 1, "name": "one", "x": ""})
        row = connection.execute(select(THINGS)).one()
    assert record_of(Named, row) == Named("one")
    assert record_of(Thing, row, size=len(row.name)) == Thing("one", 1, size=3)


def test_a_field_without_a_column_is_noticed_when_the_statement_is_built() -> None:
    with pytest.raises(KeyError, match="size"):
        columns_of(THINGS, Thing)
