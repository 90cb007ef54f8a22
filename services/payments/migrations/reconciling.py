"""What compared the books, and what differed."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from services.payments.migrations.columns import MOMENT, moment


def create_reconciliations() -> None:
    op.create_table(
        "reconciliations",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT),
        sa.Column("report", JSONB),
    )
    op.create_index("reconciliations_started", "reconciliations", ["started_at", "id"])
    run = "reconciliations.id"
    op.create_table(
        "reconciliation_findings",
        sa.Column("reconciliation_id", sa.Text, sa.ForeignKey(run), primary_key=True),
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column("detail", JSONB, nullable=False),
        sa.Column("healed", sa.Boolean, nullable=False),
        moment("found_at"),
        sa.Column("order_id", sa.Text),
    )
    op.create_table(
        "reconciliation_lines",
        sa.Column("reconciliation_id", sa.Text, sa.ForeignKey(run), primary_key=True),
        sa.Column("gateway", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("gateway_id", sa.Text, primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("amount_minor", sa.BigInteger, nullable=False),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("payment_id", sa.Text),
        sa.Column("reference", sa.Text),
        sa.Column("failure", JSONB),
        sa.Column("captured_at", MOMENT),
        sa.CheckConstraint("kind IN ('capture', 'refund')", name="known_kind"),
    )
