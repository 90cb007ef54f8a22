"""Columns that several tables have."""

from typing import Any

import sqlalchemy as sa

MOMENT = sa.DateTime(timezone=True)
NOW = sa.text("now()")


def moment(name: str = "created_at") -> sa.Column[Any]:
    return sa.Column(name, MOMENT, nullable=False, server_default=NOW)


def owner() -> list[sa.Column[Any]]:
    return [
        sa.Column("order_id", sa.Text, nullable=False),
        sa.Column("customer_id", sa.Text, nullable=False),
        sa.Column("partner_id", sa.Integer, nullable=False),
        sa.Column("currency", sa.Text, nullable=False),
    ]


def amount() -> list[sa.Column[Any] | sa.CheckConstraint]:
    return [
        sa.Column("net_minor", sa.BigInteger, nullable=False),
        sa.Column("vat_minor", sa.BigInteger, nullable=False),
        sa.Column("gross_minor", sa.BigInteger, nullable=False),
        sa.CheckConstraint("net_minor + vat_minor = gross_minor", name="net_and_vat_make_gross"),
    ]


def number(*, optional: bool) -> list[sa.Column[Any] | sa.UniqueConstraint]:
    return [
        sa.Column("number", sa.Text, nullable=optional),
        sa.Column("number_year", sa.Integer, nullable=optional),
        sa.Column("number_sequence", sa.Integer, nullable=optional),
        sa.UniqueConstraint("partner_id", "number_year", "number_sequence"),
    ]
