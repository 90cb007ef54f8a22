"""The tables of the reconciliation: each run, what it found, and what the gateways told it."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from services.payments.tables.collecting import payment_intents, payments
from services.payments.tables.columns import METADATA, NOW, SaidColumn
from services.payments.tables.refunding import refunds

MOMENT = DateTime(timezone=True)

reconciliations = Table(
    "reconciliations",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("since", MOMENT, nullable=False),
    Column("until", MOMENT, nullable=False),
    Column("started_at", MOMENT, nullable=False),
    Column("finished_at", MOMENT),
    Column("report", JSONB(none_as_null=True)),
    Index("reconciliations_started", "started_at", "id"),
)

reconciliation_findings = Table(
    "reconciliation_findings",
    METADATA,
    Column("reconciliation_id", Text, ForeignKey("reconciliations.id"), primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("detail", SaidColumn, nullable=False),
    Column("healed", Boolean, nullable=False),
    Column("found_at", MOMENT, nullable=False, server_default=NOW),
    Column("order_id", Text),
)
"""Once a kind and subject, so that a page that is compared again finds nothing twice."""

reconciliation_lines = Table(
    "reconciliation_lines",
    METADATA,
    Column("reconciliation_id", Text, ForeignKey("reconciliations.id"), primary_key=True),
    Column("gateway", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("gateway_id", Text, primary_key=True),
    Column("state", Text, nullable=False),
    Column("amount_minor", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("payment_id", Text),
    Column("reference", Text),
    Column("captured_at", MOMENT),
    Column("failure", SaidColumn),
    CheckConstraint("kind IN ('capture', 'refund')", name="known_kind"),
)
"""A gateway's book as it was read, for the time of a run: what ours is then joined with."""

# Read in the order of the keys by every reconciliation, whatever the tables grow to.
Index("payments_captured", payments.c.captured_at)
Index(
    "payment_intents_unsettled",
    payment_intents.c.id,
    postgresql_where=text("state IN ('created', 'open', 'processing')"),
)
Index("refunds_gateway_refund", refunds.c.gateway_refund_id)
Index("refunds_undone", refunds.c.id, postgresql_where=text("state <> 'succeeded'"))
