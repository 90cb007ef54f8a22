"""Money on its way back."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from services.payments.migrations.columns import MOMENT, moment, owner


def create_refunds() -> None:
    op.create_table(
        "refunds",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("business_key", sa.Text, nullable=False, unique=True),
        *owner(),
        sa.Column("intent_id", sa.Text, sa.ForeignKey("payment_intents.id"), nullable=False),
        sa.Column("credit_note_id", sa.Text, sa.ForeignKey("credit_notes.id")),
        sa.Column("amount_minor", sa.BigInteger, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("failure", JSONB),
        moment(),
        sa.Column("tried_at", MOMENT),
        sa.Column("gateway_refund_id", sa.Text),
        sa.Column("rounds", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("settled_at", MOMENT),
        sa.Column("by_hand_method", sa.Text),
        sa.Column("by_hand_reference", sa.Text),
        sa.Column("given_back_on", sa.Date),
        sa.Column("recorded_by", sa.Text),
        sa.Column("ended_by", sa.Text),
        sa.Column("end_reason", sa.Text),
        sa.Column("returns", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.CheckConstraint("state IN ('pending', 'succeeded', 'failed')", name="known_state"),
        sa.CheckConstraint("amount_minor > 0", name="gives_something_back"),
        sa.CheckConstraint(
            "by_hand_method IN ('cash', 'bank_transfer')", name="known_by_hand_method"
        ),
        sa.CheckConstraint(
            "(by_hand_method IS NULL) = (by_hand_reference IS NULL)"
            " AND (by_hand_method IS NULL) = (given_back_on IS NULL)"
            " AND (by_hand_method IS NULL) = (recorded_by IS NULL)"
            " AND (by_hand_method IS NULL OR state = 'succeeded')",
            name="given_by_hand_in_full",
        ),
        sa.CheckConstraint("(ended_by IS NULL) = (end_reason IS NULL)", name="ended_for_a_reason"),
        sa.CheckConstraint(
            "(state = 'succeeded') = (settled_at IS NOT NULL)", name="settled_once_succeeded"
        ),
        sa.UniqueConstraint("intent_id", "gateway_refund_id", name="refunds_made_once"),
    )
    op.create_index("refunds_credit_note", "refunds", ["credit_note_id"])
    op.create_index("refunds_order", "refunds", ["order_id"])
    op.create_index("refunds_intent", "refunds", ["intent_id"])
    op.create_index("refunds_gateway_refund", "refunds", ["gateway_refund_id"])
    op.create_index(
        "refunds_undone", "refunds", ["id"], postgresql_where=sa.text("state <> 'succeeded'")
    )
