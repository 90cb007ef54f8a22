"""The ledger."""

import sqlalchemy as sa
from alembic import op

from services.payments.migrations.columns import moment


def create_ledger() -> None:
    op.create_table(
        "ledger_chains",
        sa.Column("partner_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
    )
    op.create_table(
        "ledger_entries",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("source", sa.Text, nullable=False, unique=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("customer_id", sa.Text, nullable=False),
        sa.Column("partner_id", sa.Integer, nullable=False),
        sa.Column("currency", sa.Text, nullable=False),
        moment("booked_at"),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("previous_hash", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.CheckConstraint(
            "kind IN ('invoice', 'payment', 'credit_note', 'credit_note_void', 'refund',"
            " 'refund_return')",
            name="known_kind",
        ),
        sa.UniqueConstraint("partner_id", "position"),
    )
    op.create_index("ledger_entries_customer", "ledger_entries", ["partner_id", "customer_id"])
    op.create_table(
        "ledger_postings",
        sa.Column("entry_id", sa.Text, sa.ForeignKey("ledger_entries.id"), primary_key=True),
        sa.Column("account", sa.Text, primary_key=True),
        sa.Column("debit_minor", sa.BigInteger, nullable=False),
        sa.Column("credit_minor", sa.BigInteger, nullable=False),
        sa.CheckConstraint(
            "(debit_minor > 0 AND credit_minor = 0) OR (debit_minor = 0 AND credit_minor > 0)",
            name="one_side_only",
        ),
    )
    op.create_index("ledger_postings_account", "ledger_postings", ["account"])
