"""What the reconciliation found."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0009_reconciliation"
down_revision = "0008_refunds_by_hand"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "reconciliations",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT),
        sa.Column("report", JSONB(none_as_null=True)),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("reconciliations_started", "reconciliations", ["started_at", "id"])
    op.create_table(
        "reconciliation_findings",
        sa.Column("reconciliation_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("healed", sa.Boolean(), nullable=False),
        sa.Column("found_at", MOMENT, server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["reconciliation_id"], ["reconciliations.id"]),
        sa.PrimaryKeyConstraint("reconciliation_id", "kind", "subject"),
    )
    op.create_table(
        "reconciliation_lines",
        sa.Column("reconciliation_id", sa.Text(), nullable=False),
        sa.Column("gateway", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("gateway_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('capture', 'refund')", name="known_kind"),
        sa.ForeignKeyConstraint(["reconciliation_id"], ["reconciliations.id"]),
        sa.PrimaryKeyConstraint("reconciliation_id", "gateway", "kind", "gateway_id"),
    )
    # Read in the order of the keys by every reconciliation, whatever the tables grow to.
    op.create_index("payments_captured", "payments", ["captured_at"])
    op.create_index(
        "payment_intents_unsettled",
        "payment_intents",
        ["id"],
        postgresql_where=sa.text("state IN ('created', 'open', 'processing')"),
    )
