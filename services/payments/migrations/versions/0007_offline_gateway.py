"""The book of payments that no gateway takes: bank transfers and cash."""

import sqlalchemy as sa
from alembic import op

revision = "0007_offline_gateway"
down_revision = "0006_gateways"


def upgrade() -> None:
    op.create_table(
        "offline_checkouts",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("key", sa.Text(), nullable=False, unique=True),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("payment_reference", sa.Text(), nullable=False, unique=True),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("instructions", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("received_minor", sa.BigInteger()),
        sa.Column("received_on", sa.Date()),
        sa.Column("received_at", sa.DateTime(timezone=True)),
        sa.Column("method", sa.Text()),
        sa.Column("receipt_reference", sa.Text()),
        sa.Column("recorded_by", sa.Text()),
        sa.Column("recorded_at", sa.DateTime(timezone=True)),
        sa.Column(
            "opened_at",
            sa.DateTime(timezone=True),
            nullable=False,
            server_default=sa.text("now()"),
        ),
        sa.CheckConstraint("state IN ('open', 'captured', 'cancelled')", name="known_state"),
        sa.CheckConstraint("method IN ('cash', 'bank_transfer')", name="known_method"),
        sa.CheckConstraint(
            "(state = 'captured') = (receipt_reference IS NOT NULL)",
            name="captured_has_a_receipt",
        ),
    )
    op.create_index("offline_checkouts_reference", "offline_checkouts", ["reference"])
    op.create_index("offline_checkouts_received", "offline_checkouts", ["received_at"])
