"""The schema of payments, and the columns that several of its tables have."""

from typing import Any

from sqlalchemy import CheckConstraint, Column, DateTime, Integer, MetaData, Text, text

from chassis.tables import shared_tables

METADATA = MetaData()
shared_tables(METADATA)
NOW = text("now()")


def moment(name: str = "created_at") -> Column[Any]:
    return Column(name, DateTime(timezone=True), nullable=False, server_default=NOW)


def owner() -> list[Column[Any]]:
    return [
        Column("order_id", Text, nullable=False),
        Column("customer_id", Text, nullable=False),
        Column("partner_id", Integer, nullable=False),
        Column("currency", Text, nullable=False),
    ]


def one_of(column: str, *values: str) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"known_{column}")
