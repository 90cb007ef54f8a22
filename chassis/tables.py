"""The two tables that every service's schema has: idempotency keys and the outbox."""

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

NOW = text("now()")


def shared_tables(metadata: MetaData) -> None:
    """Add the idempotency and outbox tables to the metadata of a service."""
    idempotency_table(metadata)
    outbox_table(metadata)


def idempotency_table(metadata: MetaData) -> Table:
    """One row a key and caller; `status` is null while the first request is being worked on, and
    else that of something which was done."""
    table = Table(
        "idempotency_keys",
        metadata,
        Column("scope", Text, primary_key=True),
        Column("key", Text, primary_key=True),
        Column("fingerprint", Text, nullable=False),
        Column("leased_until", DateTime(timezone=True), nullable=False),
        Column("status", Integer),
        Column("body", LargeBinary),
        Column("media_type", Text),
        Column("created_at", DateTime(timezone=True), nullable=False, server_default=NOW),
    )
    _found_by_age(table)
    return table


def outbox_table(metadata: MetaData) -> Table:
    """Messages to deliver after their transaction committed; `key` is unique per topic."""
    table = Table(
        "outbox",
        metadata,
        Column("id", BigInteger, Identity(always=True), primary_key=True),
        Column("topic", Text, nullable=False),
        Column("key", Text, nullable=False),
        Column("payload", JSONB, nullable=False),
        Column("attempts", Integer, nullable=False, server_default=text("0")),
        Column("failures", Integer, nullable=False, server_default=text("0")),
        Column("due_at", DateTime(timezone=True), nullable=False, server_default=NOW),
        Column("created_at", DateTime(timezone=True), nullable=False, server_default=NOW),
        Column("delivered_at", DateTime(timezone=True)),
        Column("quarantined_at", DateTime(timezone=True)),
        Column("last_error", Text),
    )
    Index("outbox_topic_key", table.c.topic, table.c.key, unique=True)
    Index(
        "outbox_due",
        table.c.due_at,
        postgresql_where=text("delivered_at IS NULL AND quarantined_at IS NULL"),
    )
    Index(
        "outbox_quarantined",
        table.c.id,
        postgresql_where=text("quarantined_at IS NOT NULL"),
    )
    _found_by_age(table)
    return table


def _found_by_age(table: Table) -> None:
    """For the housekeeping. Rows come in the order of their age, so that this index of block ranges
    costs a write next to nothing."""
    Index(f"{table.name}_age", table.c.created_at, postgresql_using="brin")
