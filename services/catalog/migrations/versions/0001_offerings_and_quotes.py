"""Offerings with their history, quotes, and the shared tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
NOW = sa.text("now()")


def upgrade() -> None:
    _create_offerings()
    op.create_table(
        "quotes",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("request_key", sa.Text, nullable=False, unique=True),
        sa.Column("partner_id", sa.Integer, nullable=False),
        sa.Column("customer_id", sa.Text, nullable=False),
        sa.Column("view", JSONB, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
    )
    _create_shared()


def downgrade() -> None:
    for table in ("outbox", "idempotency_keys", "quotes", "offering_revisions", "offerings"):
        op.drop_table(table)


def _create_offerings() -> None:
    op.create_table(
        "offerings",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("request_key", sa.Text, nullable=False, unique=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("kind_position", sa.SmallInteger, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("enabled", sa.Boolean, nullable=False),
        sa.Column("show_on_portal", sa.Boolean, nullable=False),
        sa.Column("partner_ids", sa.ARRAY(sa.Integer), nullable=False),
        sa.Column("component_ids", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("fields", JSONB, nullable=False),
        sa.Column("changed_by", sa.Text, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False, server_default=NOW),
    )
    op.create_index(
        "offerings_in_portal_order",
        "offerings",
        ["kind_position", sa.text("lower(title)"), "id"],
    )
    op.create_index(
        "offerings_by_component", "offerings", ["component_ids"], postgresql_using="gin"
    )
    op.create_table(
        "offering_revisions",
        sa.Column("offering_id", sa.Text, primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("fields", JSONB, nullable=False),
        sa.Column("changed_by", sa.Text, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("replaced_by", sa.Text, nullable=False),
        sa.Column("replaced_at", MOMENT, nullable=False, server_default=NOW),
    )


def _create_shared() -> None:
    op.create_table(
        "idempotency_keys",
        sa.Column("scope", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("leased_until", MOMENT, nullable=False),
        sa.Column("status", sa.Integer),
        sa.Column("body", sa.LargeBinary),
        sa.Column("media_type", sa.Text),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("payload", JSONB, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("due_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("delivered_at", MOMENT),
        sa.Column("quarantined_at", MOMENT),
        sa.Column("last_error", sa.Text),
    )
    op.create_index("outbox_topic_key", "outbox", ["topic", "key"], unique=True)
    op.create_index(
        "outbox_due",
        "outbox",
        ["due_at"],
        postgresql_where=sa.text("delivered_at IS NULL AND quarantined_at IS NULL"),
    )
