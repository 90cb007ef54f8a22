"""The tables of the payments schema. Amounts are minor units; a CHECK keeps net + VAT = gross."""

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
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from chassis.tables import shared_tables

metadata = MetaData()
shared_tables(metadata)
NOW = text("now()")


def _moment(name: str = "created_at") -> Column[Any]:
    return Column(name, DateTime(timezone=True), nullable=False, server_default=NOW)


def _owner() -> list[Column[Any]]:
    return [
        Column("order_id", Text, nullable=False),
        Column("customer_id", Text, nullable=False),
        Column("partner_id", Integer, nullable=False),
        Column("currency", Text, nullable=False),
    ]


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


def _one_of(column: str, *values: str) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"known_{column}")


order_payments = Table(
    "order_payments",
    metadata,
    Column("order_id", Text, primary_key=True),
    Column("paid_intent_id", Text),
    Column("closed_at", DateTime(timezone=True)),
    Column("close_reason", Text),
    _moment(),
)
"""One row an order that is paid upfront; whoever opens, captures or closes locks it first."""

number_counters = Table(
    "number_counters",
    metadata,
    Column("partner_id", Integer, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("last_sequence", Integer, nullable=False),
)

invoices = Table(
    "invoices",
    metadata,
    Column("id", Text, primary_key=True),
    Column("business_key", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    *_owner(),
    *_number(optional=True),
    Column("issued_on", Date),
    *_amount(),
    Column("paid_minor", BigInteger, nullable=False, server_default=text("0")),
    Column("time_zone", Text, nullable=False),
    Column("billing_day", Integer, nullable=False),
    Column("numbering_pattern", Text, nullable=False),
    *(_printed(name) for name in ("legal_name", "address", "vat_id", "customer_name")),
    Column("language", Text, nullable=False, server_default=text("'en'")),
    _moment(),
    _one_of("kind", "order", "supplementary"),
    _one_of("state", "draft", "issued", "paid", "void"),
    CheckConstraint(
        "(state IN ('issued', 'paid')) = (number IS NOT NULL)", name="issued_is_numbered"
    ),
    Index("invoices_order", "order_id"),
    Index("invoices_customer", "partner_id", "customer_id"),
)

invoice_items = Table(
    "invoice_items",
    metadata,
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
    _one_of("kind", "period", "fee", "one_time"),
    Index("invoice_items_invoice", "invoice_id"),
    Index("invoice_items_order_item", "order_item_id"),
)

invoice_segments = Table(
    "invoice_segments",
    metadata,
    Column("invoice_item_id", Text, ForeignKey("invoice_items.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("full_day_count", Integer, nullable=False),
    Column("discount_basis_points", Integer, nullable=False),
    *_amount(),
    CheckConstraint("first_day <= last_day", name="days_in_order"),
)

payment_intents = Table(
    "payment_intents",
    metadata,
    Column("id", Text, primary_key=True),
    *_owner(),
    Column("invoice_id", Text, ForeignKey("invoices.id"), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("amount_minor", BigInteger, nullable=False),
    Column("gateway", Text, nullable=False),
    Column("gateway_payment_id", Text),
    Column("page_url", Text),
    Column("instructions", Text),
    Column("payment_method", Text),
    Column("return_url", Text),
    Column("captured_at", DateTime(timezone=True)),
    Column("paid_on", Date),
    Column("failure", Text),
    _moment(),
    _one_of(
        "state", "created", "open", "processing", "captured", "failed", "cancelled", "mismatch"
    ),
    UniqueConstraint("order_id", "attempt"),
    Index("payment_intents_gateway_payment", "gateway", "gateway_payment_id", unique=True),
)

payments = Table(
    "payments",
    metadata,
    Column("id", Text, primary_key=True),
    Column("intent_id", Text, ForeignKey("payment_intents.id"), unique=True),
    *_owner(),
    Column("invoice_id", Text, ForeignKey("invoices.id"), nullable=False),
    Column("amount_minor", BigInteger, nullable=False),
    Column("method", Text, nullable=False, server_default=text("'gateway'")),
    Column("reference", Text),
    Column("received_on", Date),
    Column("recorded_by", Text),
    Column("captured_at", DateTime(timezone=True), nullable=False),
    _moment(),
    _one_of("method", "gateway", "cash", "bank_transfer"),
    CheckConstraint(
        "(method = 'gateway') = (intent_id IS NOT NULL)"
        " AND (method = 'gateway') = (reference IS NULL)",
        name="intent_or_reference",
    ),
    UniqueConstraint("invoice_id", "reference"),
    Index("payments_invoice", "invoice_id"),
)
"""Captures of a gateway, each of one intent, and what admins recorded, once per reference."""

credit_notes = Table(
    "credit_notes",
    metadata,
    Column("id", Text, primary_key=True),
    *_owner(),
    *_number(optional=False),
    Column("state", Text, nullable=False),
    Column("invoice_id", Text, ForeignKey("invoices.id"), nullable=False),
    Column("order_item_id", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("issued_on", Date, nullable=False),
    *_amount(),
    Column("applied_minor", BigInteger, nullable=False),
    Column("unused_day_count", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("replaces", JSONB, nullable=False),
    _moment(),
    _one_of("state", "refund_due", "refunded", "closed", "voided"),
    CheckConstraint("applied_minor BETWEEN 0 AND gross_minor", name="applies_no_more_than_it_has"),
    CheckConstraint("state <> 'closed' OR applied_minor = gross_minor", name="closed_is_used_up"),
    UniqueConstraint("order_item_id", "revision"),
    Index("credit_notes_order", "order_id"),
    Index("credit_notes_customer", "partner_id", "customer_id"),
    Index("credit_notes_order_item", "order_item_id"),
    Index("credit_notes_invoice", "invoice_id"),
)

credit_outcomes = Table(
    "credit_outcomes",
    metadata,
    Column("order_item_id", Text, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("preview", JSONB, nullable=False),
    Column("credit_note_id", Text, ForeignKey("credit_notes.id")),
    Column("supplementary_invoice_id", Text, ForeignKey("invoices.id")),
    _moment(),
)
"""What a decision's revision came to, also when there was nothing to credit."""

refunds = Table(
    "refunds",
    metadata,
    Column("id", Text, primary_key=True),
    Column("business_key", Text, nullable=False, unique=True),
    *_owner(),
    Column("intent_id", Text, ForeignKey("payment_intents.id"), nullable=False),
    Column("credit_note_id", Text, ForeignKey("credit_notes.id")),
    Column("amount_minor", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("rounds", Integer, nullable=False, server_default=text("0")),
    Column("returns", Integer, nullable=False, server_default=text("0")),
    Column("tried_at", DateTime(timezone=True)),
    Column("gateway_refund_id", Text),
    Column("failure", Text),
    Column("by_hand_method", Text),
    Column("by_hand_reference", Text),
    Column("given_back_on", Date),
    Column("recorded_by", Text),
    Column("settled_at", DateTime(timezone=True)),
    _moment(),
    _one_of("state", "pending", "succeeded", "failed"),
    _one_of("by_hand_method", "cash", "bank_transfer"),
    CheckConstraint("amount_minor > 0", name="gives_something_back"),
    CheckConstraint(
        "(by_hand_method IS NULL) = (by_hand_reference IS NULL)"
        " AND (by_hand_method IS NULL) = (given_back_on IS NULL)"
        " AND (by_hand_method IS NULL) = (recorded_by IS NULL)"
        " AND (by_hand_method IS NULL OR state = 'succeeded')",
        name="given_by_hand_in_full",
    ),
    CheckConstraint(
        "(state = 'succeeded') = (settled_at IS NOT NULL)", name="settled_once_succeeded"
    ),
    UniqueConstraint("intent_id", "gateway_refund_id", name="refunds_made_once"),
    Index("refunds_order", "order_id"),
    Index("refunds_credit_note", "credit_note_id"),
    Index("refunds_intent", "intent_id"),
)
"""A trigger keeps the sum of a payment's refunds within its capture, and that of a credit note's
within what it owes."""

webhook_inbox = Table(
    "webhook_inbox",
    metadata,
    Column("gateway", Text, primary_key=True),
    Column("event_id", Text, primary_key=True),
    Column("event", JSONB, nullable=False),
    _moment("received_at"),
    Column("processed_at", DateTime(timezone=True)),
    Index("webhook_inbox_age", "received_at", postgresql_using="brin"),
)
