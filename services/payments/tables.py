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

from chassis.service import shared_tables

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
    _moment(),
    _one_of("kind", "order", "supplementary"),
    _one_of("state", "draft", "issued", "paid", "void"),
    CheckConstraint(
        "(state IN ('issued', 'paid')) = (number IS NOT NULL)", name="issued_is_numbered"
    ),
    Index("invoices_order", "order_id"),
    Index("invoices_customer", "customer_id"),
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
    Column("intent_id", Text, ForeignKey("payment_intents.id"), nullable=False, unique=True),
    *_owner(),
    Column("invoice_id", Text, ForeignKey("invoices.id"), nullable=False),
    Column("amount_minor", BigInteger, nullable=False),
    Column("captured_at", DateTime(timezone=True), nullable=False),
    _moment(),
    Index("payments_invoice", "invoice_id"),
)

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
    Column("unused_day_count", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("replaces", JSONB, nullable=False),
    _moment(),
    _one_of("state", "refund_due", "refunded", "closed", "voided"),
    UniqueConstraint("order_item_id", "revision"),
    Index("credit_notes_order", "order_id"),
    Index("credit_notes_customer", "customer_id"),
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
    Column("failure", Text),
    _moment(),
    _one_of("state", "pending", "succeeded", "failed"),
    CheckConstraint("amount_minor > 0", name="gives_something_back"),
    Index("refunds_order", "order_id"),
    Index("refunds_credit_note", "credit_note_id"),
)

webhook_inbox = Table(
    "webhook_inbox",
    metadata,
    Column("gateway", Text, primary_key=True),
    Column("event_id", Text, primary_key=True),
    Column("event", JSONB, nullable=False),
    _moment("received_at"),
    Column("processed_at", DateTime(timezone=True)),
)

ledger_entries = Table(
    "ledger_entries",
    metadata,
    Column("id", Text, primary_key=True),
    Column("source", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("reference", Text, nullable=False),
    Column("customer_id", Text, nullable=False),
    Column("partner_id", Integer, nullable=False),
    Column("currency", Text, nullable=False),
    _moment("booked_at"),
    _one_of("kind", "invoice", "payment", "credit_note", "credit_note_void", "refund"),
    Index("ledger_entries_customer", "customer_id"),
)

ledger_postings = Table(
    "ledger_postings",
    metadata,
    Column("entry_id", Text, ForeignKey("ledger_entries.id"), primary_key=True),
    Column("account", Text, primary_key=True),
    Column("debit_minor", BigInteger, nullable=False),
    Column("credit_minor", BigInteger, nullable=False),
    CheckConstraint(
        "(debit_minor > 0 AND credit_minor = 0) OR (debit_minor = 0 AND credit_minor > 0)",
        name="one_side_only",
    ),
    Index("ledger_postings_account", "account"),
)
