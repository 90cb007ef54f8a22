"""The table of money on its way back."""

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

from services.payments.tables.columns import METADATA, SaidColumn, moment, one_of, owner

refunds = Table(
    "refunds",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("business_key", Text, nullable=False, unique=True),
    *owner(),
    Column("intent_id", Text, ForeignKey("payment_intents.id"), nullable=False),
    Column("credit_note_id", Text, ForeignKey("credit_notes.id")),
    Column("amount_minor", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("rounds", Integer, nullable=False, server_default=text("0")),
    Column("returns", Integer, nullable=False, server_default=text("0")),
    Column("tried_at", DateTime(timezone=True)),
    Column("gateway_refund_id", Text),
    Column("failure", SaidColumn),
    Column("by_hand_method", Text),
    Column("by_hand_reference", Text),
    Column("given_back_on", Date),
    Column("recorded_by", Text),
    Column("ended_by", Text),
    Column("end_reason", Text),
    Column("settled_at", DateTime(timezone=True)),
    moment(),
    one_of("state", "pending", "succeeded", "failed"),
    one_of("by_hand_method", "cash", "bank_transfer"),
    CheckConstraint("amount_minor > 0", name="gives_something_back"),
    CheckConstraint(
        "(by_hand_method IS NULL) = (by_hand_reference IS NULL)"
        " AND (by_hand_method IS NULL) = (given_back_on IS NULL)"
        " AND (by_hand_method IS NULL) = (recorded_by IS NULL)"
        " AND (by_hand_method IS NULL OR state = 'succeeded')",
        name="given_by_hand_in_full",
    ),
    CheckConstraint("(ended_by IS NULL) = (end_reason IS NULL)", name="ended_for_a_reason"),
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
