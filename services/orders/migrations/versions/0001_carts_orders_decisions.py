"""Customers, partner settings, carts, orders with their decisions, and the shared tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from chassis.table_operations import create_shared_tables

revision = "0001_ddbb5e62"
down_revision = None

MOMENT = sa.DateTime(timezone=True)
NOW = sa.text("now()")


def upgrade() -> None:
    _create_customers_and_settings()
    _create_carts()
    _create_orders()
    _create_subscriptions()
    _create_decisions()
    create_shared_tables()


def _create_customers_and_settings() -> None:
    op.create_table(
        "customers",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("partner_id", sa.SmallInteger, nullable=False),
        sa.Column("number", sa.BigInteger, sa.Identity(always=True), nullable=False, unique=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("location", sa.Text),
        sa.Column("category", sa.Text, nullable=False),
        sa.Column("labels", JSONB, nullable=False),
        sa.Column("language", sa.Text),
        sa.Column("changed_by", sa.Text, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("partner_id", "id"),
    )
    op.create_index("customers_by_partner", "customers", ["partner_id", "number"])
    op.create_index("customers_by_email", "customers", [sa.text("lower(email)")])
    words = "translate((((name || ' '::text) || email) || ' '::text) || id, '@._-+'::text,"
    words += " '     '::text)"
    op.create_index(
        "customers_by_words",
        "customers",
        [sa.text(f"to_tsvector('simple'::regconfig, {words})")],
        postgresql_using="gin",
    )
    op.create_table(
        "partner_settings",
        sa.Column("partner", sa.Text, primary_key=True),
        sa.Column("field", sa.Text, primary_key=True),
        sa.Column("value", JSONB, nullable=False),
        sa.Column("changed_by", sa.Text, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False, server_default=NOW),
    )
    op.create_table(
        "settings_versions",
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("partner", sa.Text, nullable=False),
        sa.Column("changed_by", sa.Text, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("changes", JSONB, nullable=False),
        sa.Column("own", JSONB, nullable=False),
    )
    op.create_index("settings_versions_by_partner", "settings_versions", ["partner", "number"])


def _create_carts() -> None:
    op.create_table(
        "carts",
        sa.Column("partner_id", sa.SmallInteger, nullable=False),
        sa.Column("customer_id", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("partner_id", "customer_id"),
    )
    op.create_table(
        "cart_lines",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("request_key", sa.Text, nullable=False, unique=True),
        sa.Column("partner_id", sa.SmallInteger, nullable=False),
        sa.Column("customer_id", sa.Text, nullable=False),
        sa.Column("offering_id", sa.Text, nullable=False),
        sa.Column("quantity", sa.Integer, nullable=False),
        sa.Column("added_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("period_count", sa.SmallInteger, nullable=False, server_default=sa.text("1")),
    )
    op.create_index("cart_lines_by_customer", "cart_lines", ["partner_id", "customer_id", "id"])


def _create_orders() -> None:
    op.create_table(
        "orders",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("quote_id", sa.Text, nullable=False, unique=True),
        sa.Column("partner_id", sa.SmallInteger, nullable=False),
        sa.Column("customer_id", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("total_minor", sa.BigInteger, nullable=False),
        sa.Column("payment_method", sa.Text),
        sa.Column("return_url", sa.Text),
        sa.Column("payment_attempt", sa.Integer, nullable=False),
        sa.Column("paid_on", sa.Date),
        sa.Column("policy", JSONB, nullable=False),
        sa.Column("agreement", JSONB, nullable=False),
        sa.Column("placed_at", MOMENT, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("waiting_since", MOMENT),
        sa.Column("decision_due_at", MOMENT),
        sa.Column("order_words", sa.Text, nullable=False),
        sa.Column("customer_words", sa.Text, nullable=False),
    )
    op.create_index("orders_by_customer", "orders", ["partner_id", "customer_id", "id"])
    op.create_index("orders_by_partner", "orders", ["partner_id", "id"])
    op.create_index("orders_by_status", "orders", ["status", "id"])
    waiting = {
        "postgresql_where": sa.text("decision_due_at IS NOT NULL"),
        "postgresql_include": ["status"],
    }
    by_due = ["decision_due_at", "id"]
    op.create_index("orders_waiting", "orders", by_due, **waiting)
    op.create_index("orders_waiting_by_partner", "orders", ["partner_id", *by_due], **waiting)
    op.create_index("orders_by_placing", "orders", ["placed_at"])
    op.create_table(
        "payment_looks",
        sa.Column("order_id", sa.Text, sa.ForeignKey("orders.id"), primary_key=True),
        sa.Column("looked_at", MOMENT, nullable=False),
    )
    op.create_table(
        "attention_flags",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("order_id", sa.Text, sa.ForeignKey("orders.id"), nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("said", JSONB, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("raised_at", MOMENT, nullable=False),
        sa.Column("raised_by", sa.Text, nullable=False),
        sa.Column("solved_at", MOMENT),
        sa.Column("solved_by", sa.Text),
        sa.Column("solution", sa.Text),
        sa.UniqueConstraint("order_id", "key", name="attention_flags_once_a_cause"),
    )
    op.create_table(
        "order_items",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("order_id", sa.Text, sa.ForeignKey("orders.id"), nullable=False),
        sa.Column("position", sa.SmallInteger, nullable=False),
        sa.Column("line", JSONB, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("start_on", sa.Date),
        sa.UniqueConstraint("order_id", "position", name="order_items_in_order"),
    )


def _create_subscriptions() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("item_id", sa.Text, sa.ForeignKey("order_items.id"), nullable=False, unique=True),
        sa.Column("order_id", sa.Text, nullable=False),
        sa.Column("partner_id", sa.SmallInteger, nullable=False),
        sa.Column("customer_id", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("start_on", sa.Date),
    )
    op.create_index(
        "subscriptions_by_customer", "subscriptions", ["partner_id", "customer_id", "order_id"]
    )
    op.create_index("subscriptions_by_partner", "subscriptions", ["partner_id", "order_id"])
    op.create_index("subscriptions_by_state", "subscriptions", ["partner_id", "state", "order_id"])


def _create_decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("order_id", sa.Text, sa.ForeignKey("orders.id"), nullable=False),
        sa.Column("item_id", sa.Text, sa.ForeignKey("order_items.id"), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("documents", sa.Text, nullable=False),
        sa.Column("start_on", sa.Date),
        sa.Column("previous_start_on", sa.Date),
        sa.Column("reason", sa.Text),
        sa.Column("refund_to", sa.Text),
        sa.Column("decided_by", sa.Text, nullable=False),
        sa.Column("decided_at", MOMENT, nullable=False),
        sa.Column("applied_at", MOMENT),
        sa.Column("preview", JSONB),
        sa.Column("message_id", sa.Text, unique=True),
        sa.UniqueConstraint("item_id", "revision", name="decisions_once_a_revision"),
    )
    op.create_index("decisions_by_order", "decisions", ["order_id"])
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("order_id", sa.Text, sa.ForeignKey("orders.id"), nullable=False),
        sa.Column("item_id", sa.Text),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("reason", JSONB, nullable=False),
        sa.Column("message_id", sa.Text, unique=True),
    )
    op.create_index("audit_by_order", "audit", ["order_id", "id"])
    op.create_index("audit_newest", "audit", ["at", "id"])
    op.create_index("audit_by_actor", "audit", ["actor", "at", "id"])
