"""The orders service's tables. What must happen once has a UNIQUE constraint here."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from chassis.tables import shared_tables

METADATA = MetaData()
NOW = text("now()")
MOMENT = DateTime(timezone=True)

WORDS_OF_CUSTOMER = (
    "to_tsvector('simple'::regconfig, "
    "translate((((name || ' '::text) || email) || ' '::text) || id, '@._-+'::text, '     '::text))"
)
"""Of name, mail address and id; written as the index has it, or it would not be used."""

customers = Table(
    "customers",
    METADATA,
    Column("partner_id", SmallInteger, primary_key=True, autoincrement=False),
    Column("id", Text, primary_key=True),
    Column("number", BigInteger, Identity(always=True), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("location", Text),
    Column("category", Text, nullable=False),
    Column("labels", JSONB, nullable=False),
    Column("language", Text),
    Column("changed_by", Text, nullable=False),
    Column("changed_at", MOMENT, nullable=False, server_default=NOW),
    Index("customers_by_words", text(WORDS_OF_CUSTOMER), postgresql_using="gin"),
)
Index("customers_by_partner", customers.c.partner_id, customers.c.number)
Index("customers_by_email", func.lower(customers.c.email))

partner_settings = Table(
    "partner_settings",
    METADATA,
    Column("partner", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("value", JSONB, nullable=False),
    Column("changed_by", Text, nullable=False),
    Column("changed_at", MOMENT, nullable=False, server_default=NOW),
)

settings_versions = Table(
    "settings_versions",
    METADATA,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("partner", Text, nullable=False),
    Column("changed_by", Text, nullable=False),
    Column("changed_at", MOMENT, nullable=False, server_default=NOW),
    Column("changes", JSONB, nullable=False),
    Column("own", JSONB, nullable=False),  # all fields of this partner's own, after the change
)
Index("settings_versions_by_partner", settings_versions.c.partner, settings_versions.c.number)

carts = Table(
    "carts",
    METADATA,
    Column("partner_id", SmallInteger, primary_key=True, autoincrement=False),
    Column("customer_id", Text, primary_key=True),
    Column("revision", Integer, nullable=False),
)

cart_lines = Table(
    "cart_lines",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("request_key", Text, nullable=False, unique=True),
    Column("partner_id", SmallInteger, nullable=False),
    Column("customer_id", Text, nullable=False),
    Column("offering_id", Text, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("period_count", SmallInteger, nullable=False, server_default=text("1")),
    Column("added_at", MOMENT, nullable=False, server_default=NOW),
)
Index("cart_lines_by_customer", cart_lines.c.partner_id, cart_lines.c.customer_id, cart_lines.c.id)

orders = Table(
    "orders",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("quote_id", Text, nullable=False, unique=True),
    Column("partner_id", SmallInteger, nullable=False),
    Column("customer_id", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("status", Text, nullable=False),  # derived; kept for lists and filters only
    Column("currency", Text, nullable=False),
    Column("total_minor", BigInteger, nullable=False),
    Column("payment_method", Text),
    Column("return_url", Text),
    Column("payment_attempt", Integer, nullable=False),
    Column("paid_on", Date),
    Column("policy", JSONB, nullable=False),
    Column("agreement", JSONB, nullable=False),
    Column("placed_at", MOMENT, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("waiting_since", MOMENT),
    Column("decision_due_at", MOMENT),
    Column("order_words", Text, nullable=False),
    Column("customer_words", Text, nullable=False),
)
Index("orders_by_customer", orders.c.partner_id, orders.c.customer_id, orders.c.id)
Index("orders_by_partner", orders.c.partner_id, orders.c.id)
Index("orders_by_status", orders.c.status, orders.c.id)
_waits = orders.c.decision_due_at.is_not(None)
_urgency = (orders.c.decision_due_at, orders.c.id)
_inbox: dict[str, Any] = {"postgresql_where": _waits, "postgresql_include": ["status"]}
Index("orders_waiting", *_urgency, **_inbox)
Index("orders_waiting_by_partner", orders.c.partner_id, *_urgency, **_inbox)
Index("orders_by_placing", orders.c.placed_at)

payment_looks = Table(
    "payment_looks",
    METADATA,
    Column("order_id", Text, ForeignKey("orders.id"), primary_key=True),
    Column("looked_at", MOMENT, nullable=False),
)

attention_flags = Table(
    "attention_flags",
    METADATA,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("order_id", Text, ForeignKey("orders.id"), nullable=False),
    Column("key", Text, nullable=False),
    Column("said", JSONB, nullable=False),
    Column("source", Text, nullable=False),
    Column("raised_at", MOMENT, nullable=False),
    Column("raised_by", Text, nullable=False),
    Column("solved_at", MOMENT),
    Column("solved_by", Text),
    Column("solution", Text),
    UniqueConstraint("order_id", "key", name="attention_flags_once_a_cause"),
)

order_items = Table(
    "order_items",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("order_id", Text, ForeignKey("orders.id"), nullable=False),
    Column("position", SmallInteger, nullable=False),
    Column("line", JSONB, nullable=False),
    Column("state", Text, nullable=False),
    Column("start_on", Date),
    UniqueConstraint("order_id", "position", name="order_items_in_order"),
)

subscriptions = Table(
    "subscriptions",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("item_id", Text, ForeignKey("order_items.id"), nullable=False, unique=True),
    Column("order_id", Text, nullable=False),
    Column("partner_id", SmallInteger, nullable=False),
    Column("customer_id", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("start_on", Date),
)
Index(
    "subscriptions_by_customer",
    subscriptions.c.partner_id,
    subscriptions.c.customer_id,
    subscriptions.c.order_id,
)
Index("subscriptions_by_partner", subscriptions.c.partner_id, subscriptions.c.order_id)
Index(
    "subscriptions_by_state",
    subscriptions.c.partner_id,
    subscriptions.c.state,
    subscriptions.c.order_id,
)

decisions = Table(
    "decisions",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("order_id", Text, ForeignKey("orders.id"), nullable=False),
    Column("item_id", Text, ForeignKey("order_items.id"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("documents", Text, nullable=False),
    Column("start_on", Date),
    Column("previous_start_on", Date),
    Column("reason", Text),
    Column("refund_to", Text),
    Column("decided_by", Text, nullable=False),
    Column("decided_at", MOMENT, nullable=False),
    Column("applied_at", MOMENT),
    Column("preview", JSONB(none_as_null=True)),
    Column("message_id", Text, unique=True),
    UniqueConstraint("item_id", "revision", name="decisions_once_a_revision"),
)
Index("decisions_by_order", decisions.c.order_id)

audit = Table(
    "audit",
    METADATA,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("order_id", Text, ForeignKey("orders.id"), nullable=False),
    Column("item_id", Text),
    Column("at", MOMENT, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("reason", JSONB, nullable=False),  # a Said
    Column("message_id", Text, unique=True),
)
Index("audit_by_order", audit.c.order_id, audit.c.id)
Index("audit_newest", audit.c.at, audit.c.id)
Index("audit_by_actor", audit.c.actor, audit.c.at, audit.c.id)

shared_tables(METADATA)
