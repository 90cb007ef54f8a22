"""The tables of money on its way in: attempts to pay, what came, and webhooks that tell of it."""

from sqlalchemy import (
    BigInteger,
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

order_payments = Table(
    "order_payments",
    METADATA,
    Column("order_id", Text, primary_key=True),
    Column("paid_intent_id", Text),
    Column("closed_at", DateTime(timezone=True)),
    moment(),
)
"""One row an order that is paid upfront; whoever opens, captures or closes locks it first."""

payment_intents = Table(
    "payment_intents",
    METADATA,
    Column("id", Text, primary_key=True),
    *owner(),
    Column("invoice_id", Text, ForeignKey("invoices.id"), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("amount_minor", BigInteger, nullable=False),
    Column("gateway", Text, nullable=False),
    Column("gateway_payment_id", Text),
    Column("page_url", Text),
    Column("instructions", SaidColumn),
    Column("payment_method", Text),
    Column("return_url", Text),
    Column("captured_at", DateTime(timezone=True)),
    Column("paid_on", Date),
    Column("failure", SaidColumn),
    Column("pays_number", Text),
    Column("request_key", Text),
    Column("looked_at", DateTime(timezone=True)),
    moment(),
    one_of("state", "created", "open", "processing", "captured", "failed", "cancelled", "mismatch"),
    UniqueConstraint("invoice_id", "attempt"),
    UniqueConstraint("invoice_id", "request_key"),
    CheckConstraint(
        "(pays_number IS NULL) = (request_key IS NULL)", name="an_invoice_is_paid_on_request"
    ),
    Index(
        "payment_intents_order_attempt",
        "order_id",
        "attempt",
        unique=True,
        postgresql_where=text("pays_number IS NULL"),
    ),
    Index("payment_intents_gateway_payment", "gateway", "gateway_payment_id", unique=True),
    Index("payment_intents_newest", "created_at", "id"),
    Index("payment_intents_newest_of_partner", "partner_id", "created_at", "id"),
)
"""Attempts to pay an order, or (`pays_number`) an invoice that was issued to be paid later."""

payments = Table(
    "payments",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("intent_id", Text, ForeignKey("payment_intents.id"), unique=True),
    *owner(),
    Column("invoice_id", Text, ForeignKey("invoices.id"), nullable=False),
    Column("amount_minor", BigInteger, nullable=False),
    Column("method", Text, nullable=False, server_default=text("'gateway'")),
    Column("reference", Text),
    Column("received_on", Date),
    Column("recorded_by", Text),
    Column("captured_at", DateTime(timezone=True), nullable=False),
    moment(),
    one_of("method", "gateway", "cash", "bank_transfer"),
    CheckConstraint(
        "(method = 'gateway') = (intent_id IS NOT NULL)"
        " AND (method = 'gateway') = (reference IS NULL)",
        name="intent_or_reference",
    ),
    UniqueConstraint("invoice_id", "reference"),
    Index("payments_invoice", "invoice_id"),
    Index(
        "payments_recorded_newest",
        "created_at",
        "id",
        postgresql_where=text("intent_id IS NULL"),
    ),
)
"""Captures of a gateway, each of one intent, and what admins recorded, once per reference."""

webhook_inbox = Table(
    "webhook_inbox",
    METADATA,
    Column("gateway", Text, primary_key=True),
    Column("event_id", Text, primary_key=True),
    Column("event", JSONB, nullable=False),
    moment("received_at"),
    Column("processed_at", DateTime(timezone=True)),
    Index("webhook_inbox_age", "received_at", postgresql_using="brin"),
)
