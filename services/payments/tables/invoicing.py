"""The tables of what is charged and credited: invoices with their lines, credit notes, numbers."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from services.payments.tables.columns import METADATA, SaidColumn, moment, one_of, owner


def _amount() -> list[Column[Any] | CheckConstraint]:
    return [
        Column("net_minor", BigInteger, nullable=False),
        Column("vat_minor", BigInteger, nullable=False),
        Column("gross_minor", BigInteger, nullable=False),
        CheckConstraint("net_minor + vat_minor = gross_minor", name="net_and_vat_make_gross"),
    ]


def _printed(name: str) -> Column[Any]:
    return Column(name, Text, nullable=False, server_default=text("''"))


def _number(*, optional: bool) -> list[Column[Any] | UniqueConstraint]:
    """The printed number, and the counter's value behind it, which is gapless."""
    return [
        Column("number", Text, nullable=optional),
        Column("number_year", Integer, nullable=optional),
        Column("number_sequence", Integer, nullable=optional),
        UniqueConstraint("partner_id", "number_year", "number_sequence"),
    ]


number_counters = Table(
    "number_counters",
    METADATA,
    Column("partner_id", Integer, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("last_sequence", Integer, nullable=False),
)

invoices = Table(
    "invoices",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("business_key", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    *owner(),
    *_number(optional=True),
    Column("issued_on", Date),
    Column("due_on", Date),
    Column("overdue_at", DateTime(timezone=True)),
    *_amount(),
    Column("paid_minor", BigInteger, nullable=False, server_default=text("0")),
    Column("time_zone", Text, nullable=False),
    Column("billing_day", Integer, nullable=False),
    Column("payment_term_days", Integer, nullable=False),
    Column("payment_methods", JSONB, nullable=False),
    Column("numbering_pattern", Text, nullable=False),
    *(_printed(name) for name in ("legal_name", "address", "vat_id", "customer_name")),
    Column("language", Text, nullable=False, server_default=text("'en'")),
    moment(),
    one_of("kind", "order", "supplementary"),
    one_of("state", "draft", "issued", "paid", "void"),
    CheckConstraint(
        "(state IN ('issued', 'paid')) = (number IS NOT NULL)", name="issued_is_numbered"
    ),
    CheckConstraint("(due_on IS NULL) = (overdue_at IS NULL)", name="due_until_it_is_overdue"),
    Index("invoices_order", "order_id"),
    Index("invoices_customer", "partner_id", "customer_id"),
    Index("invoices_issued", "partner_id", "issued_on", "id"),
)

invoice_items = Table(
    "invoice_items",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("invoice_id", Text, ForeignKey("invoices.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("order_item_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("quantity", Integer, nullable=False),
    *_amount(),
    Column("vat_basis_points", Integer, nullable=False),
    Column("includes_vat", Boolean, nullable=False),
    Column("cycle", JSONB, nullable=False),
    Column("period_count", Integer, nullable=False),
    Column("listed_minor", BigInteger, nullable=False),
    Column("discounts", JSONB, nullable=False, server_default=text("'[]'")),
    one_of("kind", "period", "fee", "one_time", "supplement"),
    Index("invoice_items_invoice", "invoice_id"),
    Index("invoice_items_order_item", "order_item_id"),
)

invoice_segments = Table(
    "invoice_segments",
    METADATA,
    Column("invoice_item_id", Text, ForeignKey("invoice_items.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("full_day_count", Integer, nullable=False),
    Column("discount_basis_points", Integer, nullable=False),
    *_amount(),
    CheckConstraint("first_day <= last_day", name="days_in_order"),
)

credit_notes = Table(
    "credit_notes",
    METADATA,
    Column("id", Text, primary_key=True),
    *owner(),
    *_number(optional=False),
    Column("state", Text, nullable=False),
    Column("invoice_id", Text, ForeignKey("invoices.id"), nullable=False),
    Column("order_item_id", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("issued_on", Date, nullable=False),
    *_amount(),
    Column("applied_minor", BigInteger, nullable=False),
    Column("unused_day_count", Integer, nullable=False),
    Column("reason", SaidColumn, nullable=False),
    Column("replaces", JSONB, nullable=False),
    moment(),
    one_of("state", "refund_due", "refunded", "closed", "voided"),
    CheckConstraint("applied_minor BETWEEN 0 AND gross_minor", name="applies_no_more_than_it_has"),
    CheckConstraint("state <> 'closed' OR applied_minor = gross_minor", name="closed_is_used_up"),
    UniqueConstraint("order_item_id", "revision"),
    Index("credit_notes_order", "order_id"),
    Index("credit_notes_customer", "partner_id", "customer_id"),
    Index("credit_notes_issued", "partner_id", "issued_on", "id"),
    Index("credit_notes_order_item", "order_item_id"),
    Index("credit_notes_invoice", "invoice_id"),
)

credit_outcomes = Table(
    "credit_outcomes",
    METADATA,
    Column("order_item_id", Text, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("credit", JSONB, nullable=False),
    Column("credit_note_id", Text, ForeignKey("credit_notes.id")),
    Column("supplementary_invoice_id", Text, ForeignKey("invoices.id")),
    moment(),
)
"""What a decision's revision came to, also when there was nothing to credit."""
