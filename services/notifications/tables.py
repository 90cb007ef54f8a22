"""The tables of tickets, mail and what has been notified."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Computed,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSVECTOR

from chassis.tables import shared_tables

METADATA = MetaData()
NOW = text("now()")

notifications = Table(
    "notifications",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("event", Text, nullable=False),
    Column("order_id", Text, nullable=False),
    Column("notified_at", DateTime(timezone=True), nullable=False, server_default=NOW),
)

tickets = Table(
    "tickets",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("opened_by", Text, nullable=False),
    Column("order_id", Text),
    Column("partner_id", Integer, nullable=False),
    Column("customer_id", Text, nullable=False),
    Column("customer_name", Text, nullable=False),
    Column("customer_portal_url", Text),
    Column("staff_portal_url", Text),
    Column("subject", JSONB, nullable=False),
    Column("state", Text, nullable=False),
    Column("group_name", Text, nullable=False),
    Column("priority", Text, nullable=False),
    Column("assignee", Text),
    Column("hidden", Boolean, nullable=False, server_default=text("false")),
    Column("opened_at", DateTime(timezone=True), nullable=False, server_default=NOW),
    Column("last_position", BigInteger, nullable=False, server_default=text("0")),
    Column("last_public_position", BigInteger, nullable=False, server_default=text("0")),
    Column("message_count", Integer, nullable=False, server_default=text("0")),
    Column("public_message_count", Integer, nullable=False, server_default=text("0")),
)
Index(
    "ticket_of_order",
    tickets.c.order_id,
    unique=True,
    postgresql_where=text("opened_by = 'system'"),
)
Index("tickets_about_order", tickets.c.order_id, tickets.c.last_position)
Index("tickets_by_activity", tickets.c.last_position)
Index("tickets_unresolved", tickets.c.last_position, postgresql_where=text("state <> 'resolved'"))
Index("tickets_of_partner", tickets.c.partner_id, tickets.c.last_position)
Index(
    "tickets_of_customer",
    tickets.c.partner_id,
    tickets.c.customer_id,
    tickets.c.last_public_position,
)

ticket_messages = Table(
    "ticket_messages",
    METADATA,
    Column("position", BigInteger, Identity(always=True), primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("key", Text, nullable=False, unique=True),
    Column("ticket_id", Text, ForeignKey("tickets.id"), nullable=False),
    Column("author", Text, nullable=False),
    Column("visibility", Text, nullable=False),
    Column("body", Text),  # as a person wrote it
    Column("said", JSONB(none_as_null=True)),  # where nobody did
    Column("at", DateTime(timezone=True), nullable=False, server_default=NOW),
    Column("words", TSVECTOR, Computed("to_tsvector('simple'::regconfig, body)", persisted=True)),
)
Index("messages_of_ticket", ticket_messages.c.ticket_id, ticket_messages.c.position)
Index("words_of_messages", ticket_messages.c.words, postgresql_using="gin")

ticket_reads = Table(
    "ticket_reads",
    METADATA,
    Column("ticket_id", Text, ForeignKey("tickets.id"), primary_key=True),
    Column("reader", Text, primary_key=True),
    Column("position", BigInteger, nullable=False),
)

ticket_attachments = Table(
    "ticket_attachments",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("ticket_id", Text, ForeignKey("tickets.id"), nullable=False),
    Column("message_id", Text, ForeignKey("ticket_messages.id"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("size_bytes", Integer, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    UniqueConstraint("message_id", "place"),
)
Index("attachments_of_ticket", ticket_attachments.c.ticket_id)

mails = Table(
    "mails",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("message_id", Text, nullable=False, unique=True),
    Column("key", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("thread", Text, nullable=False),
    Column("audience", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("order_id", Text),
    Column("partner_id", Integer),  # null for staff of no partner
    Column("customer_id", Text),  # null for staff
    Column("sender", JSONB, nullable=False),
    Column("recipients", ARRAY(Text), nullable=False),
    Column("settled_recipients", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    Column("subject", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("html", Text, nullable=False),
    Column("secret_wording", JSONB(none_as_null=True)),  # in place of these, until it is sent
    Column("document", JSONB(none_as_null=True)),
    Column("files", JSONB, nullable=False, server_default=text("'[]'")),  # that went with it
    Column("state", Text, nullable=False, server_default=text("'queued'")),
    Column("failure", Text),
    Column("queued_at", DateTime(timezone=True), nullable=False, server_default=NOW),
    Column("send_after", DateTime(timezone=True)),
    Column("sent_at", DateTime(timezone=True)),
    Column("resent_from", Text),
    Column("resent_by", Text),
    UniqueConstraint("key", "audience"),
)
Index("mails_of_partner", mails.c.partner_id, mails.c.id)
Index("mails_of_customer", mails.c.partner_id, mails.c.customer_id, mails.c.id)
Index("mails_of_order", mails.c.order_id, mails.c.id)
Index("mails_given_up", mails.c.id, postgresql_where=text("state = 'quarantined'"))
Index("mails_sent_again", mails.c.resent_from, postgresql_where=text("resent_from IS NOT NULL"))

mail_texts = Table(
    "mail_texts",
    METADATA,
    Column("partner", Text, primary_key=True),
    Column("audience", Text, primary_key=True),
    Column("event", Text, primary_key=True),
    Column("language", Text, primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("subject", Text),
    Column("body", Text),
    Column("written_by", Text, nullable=False),
    Column("written_at", DateTime(timezone=True), nullable=False, server_default=NOW),
)

shared_tables(METADATA)
