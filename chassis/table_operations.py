"""Makes the two tables that every service's schema has, for its first migration. Part of each
of these: once a release is tagged this stays as it is, and a change is a file of its own."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

_MOMENT = sa.DateTime(timezone=True)
_NOW = sa.text("now()")


def create_shared_tables() -> None:
    """What `chassis.tables.shared_tables` describes."""
    _create_idempotency_keys()
    _create_outbox()
    for table in ("idempotency_keys", "outbox"):
        op.create_index(f"{table}_age", table, ["created_at"], postgresql_using="brin")


def _create_idempotency_keys() -> None:
    op.create_table(
        "idempotency_keys",
        sa.Column("scope", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("leased_until", _MOMENT, nullable=False),
        sa.Column("status", sa.Integer),
        sa.Column("body", sa.LargeBinary),
        sa.Column("media_type", sa.Text),
        sa.Column("created_at", _MOMENT, nullable=False, server_default=_NOW),
    )


def _create_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("payload", JSONB, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("due_at", _MOMENT, nullable=False, server_default=_NOW),
        sa.Column("created_at", _MOMENT, nullable=False, server_default=_NOW),
        sa.Column("delivered_at", _MOMENT),
        sa.Column("quarantined_at", _MOMENT),
        sa.Column("last_error", sa.Text),
        sa.Column("failures", sa.Integer, nullable=False, server_default=sa.text("0")),
    )
    op.create_index("outbox_topic_key", "outbox", ["topic", "key"], unique=True)
    waiting = sa.text("delivered_at IS NULL AND quarantined_at IS NULL")
    op.create_index("outbox_due", "outbox", ["due_at"], postgresql_where=waiting)
    quarantined = sa.text("quarantined_at IS NOT NULL")
    op.create_index("outbox_quarantined", "outbox", ["id"], postgresql_where=quarantined)
