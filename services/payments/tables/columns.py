"""The schema of payments, and the columns that several of its tables have."""

from typing import Any

from sqlalchemy import CheckConstraint, Column, DateTime, Integer, MetaData, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator

from chassis.tables import shared_tables
from contracts.said import Said

METADATA = MetaData()
shared_tables(METADATA)
NOW = text("now()")


class SaidColumn(TypeDecorator[Said]):
    """What was said, to be worded when it is read."""

    impl = JSONB
    cache_ok = True

    def __init__(self) -> None:
        super().__init__(none_as_null=True)

    def process_bind_param(self, value: Said | None, dialect: Any) -> Any:  # noqa: ARG002
        return value.model_dump(mode="json") if value else None

    def process_result_value(self, value: Any, dialect: Any) -> Said | None:  # noqa: ARG002
        return Said.model_validate(value) if value else None


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
