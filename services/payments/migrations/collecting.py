"""Money on its way in, and what gateways said of it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from services.payments.migrations.columns import MOMENT, moment, owner


def create_intents() -> None:
    op.create_table(
        "order_payments",
        sa.Column("order_id", sa.Text, primary_key=True),
        sa.Column("paid_intent_id", sa.Text),
        sa.Column("closed_at", MOMENT),
        moment(),
    )
    op.create_table(
        "payment_intents",
        sa.Column("id", sa.Text, primary_key=True),
        *owner(),
        sa.Column("invoice_id", sa.Text, sa.ForeignKey("invoices.id"), nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("amount_minor", sa.BigInteger, nullable=False),
        sa.Column("gateway", sa.Text, nullable=False),
        sa.Column("gateway_payment_id", sa.Text),
        sa.Column("page_url", sa.Text),
        sa.Column("payment_method", sa.Text),
        sa.Column("return_url", sa.Text),
        sa.Column("captured_at", MOMENT),
        sa.Column("paid_on", sa.Date),
        sa.Column("failure", JSONB),
        sa.Column("pays_number", sa.Text),
        sa.Column("request_key", sa.Text),
        sa.Column("looked_at", MOMENT),
        moment(),
        sa.Column("instructions", JSONB),
        sa.CheckConstraint(
            "state IN ('created', 'open', 'processing',"
            " 'captured', 'failed', 'cancelled', 'mismatch')",
            name="known_state",
        ),
        sa.UniqueConstraint("invoice_id", "attempt"),
        sa.UniqueConstraint("invoice_id", "request_key"),
        sa.CheckConstraint(
            "(pays_number IS NULL) = (request_key IS NULL)", name="an_invoice_is_paid_on_request"
        ),
    )
    op.create_index(
        "payment_intents_order_attempt",
        "payment_intents",
        ["order_id", "attempt"],
        unique=True,
        postgresql_where=sa.text("pays_number IS NULL"),
    )
    op.create_index(
        "payment_intents_gateway_payment",
        "payment_intents",
        ["gateway", "gateway_payment_id"],
        unique=True,
    )
    newest = ["created_at", "id"]
    op.create_index("payment_intents_newest", "payment_intents", newest)
    op.create_index("payment_intents_newest_of_partner", "payment_intents", ["partner_id", *newest])
    # Read in the order of the ids by every reconciliation, whatever the table grows to.
    op.create_index(
        "payment_intents_unsettled",
        "payment_intents",
        ["id"],
        postgresql_where=sa.text("state IN ('created', 'open', 'processing')"),
    )


def create_payments() -> None:
    op.create_table(
        "payments",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("intent_id", sa.Text, sa.ForeignKey("payment_intents.id"), unique=True),
        *owner(),
        sa.Column("invoice_id", sa.Text, sa.ForeignKey("invoices.id"), nullable=False),
        sa.Column("amount_minor", sa.BigInteger, nullable=False),
        sa.Column("captured_at", MOMENT, nullable=False),
        moment(),
        sa.Column("method", sa.Text, nullable=False, server_default=sa.text("'gateway'")),
        sa.Column("reference", sa.Text),
        sa.Column("received_on", sa.Date),
        sa.Column("recorded_by", sa.Text),
        sa.CheckConstraint("method IN ('gateway', 'cash', 'bank_transfer')", name="known_method"),
        sa.CheckConstraint(
            "(method = 'gateway') = (intent_id IS NOT NULL)"
            " AND (method = 'gateway') = (reference IS NULL)",
            name="intent_or_reference",
        ),
        sa.UniqueConstraint("invoice_id", "reference"),
    )
    op.create_index("payments_invoice", "payments", ["invoice_id"])
    op.create_index(
        "payments_recorded_newest",
        "payments",
        ["created_at", "id"],
        postgresql_where=sa.text("intent_id IS NULL"),
    )
    op.create_index("payments_captured", "payments", ["captured_at"])
    op.create_table(
        "webhook_inbox",
        sa.Column("gateway", sa.Text, primary_key=True),
        sa.Column("event_id", sa.Text, primary_key=True),
        sa.Column("event", JSONB, nullable=False),
        moment("received_at"),
        sa.Column("processed_at", MOMENT),
    )
    op.create_index("webhook_inbox_age", "webhook_inbox", ["received_at"], postgresql_using="brin")


def create_offline_book() -> None:
    op.create_table(
        "offline_checkouts",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, nullable=False, unique=True),
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("payment_reference", sa.Text, nullable=False, unique=True),
        sa.Column("amount_minor", sa.BigInteger, nullable=False),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("instructions", sa.Text, nullable=False),
        sa.Column("account", JSONB),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("received_minor", sa.BigInteger),
        sa.Column("received_on", sa.Date),
        sa.Column("received_at", MOMENT),
        sa.Column("method", sa.Text),
        sa.Column("receipt_reference", sa.Text),
        sa.Column("recorded_by", sa.Text),
        sa.Column("recorded_at", MOMENT),
        moment("opened_at"),
        sa.CheckConstraint("state IN ('open', 'captured', 'cancelled')", name="known_state"),
        sa.CheckConstraint("method IN ('cash', 'bank_transfer')", name="known_method"),
        sa.CheckConstraint(
            "(state = 'captured') = (receipt_reference IS NOT NULL)", name="captured_has_a_receipt"
        ),
    )
    op.create_index("offline_checkouts_reference", "offline_checkouts", ["reference"])
    op.create_index(
        "offline_checkouts_open",
        "offline_checkouts",
        ["id"],
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index("offline_checkouts_received", "offline_checkouts", ["received_at"])
