"""The book of payments that no gateway takes: what was asked for, and what a person says came."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Index,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from services.payments.tables.columns import METADATA

offline_checkouts = Table(
    "offline_checkouts",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("reference", Text, nullable=False),
    Column("payment_reference", Text, nullable=False, unique=True),
    Column("amount_minor", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("instructions", Text, nullable=False),
    Column("account", JSONB),
    Column("state", Text, nullable=False),
    Column("received_minor", BigInteger),
    Column("received_on", Date),
    Column("received_at", DateTime(timezone=True)),
    Column("method", Text),
    Column("receipt_reference", Text),
    Column("recorded_by", Text),
    Column("recorded_at", DateTime(timezone=True)),
    Column("opened_at", DateTime(timezone=True), nullable=False, server_default=text("now()")),
    CheckConstraint("state IN ('open', 'captured', 'cancelled')", name="known_state"),
    CheckConstraint("method IN ('cash', 'bank_transfer')", name="known_method"),
    CheckConstraint(
        "(state = 'captured') = (receipt_reference IS NOT NULL)", name="captured_has_a_receipt"
    ),
    Index("offline_checkouts_reference", "reference"),
    Index("offline_checkouts_open", "id", postgresql_where=text("state = 'open'")),
    Index("offline_checkouts_received", "received_at"),
)
"""`reference` is the intent's id; `payment_reference` is what the customer writes on a transfer.
`received_at` is an instant of the day `received_on`, as the partner's calendar has it."""
